/**
 * Runs once before all tests, in Jest's own process. Nothing heavy starts here: specs ask the desk below, and the
 * first one that asks for PostgreSQL or Kafka gets it started, for the whole run. A run of pure unit tests pays nothing.
 */
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findChromium } from '../../tools/chromium.mjs';
import { kafkaSource } from '../../tools/kafka.mjs';
import { startGuardian } from '../../tools/process/guardian.mjs';
import { openDesk } from './desk.mjs';
import { startTestKafka, startTestPostgres } from './servers.mjs';

export default async function globalSetup() {
  const folder = mkdtempSync(join(tmpdir(), 'stop-payment-tests-'));
  const guardian = startGuardian();
  guardian.remove(folder);

  const notRunFile = join(folder, 'not-run.jsonl');
  process.env.TEST_NOT_RUN_FILE = notRunFile;
  const kafka = kafkaSource();
  const chromium = findChromium();
  process.env.TEST_KAFKA_ABSENT = kafka.kind === 'none' ? kafka.reason : '';
  process.env.TEST_BROWSER_ABSENT = chromium.path ? '' : chromium.reason;
  process.env.TEST_CHROMIUM = chromium.path ?? '';

  const desk = await openDesk({
    postgres: () => startTestPostgres({ folder, guardian }),
    kafka: () => startTestKafka({ guardian }),
  });
  process.env.TEST_DESK_URL = desk.url;
  globalThis.testInfrastructure = { desk, guardian, folder, notRunFile };
}
