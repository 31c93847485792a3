import { Injectable } from '@nestjs/common';
import type { Fact } from '#domain';
import { Clock } from '#domain';
import { Ledger, readMissedFacts } from '#ledger';
import type { OrganUser } from '../auth/desk-user';
import { IN_SIGHT, sharedWith } from './in-sight';
import type { Resume } from './board-messages.dto';

export interface Resumed { readonly facts: readonly Fact[]; readonly resync: boolean; readonly serverTime: string }

/** More than this and a console loads anew by HTTP, which is cheaper for everybody. */
export const MISSED_FACTS_MAX = 5_000;
/** Commits, clocks and networks are late by less than this. */
const LOOK_BACK_MS = 60_000;
const TOUCHED_INCIDENTS_MAX = 2_000;

/** What a console missed while it was away: exactly the facts after those it has, of everything within its scope. */
@Injectable()
export class ResumeBoard {
  constructor(private readonly ledger: Ledger, private readonly clock: Clock) {}

  async run(resume: Resume, user: OrganUser): Promise<Resumed> {
    const serverTime = this.clock.now().toISOString();
    // Two indexes, two reads: what the console names, and what has moved since it last heard anything.
    const inScope = await this.ledger.sql.rows<{ id: string; fact_count: number }>(
      `select id, fact_count from incidents i where id = any($1::uuid[]) and ${IN_SIGHT}
       union select id, fact_count from (select id, fact_count from incidents where last_fact_at >= $3 and organ_path like $2 || '%' order by last_fact_at desc limit $4) moved
       union select id, fact_count from incidents where last_fact_at >= $3 and id in (select incident_id from (${sharedWith('$2')}) shared)`,
      [[...resume.lastSeqs.keys()], user.organ.path, new Date(resume.since.getTime() - LOOK_BACK_MS), TOUCHED_INCIDENTS_MAX + 1]);
    if (inScope.length > TOUCHED_INCIDENTS_MAX) return { facts: [], resync: true, serverTime };
    // What is missed is known from the heads: a crowd that comes back at once must not read what it has, nor what is too much anyway.
    const behind = inScope.filter(({ id, fact_count: count }) => count > (resume.lastSeqs.get(id) ?? 0));
    if (behind.reduce((sum, { id, fact_count: count }) => sum + count - (resume.lastSeqs.get(id) ?? 0), 0) > MISSED_FACTS_MAX) return { facts: [], resync: true, serverTime };
    const lastSeqs = new Map(behind.map(({ id }) => [id, resume.lastSeqs.get(id) ?? 0]));
    const facts = lastSeqs.size === 0 ? [] : await readMissedFacts(this.ledger.sql, lastSeqs, MISSED_FACTS_MAX + 1);
    return facts.length > MISSED_FACTS_MAX ? { facts: [], resync: true, serverTime } : { facts, resync: false, serverTime };
  }
}
