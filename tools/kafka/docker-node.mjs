import { execFile, spawnSync } from 'node:child_process';
import { promisify } from 'node:util';
import { freePort } from '../process/free-port.mjs';
import { asProperties, nodeSettings } from './settings.mjs';

const IMAGE = 'apache/kafka:4.1.0';
const docker = promisify(execFile).bind(undefined, 'docker');

/** True where a Docker engine answers (the client alone is not enough). */
export const hasDocker = () => spawnSync('docker', ['version', '--format', '{{.Server.Version}}'], { timeout: 5_000 }).status === 0;

/** Apache Kafka's settings as environment variables of its own image: a.b -> KAFKA_A_B. */
function environmentOf(properties) {
  return properties
    .trim()
    .split('\n')
    .map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)])
    .flatMap(([name, value]) => ['-e', `KAFKA_${name.toUpperCase().replaceAll('.', '_')}=${value}`]);
}

/** Same node, same promises as java-node.mjs, from Apache Kafka's image; the fall-back where there is no Java. */
export async function startDockerNode() {
  const brokerPort = await freePort();
  const settings = nodeSettings({ folder: '/tmp/kafka-data', brokerPort, controllerPort: 29093 });
  settings.listeners = `PLAINTEXT://0.0.0.0:${brokerPort},CONTROLLER://127.0.0.1:29093`;
  const name = `stop-payment-kafka-${process.pid}-${brokerPort}`;
  await docker(['run', '-d', '--name', name, '-p', `127.0.0.1:${brokerPort}:${brokerPort}`, ...environmentOf(asProperties(settings)), IMAGE]);
  await started(name);
  return {
    brokers: `127.0.0.1:${brokerPort}`,
    ports: { broker: brokerPort },
    exited: docker(['wait', name]).then(({ stdout }) => Number(stdout)),
    stop: async () => void (await docker(['rm', '-f', '-v', name])),
    kill: async () => void (await docker(['kill', name])),
    restart: async () => {
      await docker(['start', name]);
      await started(name);
    },
    pause: () => docker(['pause', name]),
    resume: () => docker(['unpause', name]),
  };
}

async function started(name) {
  for (let waitedMs = 0; waitedMs < 60_000; waitedMs += 500) {
    const { stdout } = await docker(['logs', '--tail', '200', name]);
    if (stdout.includes('Kafka Server started')) return;
    await new Promise((wake) => setTimeout(wake, 500));
  }
  throw new Error(`Kafka 容器一分钟内未就绪 container ${name} not ready within 60 s`);
}
