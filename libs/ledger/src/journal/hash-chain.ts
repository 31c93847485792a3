import { createHash } from 'node:crypto';
import type { FactDraft } from '#domain';

/** What a fact's hash covers, besides the hash of the fact before it. */
export interface ChainedContent {
  readonly incidentId: string;
  readonly seq: number;
  readonly type: string;
  readonly data: unknown;
  readonly actor: string;
  /** ISO 8601 with milliseconds. */
  readonly at: string;
}

/** The chain starts, per incident, from 32 zero bytes. */
export const CHAIN_START: Buffer = Buffer.alloc(32);

/** JSON with sorted member names and no blanks (RFC 8785 for the values we use): jsonb does not keep the order that was written. */
export function canonicalJson(value: unknown): string {
  if (value === null || typeof value !== 'object') return JSON.stringify(value ?? null);
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  let text = '';
  for (const name of Object.keys(value).sort()) {
    const member = (value as Readonly<Record<string, unknown>>)[name];
    if (member !== undefined) text += `${text && ','}${JSON.stringify(name)}:${canonicalJson(member)}`;
  }
  return `{${text}}`;
}

/** SHA-256 over the previous hash and the canonical content. */
export function chainHash(previous: Buffer, content: ChainedContent): Buffer {
  return createHash('sha256').update(previous).update(canonicalJson(content)).digest();
}

/** Numbers and chains drafts of one incident after its last fact. */
export function chainFacts(drafts: readonly FactDraft[], after: { readonly seq: number; readonly hash: Buffer }, at: string): { readonly draft: FactDraft; readonly seq: number; readonly hash: Buffer }[] {
  let { seq, hash } = after;
  return drafts.map((draft) => {
    seq += 1;
    hash = chainHash(hash, { incidentId: draft.incidentId, seq, type: draft.type, data: draft.data, actor: draft.actor, at });
    return { draft, seq, hash };
  });
}
