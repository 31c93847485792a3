import { Pool } from 'undici';

/** Connections kept open at most towards one institution. */
const CONNECTIONS_MAX = 128;
/** Below the five seconds after which many servers close an idle connection, so that we close first. */
const IDLE_MS_MAX = 4_000;
const CONNECT_MS_MAX = 3_000;
const HEADER_BYTES_MAX = 16 * 1024;

/** Keep-alive pools, one per institution: a slow institution cannot take the connections of another one on the same host. */
export class ConnectionPools {
  private readonly pools = new Map<string, Pool>();
  private closed = false;

  /** Undefined once closed: no byte leaves a process that has said goodbye. @throws TypeError when the origin is no http(s) origin. */
  poolFor(institutionCode: string, origin: string): Pool | undefined {
    if (this.closed) return undefined;
    const key = `${institutionCode} ${origin}`;
    const known = this.pools.get(key);
    if (known) return known;
    const pool = new Pool(origin, {
      connections: CONNECTIONS_MAX, pipelining: 1, allowH2: false,
      keepAliveTimeout: IDLE_MS_MAX, keepAliveMaxTimeout: IDLE_MS_MAX,
      connect: { timeout: CONNECT_MS_MAX }, maxHeaderSize: HEADER_BYTES_MAX,
    });
    this.pools.set(key, pool);
    return pool;
  }

  async close(): Promise<void> {
    this.closed = true;
    const open = [...this.pools.values()];
    this.pools.clear();
    await Promise.all(open.map((pool) => pool.destroy()));
  }
}
