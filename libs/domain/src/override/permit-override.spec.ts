import * as fc from 'fast-check';
import { HOLD_STATES } from '../hold/hold.law';
import { INSTRUCTION_KINDS, INSTRUCTION_STATES } from '../instruction/instruction';
import { at, claimedAt, done, end, planned, refused, says } from '../../../../test/law/instruction-words';
import { DEFAULT_DELIVERY_POLICY } from '../instruction/delivery.policy';
import { applyResult } from '../instruction/apply-result';
import { applyOverride } from './apply-override';
import { permitOverride, permitOverrider, type OverridableHold, type OverridableInstruction } from './permit-override';

const NOW = 1_000_000;
const moment = (ms: number): string => new Date(ms).toISOString();
const hold = (more: Partial<OverridableHold> = {}): OverridableHold => ({ kind: 'stop', state: 'in_force', sinceMs: 500, extensions: 0, ...more });
const stop = (more: Partial<OverridableInstruction> = {}): OverridableInstruction => ({ kind: 'stop', state: 'done', amountFen: 100, refusal: null, controlledFen: 100, holds: [hold()], measureOpen: false, returned: false, ...more });
const words = { reason: '柜面核实未止付', source: '王经理 电话' };
const toRefused = { to: 'refused', refusal: 'account_not_found', ...words } as const;
const toDone = { to: 'done', controlledFen: 60, bankAt: moment(500), ...words } as const;

describe('permitting an override', () => {
  it.each([
    ['a lie is overridden', stop(), toRefused, null],
    ['an uncertain one is said to be done', stop({ state: 'uncertain', controlledFen: null, holds: [] }), toDone, null],
    ['a refusal is said to be done', stop({ state: 'refused', refusal: 'mismatch', controlledFen: null, holds: [] }), toDone, null],
    ['another amount', stop(), toDone, null],
    ['another reason', stop({ state: 'refused', refusal: 'mismatch', controlledFen: null, holds: [] }), toRefused, null],
    ['a hold that has lapsed', stop({ holds: [hold({ state: 'lapsed' })] }), toRefused, null],
    ['no reason', stop(), { ...toRefused, reason: ' ' }, 'reason_missing'],
    ['nobody named', stop(), { ...toRefused, source: '\u3000' }, 'source_missing'],
    ['not yet sent', stop({ state: 'planned', holds: [] }), toRefused, 'no_answer'],
    ['withdrawn', stop({ state: 'withdrawn', holds: [] }), toDone, 'no_answer'],
    ['a freeze stands', stop({ holds: [hold({ state: 'converted' }), hold({ kind: 'freeze' })] }), toRefused, 'frozen'],
    ['a freeze that was lifted', stop({ holds: [hold({ kind: 'freeze', state: 'released' })] }), toRefused, 'frozen'],
    ['it was extended', stop({ holds: [hold({ extensions: 1 })] }), toRefused, 'measured'],
    ['it waits in a queue, which only a measure brings about', stop({ holds: [hold({ state: 'queued' })] }), toRefused, 'measured'],
    ['it was released', stop({ holds: [hold({ state: 'released' })] }), toRefused, 'measured'],
    ['a measure is under way', stop({ measureOpen: true }), toRefused, 'measure_open'],
    ['money was returned', stop({ returned: true }), toRefused, 'returned'],
    ['nothing', stop(), { ...toDone, controlledFen: 0 }, 'amount'],
    ['more than was asked for', stop(), { ...toDone, controlledFen: 101 }, 'amount'],
    ['a moment to come', stop(), { ...toDone, bankAt: moment(NOW + 120_001) }, 'moment_ahead'],
    ['a moment that is none', stop(), { ...toDone, bankAt: 'soon' }, 'moment_ahead'],
    ['what is known', stop(), { ...toDone, controlledFen: 100 }, 'nothing_changes'],
    ['the same refusal', stop({ state: 'refused', refusal: 'account_not_found', holds: [] }), toRefused, 'nothing_changes'],
  ] as const)('%s', (_what, instruction, asked, refusal) => {
    expect(permitOverride(instruction, asked, NOW)).toBe(refusal);
  });

  it('is for stops only', () => {
    for (const kind of INSTRUCTION_KINDS) expect(permitOverride(stop({ kind }), toRefused, NOW)).toBe(kind === 'stop' ? null : 'not_a_stop');
  });

  it('never lets through what would annul a hold that an institution has acted on', () => {
    const holds = fc.array(fc.record({ kind: fc.constantFrom('stop' as const, 'freeze' as const), state: fc.constantFrom(...HOLD_STATES), sinceMs: fc.constant(1), extensions: fc.integer({ min: 0, max: 1 }) }), { maxLength: 3 });
    fc.assert(fc.property(fc.constantFrom(...INSTRUCTION_STATES), holds, fc.boolean(), fc.boolean(), fc.constantFrom(toRefused, toDone), (state, all, measureOpen, returned, asked) => {
      if (permitOverride(stop({ state, holds: all, measureOpen, returned }), asked, NOW) !== null) return;
      expect([measureOpen, returned]).toEqual([false, false]);
      for (const one of all) expect([one.kind, one.extensions, ['in_force', 'lapsed', 'annulled'].includes(one.state)]).toEqual(['stop', 0, true]);
    }));
  });

  it.each([
    ['the commander of the organ', { login: 'zhao', role: 'commander', organPath: 'a/b/' }, null], ['the one above', { login: 'zhao', role: 'commander', organPath: 'a/' }, null],
    ['an operator', { login: 'zhao', role: 'operator', organPath: 'a/b/' }, 'not_commander'], ['another organ', { login: 'zhao', role: 'commander', organPath: 'c/' }, 'not_in_scope'],
    ['who typed the answer', { login: 'wang', role: 'commander', organPath: 'a/b/' }, 'same_person'],
  ] as const)('by %s', (_who, person, refusal) => {
    expect(permitOverrider('a/b/', ['wang'], person)).toBe(refusal);
  });
});

describe('an overridden instruction', () => {
  const lied = applyResult(claimedAt(planned, 0), end('send', says(done()), 0, 100), DEFAULT_DELIVERY_POLICY, 0.5).life;
  const overridden = applyOverride(lied, { to: 'refused', refusal: 'other' }, at(5_000));

  it('says what the person said, and leaves to the desk what the desk can put right', () => {
    expect(overridden).toMatchObject({ state: 'refused', refusal: 'other', controlledFen: null, dueAt: null, needsHuman: true, answeredAt: at(5_000), overridden: true });
    expect(applyOverride(lied, { to: 'refused', refusal: 'cashed_out' }, at(5_000)).needsHuman).toBe(false);
    expect(applyOverride(overridden, { to: 'done', controlledFen: 7, bankAt: moment(1) }, at(6_000))).toMatchObject({ state: 'done', refusal: null, controlledFen: 7, needsHuman: false });
  });

  it('is not moved by the bank\'s old answer, which calls a human; the same word is a repetition', () => {
    const old = applyResult(overridden, end('inbound', says(done()), 6_000), DEFAULT_DELIVERY_POLICY, 0.5);
    expect(old).toMatchObject({ moved: false, contradicts: true, life: { state: 'refused', refusal: 'other', controlledFen: null, needsHuman: true } });
    expect(applyResult(overridden, end('inbound', says(refused('other')), 6_000), DEFAULT_DELIVERY_POLICY, 0.5)).toMatchObject({ moved: false, contradicts: false, repeated: true });
  });

  it('cannot be what never went out', () => {
    expect(() => applyOverride(planned, { to: 'refused', refusal: 'other' }, at(1))).toThrow('forbids');
  });
});
