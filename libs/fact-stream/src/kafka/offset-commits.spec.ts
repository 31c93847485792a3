import { OffsetCommits } from './offset-commits';

const quiet = { info: () => undefined, warn: () => undefined, error: () => undefined };

/** A broker that answers each request when it is told to. */
function broker(): { asked: Record<string, string>[]; answer: (fault?: Error) => Promise<void>; commits: OffsetCommits } {
  const asked: Record<string, string>[] = [];
  const open: ((fault?: Error) => void)[] = [];
  const commits = new OffsetCommits((offsets) => new Promise((resolve, reject) => {
    asked.push(Object.fromEntries(offsets));
    open.push((fault) => (fault ? reject(fault) : resolve()));
  }), quiet);
  return {
    asked, commits,
    answer: async (fault) => {
      open.shift()?.(fault);
      await jest.advanceTimersByTimeAsync(0);
    },
  };
}

beforeEach(() => void jest.useFakeTimers());
afterEach(() => jest.useRealTimers());

describe('committing the offsets of a group', () => {
  it('tells the broker once of many batches and partitions, beside the reading', async () => {
    const { asked, commits, answer } = broker();
    for (let offset = 1; offset <= 50; offset += 1) commits.note(offset % 2, String(offset));
    expect(asked).toEqual([]);
    await jest.runAllTimersAsync();
    expect(asked).toEqual([{ 0: '50', 1: '49' }]);
    await answer();
    await jest.runAllTimersAsync();
    expect(asked).toHaveLength(1);
  });

  it('has one request on its way: a later offset is never overtaken by an earlier one', async () => {
    const { asked, commits, answer } = broker();
    commits.note(3, '10');
    void commits.flush();
    commits.note(3, '20');
    await jest.runAllTimersAsync();
    expect(asked).toEqual([{ 3: '10' }]);
    await answer();
    expect(asked).toEqual([{ 3: '10' }, { 3: '20' }]);
  });

  it('sends before flush returns, so that it goes out ahead of whatever the caller sends next', () => {
    const { asked, commits } = broker();
    commits.note(3, '10');
    void commits.flush();
    expect(asked).toEqual([{ 3: '10' }]);
  });

  it('tries again what was refused, unless it has moved on', async () => {
    const { asked, commits, answer } = broker();
    commits.note(1, '10');
    commits.note(2, '10');
    void commits.flush();
    commits.note(2, '11');
    await answer(new Error('the coordinator is away'));
    await jest.runAllTimersAsync();
    expect(asked.at(-1)).toEqual({ 1: '10', 2: '11' });
  });

  it('says nothing about partitions that were given away, also when their commit was refused afterwards', async () => {
    const { asked, commits, answer } = broker();
    commits.note(1, '10');
    void commits.flush();
    commits.note(2, '10');
    commits.forget();
    await answer(new Error('rebalance in progress'));
    await jest.runAllTimersAsync();
    expect(asked).toEqual([{ 1: '10' }]);
  });

  it('closes with everything said: what is on its way and what is due', async () => {
    const { asked, commits, answer } = broker();
    commits.note(1, '10');
    void commits.flush();
    commits.note(1, '20');
    let closed = false;
    const closing = commits.close().then(() => { closed = true; });
    await answer();
    expect([asked, closed]).toEqual([[{ 1: '10' }, { 1: '20' }], false]);
    await answer();
    await closing;
  });

  it('does not keep a closing reader waiting for a broker that refuses', async () => {
    const { asked, commits, answer } = broker();
    commits.note(1, '10');
    const closing = commits.close();
    await answer(new Error('away'));
    await closing;
    await jest.runAllTimersAsync();
    expect(asked).toHaveLength(1);
  });
});
