import { Injectable } from '@nestjs/common';
import { Ledger } from '#ledger';

export interface KnownInstitution {
  readonly code: string;
  readonly name: { readonly zh: string; readonly en: string };
  readonly kind: 'bank' | 'payment_institution';
  readonly protocol: string;
  readonly binPrefixes: readonly string[];
  /** What it can answer besides stops and measures; who can watch can unwatch. */
  readonly capabilities: readonly string[];
}

/** For so long a changed institution may be seen as it was, milliseconds. */
const FRESH_MS = 15_000;

/** Enabled institutions and the number ranges of their cards. */
@Injectable()
export class InstitutionDirectory {
  private known: ReadonlyMap<string, KnownInstitution> = new Map();
  private byPrefix: ReadonlyMap<string, KnownInstitution> = new Map();
  private longestPrefix = 0;
  private readAt = 0;
  private reading: Promise<void> | undefined;

  constructor(private readonly ledger: Ledger) {}

  async all(): Promise<readonly KnownInstitution[]> {
    await this.refresh();
    return [...this.known.values()];
  }

  async find(code: string): Promise<KnownInstitution | undefined> {
    await this.refresh();
    return this.known.get(code);
  }

  /** The institution whose card range the number lies in: the longest prefix wins. */
  async ofNumber(number: string): Promise<KnownInstitution | undefined> {
    await this.refresh();
    for (let length = Math.min(this.longestPrefix, number.length); length > 0; length--) {
      const found = this.byPrefix.get(number.slice(0, length));
      if (found) return found;
    }
    return undefined;
  }

  private async refresh(): Promise<void> {
    if (Date.now() - this.readAt < FRESH_MS) return;
    this.reading ??= this.read().finally(() => (this.reading = undefined));
    await this.reading;
  }

  private async read(): Promise<void> {
    const rows = await this.ledger.sql.rows<{ code: string; name_zh: string; name_en: string; kind: KnownInstitution['kind']; protocol: string; bin_prefixes: string[]; capabilities: string[] }>(
      'select code, name_zh, name_en, kind, protocol, bin_prefixes, capabilities from institutions where enabled order by code');
    const known = rows.map((row) => ({ code: row.code, name: { zh: row.name_zh, en: row.name_en }, kind: row.kind, protocol: row.protocol, binPrefixes: row.bin_prefixes, capabilities: row.capabilities }));
    this.known = new Map(known.map((institution) => [institution.code, institution]));
    this.byPrefix = new Map(known.flatMap((institution) => institution.binPrefixes.map((prefix) => [prefix, institution] as const)));
    this.longestPrefix = Math.max(0, ...[...this.byPrefix.keys()].map((prefix) => prefix.length));
    this.readAt = Date.now();
  }
}
