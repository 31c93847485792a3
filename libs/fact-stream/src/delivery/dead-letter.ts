import { v5 } from 'uuid';
import type { Fact } from '#domain';
import type { Sql } from '#ledger';

/** Names of dead letters are made from what they are about, so that a fact that comes twice is put aside once. */
const NAMESPACE = '6d0a5f6e-1f3b-5a54-9d0f-6b1c7a1d2c11';

/** A thing that a reader could not take, as it arrived, and why. */
export interface DeadLetter {
  /** The group, or the tail's name. */
  readonly reader: string;
  /** Where it came from: `journal` or `<topic>/<partition>/<offset>`. */
  readonly source: string;
  readonly incidentId: string | null;
  readonly seq: number | null;
  readonly reason: string;
  readonly raw: Buffer;
}

export function deadLetterOf(reader: string, fact: Fact, reason: string): DeadLetter {
  return { reader, source: 'journal', incidentId: fact.incidentId, seq: fact.seq, reason, raw: Buffer.from(JSON.stringify(fact)) };
}

export async function writeDeadLetter(sql: Sql, letter: DeadLetter): Promise<void> {
  const id = v5([letter.reader, letter.source, letter.incidentId, letter.seq].join('\n'), NAMESPACE);
  await sql.rows(
    `insert into dead_letters (id, reader, source, incident_id, seq, reason, raw, at) values ($1, $2, $3, $4, $5, $6, $7, now()) on conflict (id) do nothing`,
    [id, letter.reader, letter.source, letter.incidentId, letter.seq, letter.reason, letter.raw],
  );
}

