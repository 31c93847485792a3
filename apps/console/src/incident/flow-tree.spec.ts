import type { IncidentView } from '../api/contract';
import { answerTimeMs, flowLines, unfolded } from './flow-tree';

const incident = {
  transfers: [
    { transferId: 'a', parentTransferId: null }, { transferId: 'b', parentTransferId: null }, { transferId: 'a1', parentTransferId: 'a' }, { transferId: 'a1x', parentTransferId: 'a1' }, { transferId: 'lost', parentTransferId: 'not here' },
  ],
  instructions: [
    { id: 'i1', transferId: 'a', kind: 'stop', plannedAt: '2026-11-23T02:00:00Z' }, { id: 'i2', transferId: 'a', kind: 'stop', plannedAt: '2026-11-23T02:05:00Z' }, { id: 'q', transferId: 'a', kind: 'query_flow', plannedAt: '2026-11-23T03:00:00Z' },
  ],
  holds: [{ id: 'h', transferId: 'a1', since: '2026-11-23T02:00:00Z' }],
} as unknown as IncidentView;

describe('the flow', () => {
  const lines = flowLines(incident);
  it('follows each account to its own onward accounts, and loses none', () => expect(lines.map((line) => line.transfer.transferId)).toEqual(['a', 'a1', 'a1x', 'b', 'lost']));
  it('shows the latest stop of each', () => expect(lines.map((line) => line.instruction?.id)).toEqual(['i2', undefined, undefined, undefined, undefined]));
  it('and its hold', () => expect(lines[1]?.hold?.id).toBe('h'));
  it('knows what lies below and above each, and folds it away whole', () => {
    expect(lines.map(({ below, parentId }) => [below, parentId])).toEqual([[2, null], [1, 'a'], [0, 'a1'], [0, null], [0, null]]);
    const seen = (...folded: string[]): string[] => unfolded(lines, new Set(folded)).map((line) => line.transfer.transferId);
    expect([seen(), seen('a'), seen('a1'), seen('a', 'a1', 'b')]).toEqual([['a', 'a1', 'a1x', 'b', 'lost'], ['a', 'b', 'lost'], ['a', 'a1', 'b', 'lost'], ['a', 'b', 'lost']]);
  });
  it('shows money that is not followed where it left, and transfers that meet in one account', () => {
    const met = flowLines({ ...incident, transfers: incident.transfers.map((transfer) => ({ ...transfer, institutionCode: '9', accountNumber: transfer.transferId === 'b' ? 'a1' : transfer.transferId })), cutOffs: [{ seq: 9, fromTransferId: 'a1', reason: 'cycle', institutionCode: '9', accountNumber: 'a', amountFen: 5 }] });
    expect(met.map(({ cutOffs }) => cutOffs.length)).toEqual([0, 1, 0, 0, 0]);
    expect(met.map(({ intoAccount }) => intoAccount)).toEqual([1, 2, 1, 2, 1]);
  });
  it('takes an answer time only from two moments', () => {
    const view = { sentAt: '2026-11-23T02:00:00.100Z', answeredAt: '2026-11-23T02:00:00.460Z' } as IncidentView['instructions'][number];
    expect([answerTimeMs(view), answerTimeMs({ ...view, answeredAt: null }), answerTimeMs(undefined)]).toEqual([360, undefined, undefined]);
  });
});
