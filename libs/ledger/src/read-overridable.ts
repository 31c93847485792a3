import type { HoldKind, HoldState, InstructionKind, InstructionState, OverridableHold, OverridableInstruction, RefusalReason } from '#domain';
import type { Sql } from './sql';

/** A hold that rests on an instruction; one that never was is none. */
export interface StandingHold extends OverridableHold { readonly id: string; readonly controlledFen: number }

/** An instruction as `permitOverride` sees it, and where it belongs. */
export interface OverridableRow extends OverridableInstruction {
  readonly incidentId: string; readonly transferId: string; readonly institutionCode: string;
  readonly holds: readonly StandingHold[];
}

interface Row {
  incident_id: string; transfer_id: string; institution_code: string; kind: InstructionKind; state: InstructionState; amount_fen: string; refusal: RefusalReason | null; controlled_fen: string | null;
  holds: { id: string; kind: HoldKind; state: HoldState; since: string; extensions: number; controlled_fen: number }[]; measure_open: boolean; returned: boolean;
}

/** All that an override is judged by, in one statement: the api asks before it stores one, the worker again under its locks. Undefined: no such instruction. */
export async function readOverridable(sql: Sql, instructionId: string): Promise<OverridableRow | undefined> {
  const [row] = await sql.rows<Row>(
    `select i.incident_id, i.transfer_id, i.institution_code, i.kind, i.state, i.amount_fen, i.refusal, i.controlled_fen,
       coalesce((select json_agg(json_build_object('id', h.id, 'kind', h.kind, 'state', h.state, 'since', h.since, 'extensions', h.extensions, 'controlled_fen', h.controlled_fen) order by h.id)
                 from holds h where h.instruction_id = i.id and h.state <> 'annulled'), '[]') as holds,
       exists (select from holds h join measure_requests r on r.hold_id = h.id where h.instruction_id = i.id and r.needs_plan)
         or exists (select from holds h join instructions m on m.hold_id = h.id where h.instruction_id = i.id and m.state in ('planned', 'sending', 'waiting', 'uncertain', 'undelivered')) as measure_open,
       exists (select from holds h join returns r on r.hold_id = h.id where h.instruction_id = i.id and r.state <> 'cancelled') as returned
     from instructions i where i.id = $1`, [instructionId]);
  return row && {
    incidentId: row.incident_id, transferId: row.transfer_id, institutionCode: row.institution_code, kind: row.kind, state: row.state, amountFen: Number(row.amount_fen), refusal: row.refusal,
    controlledFen: row.controlled_fen === null ? null : Number(row.controlled_fen), measureOpen: row.measure_open, returned: row.returned,
    holds: row.holds.map((hold) => ({ id: hold.id, kind: hold.kind, state: hold.state, sinceMs: Date.parse(hold.since), extensions: hold.extensions, controlledFen: hold.controlled_fen })),
  };
}
