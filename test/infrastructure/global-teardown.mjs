import { existsSync, readFileSync, rmSync } from 'node:fs';

/** Runs once after all tests: ends what was started and says by name what did not run. */
export default async function globalTeardown() {
  const { desk, guardian, folder, notRunFile } = globalThis.testInfrastructure;
  await desk.close();
  const notRun = existsSync(notRunFile) ? readFileSync(notRunFile, 'utf8').trim().split('\n').map((line) => JSON.parse(line)) : [];
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  guardian.dismiss();
  if (notRun.length === 0) return;
  const lines = notRun.map(({ suite, missing, reason }) => `  ✗ ${suite}\n      ${missing}: ${reason}`);
  process.stderr.write(`\n⚠ 未运行的测试组 SUITES THAT DID NOT RUN (${lines.length}) — CI 中视为失败 a failure in CI\n${lines.join('\n')}\n\n`);
}
