import { acceptTraceparent, traceIdOf } from './traceparent';

describe('traceparent', () => {
  const good = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';
  it('keeps one that is well formed', () => expect(acceptTraceparent(good)).toBe(good));
  it.each([undefined, '', ['a'], good.toUpperCase(), `01${good.slice(2)}`, `00-${'0'.repeat(32)}-b7ad6b7169203331-01`, `${good}-x`])('makes a new one instead of %p', (header) => {
    const made = acceptTraceparent(header);
    expect(made).toMatch(/^00-[0-9a-f]{32}-[0-9a-f]{16}-01$/);
    expect(made).not.toBe(header);
    expect(traceIdOf(made)).toHaveLength(32);
  });
});
