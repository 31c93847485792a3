import type { InstructionKind } from '../instruction/instruction';

export const HOLD_STATES = ['in_force', 'lapsed', 'released', 'converted'] as const;
/** in_force: the account is held. lapsed: its time ran out. released: given back. converted: a freeze stands in its place. */
export type HoldState = (typeof HOLD_STATES)[number];

export const HOLD_EVENTS = ['extended', 'released', 'lapsed', 'converted', 'renewed'] as const;
/** What can happen to a hold: its time runs out (lapsed), or an institution says that it carried out a measure. */
export type HoldEvent = (typeof HOLD_EVENTS)[number];

/** `{ to }`: the hold moves, or stays with a new end. `contradicts`: a human is told as well. `repeated`: nothing changes. */
export type HoldRuling = { readonly to: HoldState; readonly contradicts?: true } | 'repeated';

/**
 * The hold's law: one row per state, one column per event, none left out. An institution's explicit word counts also when it comes
 * after our clock let the hold lapse; a word about a hold that was released or converted before goes to a human.
 */
export const HOLD_LAW: Readonly<Record<HoldState, Readonly<Record<HoldEvent, HoldRuling>>>> = {
  in_force: { extended: { to: 'in_force' }, released: { to: 'released' }, lapsed: { to: 'lapsed' }, converted: { to: 'converted' }, renewed: { to: 'in_force' } },
  lapsed: { extended: { to: 'in_force' }, released: 'repeated', lapsed: 'repeated', converted: { to: 'converted' }, renewed: { to: 'in_force' } },
  released: {
    extended: { to: 'released', contradicts: true }, released: 'repeated', lapsed: 'repeated',
    converted: { to: 'converted', contradicts: true }, renewed: { to: 'released', contradicts: true },
  },
  converted: {
    extended: { to: 'converted', contradicts: true }, released: { to: 'converted', contradicts: true }, lapsed: 'repeated',
    converted: 'repeated', renewed: { to: 'converted', contradicts: true },
  },
};

export function ruleOnHold(state: HoldState, event: HoldEvent): HoldRuling {
  return HOLD_LAW[state][event];
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
