import { applicationDataSource } from '../data-source';
import { sqlOn } from '../sql';
import { verifyJournal } from './verify-journal';

async function main(): Promise<number> {
  const url = process.env['DATABASE_URL'];
  if (!url) {
    process.stderr.write('DATABASE_URL 未设置 / is not set\n');
    return 78;
  }
  const dataSource = applicationDataSource({ url, poolSizeMax: 1, applicationName: 'journal-verify' });
  await dataSource.initialize();
  const runner = dataSource.createQueryRunner();
  try {
    const verdict = await verifyJournal(await sqlOn(runner));
    for (const { incidentId, seq, fault } of verdict.faults) process.stderr.write(`✗ 警情 incident ${incidentId} 第 ${seq} 条 fact ${seq}: ${fault}\n`);
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
    process.stderr.write(`journal:verify: ${fault instanceof Error ? fault.message : String(fault)}\n`);
    process.exitCode = 2;
  },
);
