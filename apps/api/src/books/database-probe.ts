import { Injectable } from '@nestjs/common';
import { Ledger } from '#ledger';

const PATIENCE_MS = 1_000;

/** Asks the database whether it answers at all. */
@Injectable()
export class DatabaseProbe {
  constructor(private readonly ledger: Ledger) {}

  async answers(): Promise<boolean> {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<boolean>((resolve) => {
      timer = setTimeout(() => resolve(false), PATIENCE_MS);
    });
    // The reason is not lost: whoever asks reports "not reachable", and the fault that made it ask is logged there.
    const asked = this.ledger.sql.rows('select 1').then(() => true, () => false);
    return Promise.race([asked, late]).finally(() => clearTimeout(timer));
  }
}
