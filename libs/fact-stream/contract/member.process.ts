import { applicationDataSource, Ledger, SystemClock } from '#ledger';
import { openFactStream } from '../src/open-fact-stream';

/** A member of a group in a process of its own, which the contract kills. It reports over IPC what it handled. */
interface MemberSettings { readonly databaseUrl: string; readonly kafkaBrokers: readonly string[] | null; readonly topic: string | undefined; readonly group: string }

async function main(settings: MemberSettings): Promise<void> {
  const dataSource = applicationDataSource({ url: settings.databaseUrl, poolSizeMax: 2, applicationName: 'member' });
  await dataSource.initialize();
  const logger = { info: () => undefined, warn: console.error, error: console.error };
  const stream = openFactStream({ ledger: new Ledger(dataSource, new SystemClock()), databaseUrl: settings.databaseUrl, kafkaBrokers: settings.kafkaBrokers, topic: settings.topic, clientName: 'member', logger });
  await stream.share(settings.group, async (facts) => {
    process.send?.({ type: 'handled', facts: facts.map(({ incidentId, seq }) => ({ incidentId, seq })) });
  });
  process.send?.({ type: 'ready' });
}

process.on('disconnect', () => process.exit(0));
void main(JSON.parse(process.argv[2] as string) as MemberSettings);
