import { Client } from 'pg';
import { BEHIND_LOCK_CLASS, INBOUND_CHANNEL, PRESENCE_LOCK_CLASS } from '#ledger';

const RECONNECT_DELAY_MS = 200;

/**
 * A worker's presence: a session advisory lock on a connection of its own. When the process dies, its socket closes, the lock falls,
 * and others may take over what it held, at once and not after a long lease. After a lost connection the worker comes back under a
 * new number; what it held under the old one is taken over like a dead worker's, and the version fence stops its late writes.
 */
export class WorkerPresence {
  private client: Client | undefined;
  private workerNumber: number | null = null;
  private closed = false;
  private saidBehind = false;

  constructor(
    private readonly databaseUrl: string,
    private readonly on: { readonly inbound: () => void; readonly lost: (fault: unknown) => void; readonly back: () => void },
  ) {}

  /** The number under which this worker may take leases; null while it is not connected, and then it must take none. */
  get number(): number | null {
    return this.workerNumber;
  }

  /** Rejects when the first connection fails. */
  async open(): Promise<void> {
    const client = new Client({ connectionString: this.databaseUrl, keepAlive: true, keepAliveInitialDelayMillis: 1_000, connectionTimeoutMillis: 5_000, application_name: 'dispatch-worker presence' });
    const lose = (fault: unknown): void => this.lose(client, fault);
    client.on('error', lose);
    client.on('end', () => lose(new Error('the presence connection ended')));
    client.on('notification', () => this.on.inbound());
    await client.connect();
    const { rows } = await client.query<{ n: number }>("select nextval('worker_number')::int as n");
    const number = rows[0]?.n as number;
    await client.query('select pg_advisory_lock($1, $2)', [PRESENCE_LOCK_CLASS, number]);
    await client.query(`listen ${INBOUND_CHANNEL}`);
    this.client = client;
    this.saidBehind = false;
    this.workerNumber = number;
  }

  /** Says to everybody whether this worker is behind with its own part; said once for each change. Nothing while it is not connected. */
  async tellBehind(isBehind: boolean): Promise<void> {
    if (isBehind === this.saidBehind || this.client === undefined) return;
    this.saidBehind = isBehind;
    await this.client.query(`select ${isBehind ? 'pg_advisory_lock' : 'pg_advisory_unlock'}($1, $2)`, [BEHIND_LOCK_CLASS, this.workerNumber]);
  }

  async close(): Promise<void> {
    this.closed = true;
    const client = this.client;
    this.client = undefined;
    this.workerNumber = null;
    await client?.end().catch(() => undefined);
  }

  private lose(client: Client, fault: unknown): void {
    if (this.client !== client) return;
    this.client = undefined;
    this.workerNumber = null;
    this.on.lost(fault);
    void this.comeBack();
  }

  private async comeBack(): Promise<void> {
    while (!this.closed) {
      try {
        await this.open();
        return this.on.back();
      } catch (fault) {
        this.on.lost(fault);
        await new Promise((resolve) => setTimeout(resolve, RECONNECT_DELAY_MS));
      }
    }
  }
}
