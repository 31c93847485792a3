import * as fc from 'fast-check';
import { APPROVER_LEVELS, DEFAULT_HOLD_POLICY, HOLD_STATES, MEASURE_KINDS, type MeasureAsked, type MeasuredHold, type permitMeasure } from '#domain';

const blankOr = (text: string) => fc.constantFrom(null, '', '  ', '\u3000', text);
export const holds: fc.Arbitrary<MeasuredHold> = fc.record({
  kind: fc.constantFrom('stop', 'stop', 'freeze'), state: fc.constantFrom(...HOLD_STATES, 'in_force', 'in_force', 'in_force', 'in_force', 'in_force', 'in_force', 'in_force'), untilMs: fc.integer({ min: 800, max: 2_000 }), rightOrganCode: fc.constantFrom('A', 'A', 'A', 'B'),
  allocatedFen: fc.integer({ min: 0, max: 200 }), allocatedToOthersFen: fc.integer({ min: 0, max: 1 }), extensions: fc.integer({ min: 0, max: 2 }), stopsUsed: fc.integer({ min: 1, max: 3 }), measureOpen: fc.constantFrom(false, false, false, true), returnDecidedFen: fc.constantFrom(0, 0, 1), freezeQueued: fc.constantFrom(false, false, false, true),
});
export const asks: fc.Arbitrary<MeasureAsked> = fc.record({
  kind: fc.constantFrom(...MEASURE_KINDS, 'freeze', 'extend_freeze'), byOrganCode: fc.constant('A'), reason: fc.constantFrom('材料已齐', ' '), amountFen: fc.integer({ min: 0, max: 300 }),
  caseNumber: blankOr('A370832'), approverName: blankOr('赵局'), approverLevel: fc.constantFrom(null, ...APPROVER_LEVELS),
});

/**
 * A freeze, and its renewal, are acts of a filed case: PROC 174 forbids them before 立案, PROC 178 and 239 ask for a head of county level or
 * above. Throws where `permit` lets one through without, and where it lets nothing through at all.
 */
export function checkFreezeAfterFiling(permit: typeof permitMeasure, seed?: number): void {
  let permitted = 0;
  fc.assert(fc.property(holds, asks, (hold, asked) => {
    if (permit(hold, asked, DEFAULT_HOLD_POLICY, 1_000) !== null) return;
    if (asked.kind !== 'freeze' && asked.kind !== 'extend_freeze') return;
    permitted += 1;
    expect(asked.caseNumber?.trim()).toBeTruthy();
    expect(asked.approverName?.trim()).toBeTruthy();
    expect(['county', 'city', 'province']).toContain(asked.approverLevel);
    // Frozen is what a stop holds in force at this moment, never a wish.
    expect([hold.state, hold.untilMs > 1_000, asked.kind === 'freeze' && hold.freezeQueued]).toEqual(['in_force', true, false]);
  }), { numRuns: 20_000, seed });
  if (permitted === 0) throw new Error('no freeze was ever permitted: the harness proves nothing');
}
