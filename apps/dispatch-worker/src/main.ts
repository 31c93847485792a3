import 'reflect-metadata';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { parseConfiguration } from './configuration/configuration';
import { DispatchWorkerModule } from './dispatch-worker.module';
import { WorkerLog } from './worker-log';
import { wireWorker } from './worker-parts';

async function main(): Promise<void> {
  const parsed = parseConfiguration(process.env);
  if ('faults' in parsed) {
    process.stderr.write(`配置有误 / configuration faults:\n${parsed.faults.map((fault) => `  - ${fault}`).join('\n')}\n`);
    process.exit(78);
  }
  const { configuration } = parsed;
  const log = new WorkerLog(configuration.logLevel);
  const app = await NestFactory.create<NestFastifyApplication>(DispatchWorkerModule.of(wireWorker(configuration, log)), new FastifyAdapter({ bodyLimit: 1024 }), { logger: ['error', 'fatal'], abortOnError: false });
  const stop = async (): Promise<void> => {
    await app.close();
    process.exit(0);
  };
  let stopping = false;
  const stopOnce = (): void => {
    if (stopping) return;
    stopping = true;
    void stop();
  };
  process.once('SIGTERM', stopOnce).once('SIGINT', stopOnce).once('disconnect', stopOnce);
  await app.listen(configuration.port, configuration.host);
  const url = await app.getUrl();
  log.info('listening', { url });
  process.send?.({ type: 'ready', url });
}

main().catch((fault: unknown) => {
  process.stderr.write(`dispatch-worker: ${fault instanceof Error ? (fault.stack ?? fault.message) : String(fault)}\n`);
  process.exit(1);
});
