import { canAnswer, fenToFollow, type QueryKind } from '#domain';
import type { LedgerTransaction } from '#ledger';
import { askAbout, type WantedQuery } from '../planning/plan-queries';
import type { EnterGate } from '../planning/planning-tools';
import { transferOf, type LeasedInstruction } from './instruction-row';
import type { PlacedAnswer } from './place-holds';
import type { RecordingTools } from './recording-tools';

/**
 * What an answer leaves unexplained is followed without a human, where the institution can: after a stop it is asked where the money
 * went; what its answer to that still leaves open is watched. In the commit that records the answer; costs nothing where all is explained.
 */
export async function followUp(transaction: LedgerTransaction, answered: readonly PlacedAnswer[], tools: RecordingTools, enterGate: EnterGate): Promise<LeasedInstruction[]> {
  const wanted: WantedQuery[] = [];
  for (const one of answered) {
    if (!one.moved || !(one.instruction.kind === 'stop' || one.instruction.kind === 'query_flow')) continue;
    const capabilities = tools.planning.findInstitution(one.row.institution_code)?.capabilities ?? [];
    const kind: QueryKind = one.instruction.kind === 'stop' && canAnswer(capabilities, 'query_flow') ? 'query_flow' : 'watch';
    if (!canAnswer(capabilities, kind)) continue;
    const amountFen = one.instruction.kind === 'stop' ? fenToFollow(one.instruction.amountFen, one.answer, tools.chase) : tools.chase.followUp === 'never' ? 0 : await unexplainedFen(transaction, one);
    if (amountFen > 0) wanted.push(about(one, kind, amountFen));
  }
  return wanted.length === 0 ? [] : askAbout(transaction, wanted, tools.planning, enterGate);
}

function about({ row, instruction }: PlacedAnswer, kind: QueryKind, amountFen: number): WantedQuery {
  return {
    incidentId: row.incident_id, transferId: transferOf(row), kind, institutionCode: row.institution_code, accountNumber: row.account_number, accountKind: row.account_kind,
    holderName: instruction.holderName, amountFen, transferredAt: row.transferred_at, traceparent: row.traceparent,
  };
}

/** What came into the account in this incident and is neither held there, nor seen leaving, nor taken out as cash. */
async function unexplainedFen(transaction: LedgerTransaction, { row }: PlacedAnswer): Promise<number> {
  const [account] = await transaction.sql.rows<{ fen: string }>(
    `with arrived as (select id, amount_fen, cashed_out_fen, covered_by from transfers where incident_id = $1 and institution_code = $2 and account_number = $3)
     select coalesce(sum(amount_fen - cashed_out_fen), 0)
       - coalesce((select sum(onward.amount_fen) from transfers onward where onward.incident_id = $1 and onward.parent_transfer_id in (select id from arrived)), 0)
       - coalesce((select sum(h.controlled_fen) from holds h where h.state = 'in_force' and h.instruction_id in (select covered_by from arrived)), 0) as fen from arrived`,
    [row.incident_id, row.institution_code, row.account_number]);
  return Math.max(0, Number(account?.fen ?? 0));
}
