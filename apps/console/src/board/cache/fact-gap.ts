import type { Fact } from '#domain';

export interface Sorted {
  /** New facts that join on to what is known, in order per incident. */
  readonly fresh: readonly Fact[];
  /** Incidents of which something between is missing: fetch what comes after `after`. */
  readonly gaps: readonly { readonly incidentId: string; readonly after: number }[];
}

/**
 * Sorts pushed facts against the last number known per incident, and moves those numbers on. A fact that is known already is
 * dropped; a jump is a gap, and nothing behind it is taken until it is filled. An incident never heard of starts where it appears.
 */
export function sortFacts(known: Map<string, number>, pushed: readonly Fact[]): Sorted {
  const fresh: Fact[] = [];
  const gaps = new Map<string, number>();
  for (const fact of [...pushed].sort((a, b) => a.seq - b.seq)) {
    const last = known.get(fact.incidentId);
    if (last !== undefined && fact.seq <= last) continue;
    if (last !== undefined && fact.seq > last + 1) {
      gaps.set(fact.incidentId, last);
      continue;
    }
    known.set(fact.incidentId, fact.seq);
    fresh.push(fact);
  }
  return { fresh, gaps: [...gaps].map(([incidentId, after]) => ({ incidentId, after })) };
}

/** Two runs of facts of one incident as one: by number, none twice. */
export function mergeFacts(have: readonly Fact[], more: readonly Fact[]): Fact[] {
  const last = have.at(-1)?.seq ?? 0;
  if (more.every((fact) => fact.seq > last)) return [...have, ...more];
  const bySeq = new Map([...have, ...more].map((fact) => [fact.seq, fact]));
  return [...bySeq.values()].sort((a, b) => a.seq - b.seq);
}

export interface FactsReading {
  /** What is shown now, pushes included. */
  readonly shown: () => readonly Fact[];
  /** Number of the last fact that the board knows of; a list may have told it, and what is pushed up to it is dropped as known. */
  readonly known: () => number;
  /** Facts after a number, over HTTP. */
  readonly after: (seq: number) => Promise<readonly Fact[]>;
}

/** All facts of one incident. Goes on until nothing is missing that the board counts as known: nobody else would bring it. */
export async function readFacts({ shown, known, after }: FactsReading): Promise<Fact[]> {
  // What was pushed while this was being read stays.
  let facts = mergeFacts(shown(), await after(0));
  for (let last = 0; (last = facts.at(-1)?.seq ?? 0) < known(); ) {
    const more = await after(last);
    facts = mergeFacts(mergeFacts(shown(), facts), more);
    if (more.length === 0) break;
  }
  return facts;
}
