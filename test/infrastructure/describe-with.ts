import { appendFileSync } from 'node:fs';

/**
 * A suite that needs something the machine may lack. Present: an ordinary `describe`. Absent: on a developer's
 * machine it counts as skipped and is announced by name at the end of the run; with CI=true it fails.
 */
export function describeWith(missing: string, absentBecause: string | undefined, suite: string, body: () => void): void {
  if (!absentBecause) {
    describe(suite, body);
    return;
  }
  if (process.env['CI'] === 'true') {
    describe(suite, () => {
      it(`needs ${missing}`, () => {
        throw new Error(`${missing} is absent and CI=true: ${absentBecause}`);
      });
    });
    return;
  }
  appendFileSync(notRunFile(), `${JSON.stringify({ suite, missing, reason: absentBecause })}\n`);
  describe.skip(suite, body);
}

function notRunFile(): string {
  const file = process.env['TEST_NOT_RUN_FILE'];
  if (!file) throw new Error('TEST_NOT_RUN_FILE is missing: run the tests through jest.config.cjs');
  return file;
}
