import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { Agent } from 'undici';

const TRIES_MAX = 40;
const RETRY_MS = 500;
const PATIENCE_MS = 10_000;
/** Where the reports' money went: institutions that come to an answer by themselves. */
export const INSTITUTIONS = ['999010000001', '999010000002', '999010000003', '999010000006', '999010000008', '999020000001', '999020000002'];
const PREFIX_OF = (code) => `${code.slice(0, 3)}${code.startsWith('99902') ? '2' : '0'}${code.slice(-2)}`;

/**
 * Clients that report and keep what they were told. An entry's `told` is `accepted` (201, with the incident's id and number), `refused`
 * (a clear no) or `unknown` (nobody knows); like a real client, most try again under the same key until they know.
 */
export class SteadyLoad {
  /** @type {{ key: string, institutionCode: string, accountNumber: string, amountFen: number, told: string, status?: number, id?: string, number?: string, at: number, tookMs?: number }[]} */
  told = [];
  running = new Set();
  serial = 0;
  closing = new AbortController();

  /** @param {{ url: string, tokens: string[], dice: import('./seeded-dice.mjs').Dice, perSecond: number, signal: AbortSignal }} options */
  constructor(options) {
    Object.assign(this, options);
    // As many connections as there are clients at one time; fetch would cost more, and thrice the capacity is many clients.
    this.door = new Agent({ headersTimeout: 0, bodyTimeout: 0, connect: { timeout: PATIENCE_MS } });
  }

  /** From now on so many a second. */
  pace(perSecond) {
    Object.assign(this, { perSecond, startedAt: performance.now(), sent: 0 });
  }

  start() {
    this.pace(this.perSecond);
    this.beat = setInterval(() => {
      // An open loop: what is due goes out, however long the others take.
      const due = ((performance.now() - this.startedAt) / 1000) * this.perSecond;
      for (; this.sent < due; this.sent += 1) this.send();
    }, 10);
  }

  /** No new reports; resolves when every client has given up or knows. An interrupted run lets them give up at once. */
  async stop() {
    clearInterval(this.beat);
    await Promise.all(this.running);
  }

  async close() {
    this.closing.abort();
    await this.stop();
    await this.door.destroy();
  }

  /** One client's report. @param options `tries` how often it asks at most; `patienceMs` after which it hangs up */
  send(institutionCode = this.dice.oneOf(INSTITUTIONS), options = {}) {
    this.serial += 1;
    const entry = {
      key: randomUUID(), institutionCode, accountNumber: `${PREFIX_OF(institutionCode)}${String(this.serial).padStart(8, '0')}88`, amountFen: this.dice.whole(1, 500_000), told: 'unknown', at: Date.now(),
      // A person's own login: a key is one person's.
      token: this.tokens[this.serial % this.tokens.length],
    };
    this.told.push(entry);
    const work = this.insist(entry, { tries: this.dice.next() < 0.1 ? 1 : TRIES_MAX, ...options }).finally(() => this.running.delete(work));
    this.running.add(work);
    return work;
  }

  async insist(entry, { tries, patienceMs = PATIENCE_MS }) {
    const ended = AbortSignal.any([this.signal, this.closing.signal]);
    for (let no = 1; ; no += 1) {
      const since = performance.now();
      const { status, body, retryAfterMs } = await this.ask(entry, patienceMs);
      entry.status = status;
      entry.tookMs = performance.now() - since;
      if (status === 201) return Object.assign(entry, { told: 'accepted', id: body.incident.id, number: body.incident.number });
      if (status === 429 || status === 503) entry.told = entry.maybe ? 'unknown' : 'refused';
      else if (status >= 400 && status < 500) return Object.assign(entry, { told: 'refused' });
      else Object.assign(entry, { told: 'unknown', maybe: true });
      if (no >= tries || ended.aborted) return entry;
      await pause(retryAfterMs ?? RETRY_MS, undefined, { signal: ended }).catch(() => undefined);
    }
  }

  async ask(entry, patienceMs) {
    const hangUp = new AbortController();
    const patience = setTimeout(() => hangUp.abort(), patienceMs);
    try {
      const { statusCode, headers, body } = await this.door.request({
        origin: this.url, path: '/api/v1/incidents', method: 'POST', signal: hangUp.signal,
        headers: { authorization: `Bearer ${entry.token}`, 'content-type': 'application/json', 'idempotency-key': entry.key },
        body: JSON.stringify({ callNumber: entry.key, victimName: '演练', transfers: [{ accountNumber: entry.accountNumber, institutionCode: entry.institutionCode, amountFen: entry.amountFen }] }),
      });
      return { status: statusCode, body: await body.json(), retryAfterMs: Number(headers['retry-after'] ?? 0) * 1_000 || undefined };
    } catch {
      // No answer that can be read: the report may stand or not.
      return { status: 0 };
    } finally {
      clearTimeout(patience);
    }
  }
}
