import { startKafka } from '../kafka.mjs';
import { join } from 'node:path';

const PAUSE_MS = 1_000;

/** The test broker with its data in the data folder, brought back on the same ports should it die. */
export async function keepKafka({ data, guardian, report, onProgress, env }) {
  const node = await startKafka({ folder: join(data.path, 'kafka'), ports: data.ports.kafka, guardian, onProgress, env });
  data.ports.kafka = node.ports;
  let stopping = false;
  const watch = () =>
    node.exited?.then(async () => {
      if (stopping) return;
      report({ kind: 'died', name: 'kafka', pid: node.pid, pauseMs: PAUSE_MS });
      await new Promise((wake) => setTimeout(wake, PAUSE_MS));
      if (stopping) return;
      try {
        await node.restart();
        report({ kind: 'back', name: 'kafka', pid: node.pid });
        watch();
      } catch (error) {
        report({ kind: 'failed', name: 'kafka', reason: error.message });
      }
    });
  watch();
  return {
    name: 'kafka',
    brokers: node.brokers,
    get pid() {
      return node.pid;
    },
    kill: () => node.kill(),
    pause: () => node.pause(),
    resume: () => node.resume(),
    stop: async (graceMs) => {
      stopping = true;
      await node.stop(graceMs);
    },
  };
}
