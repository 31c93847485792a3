import { adviceOn, type AnswerCodesByProtocol, type IncidentDetails } from '#domain';
import type { Sql } from '#ledger';
import { holdViews, queuedFreezeViews } from './hold-views';
import { IN_SIGHT } from './in-sight';
import { figuresOf } from './incident-figures';
import { iso, isoOrNull, SUMMARY_COLUMNS, toSummary, type SummaryRow } from './incident-summary';
import type { CutOffView, EscalationJson, HoldJson, IncidentView, InstructionJson, JoinedView, ReturnView, TransferJson } from './incident-view';
import { PROTECTIVE_STOPS, toProtectiveStop, type ProtectiveStopView } from './protective-stop-view';

interface ViewRow extends SummaryRow {
  details: IncidentDetails; transferred_at: Date | null; received_at: Date | null;
  transfers: TransferJson[]; instructions: InstructionJson[]; holds: HoldJson[]; escalations: EscalationJson[]; joined: JoinedView[]; cut_offs: CutOffView[]; returns: ReturnView[]; protective_stops: ProtectiveStopView[]; frozen_fen: string; server_time: Date;
}

const COVER = `(select json_build_object('incident_number', c.incident_number, 'state', c.state, 'stop_no', h.stop_no, 'until', h.until, 'secured_fen', coalesce(a.fen, 0))
  from instructions c left join holds h on h.instruction_id = c.id and h.state = 'in_force' left join hold_allocations a on a.hold_id = h.id and a.incident_id = transfers.incident_id
  where c.id = transfers.covered_by and c.transfer_id <> transfers.id)`;

/** What was asked for on the hold `h` and has no answer yet: instructed, or not even that. */
const UNDERWAY = `coalesce(
  (select json_build_object('kind', m.kind, 'state', m.state) from instructions m where m.hold_id = h.id and m.state in ('planned', 'sending', 'waiting', 'uncertain', 'undelivered') order by m.planned_at desc limit 1),
  (select json_build_object('kind', r.kind, 'state', null) from measure_requests r where r.hold_id = h.id and r.needs_plan limit 1))`;

/** Who placed the hold `h` and who has the right to it since, the offer that is open, and the last measure where that was refused. */
const HANDED = `(select json_build_object('code', o.code, 'name', o.name) from instructions n join organs o on o.code = n.organ_code where n.id = h.instruction_id) as placed_by,
  (select json_build_object('code', o.code, 'name', o.name) from organs o where o.code = h.right_organ_code) as handed_to,
  (select json_build_object('id', g.id, 'fromOrgan', json_build_object('code', f.code, 'name', f.name), 'toOrgan', json_build_object('code', o.code, 'name', o.name), 'reason', g.reason, 'offeredBy', g.offered_by, 'offeredAt', g.offered_at)
   from hand_overs g join organs f on f.code = g.from_organ_code join organs o on o.code = g.to_organ_code where g.hold_id = h.id and g.state = 'offered') as hand_over,
  (select case when m.state = 'refused' then json_build_object('kind', m.kind, 'refusal', m.refusal) end from instructions m where m.hold_id = h.id order by m.planned_at desc, m.id desc limit 1) as refused`;

const APPROVAL = '(select row_to_json(a) from instruction_approvals a where a.instruction_id = instructions.id)';
const SEAL_KEY = '(select s.key_id from instruction_seals s where s.instruction_id = instructions.id)';
const JOINED = `(select json_build_object('id', j.id, 'number', j.number, 'organName', o.name, 'enteredAt', j.entered_at, 'inScope', seen, 'lostFen', j.lost_fen,
    'victimName', case when seen then j.details->>'victimName' end, 'victimPhone', case when seen then j.details->>'victimPhone' end, 'callNumber', case when seen then j.details->>'callNumber' end, 'createdBy', case when seen then j.created_by end,
    'sameCount', (select count(*) from transfers where incident_id = j.id and duplicate_of is not null)) as told, j.id
  from incidents j join organs o on o.code = j.organ_code cross join lateral (select j.organ_path like $2 || '%') scope(seen) where j.joined_into = i.id)`;

const RETURNS = `(select json_build_object('id', r.id, 'holdId', r.hold_id, 'victimIncidentId', r.incident_id, 'victimNumber', v.number, 'institutionCode', h.institution_code, 'accountNumber', h.account_number,
    'amountFen', r.amount_fen, 'method', r.method, 'reason', r.reason, 'approverName', r.approver_name, 'approverLevel', r.approver_level, 'noticeSince', r.notice_since, 'decidedBy', r.decided_by, 'decidedAt', r.decided_at,
    'state', r.state, 'paidAt', r.paid_at, 'serial', r.paid_serial, 'cancelReason', r.cancel_reason) as told, r.id
  from returns r join holds h on h.id = r.hold_id join incidents v on v.id = r.incident_id
  where r.id in (select id from returns where incident_id = i.id union select b.id from returns b join holds o on o.id = b.hold_id where o.incident_id = i.id))`;
// By the transfers, as the money came to the holds: the shares have no index by incident, which every stop would have to write.
const FROZEN = `(select coalesce(sum(a.fen), 0) from holds f join hold_allocations a on a.hold_id = f.id and a.incident_id = i.id where f.kind = 'freeze' and f.state = 'in_force' and f.instruction_id in (
    select covered_by from transfers where incident_id = i.id union select t.covered_by from transfers t join incidents j on j.id = t.incident_id where j.joined_into = i.id))`;

