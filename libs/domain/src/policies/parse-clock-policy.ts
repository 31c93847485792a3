import type { PolicyReader } from './policy-reader';

/** How the books' time is kept. Data: who runs the database knows how its clock behaves. */
export interface ClockPolicy {
  /** A new time that the database has told steadily for so long is its time, milliseconds. Until then a jump moves no deadline. */
  readonly databaseStepFollowedAfterMs: number;
}
export const DEFAULT_CLOCK_POLICY: ClockPolicy = { databaseStepFollowedAfterMs: 600_000 };

export function parseClockPolicy(reader: PolicyReader): ClockPolicy {
  return { databaseStepFollowedAfterMs: reader.whole('databaseStepFollowedAfterMs', DEFAULT_CLOCK_POLICY.databaseStepFollowedAfterMs, 5_000, 86_400_000) };
}
