import { Client } from 'pg';
import { APPLICATION_ROLE, FACTS_CHANNEL, sqlOf, type Sql } from '#ledger';

/** A statement of the stream that takes longer means that the connection hangs, in milliseconds. */
const STATEMENT_MS_MAX = 15_000;
const CONNECT_MS_MAX = 5_000;

/**
 * The server's side of the keepalive: a member whose host vanished loses its locks after 5 s; one whose process died, at once.
 * A lost cursor only makes facts come again, so its commit need not wait for the disk.
 */
const SESSION_OPTIONS = [
  `role=${APPLICATION_ROLE}`, 'enable_seqscan=off', 'enable_hashjoin=off', 'enable_mergejoin=off', 'synchronous_commit=off', 'plan_cache_mode=force_generic_plan', `statement_timeout=${STATEMENT_MS_MAX}`,
  'tcp_keepalives_idle=2', 'tcp_keepalives_interval=1', 'tcp_keepalives_count=3', 'tcp_user_timeout=5000',
].map((setting) => `-c ${setting}`).join(' ');

/**
 * One dedicated connection of one subscription: its ears (LISTEN), its locks, its eyes (reads) and its bookkeeping (cursors). All of them
 * live and die together, so a member that lost its locks can neither read on nor save a cursor.
 */
export class StreamSession {
  private readonly ending = new AbortController();
  private statements: Promise<unknown> = Promise.resolve();

  private readonly prepared: Sql;

  private constructor(private readonly client: Client) {
    this.prepared = sqlOf(client);
  }

  /** Connects and listens: `onFacts` is given what each notification says. Rejects when the database cannot be reached. */
  static async open(databaseUrl: string, applicationName: string, onFacts: (notification: string) => void): Promise<StreamSession> {
    const client = new Client({
      connectionString: databaseUrl, application_name: applicationName, options: SESSION_OPTIONS,
      keepAlive: true, keepAliveInitialDelayMillis: 1_000, connectionTimeoutMillis: CONNECT_MS_MAX, query_timeout: STATEMENT_MS_MAX + 1_000,
    });
    const session = new StreamSession(client);
    client.on('error', (fault) => session.lose(fault));
    client.on('end', () => session.lose(new Error('the database ended the session')));
    client.on('notification', ({ payload }) => onFacts(payload ?? ''));
    try {
      await client.connect();
      await client.query(`listen ${FACTS_CHANNEL}`);
    } catch (fault) {
      session.lose(fault);
      throw fault;
    }
    return session;
  }

  /** Aborted the moment the connection is lost or closed; its reason is the fault. */
  get lost(): AbortSignal {
    return this.ending.signal;
  }

  /** Statements of this session, one after the other. */
  readonly sql: Sql = {
    rows: <Row>(statement: string, parameters: readonly unknown[] = []): Promise<Row[]> => {
      const answer = this.statements.then(() => this.prepared.rows<Row>(statement, parameters));
      this.statements = answer.catch(() => undefined); // the fault is its caller's
      return answer;
    },
  };

  /** Gives the session up: whatever it held is free for others. */
  lose(fault: unknown): void {
    if (this.ending.signal.aborted) return;
    this.ending.abort(fault);
    // A connection that is broken already has nothing to say about its end.
    void this.client.end().catch(() => undefined);
  }

  async close(): Promise<void> {
    if (this.ending.signal.aborted) return;
    this.ending.abort(new Error('closed'));
    await this.client.end().catch(() => undefined);
  }
}
