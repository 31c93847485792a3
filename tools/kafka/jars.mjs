import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { withLock } from '../process/lock.mjs';
import { inCache } from '../project.mjs';
import { StartFailure } from '../start-failure.mjs';

const POM = fileURLToPath(new URL('./pom.xml', import.meta.url));
const LEAST_JAVA = 17;

function answers(program, args) {
  const told = spawnSync(program, args, { encoding: 'utf8', shell: process.platform === 'win32', windowsHide: true });
  return told.status === 0 ? `${told.stdout}${told.stderr}` : undefined;
}

const program = (name) => (process.env.JAVA_HOME ? join(process.env.JAVA_HOME, 'bin', name) : name);

/** The java program to use, or the reason why there is none that can run Kafka. */
export function findJava() {
  for (const java of new Set([program('java'), 'java'])) {
    const version = answers(java, ['-version'])?.match(/version "(\d+)/)?.[1];
    if (version && Number(version) >= LEAST_JAVA) return { java };
    if (version) return { reason: `Java ${version}; Kafka 需要 needs Java ${LEAST_JAVA}+` };
  }
  return { reason: `未找到 Java ${LEAST_JAVA}+ not found` };
}

export const hasMaven = () => answers('mvn', ['-version']) !== undefined;

function jarsFolder() {
  const edition = createHash('sha256').update(readFileSync(POM)).digest('hex').slice(0, 12);
  return inCache('kafka', edition);
}

/** The folder of Kafka's jars if an earlier run fetched them. */
export function cachedJars() {
  const folder = jarsFolder();
  return existsSync(folder) ? folder : undefined;
}

/** Fetches Kafka's jars from Maven Central once; everything stays under .cache. Returns their folder. */
export async function fetchJars(onProgress = () => undefined) {
  return cachedJars() ?? withLock(inCache('kafka.lock'), async () => cachedJars() ?? download(jarsFolder(), onProgress));
}

async function download(target, onProgress) {
  onProgress('正在下载 Apache Kafka 的 jar（仅首次）· fetching Apache Kafka from Maven Central (first time only)');
  const half = `${target}.new`;
  rmSync(half, { recursive: true, force: true });
  mkdirSync(half, { recursive: true });
  const goal = 'org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies';
  const args = ['-B', '-q', '-ntp', '-f', POM, `-Dmaven.repo.local=${inCache('maven')}`, goal, `-DoutputDirectory=${half}`, '-DincludeScope=runtime'];
  const { code, output } = await mvn(args);
  if (code !== 0) throw new StartFailure(`Maven 下载 Kafka 失败 could not fetch Kafka (exit ${code}):\n${output.trim().split('\n').slice(-8).join('\n')}`);
  renameSync(half, target);
  return target;
}

function mvn(args) {
  return new Promise((resolve, reject) => {
    let output = '';
    const child = spawn('mvn', args, { stdio: ['ignore', 'pipe', 'pipe'], shell: process.platform === 'win32', windowsHide: true });
    child.stdout.on('data', (chunk) => (output += chunk));
    child.stderr.on('data', (chunk) => (output += chunk));
    child.once('error', reject);
    child.once('close', (code) => resolve({ code, output }));
  });
}
