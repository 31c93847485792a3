import type { InstructionKind } from '../instruction/instruction';

export const HOLD_STATES = ['queued', 'in_force', 'lapsed', 'released', 'converted', 'annulled'] as const;
/**
 * queued 轮候: a freeze that waits behind earlier ones; it is not in force and secures nothing. in_force: the account is held.
 * lapsed: its time ran out. released: given back. converted: a freeze stands in its place.
 * annulled: it never was, the answer that placed it was not true.
 */
export type HoldState = (typeof HOLD_STATES)[number];

export const HOLD_EVENTS = ['extended', 'released', 'lapsed', 'converted', 'renewed', 'annulled', 'queue_moved', 'took_effect', 'queue_ended'] as const;
/**
 * What can happen to a hold: its time runs out (lapsed), an institution says that it carried out a measure, a person overrides the answer that placed
 * it (annulled), or the institution speaks of a queue
 * 轮候 (PROC 242): the freeze's place there, its turn, or that the queue came to an end without it.
 */
export type HoldEvent = (typeof HOLD_EVENTS)[number];

/** `{ to }`: the hold moves, or stays with a new end or place. `contradicts`: a human is told as well. `repeated`: nothing changes. */
export type HoldRuling = { readonly to: HoldState; readonly contradicts?: true } | 'repeated';

/** Every state × every event. */
export type HoldLaw = Readonly<Record<HoldState, Readonly<Record<HoldEvent, HoldRuling>>>>;

/**
 * The hold's law: one row per state, one column per event, none left out. An institution's explicit word counts also when it comes
 * after our clock let the hold lapse; a word about a hold that was released, converted or annulled before goes to a human. What an
 * institution has carried out on a hold proves that the hold was there: it cannot be annulled any more; and of a queued freeze nothing was
 * placed that could be. Only the institution's word that its turn came brings a queued freeze into force.
 */
export const HOLD_LAW: HoldLaw = {
  queued: {
    extended: { to: 'queued', contradicts: true }, released: { to: 'released' }, lapsed: { to: 'lapsed' }, converted: { to: 'queued', contradicts: true },
    renewed: { to: 'queued', contradicts: true }, annulled: { to: 'queued', contradicts: true }, queue_moved: { to: 'queued' }, took_effect: { to: 'in_force' }, queue_ended: { to: 'lapsed' },
  },
  in_force: {
    extended: { to: 'in_force' }, released: { to: 'released' }, lapsed: { to: 'lapsed' }, converted: { to: 'converted' }, renewed: { to: 'in_force' }, annulled: { to: 'annulled' },
    queue_moved: { to: 'in_force', contradicts: true }, took_effect: 'repeated', queue_ended: { to: 'in_force', contradicts: true },
  },
  lapsed: {
    extended: { to: 'in_force' }, released: 'repeated', lapsed: 'repeated', converted: { to: 'converted' }, renewed: { to: 'in_force' }, annulled: { to: 'annulled' },
    queue_moved: { to: 'queued', contradicts: true }, took_effect: { to: 'in_force' }, queue_ended: 'repeated',
  },
  released: {
    extended: { to: 'released', contradicts: true }, released: 'repeated', lapsed: 'repeated', converted: { to: 'converted', contradicts: true }, renewed: { to: 'released', contradicts: true }, annulled: { to: 'released', contradicts: true },
    queue_moved: { to: 'released', contradicts: true }, took_effect: { to: 'released', contradicts: true }, queue_ended: 'repeated',
  },
  converted: {
    extended: { to: 'converted', contradicts: true }, released: { to: 'converted', contradicts: true }, lapsed: 'repeated', converted: 'repeated', renewed: { to: 'converted', contradicts: true }, annulled: { to: 'converted', contradicts: true },
    queue_moved: { to: 'converted', contradicts: true }, took_effect: { to: 'converted', contradicts: true }, queue_ended: 'repeated',
  },
  annulled: {
    extended: { to: 'annulled', contradicts: true }, released: { to: 'annulled', contradicts: true }, lapsed: 'repeated', converted: { to: 'annulled', contradicts: true }, renewed: { to: 'annulled', contradicts: true },
    annulled: 'repeated', queue_moved: { to: 'annulled', contradicts: true }, took_effect: { to: 'annulled', contradicts: true }, queue_ended: 'repeated',
  },
};

/** The law's ruling; another table than the law is for tests of the tests. */
export function ruleOnHold(state: HoldState, event: HoldEvent, law: HoldLaw = HOLD_LAW): HoldRuling {
  return law[state][event];
}

/** Has the hold, a stop, used up one of an account's stops? All that ever were have, however they ended (银发〔2016〕86号 art. 2(1)2). */
export function spendsStop(state: HoldState): boolean {
  return state !== 'annulled';
}

/** Does the hold keep money where it is now? A queued freeze keeps none, whatever was asked for. */
export function secures(state: HoldState): boolean {
  return state === 'in_force';
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
