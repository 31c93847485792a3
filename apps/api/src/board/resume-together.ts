import type { Fact } from '#domain';
import { readMissedFacts, type Sql } from '#ledger';
import type { Resume } from './board-messages.dto';
import { IN_SIGHT, sharedWith } from './in-sight';

/** What one console missed; nothing and `resync` when it was too much. */
export interface Missed { readonly facts: readonly Fact[]; readonly resync: boolean }

export const RESUME_LIMITS = {
  /** More than this and a console loads anew by HTTP, which is cheaper for everybody: a thousand consoles come back at once. */
  missedFactsMax: 1_000,
  touchedIncidentsMax: 2_000,
  /** So many facts are in memory at once for consoles that are answered together; one console's own may be as many as it may miss. */
  sharedFactsMax: 10_000,
};

/** Commits, clocks and networks are late by less than this: a statement is given up after 15 s. What a console names is compared by number, whenever it moved. */
const LOOK_BACK_MS = 20_000;
const NO_LIMIT = 2_147_483_647;
const TOO_MUCH: Missed = { facts: [], resync: true };

interface Head { readonly id: string; readonly fact_count: number; readonly moved_at_ms: number }
/** A console and the incidents in which it is behind, with the last number it has. */
interface Behind { readonly place: number; readonly lastSeqs: ReadonlyMap<string, number> }

/**
 * Answers consoles of one organ that ask at the same time: one read of the heads and one of the facts serve all of them, and each is told what it
 * would have been told alone. After a restart a thousand consoles ask nearly the same.
 * @param tell is called once for each of `resumes`, by its place among them, as soon as its answer is known
 */
export async function resumeTogether(sql: Sql, organPath: string, resumes: readonly Resume[], tell: (place: number, missed: Missed) => void, limits = RESUME_LIMITS): Promise<void> {
  const heads = await readHeads(sql, organPath, resumes, limits);
  const counts = new Map(heads.map((head) => [head.id, head.fact_count]));
  const waiting: Behind[] = [];
  for (const [place, resume] of resumes.entries()) {
    const lastSeqs = behindIn(heads, resume, limits);
    if (lastSeqs) waiting.push({ place, lastSeqs });
    else tell(place, TOO_MUCH);
  }
  while (waiting.length > 0) {
    const { together, consoles } = shareReading(waiting, counts, limits);
    const facts = together.size === 0 ? [] : await readMissedFacts(sql, together, NO_LIMIT);
    for (const { place, lastSeqs } of waiting.splice(0, consoles)) {
      const missed = facts.filter(({ incidentId, seq }) => seq > (lastSeqs.get(incidentId) ?? NO_LIMIT));
      tell(place, missed.length > limits.missedFactsMax ? TOO_MUCH : { facts: missed, resync: false });
    }
  }
}

/**
 * What is named, and what has moved since the first of them last heard anything: two indexes, two reads. Everything that one console would have read is in it,
 * and is told apart by the moment: of too many that moved the latest are read, one more than anybody may be told of.
 */
function readHeads(sql: Sql, organPath: string, resumes: readonly Resume[], limits: typeof RESUME_LIMITS): Promise<Head[]> {
  const named = new Set(resumes.flatMap(({ lastSeqs }) => [...lastSeqs.keys()]));
  const since = Math.min(...resumes.map(movedSinceMs));
  return sql.rows<Head>(
    `select id, fact_count, floor(extract(epoch from last_fact_at) * 1000)::float8 as moved_at_ms from (
       select id, fact_count, last_fact_at from incidents i where id = any($1::uuid[]) and ${IN_SIGHT}
       union select id, fact_count, last_fact_at from (select id, fact_count, last_fact_at from incidents where last_fact_at >= $3 and organ_path like $2 || '%' order by last_fact_at desc limit $4) moved
       union select id, fact_count, last_fact_at from incidents where last_fact_at >= $3 and id in (select incident_id from (${sharedWith('$2')}) shared)) heads`,
    [[...named], organPath, new Date(since), limits.touchedIncidentsMax + 1]);
}

function movedSinceMs({ since }: Resume): number {
  return since.getTime() - LOOK_BACK_MS;
}

/**
 * Where this console is behind; undefined when it is too far behind. Known from the heads: a crowd that comes back at once must not read what it has,
 * nor what is too much anyway.
 */
function behindIn(heads: readonly Head[], resume: Resume, limits: typeof RESUME_LIMITS): ReadonlyMap<string, number> | undefined {
  const since = movedSinceMs(resume);
  const behind = new Map<string, number>();
  let [touched, missed] = [0, 0];
  for (const { id, fact_count: count, moved_at_ms: movedAt } of heads) {
    const last = resume.lastSeqs.get(id);
    if (last === undefined && movedAt < since) continue;
    touched += 1;
    if (count <= (last ?? 0)) continue;
    behind.set(id, last ?? 0);
    missed += count - (last ?? 0);
  }
  return touched > limits.touchedIncidentsMax || missed > limits.missedFactsMax ? undefined : behind;
}

/** How many of the first consoles can be served by one reading that fits into memory, at least one, and that reading. */
function shareReading(waiting: readonly Behind[], counts: ReadonlyMap<string, number>, limits: typeof RESUME_LIMITS): { readonly together: ReadonlyMap<string, number>; readonly consoles: number } {
  const together = new Map<string, number>();
  let [facts, consoles] = [0, 0];
  for (const { lastSeqs } of waiting) {
    for (const [id, last] of lastSeqs) facts += Math.max(0, (together.get(id) ?? counts.get(id) ?? 0) - last);
    if (consoles > 0 && facts > limits.sharedFactsMax) break;
    consoles += 1;
    for (const [id, last] of lastSeqs) together.set(id, Math.min(last, together.get(id) ?? last));
  }
  return { together, consoles };
}