/** One statement, hence one moment: the lists and `lastSeq` belong together. Undefined outside the scope, as if it did not exist. */
export async function readIncident(sql: Sql, id: string, organPath: string, codes: AnswerCodesByProtocol): Promise<IncidentView | undefined> {
  const [row] = await sql.rows<ViewRow>(
    `select ${SUMMARY_COLUMNS}, i.details, i.transferred_at, i.received_at, clock_timestamp() as server_time,
       coalesce((select json_agg(row_to_json(t) order by t.layer, t.id) from (select transfers.*, ${COVER} as cover from transfers where incident_id = i.id) t), '[]') as transfers,
       coalesce((select json_agg(row_to_json(n) order by n.planned_at, n.id) from (
         select instructions.*, name_zh as institution_name, protocol, ${APPROVAL} as approval, ${SEAL_KEY} as seal_key_id from instructions join institutions on institutions.code = institution_code where incident_id = i.id and transfer_id is not null) n), '[]') as instructions,
       coalesce((select json_agg(row_to_json(h) order by h.since, h.id) from (select h.*, ${UNDERWAY} as underway, ${HANDED} from holds h where h.incident_id = i.id and h.kind <> 'protective') h), '[]') as holds,
       coalesce((select json_agg(j.data || jsonb_build_object('seq', j.seq) order by j.seq) from journal j where j.incident_id = i.id and j.type = 'flow.cut_off'), '[]') as cut_offs,
       coalesce((select json_agg(row_to_json(e) order by e.raised_at, e.id) from escalations e where e.incident_id = i.id), '[]') as escalations,
       coalesce((select json_agg(told order by id) from ${JOINED} j), '[]') as joined,
       coalesce((select json_agg(told order by id) from ${RETURNS} r), '[]') as returns, ${FROZEN} as frozen_fen,
       coalesce((select json_agg(told order by id) from ${PROTECTIVE_STOPS} p), '[]') as protective_stops
     from incidents i where i.id = $1 and ${IN_SIGHT}`, [id, organPath]);
  return row && toView(row, codes);
}

function toView(row: ViewRow, codes: AnswerCodesByProtocol): IncidentView {
  const summary = toSummary(row);
  return {
    ...summary,
    details: row.details,
    clocks: { transferred: isoOrNull(row.transferred_at), reported: summary.reportedAt, entered: summary.enteredAt, sent: summary.firstSentAt, received: isoOrNull(row.received_at), stopped: summary.stoppedAt },
    transfers: row.transfers.map((t) => ({
      transferId: t.id, parentTransferId: t.parent_transfer_id, layer: t.layer, amountFen: t.amount_fen, transferredAt: isoOrNull(t.transferred_at), institutionCode: t.institution_code,
      accountNumber: t.account_number, accountKind: t.account_kind, holderName: t.holder_name, source: t.source,
      instructionIds: row.instructions.filter((n) => n.transfer_id === t.id).map((n) => n.id),
      cover: t.cover && { incidentNumber: t.cover.incident_number, state: t.cover.state, stopNo: t.cover.stop_no, until: isoOrNull(t.cover.until), securedFen: t.cover.secured_fen },
      awaitsDecision: t.institution_code !== null && !t.needs_plan && t.covered_by === null && t.duplicate_of === null, duplicateOf: t.duplicate_of, holder: t.holder,
    })),
    instructions: row.instructions.map((n) => ({
      id: n.id, transferId: n.transfer_id, kind: n.kind, institutionCode: n.institution_code, institutionName: n.institution_name, accountNumber: n.account_number, amountFen: n.amount_fen,
      state: n.state, version: n.version, needsHuman: n.needs_human, plannedAt: iso(n.planned_at), sentAt: isoOrNull(n.sent_at), receivedAt: isoOrNull(n.received_at), answeredAt: isoOrNull(n.answered_at),
      attempts: n.send_count, dueAt: isoOrNull(n.due_at), refusal: n.refusal, silenceCause: n.silence_cause, controlledFen: n.controlled_fen, answerCode: n.answer_code, answerText: n.answer_text, override: n.overridden,
      // What the institution's code advises is not what is true.
      advice: n.overridden ? null : adviceOn(codes.get(n.protocol) ?? new Map(), { code: n.answer_code, kind: n.kind, silenceCause: n.silence_cause }),
      approval: n.approval && { need: n.approval.need, state: n.approval.state, askedBy: n.approval.asked_by, askedAt: iso(n.approval.asked_at), dueAt: iso(n.approval.due_at), deciderName: n.approval.decided_name, decidedAt: isoOrNull(n.approval.decided_at), reason: n.approval.reason },
      sealKeyId: n.seal_key_id,
    })),
    holds: holdViews(row.holds),
    queuedFreezes: queuedFreezeViews(row.holds),
    escalations: row.escalations.map((e) => ({
      id: e.id, fromLevel: e.from_level, toLevel: e.to_level, reason: e.reason, instructionId: e.instruction_id, raisedAt: iso(e.raised_at),
      acknowledgedAt: isoOrNull(e.acknowledged_at), acknowledgedBy: e.acknowledged_by,
    })),
    joined: row.joined.map((joined) => ({ ...joined, enteredAt: iso(joined.enteredAt) })),
    cutOffs: row.cut_offs,
    figures: figuresOf(row.instructions, row.holds, summary.money, Number(row.frozen_fen)),
    returns: row.returns.map((one) => ({ ...one, noticeSince: isoOrNull(one.noticeSince), decidedAt: iso(one.decidedAt), paidAt: isoOrNull(one.paidAt) })),
    protectiveStops: row.protective_stops.map(toProtectiveStop),
    serverTime: iso(row.server_time),
  };
}
