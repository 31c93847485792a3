import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { Client } from 'pg';
import type { DataSource } from 'typeorm';
import { applicationDataSource, Ledger, SystemClock } from '#ledger';
import type { FactStream, StreamLogger } from '../src/fact-stream.port';
import { type FactStreamSettings, openFactStream } from '../src/open-fact-stream';

/** One test's rails: a database of its own, and streams on it as if each were a process. */
export class Rails {
  private readonly streams: FactStream[] = [];
  private readonly children: ChildProcess[] = [];
  /** What the streams said. */
  readonly said: { readonly level: string; readonly message: string }[] = [];

  private constructor(private readonly dataSource: DataSource, readonly ledger: Ledger, private readonly place: Place) {}

  static async lay(place: Place): Promise<Rails> {
    const dataSource = applicationDataSource({ url: place.databaseUrl, poolSizeMax: 8, applicationName: 'writers' });
    await dataSource.initialize();
    await dataSource.query(`insert into organs (code, name, level, path) values ('110101000000', '测试县局', 'county', '11/1101/110101') on conflict do nothing`);
    return new Rails(dataSource, new Ledger(dataSource, new SystemClock()), place);
  }

  settings(clientName: string): FactStreamSettings {
    return { ledger: this.ledger, ...this.place, clientName, logger: this.logger };
  }

  open(clientName = 'stream'): FactStream {
    const stream = openFactStream(this.settings(clientName));
    this.streams.push(stream);
    return stream;
  }

  /** Starts a member in a process of its own; resolves when it has joined. */
  async fork(group: string, onHandled: (facts: { incidentId: string; seq: number }[]) => void): Promise<ChildProcess> {
    const child = fork(join(__dirname, 'member.process.ts'), [JSON.stringify({ ...this.place, group })], { execArgv: ['--require', join(__dirname, 'typescript-hook.cjs')] });
    this.children.push(child);
    await new Promise<void>((resolve, reject) => {
      child.on('message', (message: { type: string; facts?: { incidentId: string; seq: number }[] }) => {
        if (message.type === 'ready') resolve();
        else onHandled(message.facts ?? []);
      });
      child.once('exit', () => reject(new Error('the member ended before it had joined')));
    });
    return child;
  }

  /** Ends the database sessions of the streams, as a crashing backend or a failover would. Returns how many were ended. */
  async cutSessions(): Promise<number> {
    const client = new Client({ connectionString: this.place.databaseUrl });
    client.on('error', () => undefined); // its own session may be among the ended
    await client.connect();
    const { rowCount } = await client.query('select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and application_name like $1', ['%:%']).finally(() => client.end());
    return rowCount ?? 0;
  }

  deadLetters(): Promise<{ reader: string; source: string; incident_id: string | null; seq: number | null; reason: string; raw: Buffer }[]> {
    return this.ledger.sql.rows('select reader, source, incident_id, seq, reason, raw from dead_letters order by at');
  }

  async close(): Promise<void> {
    await Promise.all(this.streams.map((stream) => stream.close()));
    await Promise.all(this.children.filter((child) => child.exitCode === null && child.signalCode === null).map((child) => { child.kill('SIGKILL'); return once(child, 'exit'); }));
    await this.dataSource.destroy();
  }

  private readonly logger: StreamLogger = {
    info: (_fields, message) => void this.said.push({ level: 'info', message }),
    warn: (_fields, message) => void this.said.push({ level: 'warn', message }),
    error: (_fields, message) => void this.said.push({ level: 'error', message }),
  };
}

export interface Place {
  readonly databaseUrl: string;
  readonly kafkaBrokers: readonly string[] | null;
  /** Kafka only: a topic of this suite's own. */
  readonly topic?: string;
}
