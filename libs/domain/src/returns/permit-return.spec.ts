import * as fc from 'fast-check';
import { HOLD_STATES } from '../hold/hold.law';
import { APPROVER_LEVELS } from '../hold/measure-terms';
import { DEFAULT_RETURN_POLICY, PAYMENT_REFUSALS, permitCancellation, permitPayment, permitReturn, RETURN_METHODS, RETURN_REFUSALS, RETURN_STATES, type OpenReturn, type ReturnableHold, type ReturnAsked } from './permit-return';

const DAY = 86_400_000;
const freeze: ReturnableHold = { kind: 'freeze', state: 'in_force', untilMs: 100 * DAY, organCode: 'A', allocatedFen: 900, decidedFen: 0, unfreezing: false };
const asked: ReturnAsked = { byOrganCode: 'A', amountFen: 900, method: 'single', reason: '唯一入账', approverName: '赵局', approverLevel: 'county', noticeSinceMs: null };
const ask = (hold: Partial<ReturnableHold> = {}, change: Partial<ReturnAsked> = {}, nowMs = 40 * DAY) => permitReturn({ ...freeze, ...hold }, { ...asked, ...change }, DEFAULT_RETURN_POLICY, nowMs);

describe('returning frozen money', () => {
  it.each([
    ['nothing stands against it', {}, {}, null],
    ['no reason', {}, { reason: ' ' }, 'reason_missing'],
    ['another organ', {}, { byOrganCode: 'B' }, 'other_organ'],
    ['a stop', { kind: 'stop' }, {}, 'not_frozen'],
    ['over', { untilMs: 40 * DAY }, {}, 'expired'],
    ['being unfrozen', { unfreezing: true }, {}, 'unfreezing'],
    ['nobody approved', {}, { approverName: '' }, 'approver_missing'],
    ['nothing', {}, { amountFen: 0 }, 'amount'],
    ['less than nothing', {}, { amountFen: -1 }, 'amount'],
    ['a broken fen', {}, { amountFen: 1.5 }, 'amount'],
    ['a fen too much', {}, { amountFen: 901 }, 'amount_over'],
    ['a fen too much beside what is decided', { decidedFen: 1 }, {}, 'amount_over'],
    ['all that is left', { decidedFen: 1 }, { amountFen: 899 }, null],
    ['shares without a notice', {}, { method: 'pro_rata' }, 'notice_missing'],
    ['shares before the notice is over', {}, { method: 'pro_rata', noticeSinceMs: 10 * DAY + 1 }, 'notice_running'],
    ['shares when the notice is over', {}, { method: 'pro_rata', noticeSinceMs: 10 * DAY }, null],
    ['traced', {}, { method: 'traced' }, null],
  ] as const)('%s', (_name, hold, change, expected) => expect(ask(hold, change)).toBe(expected));

  it.each(HOLD_STATES)('a hold that is %s', (state) => expect(ask({ state })).toBe(state === 'in_force' ? null : 'not_in_force'));
  it.each(APPROVER_LEVELS)('approved at level %s', (approverLevel) => expect(ask({}, { approverLevel })).toBe(approverLevel === 'station' ? 'approver_level' : null));

  it('whatever is asked in whatever order: never more than is allocated, never nothing, never by shares before the notice is over', () => {
    const wish = fc.record({ amountFen: fc.integer({ min: -5, max: 1_200 }), method: fc.constantFrom(...RETURN_METHODS), noticeSinceMs: fc.option(fc.integer({ min: 0, max: 40 * DAY })) });
    fc.assert(fc.property(fc.nat(2_000), fc.array(wish, { maxLength: 12 }), (allocatedFen, wishes) => {
      let decidedFen = 0;
      for (const one of wishes) {
        if (ask({ allocatedFen, decidedFen }, one) !== null) continue;
        decidedFen += one.amountFen;
        expect(one.amountFen).toBeGreaterThan(0);
        if (one.method === 'pro_rata') expect(40 * DAY - (one.noticeSinceMs ?? 40 * DAY)).toBeGreaterThanOrEqual(30 * DAY);
      }
      expect(decidedFen).toBeLessThanOrEqual(allocatedFen);
    }));
  });

  it('every refusal can be met', () => {
    const met = [ask({}, { reason: '' }), ask({}, { byOrganCode: 'B' }), ask({ kind: 'stop' }), ask({ state: 'lapsed' }), ask({ untilMs: 0 }), ask({ unfreezing: true }), ask({}, { approverName: '' }), ask({}, { approverLevel: 'station' }), ask({}, { amountFen: 0 }), ask({}, { amountFen: 901 }), ask({}, { method: 'pro_rata' }), ask({}, { method: 'pro_rata', noticeSinceMs: 39 * DAY })];
    expect(met).toEqual(RETURN_REFUSALS);
  });
});

describe('a payment that the bank made', () => {
  const decided: OpenReturn = { state: 'decided', amountFen: 900, decidedAtMs: 100, holdState: 'in_force', holdUntilMs: 500, organCode: 'A', allocatedFen: 900 };
  const pay = (change: Partial<OpenReturn> = {}, paid: Partial<{ byOrganCode: string; serial: string; atMs: number }> = {}) => permitPayment({ ...decided, ...change }, { byOrganCode: 'A', serial: 'S1', atMs: 200, ...paid }, 1_000);

  it.each([
    ['is recorded', {}, {}, null],
    ['at the very moment of the decision', {}, { atMs: 100 }, null],
    ['on a hold that ran out after the bank paid', { holdState: 'lapsed' }, {}, null],
    ['by another organ', {}, { byOrganCode: 'B' }, 'other_organ'],
    ['a second time', { state: 'paid' }, {}, 'already_paid'],
    ['after it was called off', { state: 'cancelled' }, {}, 'cancelled'],
    ['without a serial', {}, { serial: ' ' }, 'serial_missing'],
    ['tomorrow', {}, { atMs: 1_001 }, 'paid_in_future'],
    ['before it was decided', {}, { atMs: 99 }, 'paid_before_decision'],
    ['after the hold ran out', { holdState: 'lapsed' }, { atMs: 501 }, 'not_held'],
    ['from a hold that was given up', { holdState: 'released' }, {}, 'not_held'],
    ['of more than still secures the victim', { allocatedFen: 899 }, {}, 'not_secured'],
  ] as const)('%s', (_name, change, paid, expected) => expect(pay(change, paid)).toBe(expected));

  it.each(RETURN_STATES)('is called off only while it is decided: %s', (state) => {
    expect(permitCancellation({ ...decided, state }, { byOrganCode: 'A' })).toBe(state === 'decided' ? null : state === 'paid' ? 'already_paid' : 'cancelled');
    expect(permitCancellation({ ...decided, state }, { byOrganCode: 'B' })).toBe('other_organ');
  });

  it('every refusal can be met', () => {
    expect([pay({}, { byOrganCode: 'B' }), pay({ state: 'paid' }), pay({ state: 'cancelled' }), pay({}, { serial: '' }), pay({}, { atMs: 2_000 }), pay({}, { atMs: 0 }), pay({ holdState: 'converted' }), pay({ allocatedFen: 0 })]).toEqual(PAYMENT_REFUSALS);
  });
});
