import type { FastifyReply } from 'fastify';
import type { Sql } from '#ledger';
import { Problem } from '../problems/problem';
import type { RequestKey } from './idempotency-key';

/** What a mutating request came to: its answer, and whether it is the repetition of an earlier one. */
export interface Answered<Body> { readonly status: number; readonly body: Body; readonly replayed: boolean }

/** One request that wants to be answered once. */
export interface KeyClaim { readonly actor: string; readonly requestKey: RequestKey; readonly status: number; readonly body: unknown }

const INSERT_ANSWERS = `insert into idempotency_keys (actor, key, request_hash, status, body)
     select actor, key, hash, status, body::jsonb from unnest($1::text[], $2::text[], $3::bytea[], $4::int[], $5::text[]) as batch(actor, key, hash, status, body)`;

/**
 * Stores the answers under their keys, in the transaction that makes them true. Rivals with the same key wait here for each other's commit.
 * Returns for each claim `undefined` when it is the first, else the answer that stands.
 */
export async function claimKeys(sql: Sql, claims: readonly KeyClaim[]): Promise<(Answered<unknown> | undefined)[]> {
  const sorted = inOneOrder([...new Map(claims.map((claim) => [idOf(claim), claim])).values()]);
  const fresh = await sql.rows<{ actor: string; key: string }>(`${INSERT_ANSWERS} on conflict do nothing returning actor, key`, answersOf(sorted));
  const won = new Set(fresh.map((row) => `${row.actor}\n${row.key}`));
  const firsts = new Set(sorted.filter((claim) => won.has(idOf(claim))));
  const repeated = claims.filter((claim) => !firsts.has(claim));
  const stored = repeated.length === 0 ? [] : await sql.rows<{ actor: string; key: string; request_hash: Buffer; status: number; body: unknown }>(
    'select actor, key, request_hash, status, body from idempotency_keys where (actor, key) in (select * from unnest($1::text[], $2::text[]))',
    [repeated.map((c) => c.actor), repeated.map((c) => c.requestKey.key)]);
  const standing = new Map(stored.map((row) => [`${row.actor}\n${row.key}`, row]));
  return claims.map((claim) => {
    if (firsts.has(claim)) return undefined;
    const row = standing.get(idOf(claim));
    if (!row) throw new Error('an idempotency key that could not be stored must be there');
    if (!row.request_hash.equals(claim.requestKey.hash)) return keyReused();
    return { status: row.status, body: row.body, replayed: true };
  });
}

/**
 * Stores the answers in the belief that no key was ever used: nobody need wait for the verdict, so it travels with the writes it answers for.
 * Where the belief is wrong the whole transaction fails, with a fault that `isKeyUsed` knows: run it again with `claimKeys`.
 */
export function storeAnswers(sql: Sql, claims: readonly KeyClaim[]): Promise<unknown> {
  return sql.rows(INSERT_ANSWERS, answersOf(inOneOrder(claims)));
}

/** True for the fault of a transaction whose `storeAnswers` met a key that was used before, so that nothing of it was written. */
export function isKeyUsed(fault: unknown): boolean {
  const { code, constraint } = (fault ?? {}) as { readonly code?: unknown; readonly constraint?: unknown };
  return code === '23505' && constraint === 'idempotency_keys_pkey';
}

/** False when two of the claims have one key. */
export function areDistinct(claims: readonly Pick<KeyClaim, 'actor' | 'requestKey'>[]): boolean {
  return new Set(claims.map(idOf)).size === claims.length;
}

/** Always in the same order, so that two transactions with the same keys never wait for each other crosswise. */
function inOneOrder(claims: readonly KeyClaim[]): KeyClaim[] {
  return [...claims].sort((a, b) => (idOf(a) < idOf(b) ? -1 : 1));
}

function answersOf(claims: readonly KeyClaim[]): unknown[] {
  return [claims.map((c) => c.actor), claims.map((c) => c.requestKey.key), claims.map((c) => c.requestKey.hash), claims.map((c) => c.status), claims.map((c) => JSON.stringify(c.body))];
}

/** A claim by one request: its standing answer, or undefined when it is the first. Throws 422 when the key was used otherwise. */
export async function claimKey(sql: Sql, claim: KeyClaim): Promise<Answered<unknown> | undefined> {
  const [standing] = await claimKeys(sql, [claim]);
  return unlessReused(standing);
}

/** Status 422 marks a reused key inside a batch, where one member must not make the others fail. */
function keyReused(): Answered<unknown> {
  return { status: 422, body: null, replayed: false };
}

export function unlessReused<Body>(answered: Answered<Body>): Answered<Body>;
export function unlessReused<Body>(answered: Answered<Body> | undefined): Answered<Body> | undefined;
export function unlessReused<Body>(answered: Answered<Body> | undefined): Answered<Body> | undefined {
  if (answered?.status !== 422) return answered;
  const [zh, en] = ['此幂等键已用于另一请求，请换一个新值', 'this key was used for another request; take a new one'];
  throw new Problem('idempotency_key_reused', { zh, en }, { errors: [{ field: 'Idempotency-Key', zh, en }] });
}

function idOf(claim: Pick<KeyClaim, 'actor' | 'requestKey'>): string {
  return `${claim.actor}\n${claim.requestKey.key}`;
}

/** Puts status and headers of an answer on the reply; the body is returned for Nest to send. */
export function tell<Body>(reply: FastifyReply, answered: Answered<Body>): Body {
  void reply.status(answered.status);
  if (answered.replayed) void reply.header('idempotent-replayed', 'true');
  return answered.body;
}
