import type { Fact } from '#domain';
import type { Sql } from '../sql';
import { readMissedFacts } from './read-journal';
import { verifyChain, type ChainFault } from './verify-chain';

/** As for a chain, and `cut_off`: facts at the end are gone, for the incident itself remembers more of them or another last hash. */
export interface JournalFault { readonly incidentId: string; readonly seq: number; readonly fault: ChainFault | 'cut_off' }

export interface JournalVerdict { readonly incidents: number; readonly facts: number; readonly faults: readonly JournalFault[] }

interface HeadRow { id: string; fact_count: number; last_hash: Buffer }

const INCIDENTS_PER_PAGE = 200;
const FACTS_PER_PAGE_MAX = 1_000_000;

/** Verifies every incident's chain and holds it against what the incident remembers of its last fact. Names each fault; page by page, so size does not matter. */
export async function verifyJournal(sql: Sql): Promise<JournalVerdict> {
  const faults: JournalFault[] = [];
  let [incidents, facts, after] = [0, 0, '00000000-0000-0000-0000-000000000000'];
  for (;;) {
    const heads = await sql.rows<HeadRow>('select id, fact_count, last_hash from incidents where id > $1 order by id limit $2', [after, INCIDENTS_PER_PAGE]);
    if (heads.length === 0) break;
    const factsOf = await factsByIncident(sql, heads);
    for (const head of heads) {
      const chain = factsOf.get(head.id) ?? [];
      facts += chain.length;
      const fault = faultOf(head, chain);
      if (fault) faults.push(fault);
    }
    incidents += heads.length;
    after = heads[heads.length - 1]?.id ?? after;
  }
  const strays = await sql.rows<{ incident_id: string; seq: number }>('select incident_id, seq from journal j where not exists (select 1 from incidents i where i.id = j.incident_id) limit 100');
  for (const stray of strays) faults.push({ incidentId: stray.incident_id, seq: stray.seq, fault: 'foreign' });
  return { incidents, facts: facts + strays.length, faults };
}

async function factsByIncident(sql: Sql, heads: readonly HeadRow[]): Promise<Map<string, Fact[]>> {
  const all = await readMissedFacts(sql, new Map(heads.map((head) => [head.id, 0])), FACTS_PER_PAGE_MAX);
  const factsOf = new Map<string, Fact[]>(heads.map((head) => [head.id, []]));
  for (const fact of all) factsOf.get(fact.incidentId)?.push(fact);
  for (const chain of factsOf.values()) chain.sort((a, b) => a.seq - b.seq);
  return factsOf;
}

function faultOf(head: HeadRow, chain: readonly Fact[]): JournalFault | undefined {
  const verdict = verifyChain(chain);
  if (!verdict.ok) return { incidentId: verdict.incidentId, seq: verdict.seq, fault: verdict.fault };
  // Facts beyond the head's count were written after the head was read: the system goes on working meanwhile.
  if (chain[head.fact_count - 1]?.hash === head.last_hash.toString('hex')) return undefined;
  return { incidentId: head.id, seq: Math.min(verdict.facts + 1, head.fact_count), fault: 'cut_off' };
}
