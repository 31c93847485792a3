import { createRequire } from 'node:module';
import { join } from 'node:path';
import pg from 'pg';
import { ROOT } from '../project.mjs';

/** A patient connection to the books as their owner: comes back by itself when the database was killed under it. */
export class Database {
  constructor(url) {
    this.pool = new pg.Pool({ connectionString: url, max: 3, connectionTimeoutMillis: 3_000 });
    // An idle connection that the fault has killed; the next query takes a new one.
    this.pool.on('error', () => undefined);
  }

  async rows(statement, values = []) {
    const { rows } = await this.pool.query(statement, values);
    return rows;
  }

  /** Like `rows`, tried again until `patienceMs` have passed. */
  async insist(statement, values = [], patienceMs = 30_000) {
    for (const until = Date.now() + patienceMs; ; ) {
      try {
        return await this.rows(statement, values);
      } catch (error) {
        if (Date.now() > until) throw error;
        await new Promise((wake) => setTimeout(wake, 100));
      }
    }
  }

  close() {
    return this.pool.end();
  }
}

/** The second ledger, as the audit reads it. */
export async function readDatabase(database) {
  const [incidents, instructions, holds] = await Promise.all([
    database.insist(`select id, number, details->>'callNumber' as "callNumber", human_tasks as "humanTasks" from incidents`),
    database.insist(`select id, incident_id as "incidentId", state, needs_human as "needsHuman", institution_code as "institutionCode", account_number as "accountNumber" from instructions`),
    database.insist(`select instruction_id as "instructionId", institution_code as "institutionCode", account_number as "accountNumber", controlled_fen::float8 as "controlledFen" from holds where controlled_fen > 0 and state <> 'annulled'`),
  ]);
  return { incidents, instructions, holds };
}

/** How many accepted things are still on their way, nobody having been called about them. */
export async function countOpen(database) {
  const [{ n }] = await database.insist(
    `select (select count(*) from instructions where state in ('planned', 'sending', 'waiting', 'uncertain', 'undelivered') and not needs_human)
          + (select count(*) from transfers where needs_plan and institution_code is not null) as n`);
  return Number(n);
}

/**
 * How long after a process was killed others noticed it, in ms: for each attempt that was taken over, the time since the kill before it.
 * What was lost by another cause (a database that went away) is no takeover from a kill and is not counted.
 * @param {{ kills: number[], disturbances: number[] }} world moments of the host's clock
 */
export async function takeovers(database, { kills, disturbances }) {
  const rows = await database.insist(`select ended_at from attempts where cause = 'worker_lost' order by ended_at`);
  const moments = [...kills.map((at) => ({ at, kill: true })), ...disturbances.map((at) => ({ at, kill: false }))].sort((a, b) => a.at - b.at);
  return rows.flatMap(({ ended_at: at }) => {
    const cause = moments.findLast((moment) => moment.at <= at.getTime());
    return cause?.kill && at.getTime() - cause.at < 20_000 ? [at.getTime() - cause.at] : [];
  });
}

/** Verifies every chain of the journal by the product's own verifier. */
export async function verifyChains(database) {
  const { verifyJournal } = createRequire(import.meta.url)(join(ROOT, 'dist/libs/ledger/src/index.js'));
  return verifyJournal({ rows: (statement, values) => database.insist(statement, [...(values ?? [])]) });
}

/** The p-th percentile (0..1) of a list of numbers, rounded; null when it is empty. */
export function percentile(list, p) {
  if (list.length === 0) return null;
  const sorted = [...list].sort((a, b) => a - b);
  return Math.round(sorted[Math.min(sorted.length - 1, Math.ceil(p * sorted.length) - 1)] ?? sorted[0]);
}
