import type { Fact } from '#domain';
import { type Delivery, deliverFacts, TRIES_PER_FACT } from './deliver-facts';

const fact = (seq: number): Fact => ({ incidentId: 'i', seq }) as Fact;
const quiet = { info: () => undefined, warn: () => undefined, error: () => undefined };
const transient = (): Error => Object.assign(new Error('away'), { code: 'ECONNREFUSED' });

function delivery(handle: (seqs: number[], call: number) => void, change: Partial<Delivery> = {}): Delivery & { calls: number[][]; buried: [number, string][] } {
  const calls: number[][] = [];
  const buried: [number, string][] = [];
  return {
    calls, buried, signal: new AbortController().signal, logger: quiet, reachable: async () => true,
    bury: async ({ seq }, reason) => void buried.push([seq, reason]),
    handler: async (facts) => {
      const seqs = facts.map(({ seq }) => seq);
      calls.push(seqs);
      handle(seqs, calls.length);
    },
    ...change,
  };
}

// The pauses between tries are real; random at its least keeps them short.
beforeEach(() => void jest.spyOn(Math, 'random').mockReturnValue(0));
afterEach(() => jest.restoreAllMocks());

describe('delivering facts of one partition', () => {
  it('hands the whole batch over at once when all is well', async () => {
    const d = delivery(() => undefined);
    expect(await deliverFacts([fact(1), fact(2)], d)).toBe('handled');
    expect(d.calls).toEqual([[1, 2]]);
  });

  it('tries the batch again, then each fact alone, and puts aside only the one that cannot be taken', async () => {
    const d = delivery((seqs) => {
      if (seqs.includes(2)) throw new RangeError('two is bad');
    });
    expect(await deliverFacts([fact(1), fact(2), fact(3)], d)).toBe('handled');
    expect(d.calls).toEqual([[1, 2, 3], [1, 2, 3], [1], ...Array.from({ length: TRIES_PER_FACT }, () => [2]), [3]]);
    expect(d.buried).toEqual([[2, 'RangeError: two is bad']]);
  });

  it('tries a single fact five times in all', async () => {
    const d = delivery(() => { throw new Error('bad'); });
    expect(await deliverFacts([fact(1)], d)).toBe('handled');
    expect(d.calls).toHaveLength(TRIES_PER_FACT);
    expect(d.buried).toEqual([[1, 'Error: bad']]);
  });

  it('never counts a transient fault', async () => {
    const d = delivery((_seqs, call) => {
      if (call <= 7) throw transient();
    });
    expect(await deliverFacts([fact(1)], d)).toBe('handled');
    expect(d.calls).toHaveLength(8);
    expect(d.buried).toEqual([]);
  });

  it('takes any fault for a transient one while the database does not answer', async () => {
    let away = 6;
    const d = delivery(() => {
      if (away > 0) throw new Error('no code at all');
    }, { reachable: async () => (away -= 1) < 0 });
    expect(await deliverFacts([fact(1)], d)).toBe('handled');
    expect(d.buried).toEqual([]);
  });

  it('stops when the reader may no longer deliver, and puts nothing aside then', async () => {
    const lost = new AbortController();
    const d = delivery((_seqs, call) => {
      if (call === 3) lost.abort();
      throw transient();
    }, { signal: lost.signal });
    expect(await deliverFacts([fact(1)], d)).toBe('stopped');
    expect(d.calls).toHaveLength(3);
    expect(d.buried).toEqual([]);
  });

  it('insists on writing a dead letter before it goes on', async () => {
    const letters: number[] = [];
    let refusals = 2;
    const d = delivery((seqs) => {
      if (seqs.includes(1)) throw new Error('bad');
    }, { bury: async ({ seq }) => {
      if (refusals-- > 0) throw transient();
      letters.push(seq);
    } });
    expect(await deliverFacts([fact(1), fact(2)], d)).toBe('handled');
    expect(letters).toEqual([1]);
    expect(d.calls.at(-1)).toEqual([2]);
  });
});
