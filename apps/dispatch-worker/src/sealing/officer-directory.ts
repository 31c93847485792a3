import type { Officer, OfficerIdType, TwoOfficers } from '#domain';
import type { Ledger } from '#ledger';

interface OfficerRow { code: string; organ_code: string; name: string; id_type: OfficerIdType; id_number: string; phone: string | null; second_by_default: boolean }

/** Officers by their code, kept in memory: looked up for every instruction, changed by hand. */
export class OfficerDirectory {
  private byCode = new Map<string, OfficerRow>();
  private usualSecond = new Map<string, OfficerRow>();
  private timer: NodeJS.Timeout | undefined;

  constructor(private readonly ledger: Ledger) {}

  async open(refreshEveryMs: number, onFault: (fault: unknown) => void): Promise<void> {
    await this.refresh();
    this.timer = setInterval(() => void this.refresh().catch(onFault), refreshEveryMs);
  }

  close(): void {
    clearInterval(this.timer);
  }

  async refresh(): Promise<void> {
    const rows = await this.ledger.sql.rows<OfficerRow>('select code, organ_code, name, id_type, id_number, phone, second_by_default from officers where not disabled');
    this.byCode = new Map(rows.map((row) => [row.code, row]));
    this.usualSecond = new Map(rows.filter((row) => row.second_by_default).map((row) => [row.organ_code, row]));
  }

  /** The reporting operator handles; the chosen officer, or else the organ's usual one, assists. Nobody is both. */
  officersOf(incident: { readonly createdBy: string; readonly organCode: string; readonly secondOfficerCode: string | null | undefined }): TwoOfficers {
    const handler = this.byCode.get(incident.createdBy);
    const second = [this.byCode.get(incident.secondOfficerCode ?? ''), this.usualSecond.get(incident.organCode)].find((one) => one !== undefined && one.code !== incident.createdBy);
    return { handler: toOfficer(handler), secondOfficer: toOfficer(second) };
  }
}

function toOfficer(row: OfficerRow | undefined): Officer | null {
  return row ? { name: row.name, idType: row.id_type, idNumber: row.id_number, phone: row.phone } : null;
}
