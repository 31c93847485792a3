import { Injectable } from '@nestjs/common';
import { callerKey, callKey, normaliseAccountNumber, rankDuplicates, type DuplicateReason, type KnownReport, type ToldReport } from '#domain';
import { CALLER_DIGITS_OF_ROW, Ledger, type Sql } from '#ledger';
import type { OrganUser } from '../auth/desk-user';
import { TokenBuckets } from '../auth/token-bucket';
import type { IncidentName } from '../board/incident-summary';
import { tooMany } from '../problems/problem';
import type { DuplicatesDto } from './joins.dto';

export interface DuplicateView extends IncidentName {
  readonly state: 'live' | 'settled'; readonly enteredAt: string; readonly victimName: string | null; readonly lostFen: number;
  readonly reasons: readonly DuplicateReason[]; readonly sameAmount: boolean;
  /** Where it is joined into already. */
  readonly joinedInto: IncidentName | null;
}
export interface DuplicatesView {
  readonly items: readonly DuplicateView[];
  /** Live incidents of organs outside the asker's scope that know one of the accounts: number and organ, nothing else. */
  readonly elsewhere: readonly Pick<IncidentName, 'number' | 'organName'>[];
}

/** As often as a person types with rests; a script that goes through the phone book is slowed down. */
const PER_SECOND = 3;
const BURST = 15;
/** Rows looked at per key, newest first. */
const LOOKED_AT_MAX = 100;
const SHOWN_MAX = 8;
const ACCOUNT_CHARACTERS_MIN = 6;
/** A settled incident is worth a word as long as its stop may last. */
const SETTLED_WITHIN_HOURS = 48;

interface FoundRow {
  id: string; number: string; organ_name: string; in_scope: boolean; state: 'live' | 'settled'; entered_at: Date; lost_fen: string; victim_name: string | null; victim_phone: string | null; call_number: string | null;
  joined_into: IncidentName | null; payments: { account_number: string; amount_fen: number; transferred_at: string | null; serials: (string | null)[] }[];
}

/** Which incidents may be about the deed that is being typed. A hint beside the form, never in its way. */
@Injectable()
export class FindDuplicates {
  private readonly buckets = new TokenBuckets(PER_SECOND, BURST);

  constructor(private readonly ledger: Ledger) {}

  async run(dto: DuplicatesDto, user: OrganUser): Promise<DuplicatesView> {
    const waitSeconds = this.buckets.take(user.login, Date.now());
    if (waitSeconds > 0) throw tooMany('查重过于频繁，请稍后重试；不影响录入', 'Too many look-ups for duplicates; try again shortly. Reporting is not affected', waitSeconds);
    const typed = toldBy(dto);
    const rows = await findRows(this.ledger.sql, typed, user.organ.path, dto.exceptIncidentId ?? null);
    const found = new Map(rows.map((row) => [row.id, row]));
    const ranked = rankDuplicates(typed, rows.map(knownReport));
    const items = ranked.flatMap(({ incidentId, reasons, sameAmount }) => {
      const row = found.get(incidentId);
      return row?.in_scope ? [{
        id: row.id, number: row.number, organName: row.organ_name, state: row.state, enteredAt: row.entered_at.toISOString(), victimName: row.victim_name, lostFen: Number(row.lost_fen), reasons, sameAmount, joinedInto: row.joined_into,
      }] : [];
    });
    const elsewhere = ranked.flatMap(({ incidentId, reasons }) => {
      const row = found.get(incidentId);
      return row && !row.in_scope && row.state === 'live' && reasons.includes('same_account') ? [{ number: row.number, organName: row.organ_name }] : [];
    });
    return { items: items.slice(0, SHOWN_MAX), elsewhere: elsewhere.slice(0, SHOWN_MAX) };
  }
}

function toldBy(dto: DuplicatesDto): ToldReport {
  const payments = (dto.transfers ?? []).map((payment) => ({
    accountNumber: normaliseAccountNumber(payment.accountNumber), amountFen: payment.amountFen ?? null,
    transferredAtMs: payment.transferredAt === undefined ? null : Date.parse(payment.transferredAt), serials: payment.bankSerial ? [payment.bankSerial] : [],
  }));
  return { callNumber: callKey(dto.callNumber ?? null), victimPhone: callerKey(dto.victimPhone ?? null), payments: payments.filter((payment) => payment.accountNumber.length >= ACCOUNT_CHARACTERS_MIN) };
}

function knownReport(row: FoundRow): KnownReport {
  return {
    incidentId: row.id, callNumber: row.call_number, victimPhone: row.victim_phone,
    payments: row.payments.map((payment) => ({
      accountNumber: payment.account_number, amountFen: payment.amount_fen, transferredAtMs: payment.transferred_at === null ? null : Date.parse(payment.transferred_at), serials: payment.serials.filter((serial) => serial !== null),
    })),
  };
}

/** Every branch goes by an index and is bounded, however many incidents there were; what nobody typed is not looked for. */
export const DUPLICATES_SQL = `
  with hit as (
    (select id from incidents i where $1::text is not null and i.details->>'victimPhone' is not null and ${CALLER_DIGITS_OF_ROW} = $1 order by ${CALLER_DIGITS_OF_ROW} desc, id desc limit ${LOOKED_AT_MAX})
    union (select id from incidents i where $2::text is not null and i.details->>'callNumber' is not null and i.details->>'callNumber' = $2 order by i.details->>'callNumber' desc, id desc limit ${LOOKED_AT_MAX})
    union (select paid.incident_id from (select distinct number from unnest($3::text[]) number) typed cross join lateral
      (select t.incident_id from transfers t where t.account_number = typed.number order by t.account_number desc, t.id desc limit ${LOOKED_AT_MAX}) paid))
  select i.id, i.number, o.name as organ_name, i.organ_path like $4 || '%' as in_scope, i.state, i.entered_at, i.lost_fen, i.details->>'victimName' as victim_name, i.details->>'victimPhone' as victim_phone, i.details->>'callNumber' as call_number,
    (select json_build_object('id', j.id, 'number', j.number, 'organName', jo.name) from incidents j join organs jo on jo.code = j.organ_code where j.id = i.joined_into) as joined_into,
    coalesce((select json_agg(json_build_object('account_number', t.account_number, 'amount_fen', t.amount_fen, 'transferred_at', t.transferred_at, 'serials', json_build_array(t.bank_serial, t.clearing_serial)))
      from transfers t where t.incident_id = i.id and t.account_number = any($3::text[])), '[]') as payments
  from hit join incidents i on i.id = hit.id join organs o on o.code = i.organ_code
  where (i.state = 'live' or i.entered_at > now() - interval '${SETTLED_WITHIN_HOURS} hours') and i.id is distinct from $5::uuid`;

async function findRows(sql: Sql, typed: ToldReport, organPath: string, exceptId: string | null): Promise<FoundRow[]> {
  const accounts = typed.payments.map((payment) => payment.accountNumber);
  if (typed.victimPhone === null && typed.callNumber === null && accounts.length === 0) return [];
  return sql.rows<FoundRow>(DUPLICATES_SQL, [typed.victimPhone, typed.callNumber, accounts, organPath, exceptId]);
}
