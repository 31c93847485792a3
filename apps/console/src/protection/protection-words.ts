import type { ProtectiveStopView } from '../api/protective.contract';
import type { TextKey } from '../language/translate';

/** What a desk is told of a protective stop: a sign, a chip class and a text of our own, since "stopped" belongs to suspects' accounts. */
export interface ProtectionTold { readonly chip: string; readonly sign: string; readonly text: TextKey; readonly phone: boolean }

const OVER = { lapsed: { chip: 'near', sign: '○', text: 'protection.lapsed', phone: false }, released: { chip: 'planned', sign: '○', text: 'protection.released', phone: false } } as const;

/** In force only where a bank said so; everything before that names what is missing. */
export function tellProtection({ state, instructionState, release }: Pick<ProtectiveStopView, 'state' | 'instructionState' | 'release'>): ProtectionTold {
  if (state === 'in_force') return release ? tellRelease(release) : { chip: 'done', sign: '■', text: 'protection.inForce', phone: false };
  if (state !== null) return OVER[state];
  switch (instructionState) {
    case null:
    case 'planned':
    case 'sending':
      return { chip: 'sending', sign: '»', text: 'protection.sending', phone: false };
    case 'waiting':
    case 'queued':
      return { chip: 'waiting', sign: '…', text: 'protection.waiting', phone: false };
    case 'undelivered':
      return { chip: 'undelivered', sign: '!', text: 'protection.undelivered', phone: true };
    case 'refused':
      return { chip: 'refused', sign: '✖', text: 'protection.refused', phone: true };
    case 'withdrawn':
      return { chip: 'withdrawn', sign: '○', text: 'protection.withdrawn', phone: false };
    case 'uncertain':
    case 'done':
    case 'partly_done':
      return { chip: 'uncertain', sign: '?', text: 'protection.uncertain', phone: true };
  }
}

/** What was asked for while it still stands. */
function tellRelease({ instructionState }: NonNullable<ProtectiveStopView['release']>): ProtectionTold {
  if (instructionState === 'undelivered' || instructionState === 'refused' || instructionState === 'partly_done') return { chip: 'undelivered', sign: '!', text: 'protection.releaseByPhone', phone: true };
  if (instructionState === 'uncertain') return { chip: 'uncertain', sign: '?', text: 'protection.releaseUncertain', phone: true };
  return { chip: 'sending', sign: '◑', text: 'protection.releasing', phone: false };
}

/** The instruction that the bank's word is about when it comes by telephone. */
export function awaitedInstruction({ state, instructionId, release }: ProtectiveStopView): string | null {
  return state === 'in_force' ? release?.instructionId ?? null : instructionId;
}

/** May its end be asked for: it stands, or certainly nothing reached the bank; and nobody has asked yet, or in vain. */
export function canRelease({ state, instructionState, release }: ProtectiveStopView): boolean {
  const standing = state === 'in_force' || (state === null && instructionState === 'undelivered');
  return standing && (release === null || (!release.awaitsPlan && (release.instructionState === 'refused' || release.instructionState === 'partly_done')));
}
