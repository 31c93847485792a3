import { Injectable } from '@nestjs/common';
import { Clock, normaliseAccountNumber } from '#domain';
import { Ledger } from '#ledger';
import type { OrganUser } from '../auth/desk-user';
import { fieldProblem } from '../problems/problem';
import { sharedWith } from './in-sight';
import { iso, STILL_CALLS, SUMMARY_COLUMNS, toSummary, type IncidentSummary, type SummaryRow } from './incident-summary';
import type { ListIncidentsDto } from './incidents.dto';

export interface IncidentList { readonly items: readonly IncidentSummary[]; readonly next: string | null; readonly serverTime: string }

/** From the open calls to their incidents. "$2" only keeps the parameters in their places. */
const CALLED = '$2::text is null and i.id in (select e.incident_id from escalations e where e.acknowledged_at is null) and exists (select from escalations e where e.incident_id = i.id and e.acknowledged_at is null and ' + STILL_CALLS + ')';

/** A desk's list: newest entry first, page by page. */
@Injectable()
export class ListIncidents {
  constructor(private readonly ledger: Ledger, private readonly clock: Clock) {}

  async run(query: ListIncidentsDto, user: OrganUser): Promise<IncidentList> {
    const limit = query.limit ?? 50;
    const before = query.before === undefined ? null : readCursor(query.before);
    // Asked for first, so that a list without guests, which is nearly every list, keeps its statement and its plan.
    const shared = await this.ledger.sql.rows<{ incident_id: string }>(sharedWith('$1'), [user.organ.path]);
    const rows = await this.ledger.searching.rows<SummaryRow>(
      `select ${SUMMARY_COLUMNS} from incidents i
       where ${shared.length > 0 ? "(i.organ_path like $1 || '%' or i.id = any($9::uuid[]))" : "i.organ_path like $1 || '%'"}
         and ${query.state === 'called' ? CALLED : '($2::text is null or i.state = $2)'}
         and ($3::text is null or i.organ_path like (select path from organs where code = $3) || '%')
         and ($4::text is null or i.number ilike '%' || $4 || '%' or i.details->>'victimName' ilike '%' || $4 || '%' or i.details->>'victimPhone' like $4 || '%'
              or i.id in (select incident_id from transfers where account_number = $5))
         and ($6::timestamptz is null or (i.entered_at, i.id) < ($6, $7::uuid))
       order by i.entered_at desc, i.id desc limit $8`,
      [user.organ.path, query.state === 'called' ? null : query.state ?? null, query.organ ?? null, query.q ? escapeLike(query.q) : null, query.q ? normaliseAccountNumber(query.q) : null, before?.enteredAt ?? null, before?.id ?? null, limit + 1, ...(shared.length > 0 ? [shared.map((row) => row.incident_id)] : [])]);
    const items = rows.slice(0, limit).map(toSummary);
    const last = rows.length > limit ? rows[limit - 1] : undefined;
    return { items, next: last ? writeCursor(last) : null, serverTime: this.clock.now().toISOString() };
  }
}

function escapeLike(text: string): string {
  return text.replace(/[\\%_]/g, (sign) => `\\${sign}`);
}

function writeCursor(row: SummaryRow): string {
  return Buffer.from(JSON.stringify([iso(row.entered_at), row.id])).toString('base64url');
}

function readCursor(cursor: string): { readonly enteredAt: string; readonly id: string } {
  const match = /^\["([\dTZ:.-]{20,30})","([0-9a-f-]{36})"\]$/.exec(Buffer.from(cursor, 'base64url').toString('utf8'));
  if (!match?.[1] || !match[2] || Number.isNaN(Date.parse(match[1]))) throw fieldProblem('before', '请原样使用上一页返回的 next', 'use the value of "next" of the page before, unchanged');
  return { enteredAt: match[1], id: match[2] };
}
