import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { createWriteStream, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { freePort } from '../process/free-port.mjs';
import { StartFailure } from '../start-failure.mjs';
import { asProperties, nodeSettings } from './settings.mjs';

const LOGGING = fileURLToPath(new URL('./log4j2.properties', import.meta.url));
const READY = 'Kafka Server started';
/** C1 only and the serial collector: the node is up in half the time and leaves the cores to the tests. */
const SMALL = ['-Xms128m', '-Xmx512m', '-XX:+UseSerialGC', '-XX:TieredStopAtLevel=1', '-Djava.awt.headless=true'];

/**
 * Starts one KRaft node from Apache Kafka's jars on free loopback ports.
 * @param {{ java: string, jars: string, folder?: string, ports?: {broker?: number, controller?: number}, guardian?: object }} options
 *   with `folder` the node keeps its data there; without, it lives in a temporary folder which goes with it.
 */
export async function startJavaNode({ java, jars, folder, ports = {}, guardian }) {
  const home = folder ?? mkdtempSync(join(tmpdir(), 'kafka-'));
  if (!folder) guardian?.remove(home);
  mkdirSync(join(home, 'data'), { recursive: true });
  const brokerPort = await freePort(ports.broker);
  const controllerPort = await freePort(ports.controller);
  const config = join(home, 'server.properties');
  writeFileSync(config, asProperties(nodeSettings({ folder: join(home, 'data'), brokerPort, controllerPort })));
  const logFile = join(home, 'kafka.log');
  const jvm = ['-cp', join(jars, '*'), ...SMALL, `-Dlog4j2.configurationFile=file:${LOGGING}`];
  if (!existsSync(join(home, 'data', 'meta.properties'))) {
    const clusterId = randomBytes(16).toString('base64url').replace(/^-/, 'A');
    await runOnce(java, [...jvm, 'kafka.tools.StorageTool', 'format', '-t', clusterId, '-c', config]);
  }

  let node;
  const up = async () => {
    node = await launch(java, [...jvm, 'kafka.Kafka', config], logFile, guardian);
  };
  const end = async (signal, graceMs) => {
    node.child.kill(signal);
    const hurry = setTimeout(() => node.child.kill('SIGKILL'), graceMs);
    await node.exited;
    clearTimeout(hurry);
    guardian?.forget(node.child.pid);
  };
  await up();
  return {
    brokers: `127.0.0.1:${brokerPort}`,
    ports: { broker: brokerPort, controller: controllerPort },
    logFile,
    get pid() {
      return node.child.pid;
    },
    get exited() {
      return node.exited;
    },
    /** Ends the node; a temporary one is gone with its data. */
    stop: async (graceMs = 3_000) => {
      await end(folder ? 'SIGTERM' : 'SIGKILL', graceMs);
      if (!folder) rmSync(home, { recursive: true, force: true, maxRetries: 5 });
    },
    /** Pulls the plug; the data stays until `stop`. */
    kill: () => end('SIGKILL', 0),
    /** Brings a killed node back on the same ports with the same data. */
    restart: up,
    /** The node goes silent without closing a connection, until `resume`. */
    pause: () => node.child.kill('SIGSTOP'),
    resume: () => node.child.kill('SIGCONT'),
  };
}

function runOnce(java, args) {
  return new Promise((resolve, reject) => {
    let output = '';
    const child = spawn(java, args, { stdio: ['ignore', 'pipe', 'pipe'], windowsHide: true });
    child.stdout.on('data', (chunk) => (output += chunk));
    child.stderr.on('data', (chunk) => (output += chunk));
    child.once('error', reject);
    child.once('close', (code) => (code === 0 ? resolve(output) : reject(new Error(`Kafka format exited with ${code}:\n${output}`))));
  });
}

function launch(java, args, logFile, guardian) {
  const log = createWriteStream(logFile, { flags: 'a' });
  const child = spawn(java, args, { stdio: ['ignore', 'pipe', 'pipe'], detached: process.platform !== 'win32', windowsHide: true });
  guardian?.watch(child.pid, 'SIGKILL');
  const exited = new Promise((resolve) => child.once('exit', (code) => resolve(code)));
  return new Promise((resolve, reject) => {
    let said = '';
    const listen = (chunk) => {
      log.write(chunk);
      if (said === undefined) return;
      said += chunk;
      if (!said.includes(READY)) return;
      said = undefined;
      resolve({ child, exited });
    };
    child.stdout.on('data', listen);
    child.stderr.on('data', listen);
    child.once('error', reject);
    child.once('close', (code) => {
      log.end();
      reject(new StartFailure(`Kafka 未能启动 did not start (exit ${code}):\n${(said ?? '').trim().split('\n').slice(-15).join('\n')}`));
    });
  });
}
