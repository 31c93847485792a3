import { pathToFileURL } from 'node:url';
import { hasDocker, startDockerNode } from './kafka/docker-node.mjs';
import { cachedJars, fetchJars, findJava, hasMaven } from './kafka/jars.mjs';
import { startJavaNode } from './kafka/java-node.mjs';
import { startGuardian } from './process/guardian.mjs';
import { StartFailure } from './start-failure.mjs';

/**
 * How this machine can get a Kafka: an existing one (KAFKA_BROKERS), Java + Maven, Docker, or not at all.
 * @returns {{ kind: 'existing' | 'java' | 'docker', java?: string } | { kind: 'none', reason: string }}
 */
export function kafkaSource(env = process.env) {
  if (env.KAFKA_BROKERS) return { kind: 'existing' };
  const { java, reason } = findJava();
  if (java && (cachedJars() || hasMaven())) return { kind: 'java', java };
  if (hasDocker()) return { kind: 'docker' };
  return { kind: 'none', reason: `${reason ?? '未找到 Maven not found'}; 也没有 Docker nor a Docker engine` };
}

/**
 * Starts (or finds) a Kafka for tests and for trying out.
 * @returns {Promise<{ brokers: string, stop(): Promise<void>, kill(): Promise<void>, restart(): Promise<void>,
 *   pause(): unknown, resume(): unknown }>} an existing broker is left alone by stop, and cannot be killed or paused.
 */
export async function startKafka({ folder, ports, guardian, onProgress, env = process.env } = {}) {
  const source = kafkaSource(env);
  if (source.kind === 'none') throw new StartFailure(`没有可用的 Kafka · no Kafka available: ${source.reason}`);
  if (source.kind === 'existing') return existing(env.KAFKA_BROKERS);
  if (source.kind === 'docker') return startDockerNode();
  return startJavaNode({ java: source.java, jars: await fetchJars(onProgress), folder, ports, guardian });
}

function existing(brokers) {
  const refuse = () => {
    throw new Error(`KAFKA_BROKERS=${brokers} 不是本程序启动的 was not started here: it is not ours to disturb`);
  };
  return { brokers, ports: {}, stop: async () => undefined, kill: refuse, restart: refuse, pause: refuse, resume: refuse };
}

async function runInForeground() {
  const guardian = startGuardian();
  const kafka = await startKafka({ guardian, onProgress: console.log });
  console.log(`Kafka 就绪 ready: KAFKA_BROKERS=${kafka.brokers}   (Ctrl-C 结束 ends it)`);
  const end = async () => {
    await kafka.stop();
    guardian.dismiss();
    process.exit(0);
  };
  for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, end);
  await kafka.exited;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  runInForeground().catch((error) => {
    console.error(error.message);
    process.exitCode = 1;
  });
}
