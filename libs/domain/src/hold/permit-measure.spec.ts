import { DEFAULT_HOLD_POLICY } from './hold';
import { HOLD_STATES, MEASURE_KINDS, type MeasureKind } from './hold.law';
import { MEASURE_REFUSALS, permitMeasure, type MeasureAsked, type MeasuredHold } from './permit-measure';

const stop: MeasuredHold = { kind: 'stop', state: 'in_force', untilMs: 1_000, rightOrganCode: 'A', allocatedFen: 100, allocatedToOthersFen: 0, extensions: 0, stopsUsed: 1, measureOpen: false, returnDecidedFen: 0, freezeQueued: false };
const freeze: MeasuredHold = { ...stop, kind: 'freeze' };
const asked: MeasureAsked = { kind: 'extend', byOrganCode: 'A', reason: '材料未齐', amountFen: 100, caseNumber: 'A123', approverName: '赵局', approverLevel: 'county' };
const holdFor = (kind: MeasureKind): MeasuredHold => (kind === 'extend_freeze' || kind === 'unfreeze' ? freeze : stop);
const ask = (kind: MeasureKind, hold: Partial<MeasuredHold> = {}, change: Partial<MeasureAsked> = {}, nowMs = 0, policy = DEFAULT_HOLD_POLICY) =>
  permitMeasure({ ...holdFor(kind), ...hold }, { ...asked, kind, ...change }, policy, nowMs);

describe('a measure on a hold', () => {
  it.each(MEASURE_KINDS)('%s is permitted to the organ that has the right, with a reason, while in force', (kind) => {
    expect(ask(kind)).toBeNull();
    expect(ask(kind, {}, { reason: '  ' })).toBe('reason_missing');
    expect(ask(kind, {}, { byOrganCode: 'B' })).toBe('other_organ');
    // After a hand-over it is the other way round.
    expect([ask(kind, { rightOrganCode: 'B' }), ask(kind, { rightOrganCode: 'B' }, { byOrganCode: 'B' })]).toEqual(['other_organ', null]);
    expect(ask(kind, { kind: holdFor(kind).kind === 'stop' ? 'freeze' : 'stop' })).toBe('wrong_kind');
    expect(ask(kind, { measureOpen: true })).toBe('measure_open');
    expect(ask(kind, {}, {}, 1_000)).toBe('expired');
    for (const state of HOLD_STATES) if (state !== 'in_force' && !(state === 'queued' && kind === 'unfreeze')) expect(ask(kind, { state })).toBe('not_in_force');
  });

  it('an extension spends the second stop, unless the policy says otherwise, and only so often', () => {
    expect(ask('extend', { stopsUsed: 2 })).toBe('stop_limit');
    expect(ask('extend', { stopsUsed: 2 }, {}, 0, { ...DEFAULT_HOLD_POLICY, extensionSpendsStop: false })).toBeNull();
    expect(ask('extend', { extensions: 1 })).toBe('extensions_used');
    expect(ask('extend', { extensions: 1 }, {}, 0, { ...DEFAULT_HOLD_POLICY, extensionsMax: 2 })).toBeNull();
  });

  it.each(['freeze', 'extend_freeze'] as const)('%s: only after filing, approved at county level or above', (kind) => {
    for (const caseNumber of [null, ' ']) expect(ask(kind, {}, { caseNumber })).toBe('not_filed');
    expect(ask(kind, {}, { approverName: null })).toBe('approver_missing');
    expect(ask(kind, {}, { approverLevel: null })).toBe('approver_missing');
    expect(ask(kind, {}, { approverLevel: 'station' })).toBe('approver_level');
    expect(ask(kind, {}, { approverLevel: 'province' })).toBeNull();
  });

  it('what waits in a queue can be taken back and nothing else, and no second freeze stands behind it', () => {
    for (const kind of ['extend_freeze', 'unfreeze'] as const) expect(ask(kind, { state: 'queued', untilMs: Infinity })).toBe(kind === 'unfreeze' ? null : 'not_in_force');
    for (const kind of MEASURE_KINDS) expect(ask(kind, { freezeQueued: true })).toBe(kind === 'freeze' ? 'freeze_queued' : null);
  });

  it('a freeze takes over all that the stop secures', () => {
    expect(ask('freeze', {}, { amountFen: 99 })).toBe('amount');
    expect(ask('freeze', { allocatedFen: 0 }, { amountFen: 0 })).toBe('amount');
    expect(ask('freeze', {}, { amountFen: 99, caseNumber: null })).toBe('not_filed');
    expect(ask('freeze', { allocatedToOthersFen: 50 })).toBeNull();
  });

  it.each(['release', 'unfreeze'] as const)('%s because of one victim does not free another\'s money', (kind) => {
    expect(ask(kind, { allocatedToOthersFen: 1 })).toBe('shared');
    expect(ask(kind, {}, { caseNumber: null, approverName: null, approverLevel: null })).toBeNull();
  });

  it.each(MEASURE_KINDS)('%s while a return is decided and not paid: only what keeps the money is permitted', (kind) => {
    expect(ask(kind, { returnDecidedFen: 1, allocatedToOthersFen: 1 })).toBe(kind === 'release' || kind === 'unfreeze' ? 'return_decided' : null);
  });

  it('every refusal can be met', () => {
    const met = new Set(MEASURE_KINDS.flatMap((kind) => [
      ask(kind, {}, { reason: '' }), ask(kind, {}, { byOrganCode: 'B' }), ask(kind, { kind: 'stop' }), ask(kind, { state: 'lapsed' }), ask(kind, {}, {}, 2_000), ask(kind, { measureOpen: true }), ask(kind, { freezeQueued: true }),
      ask(kind, { extensions: 9 }), ask(kind, { stopsUsed: 9 }), ask(kind, { allocatedToOthersFen: 9 }), ask(kind, { returnDecidedFen: 9 }), ask(kind, {}, { caseNumber: null }), ask(kind, {}, { approverName: null }), ask(kind, {}, { approverLevel: 'station' }), ask(kind, {}, { amountFen: 1 }),
    ]));
    expect([...met].filter((one) => one !== null).sort()).toEqual([...MEASURE_REFUSALS].sort());
  });
});
