import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensureBuilt } from '../prepare/build.mjs';
import { ensureInstalled } from '../prepare/install.mjs';
import { describeReport } from '../terminal/welcome.mjs';

/** A whole system of its own on free ports in a temporary folder; `stop` ends it and leaves nothing behind. */
export async function startThrowAwaySystem({ speed, kafka, progress, signal }) {
  await ensureInstalled(progress);
  await ensureBuilt(progress);
  const { startSystem } = await import('../system.mjs');
  const dataDir = mkdtempSync(join(tmpdir(), 'stop-payment-demo-'));
  // The embedded database may run as another user than we do.
  chmodSync(dataDir, 0o711);
  const remove = () => rmSync(dataDir, { recursive: true, force: true, maxRetries: 5 });
  try {
    const system = await startSystem({
      dataDir, port: 0, kafka, clockSpeed: speed, signal, onStep: progress.step,
      onReport: (report) => progress.say(`  ${describeReport(report)}`),
      env: { DATABASE_URL: undefined, NODE_ENV: undefined, PORT: undefined, WORKER_PORT: undefined, SIMULATOR_PORT: undefined, ...(kafka ? {} : { KAFKA_BROKERS: undefined }) },
    });
    return {
      url: system.url,
      simulatorUrl: system.simulatorUrl,
      stop: async () => {
        await system.stop();
        remove();
      },
    };
  } catch (error) {
    remove();
    throw error;
  }
}
