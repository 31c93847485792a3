import type { Fact, FactDraft } from '#domain';
import { CHAIN_START, chainFacts } from './hash-chain';
import { verifyChain } from './verify-chain';

const AT = '2026-11-23T10:00:00.000Z';
function chained(count: number, incidentId = 'i-1'): Fact[] {
  const drafts = Array.from({ length: count }, (_, i): FactDraft => ({ incidentId, type: 'incident.enriched', data: { changed: { narrative: `第 ${i} 条` } }, actor: 'zhang' }));
  return chainFacts(drafts, { seq: 0, hash: CHAIN_START }, AT).map(({ draft, seq, hash }) => ({ ...draft, seq, position: seq, at: AT, organPath: '11', traceparent: null, hash: hash.toString('hex') }));
}
const altered = (facts: readonly Fact[], index: number, change: object): Fact[] => facts.map((fact, i) => (i === index ? ({ ...fact, ...change } as Fact) : fact));

describe('verifying the chain of an incident', () => {
  const facts = chained(5);

  it('passes what the ledger wrote, and gives the hash to keep', () => {
    expect(verifyChain(facts)).toEqual({ ok: true, facts: 5, lastHash: facts[4]?.hash });
    expect(verifyChain([])).toEqual({ ok: true, facts: 0, lastHash: '00'.repeat(32) });
  });

  it.each<[string, object]>([
    ['its content', { data: { changed: { narrative: '第 2 条 ' } } }], ['its maker', { actor: 'li' }], ['its time', { at: '2026-11-23T10:00:00.001Z' }],
    ['its type', { type: 'incident.settled' }], ['its hash', { hash: 'ab'.repeat(32) }],
  ])('names the fact whose chain was broken by changing %s', (_what, change) => {
    expect(verifyChain(altered(facts, 2, change))).toEqual({ ok: false, fault: 'altered', incidentId: 'i-1', seq: 3 });
  });

  it('names the fact behind a hole, and one of another incident', () => {
    expect(verifyChain(facts.filter(({ seq }) => seq !== 3))).toEqual({ ok: false, fault: 'gap', incidentId: 'i-1', seq: 4 });
    expect(verifyChain([...facts, ...chained(1, 'i-2')])).toEqual({ ok: false, fault: 'foreign', incidentId: 'i-2', seq: 1 });
  });
});
