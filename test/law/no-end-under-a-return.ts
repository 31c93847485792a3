import * as fc from 'fast-check';
import { DEFAULT_HOLD_POLICY, type permitMeasure } from '#domain';
import { asks, holds } from './freeze-after-filing';

/**
 * A hold is not given up while the bank may be paying a decided return from it. Throws where `permit` lets one go all the same, and where it
 * lets none go at all.
 */
export function checkNoEndUnderAReturn(permit: typeof permitMeasure, seed?: number): void {
  let permitted = 0;
  fc.assert(fc.property(holds, asks, (hold, asked) => {
    if ((asked.kind !== 'release' && asked.kind !== 'unfreeze') || permit(hold, asked, DEFAULT_HOLD_POLICY, 1_000) !== null) return;
    permitted += 1;
    expect(hold.returnDecidedFen).toBe(0);
  }), { numRuns: 20_000, seed });
  if (permitted === 0) throw new Error('nothing was ever given up: the harness proves nothing');
}
