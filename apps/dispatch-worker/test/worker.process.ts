import 'reflect-metadata';
import { parsePolicies } from '#domain';
import { WorkerLog } from '../src/worker-log';
import { WorkerLoops } from '../src/worker-loops';
import { wireWorker } from '../src/worker-parts';

/** A whole worker in a process of its own, which a test kills. It knows no bank: nothing is to be sent. */
async function main(databaseUrl: string): Promise<void> {
  const { policies } = parsePolicies('{}');
  const parts = wireWorker({ databaseUrl, kafkaBrokers: null, host: '127.0.0.1', port: 0, bankDoorUrl: 'http://127.0.0.1:1', keysByInstitution: new Map(), sealKeys: new Map(), logLevel: 'silent', policies }, new WorkerLog('silent'));
  await new WorkerLoops(parts).open();
  process.send?.('ready');
}

process.on('disconnect', () => process.exit(0));
void main(process.argv[2] as string);
