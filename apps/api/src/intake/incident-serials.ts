import type { Sql } from '#ledger';

/** Fetched at once: as many as one batch of reports can want. */
const FETCHED = 64;
/** Fewer than this at hand, and more are fetched while the present batch is written. */
const ENOUGH = FETCHED / 2;

/**
 * Numbers for new incidents, drawn from the sequence `incident_number` ahead of need, so that a report waits for no trip of its own for one.
 * A number is given once, ever; beyond that nothing is promised. Numbers were never without gaps (a rollback leaves one), and a process
 * that ends leaves those it had at hand. Two apis draw blocks of their own, so the order of numbers is not the order of time:
 * `entered_at` is.
 */
export class IncidentSerials {
  private atHand: number[] = [];
  private fetching: Promise<void> | undefined;

  constructor(private readonly sql: Sql) {}

  async take(count: number): Promise<readonly number[]> {
    while (this.atHand.length < count) await this.fetch();
    const taken = this.atHand.splice(0, count);
    // Whoever finds none at hand asks again, and is told the fault.
    if (this.atHand.length < ENOUGH) void this.fetch().catch(() => undefined);
    return taken;
  }

  private fetch(): Promise<void> {
    this.fetching ??= this.draw().finally(() => (this.fetching = undefined));
    return this.fetching;
  }

  private async draw(): Promise<void> {
    const rows = await this.sql.rows<{ serial: string }>("select nextval('incident_number') as serial from generate_series(1, $1)", [FETCHED]);
    this.atHand.push(...rows.map((row) => Number(row.serial)));
  }
}
