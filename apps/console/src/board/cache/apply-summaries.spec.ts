import type { IncidentSummary } from '../../api/contract';
import { applySummaries } from './apply-summaries';

const summary = (id: string, lastSeq: number, state: 'live' | 'settled' = 'live'): IncidentSummary => ({ id, lastSeq, state }) as IncidentSummary;
const page = (...items: IncidentSummary[]) => ({ items, next: null, serverTime: '' });
const told = (result: { items: IncidentSummary[] }): string[] => result.items.map((item) => `${item.id}${item.lastSeq}`);

describe('a list after a push', () => {
  it('replaces, adds, and lets go of what changed state', () => expect(told(applySummaries(page(summary('a', 1), summary('b', 1)), [summary('a', 2), summary('b', 9, 'settled'), summary('c', 1)], 'live', false))).toEqual(['a2', 'c1']));
  it('calls stay whether settled or not, until somebody acknowledges', () => {
    const called = (id: string, lastSeq: number, state: 'live' | 'settled', open: boolean): IncidentSummary => ({ ...summary(id, lastSeq, state), openEscalation: open ? {} : null }) as IncidentSummary;
    expect(told(applySummaries(page(called('a', 1, 'live', true), called('b', 1, 'settled', true)), [called('a', 2, 'settled', true), called('b', 2, 'settled', false), called('c', 1, 'live', true), called('d', 1, 'live', false)], 'called', false))).toEqual(['a2', 'c1']);
  });
  it('never goes back to an older summary', () => expect(told(applySummaries(page(summary('a', 5)), [summary('a', 4)], 'live', false))).toEqual(['a5']));
  it('a search result takes nothing it did not find', () => expect(told(applySummaries(page(summary('a', 1)), [summary('z', 1), summary('a', 2)], 'live', true))).toEqual(['a2']));
});
