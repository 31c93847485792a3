import { HAND_OVER_EVENTS, HAND_OVER_STATES, type HandOverEvent } from './hand-over.law';
import { HOLD_STATES } from './hold.law';
import { HAND_OVER_REFUSALS, OFFER_REFUSALS, permitHandOver, permitOffer, type HandedHold, type HandOver, type HandOverAsked, type OfferAsked } from './permit-hand-over';

const hold: HandedHold = { state: 'in_force', untilMs: 1_000, rightOrganCode: 'A', measureOpen: false, offerOpen: false };
const asked: OfferAsked = { byOrganCode: 'A', toOrganCode: 'B', toOrganKnown: true, reason: '移送博兴' };
const offering = (change: Partial<HandedHold> = {}, ask: Partial<OfferAsked> = {}, nowMs = 0) => permitOffer({ ...hold, ...change }, { ...asked, ...ask }, nowMs);
const offer: HandOver = { state: 'offered', fromOrganCode: 'A', toOrganCode: 'B' };
const BY: Readonly<Record<HandOverEvent, string>> = { accept: 'B', decline: 'B', withdraw: 'A' };
const ending = (event: HandOverEvent, change: Partial<HandedHold> = {}, ask: Partial<HandOverAsked> = {}, nowMs = 0, one: HandOver = offer) =>
  permitHandOver(one, { ...hold, offerOpen: true, ...change }, { event, byOrganCode: BY[event], reason: '不属本辖区', ...ask }, nowMs);

describe('an offer of the right to change a hold', () => {
  it('is made by the organ that has the right, with a reason, to another one that exists, while the hold is in force', () => {
    expect(offering()).toBeNull();
    expect(offering({}, { reason: ' ' })).toBe('reason_missing');
    expect(offering({}, { byOrganCode: 'B' })).toBe('not_holder');
    expect(offering({ rightOrganCode: 'B' })).toBe('not_holder');
    expect(offering({}, {}, 1_000)).toBe('expired');
    expect(offering({ offerOpen: true })).toBe('offer_open');
    expect(offering({}, { toOrganKnown: false })).toBe('organ_unknown');
    expect(offering({}, { toOrganCode: 'A' })).toBe('same_organ');
    for (const state of HOLD_STATES) expect(offering({ state })).toBe(state === 'in_force' ? null : 'not_in_force');
  });

  it('may be made while a measure awaits the institution\'s word, which is only in the way of the acceptance', () => {
    expect([offering({ measureOpen: true }), ending('accept', { measureOpen: true })]).toEqual([null, 'measure_open']);
  });
});

describe('the end of an offer', () => {
  it.each(HAND_OVER_EVENTS)('%s: by the right organ only, and once', (event) => {
    expect(ending(event)).toBeNull();
    for (const byOrganCode of ['A', 'B', 'C']) if (byOrganCode !== BY[event]) expect(ending(event, {}, { byOrganCode })).toBe(event === 'withdraw' ? 'not_offerer' : 'not_receiver');
    for (const state of HAND_OVER_STATES) expect(ending(event, {}, {}, 0, { ...offer, state })).toBe(state === 'offered' ? null : 'over');
  });

  it('a hold that is over is never accepted, but the offer can always be brought to an end', () => {
    for (const state of HOLD_STATES) expect(ending('accept', { state })).toBe(state === 'in_force' ? null : 'not_in_force');
    expect(ending('accept', {}, {}, 1_000)).toBe('expired');
    for (const event of ['decline', 'withdraw'] as const) for (const state of HOLD_STATES) expect(ending(event, { state, measureOpen: true }, {}, 2_000)).toBeNull();
  });

  it('a no needs a reason, a yes does not', () => {
    expect(HAND_OVER_EVENTS.map((event) => ending(event, {}, { reason: '\u3000' }))).toEqual([null, 'reason_missing', 'reason_missing']);
  });

  it('every refusal can be met', () => {
    const offers = [offering({}, { reason: '' }), offering({}, { byOrganCode: 'C' }), offering({ state: 'lapsed' }), offering({}, {}, 1_000), offering({ offerOpen: true }), offering({}, { toOrganKnown: false }), offering({}, { toOrganCode: 'A' })];
    const ends = [ending('decline', {}, { reason: '' }), ending('accept', {}, { byOrganCode: 'A' }), ending('withdraw', {}, { byOrganCode: 'B' }), ending('accept', {}, {}, 0, { ...offer, state: 'declined' }), ending('accept', { state: 'released' }), ending('accept', {}, {}, 1_000), ending('accept', { measureOpen: true })];
    expect(offers.sort()).toEqual([...OFFER_REFUSALS].sort());
    expect(ends.sort()).toEqual([...HAND_OVER_REFUSALS].sort());
  });
});
