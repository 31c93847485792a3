import { INBOUND_CHANNEL, type Sql } from '#ledger';

/** What the door keeps of an institution's message. */
export interface ReceivedCallback {
  readonly id: string;
  readonly institutionCode: string;
  readonly nonce: string;
  readonly receivedAt: Date;
  readonly contentType: string;
  /** The bytes that were signed. */
  readonly raw: Buffer;
  readonly traceparent: string;
}

/**
 * Stores messages that arrived together and wakes the workers, all in one statement and hence in one trip. Nonces go in in one order, so that two
 * doors that hear the same ones never wait for each other crosswise. Gives for each message whether it was new: one whose nonce was used is not stored.
 */
export async function storeCallbacks(sql: Sql, callbacks: readonly ReceivedCallback[]): Promise<boolean[]> {
  const once = [...new Map([...callbacks].reverse().map((one) => [`${one.institutionCode} ${one.nonce}`, one])).values()];
  const stored = await sql.rows<{ id: string }>(
    `with batch as (
       select * from unnest($1::uuid[], $2::text[], $3::text[], $4::timestamptz[], $5::text[], $6::bytea[], $7::text[]) as one(id, institution_code, nonce, received_at, content_type, raw, traceparent)),
     fresh as (
       insert into used_nonces (institution_code, nonce) select institution_code, nonce from batch order by institution_code, nonce on conflict do nothing returning institution_code, nonce),
     stored as (
       insert into inbound_answers (id, institution_code, source, actor, received_at, content_type, raw, due_at, traceparent)
       select id, institution_code, 'callback', 'institution:' || institution_code, received_at, content_type, raw, received_at, traceparent from batch join fresh using (institution_code, nonce) returning id)
     select id, pg_notify('${INBOUND_CHANNEL}', '') from stored`,
    [once.map((one) => one.id), once.map((one) => one.institutionCode), once.map((one) => one.nonce), once.map((one) => one.receivedAt), once.map((one) => one.contentType), once.map((one) => one.raw), once.map((one) => one.traceparent)]);
  const ids = new Set(stored.map((row) => row.id));
  return callbacks.map((one) => ids.has(one.id));
}
