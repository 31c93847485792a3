import 'reflect-metadata';
import { parseConfiguration } from './configuration/parse-configuration';
import { startApi } from './start-api';

async function main(): Promise<void> {
  const parsed = parseConfiguration(process.env);
  if ('faults' in parsed) {
    process.stderr.write(`配置有误，未启动 / configuration faults, not started:\n${parsed.faults.map((fault) => `  - ${fault}`).join('\n')}\n`);
    process.exit(78);
  }
  const api = await startApi(parsed.configuration);
  let stopping = false;
  const stop = (): void => {
    if (stopping) return;
    stopping = true;
    // A part that hangs must not keep the process: what was committed is safe, the rest is retried by its caller.
    setTimeout(() => process.exit(0), 4_500).unref();
    api.close().then(() => process.exit(0), (fault: unknown) => {
      process.stderr.write(`api: ${String(fault)}\n`);
      process.exit(1);
    });
  };
  process.once('SIGTERM', stop).once('SIGINT', stop).once('disconnect', stop);
  process.send?.({ type: 'ready', url: api.url });
}

main().catch((fault: unknown) => {
  process.stderr.write(`api: 启动失败 / could not start: ${fault instanceof Error ? (fault.stack ?? fault.message) : String(fault)}\n`);
  process.exit(1);
});
