import { readEnvironment } from './environment';
import { openSimulator } from './simulator';

const EXIT_CONFIGURATION = 78;

/** Starts the simulated banks: prints one line, or says `ready` to the process that started it; ends cleanly on SIGTERM. */
async function main(): Promise<void> {
  const options = readEnvironment(process.env);
  if ('faults' in options) {
    process.stderr.write(`模拟银行配置有误 The bank simulator cannot start:\n${options.faults.map((fault) => `  - ${fault}\n`).join('')}`);
    process.exit(EXIT_CONFIGURATION);
  }
  const simulator = await openSimulator(options);
  const end = (): void => {
    simulator.close().then(() => process.exit(0), fail);
  };
  for (const signal of ['SIGTERM', 'SIGINT', 'disconnect'] as const) process.once(signal, end);
  if (process.send) process.send({ type: 'ready', url: simulator.url });
  else process.stdout.write(`模拟银行就绪 ${options.register.all.length} simulated institutions at ${simulator.url}\n`);
}

function fail(error: unknown): void {
  if ((error as { code?: unknown } | null)?.code === 'EADDRINUSE') {
    process.stderr.write('端口已被占用，请更换 SIMULATOR_PORT（0 为任意空闲端口） the port is taken: choose another SIMULATOR_PORT (0 takes a free one)\n');
    process.exit(1);
  }
  process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
  process.exit(1);
}

main().catch(fail);
