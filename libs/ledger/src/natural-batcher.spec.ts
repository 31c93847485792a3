import { BatcherFullError, NaturalBatcher } from './natural-batcher';

/** A flush that is finished by the test, not by time. */
function gate() {
  const batches: { readonly items: readonly number[]; finish: (fault?: Error) => void }[] = [];
  const flush = (items: readonly number[]): Promise<readonly string[]> => new Promise((resolve, reject) => {
    batches.push({ items, finish: (fault) => (fault ? reject(fault) : resolve(items.map((item) => `r${item}`))) });
  });
  return { batches, flush };
}
const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
const LIMITS = { batchMax: 3, flushesMax: 1, waitingMax: 5 };

describe('natural batching', () => {
  it('an idle batcher flushes at once, in the same turn, with no timer', () => {
    const { batches, flush } = gate();
    void new NaturalBatcher(flush, LIMITS).add(1);
    expect(batches.map((batch) => batch.items)).toEqual([[1]]);
  });

  it('what piled up meanwhile is the next batch, in order, up to its size; everybody gets the own result', async () => {
    const { batches, flush } = gate();
    const batcher = new NaturalBatcher(flush, LIMITS);
    const results = Promise.all([1, 2, 3, 4, 5].map((item) => batcher.add(item)));
    batches[0]?.finish();
    await turn();
    batches[1]?.finish();
    await turn();
    batches[2]?.finish();
    expect(await results).toEqual(['r1', 'r2', 'r3', 'r4', 'r5']);
    expect(batches.map((batch) => batch.items)).toEqual([[1], [2, 3, 4], [5]]);
  });

  it('has at most so many flushes in flight', async () => {
    const { batches, flush } = gate();
    const batcher = new NaturalBatcher(flush, { ...LIMITS, flushesMax: 2 });
    for (const item of [1, 2, 3, 4]) void batcher.add(item);
    expect(batches.map((batch) => batch.items)).toEqual([[1], [2]]);
    batches[1]?.finish();
    await turn();
    expect(batches.map((batch) => batch.items)).toEqual([[1], [2], [3, 4]]);
  });

  it('says that it is full, and is not any more once a flush has ended', async () => {
    const { batches, flush } = gate();
    const batcher = new NaturalBatcher(flush, LIMITS);
    for (const item of [1, 2, 3, 4, 5, 6]) void batcher.add(item);
    expect(batcher.full).toBe(true);
    await expect(batcher.add(7)).rejects.toBeInstanceOf(BatcherFullError);
    batches[0]?.finish();
    await turn();
    expect(batcher.full).toBe(false);
  });

  it('one bad item harms nobody else: a failed batch is tried item by item', async () => {
    const seen: (readonly number[])[] = [];
    const batcher = new NaturalBatcher(async (items: readonly number[]) => {
      seen.push(items);
      await turn();
      if (items.includes(3)) throw new Error('bad');
      return items.map((item) => `r${item}`);
    }, LIMITS);
    const results = await Promise.allSettled([1, 2, 3, 4].map((item) => batcher.add(item)));
    expect(results.map((result) => (result.status === 'fulfilled' ? result.value : (result.reason as Error).message))).toEqual(['r1', 'r2', 'bad', 'r4']);
    expect(seen).toEqual([[1], [2, 3, 4], [2], [3], [4]]);
  });

  it('a flush that throws at once, or forgets a result, is a fault of its items and not the end of the batcher', async () => {
    let broken = true;
    const batcher = new NaturalBatcher((items: readonly number[]) => {
      if (broken) throw new Error('at once');
      return Promise.resolve(items.length > 1 ? [] : items.map(String));
    }, LIMITS);
    await expect(batcher.add(1)).rejects.toThrow('at once');
    broken = false;
    expect(await Promise.all([2, 3, 4].map((item) => batcher.add(item)))).toEqual(['2', '3', '4']);
  });
});
