import type { DataSource } from 'typeorm';
import { InstitutionSchema, type InstitutionRow } from '#ledger';
import type { InstitutionKeys } from '../configuration/configuration';

/** An institution as the dispatcher needs it. */
export interface DispatchInstitution {
  readonly code: string;
  readonly protocol: string;
  /** False: it takes no messages now; what is planned for it becomes a human's task. */
  readonly enabled: boolean;
  readonly baseUrl: string;
  readonly deadlineMs: number;
  readonly concurrencyMax: number;
  readonly binPrefixes: readonly string[];
  /** What it can answer besides stops and measures. */
  readonly capabilities: readonly string[];
  readonly keys: InstitutionKeys | null;
}

/** The register of institutions, kept in memory and read again every few seconds: it changes by hand, not by load. */
export class InstitutionDirectory {
  private byCode = new Map<string, DispatchInstitution>();
  private timer: NodeJS.Timeout | undefined;

  constructor(private readonly dataSource: DataSource, private readonly keys: ReadonlyMap<string, InstitutionKeys>) {}

  async open(refreshEveryMs: number, onFault: (fault: unknown) => void): Promise<void> {
    await this.refresh();
    this.timer = setInterval(() => void this.refresh().catch(onFault), refreshEveryMs);
  }

  close(): void {
    clearInterval(this.timer);
  }

  find(code: string): DispatchInstitution | undefined {
    return this.byCode.get(code);
  }

  get all(): readonly DispatchInstitution[] {
    return [...this.byCode.values()];
  }

  /** The institution whose card prefix is the longest match; undefined when none matches (then a human chooses). */
  findByAccountNumber(number: string): DispatchInstitution | undefined {
    let best: { institution: DispatchInstitution; length: number } | undefined;
    for (const institution of this.byCode.values()) {
      for (const prefix of institution.binPrefixes) {
        if (number.startsWith(prefix) && prefix.length > (best?.length ?? 0)) best = { institution, length: prefix.length };
      }
    }
    return best?.institution;
  }

  async refresh(): Promise<void> {
    const rows = await this.dataSource.getRepository(InstitutionSchema).find();
    this.byCode = new Map(rows.map((row) => [row.code, this.toInstitution(row)]));
  }

  private toInstitution(row: InstitutionRow): DispatchInstitution {
    return {
      code: row.code, protocol: row.protocol, enabled: row.enabled, baseUrl: row.base_url.replace(/\/+$/, ''), deadlineMs: row.deadline_ms, concurrencyMax: row.concurrency_max,
      binPrefixes: row.bin_prefixes, capabilities: row.capabilities, keys: this.keys.get(row.code) ?? null,
    };
  }
}
