import type { Fen } from '../money/money';
import type { InstructionKind } from '../instruction/instruction';

export const HOLD_STATES = ['queued', 'in_force', 'lapsed', 'released', 'converted'] as const;
/**
 * queued 轮候: a freeze that waits behind earlier ones; it is not in force and secures nothing. in_force: the account is held.
 * lapsed: its time ran out. released: given back. converted: a freeze stands in its place.
 */
export type HoldState = (typeof HOLD_STATES)[number];

export const HOLD_EVENTS = ['extended', 'released', 'lapsed', 'converted', 'renewed', 'queue_moved', 'took_effect', 'queue_ended'] as const;
/**
 * What can happen to a hold: its time runs out (lapsed), an institution says that it carried out a measure, or it speaks of a queue
 * 轮候 (PROC 242): the freeze's place there, its turn, or that the queue came to an end without it.
 */
export type HoldEvent = (typeof HOLD_EVENTS)[number];

/** `{ to }`: the hold moves, or stays with a new end or place. `contradicts`: a human is told as well. `repeated`: nothing changes. */
export type HoldRuling = { readonly to: HoldState; readonly contradicts?: true } | 'repeated';

/** Every state × every event. */
export type HoldLaw = Readonly<Record<HoldState, Readonly<Record<HoldEvent, HoldRuling>>>>;

/**
 * The hold's law: one row per state, one column per event, none left out. An institution's explicit word counts also when it comes
 * after our clock let the hold lapse; a word about a hold that was released or converted before goes to a human. Only the
 * institution's word that its turn came brings a queued freeze into force.
 */
export const HOLD_LAW: HoldLaw = {
  queued: {
    extended: { to: 'queued', contradicts: true }, released: { to: 'released' }, lapsed: { to: 'lapsed' }, converted: { to: 'queued', contradicts: true },
    renewed: { to: 'queued', contradicts: true }, queue_moved: { to: 'queued' }, took_effect: { to: 'in_force' }, queue_ended: { to: 'lapsed' },
  },
  in_force: {
    extended: { to: 'in_force' }, released: { to: 'released' }, lapsed: { to: 'lapsed' }, converted: { to: 'converted' }, renewed: { to: 'in_force' },
    queue_moved: { to: 'in_force', contradicts: true }, took_effect: 'repeated', queue_ended: { to: 'in_force', contradicts: true },
  },
  lapsed: {
    extended: { to: 'in_force' }, released: 'repeated', lapsed: 'repeated', converted: { to: 'converted' }, renewed: { to: 'in_force' },
    queue_moved: { to: 'queued', contradicts: true }, took_effect: { to: 'in_force' }, queue_ended: 'repeated',
  },
  released: {
    extended: { to: 'released', contradicts: true }, released: 'repeated', lapsed: 'repeated', converted: { to: 'converted', contradicts: true }, renewed: { to: 'released', contradicts: true },
    queue_moved: { to: 'released', contradicts: true }, took_effect: { to: 'released', contradicts: true }, queue_ended: 'repeated',
  },
  converted: {
    extended: { to: 'converted', contradicts: true }, released: { to: 'converted', contradicts: true }, lapsed: 'repeated', converted: 'repeated', renewed: { to: 'converted', contradicts: true },
    queue_moved: { to: 'converted', contradicts: true }, took_effect: { to: 'converted', contradicts: true }, queue_ended: 'repeated',
  },
};

/** The law's ruling; another table than the law is for tests of the tests. */
export function ruleOnHold(state: HoldState, event: HoldEvent, law: HoldLaw = HOLD_LAW): HoldRuling {
  return law[state][event];
}

/** Fen that a hold secures in this state: a queued freeze, and one that is over, secure none, whatever was asked for. */
export function securedBy(state: HoldState, saidFen: Fen): Fen {
  return state === 'in_force' ? saidFen : 0;
}

export const MEASURE_KINDS = ['extend', 'release', 'freeze', 'extend_freeze', 'unfreeze'] as const satisfies readonly InstructionKind[];
/** 措施: what people may ask for on a hold that is there. */
export type MeasureKind = (typeof MEASURE_KINDS)[number];

/** The event that an institution's "done" to a measure is. */
export const EVENT_OF_MEASURE: Readonly<Record<MeasureKind, HoldEvent>> = {
  extend: 'extended', release: 'released', freeze: 'converted', extend_freeze: 'renewed', unfreeze: 'released',
};

export function isMeasureKind(kind: InstructionKind): kind is MeasureKind {
  return (MEASURE_KINDS as readonly InstructionKind[]).includes(kind);
}
