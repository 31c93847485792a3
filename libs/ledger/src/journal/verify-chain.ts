import type { Fact } from '#domain';
import { CHAIN_START, chainHash } from './hash-chain';

/** What is wrong with a fact: its number does not follow, it belongs to another incident, or its content or its predecessor's was changed. */
export type ChainFault = 'gap' | 'foreign' | 'altered';

export type ChainVerdict =
  | { readonly ok: true; readonly facts: number; /** Hash of the last fact, hexadecimal: the one to keep elsewhere. */ readonly lastHash: string }
  | { readonly ok: false; readonly fault: ChainFault; /** The first fact that does not fit. */ readonly incidentId: string; readonly seq: number };

/**
 * Verifies the facts of one incident, from number 1 on and in order. The first one that does not fit is named. Facts cut off at the end
 * leave a chain that still verifies: compare `lastHash` with the incident's own (`incidents.last_hash`) or with one kept elsewhere.
 */
export function verifyChain(facts: readonly Fact[]): ChainVerdict {
  let previous = CHAIN_START;
  for (const [index, fact] of facts.entries()) {
    const { incidentId, seq, type, data, actor, at } = fact;
    const refuse = (fault: ChainFault): ChainVerdict => ({ ok: false, fault, incidentId, seq });
    if (incidentId !== facts[0]?.incidentId) return refuse('foreign');
    if (seq !== index + 1) return refuse('gap');
    const hash = chainHash(previous, { incidentId, seq, type, data, actor, at });
    if (hash.toString('hex') !== fact.hash) return refuse('altered');
    previous = hash;
  }
  return { ok: true, facts: facts.length, lastHash: previous.toString('hex') };
}
