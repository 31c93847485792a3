import { readFileSync } from 'node:fs';
import { applicationDataSource, sqlOn } from '#ledger';
import { parsePublicSealKeys } from '#electronic-seal';
import { verifySeals } from './verify-seals';

async function main(): Promise<number> {
  const { DATABASE_URL: url, ORGAN_PUBLIC_KEYS_FILE: file } = process.env;
  if (!url || !file) {
    process.stderr.write('DATABASE_URL 和 ORGAN_PUBLIC_KEYS_FILE 须设置 / must be set\n');
    return 78;
  }
  const faults: string[] = [];
  const keys = parsePublicSealKeys(readFileSync(file, 'utf8'), faults);
  for (const fault of faults) process.stderr.write(`ORGAN_PUBLIC_KEYS_FILE: ${fault}\n`);
  if (faults.length > 0) return 78;
  const dataSource = applicationDataSource({ url, poolSizeMax: 1, applicationName: 'seals-verify' });
  await dataSource.initialize();
  const runner = dataSource.createQueryRunner();
  try {
    const verdict = await verifySeals(await sqlOn(runner), keys);
    for (const { instructionId, fault } of verdict.faults) process.stderr.write(`✗ 指令 instruction ${instructionId}: ${fault}\n`);
    process.stdout.write(`${JSON.stringify(verdict)}\n`);
    return verdict.faults.length === 0 ? 0 : 1;
  } finally {
    await runner.release();
    await dataSource.destroy();
  }
}

main().then(
  (code) => { process.exitCode = code; },
  (fault: unknown) => {
    process.stderr.write(`seals:verify: ${fault instanceof Error ? fault.message : String(fault)}\n`);
    process.exitCode = 2;
  },
);
