export const HAND_OVER_STATES = ['offered', 'accepted', 'declined', 'withdrawn'] as const;
/** 移交: offered by the organ that has the right; ended by the receiver's yes or no, or by the offerer before either. */
export type HandOverState = (typeof HAND_OVER_STATES)[number];

export const HAND_OVER_EVENTS = ['accept', 'decline', 'withdraw'] as const;
/** What people can do to an offer. */
export type HandOverEvent = (typeof HAND_OVER_EVENTS)[number];

/** `over`: the offer has ended, nothing can be done to it any more. */
export type HandOverRuling = HandOverState | 'over';
export type HandOverLaw = Readonly<Record<HandOverState, Readonly<Record<HandOverEvent, HandOverRuling>>>>;

/** The hand-over's law: one row per state, one column per event, none left out. An offer ends once; a change of mind is a new offer. */
export const HAND_OVER_LAW: HandOverLaw = {
  offered: { accept: 'accepted', decline: 'declined', withdraw: 'withdrawn' },
  accepted: { accept: 'over', decline: 'over', withdraw: 'over' },
  declined: { accept: 'over', decline: 'over', withdraw: 'over' },
  withdrawn: { accept: 'over', decline: 'over', withdraw: 'over' },
};

export function ruleOnHandOver(state: HandOverState, event: HandOverEvent, law: HandOverLaw = HAND_OVER_LAW): HandOverRuling {
  return law[state][event];
}

/**
 * 解除权: which organ may release, extend, freeze, unfreeze and return after an offer has come to this state. Only the receiver's yes moves it.
 * Nothing else of the hold moves: not its end, not its place of first or second stop, not the organ whose seal its instruction carries.
 */
export function rightAfter(offer: { readonly state: HandOverState; readonly fromOrganCode: string; readonly toOrganCode: string }): string {
  return offer.state === 'accepted' ? offer.toOrganCode : offer.fromOrganCode;
}
