import { Injectable, Logger, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { Ledger } from '#ledger';

const EVERY_MS = 10 * 60_000;
const STATEMENTS = [
  "delete from idempotency_keys where created_at < now() - interval '24 hours'",
  "delete from used_nonces where seen_at < now() - interval '1 hour'",
  "delete from login_failures where at < now() - interval '1 hour'",
];

/** What the doors remember has an end: keys after a day, nonces (valid for ten minutes) and login failures after an hour. */
@Injectable()
export class SweepOldKeys implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly logger = new Logger('SweepOldKeys');
  private timer: NodeJS.Timeout | undefined;

  constructor(private readonly ledger: Ledger) {}

  onApplicationBootstrap(): void {
    this.timer = setInterval(() => void this.run(), EVERY_MS).unref();
  }

  onApplicationShutdown(): void {
    clearInterval(this.timer);
  }

  async run(): Promise<void> {
    try {
      for (const statement of STATEMENTS) await this.ledger.sql.rows(statement);
    } catch (fault) {
      this.logger.warn({ fault: String(fault) }, 'sweeping failed, the next round tries again');
    }
  }
}
