import type { Fact } from '#domain';
import type { DeadLetterOffice, UnreadableMessage } from './dead-letter-office';
import { JointDelivery } from './joint-delivery';
import type { PartitionBatch } from './partition-batch';

const quiet = { info: () => undefined, warn: () => undefined, error: () => undefined };
const batch = (partition: number, seqs: readonly number[], unreadable: readonly string[] = []): PartitionBatch => ({
  partition, lastOffset: '0', nextOffset: '1', facts: seqs.map((seq) => ({ incidentId: `i${partition}`, seq }) as Fact), unreadable: unreadable.map((reason) => ({ partition, reason }) as UnreadableMessage),
});

function delivery(handle: (called: string[]) => void = () => undefined): { joint: JointDelivery; calls: string[][]; buried: string[] } {
  const calls: string[][] = [];
  const buried: string[] = [];
  const office = { buryUnreadable: async ({ reason }: UnreadableMessage) => void buried.push(reason) } as DeadLetterOffice;
  const handler = async (facts: readonly Fact[]): Promise<void> => {
    const called = facts.map(({ incidentId, seq }) => `${incidentId}/${seq}`);
    calls.push(called);
    handle(called);
  };
  return { calls, buried, joint: new JointDelivery({ handler, logger: quiet, signal: new AbortController().signal, bury: async () => undefined, reachable: async () => true }, office) };
}

describe('first tries of what one fetch has brought', () => {
  it('travel in one call, each partition in its order', async () => {
    const { joint, calls } = delivery();
    expect(await Promise.all([joint.tryOnce(batch(1, [1, 2])), joint.tryOnce(batch(2, [7])), joint.tryOnce(batch(3, [4, 5]))])).toEqual([true, true, true]);
    expect(calls).toEqual([['i1/1', 'i1/2', 'i2/7', 'i3/4', 'i3/5']]);
  });

  it('do not wait for what comes later', async () => {
    const { joint, calls } = delivery();
    await joint.tryOnce(batch(1, [1]));
    await joint.tryOnce(batch(2, [1]));
    expect(calls).toEqual([['i1/1'], ['i2/1']]);
  });

  it('fall apart into partitions when the call fails: only the faulty one is not handled', async () => {
    const { joint, calls } = delivery((called) => {
      if (called.includes('i2/1')) throw new TypeError('cannot take this one');
    });
    expect(await Promise.all([1, 2, 3].map((partition) => joint.tryOnce(batch(partition, [1]))))).toEqual([true, false, true]);
    expect(calls).toEqual([['i1/1', 'i2/1', 'i3/1'], ['i1/1'], ['i2/1'], ['i3/1']]);
  });

  it('are tried once only when nobody else is aboard', async () => {
    const { joint, calls } = delivery(() => { throw new Error('no'); });
    expect(await joint.tryOnce(batch(1, [1, 2]))).toBe(false);
    expect(calls).toHaveLength(1);
  });

  it('keep to 500 facts a call', async () => {
    const { joint, calls } = delivery();
    const many = (count: number): number[] => Array.from({ length: count }, (_, i) => i + 1);
    await Promise.all([batch(1, many(300)), batch(2, many(200)), batch(3, many(1)), batch(4, many(500))].map((one) => joint.tryOnce(one)));
    expect(calls.map((call) => call.length)).toEqual([500, 1, 500]);
  });

  it('bury what is no fact beside the others, and call nobody for it', async () => {
    const { joint, calls, buried } = delivery();
    expect(await Promise.all([joint.tryOnce(batch(1, [], ['garbage'])), joint.tryOnce(batch(2, [1]))])).toEqual([true, true]);
    expect([calls, buried]).toEqual([[['i2/1']], ['garbage']]);
  });
});
