import { Injectable } from '@nestjs/common';
import { seesOrgan, type Officer, type OfficerIdType, type SoftWarning } from '#domain';
import { Ledger } from '#ledger';
import type { OrganUser } from '../auth/desk-user';
import { fieldProblem } from '../problems/problem';

const KEPT_MS = 10_000;

interface OfficerRow { code: string; organ_code: string; organ_path: string; name: string; id_type: OfficerIdType; id_number: string; phone: string | null; second_by_default: boolean }
export interface OfficerItem extends Officer { readonly code: string; readonly organCode: string; readonly secondByDefault: boolean }

/** Officers of the police, read from the books and kept for a few seconds: a report must not wait for them. */
@Injectable()
export class OfficerDirectory {
  private kept: { readonly rows: readonly OfficerRow[]; readonly until: number } | undefined;

  constructor(private readonly ledger: Ledger) {}

  /** Who can assist somebody: the officers of the own organ and of those below it, but not the person itself. */
  async listFor(user: OrganUser): Promise<OfficerItem[]> {
    return (await this.rows()).filter((row) => row.code !== user.login && seesOrgan(user.organ.path, row.organ_path))
      .map((row) => ({ code: row.code, organCode: row.organ_code, name: row.name, idType: row.id_type, idNumber: row.id_number, phone: row.phone, secondByDefault: row.second_by_default }));
  }

  /**
   * Checks who assists: throws when the chosen officer does not exist or is the handler; warns, and never blocks, when nobody is known.
   * @param chosen code of an officer; empty for the organ's usual one
   */
  async checkSecond(chosen: string | null | undefined, user: OrganUser): Promise<SoftWarning[]> {
    const field = 'secondOfficerCode';
    const rows = await this.rows();
    if (chosen) {
      if (chosen === user.login) throw fieldProblem(field, '协查人不能是经办人本人', 'the second officer cannot be the handler');
      if (!rows.some((row) => row.code === chosen && (seesOrgan(user.organ.path, row.organ_path) || seesOrgan(row.organ_path, user.organ.path)))) throw fieldProblem(field, '没有这名办案人员，请从列表中选择', 'no such officer: choose one from the list');
      return [];
    }
    if (rows.some((row) => row.organ_code === user.organ.code && row.second_by_default && row.code !== user.login)) return [];
    return [{ code: 'second_officer', field, zh: '缺协查人，指令照常发出；银行可能以材料不全（0600）退回', en: 'No second officer is known; instructions go out, but an institution may refuse for missing papers (0600)' }];
  }

  private async rows(): Promise<readonly OfficerRow[]> {
    if (this.kept && this.kept.until > Date.now()) return this.kept.rows;
    const rows = await this.ledger.sql.rows<OfficerRow>(
      'select f.code, f.organ_code, o.path as organ_path, f.name, f.id_type, f.id_number, f.phone, f.second_by_default from officers f join organs o on o.code = f.organ_code where not f.disabled order by f.organ_code, f.code');
    this.kept = { rows, until: Date.now() + KEPT_MS };
    return rows;
  }
}
