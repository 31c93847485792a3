import type { AdapterRegistry } from '#bank-adapters';
import type { Clock } from '#domain';
import type { Ledger } from '#ledger';
import type { InstitutionDirectory } from '../institutions/institution-directory';
import { decodeHandAnswer } from './decode-hand-answer';
import { decodeOverride } from './decode-override';
import type { OverrideOrder } from './record-override';
import type { Outcome } from './record-outcomes';

const CLAIM_MAX = 50;
const TRIES_MAX = 5;
const UUID_FORM = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
/** How long a claimed inbound answer is left to its worker before another one takes it, milliseconds. */
const CLAIM_LASTS_MS = 10_000;

interface InboundRow {
  id: string; institution_code: string; instruction_id: string | null; source: 'callback' | 'hand' | 'override'; actor: string; received_at: Date; content_type: string; raw: Buffer; tries: number;
}

export interface InboundTools {
  readonly ledger: Ledger;
  readonly clock: Clock;
  readonly adapters: AdapterRegistry;
  readonly directory: InstitutionDirectory;
  readonly record: (outcome: Outcome) => Promise<unknown>;
  readonly override: (order: OverrideOrder) => Promise<void>;
  readonly onFault: (what: string, fault: unknown) => void;
}

/**
 * Answers that came by themselves, to the callback door or by hand, were stored raw by the api. Here they are decoded with the
 * institution's adapter and recorded. What nobody can decode is parked as dead with its reason; its bytes are kept.
 * Takes batch after batch until none is due: nobody wakes us for what a full batch has left. Returns how many were taken.
 */
export async function takeInboundAnswers(tools: InboundTools): Promise<number> {
  let taken = 0;
  for (let batch = CLAIM_MAX; batch === CLAIM_MAX; taken += batch) batch = await takeBatch(tools);
  return taken;
}

async function takeBatch(tools: InboundTools): Promise<number> {
  const now = tools.clock.now();
  const rows = await tools.ledger.sql.rows<InboundRow>(
    `update inbound_answers set tries = tries + 1, due_at = $1::timestamptz + ${CLAIM_LASTS_MS} * interval '1 millisecond'
     where id = any(array(select id from inbound_answers where state = 'pending' and due_at <= $1 order by due_at, id limit ${CLAIM_MAX} for update skip locked))
     returning id, institution_code, instruction_id, source, actor, received_at, content_type, raw, tries`, [now]);
  const orders = rows.filter((row) => row.source === 'override').map((row) => guarded(row, tools, () => overrideOne(row, tools)));
  const answers = rows.filter((row) => row.source !== 'override').map((row) => ({ row, decoded: decodeSafely(row, tools) }));
  const instructions = await findInstructions(answers.map(({ decoded }) => decoded), tools);
  await Promise.all([...orders, ...answers.map(({ row, decoded }) => guarded(row, tools, () => recordOne(row, decoded, instructions, tools)))]);
  return rows.length;
}

/** The instructions that a batch of answers names, in one look. */
async function findInstructions(decoded: readonly (Decoded | Broken)[], { ledger }: InboundTools): Promise<ReadonlyMap<string, NamedInstruction>> {
  // A stranger's text is cast only when it has the form, so that the primary key finds the row.
  const ids = decoded.flatMap((one) => (!('instructionId' in one) || !UUID_FORM.test(one.instructionId) ? [] : [one.instructionId.toLowerCase()]));
  const rows = ids.length === 0 ? [] : await ledger.sql.rows<NamedInstruction>('select id, incident_id, institution_code, account_number from instructions where id = any($1::uuid[])', [ids]);
  return new Map(rows.map((row) => [row.id, row]));
}

async function recordOne(row: InboundRow, decoded: Decoded | Broken, instructions: ReadonlyMap<string, NamedInstruction>, tools: InboundTools): Promise<void> {
  if ('fault' in decoded) throw decoded.fault;
  if ('dead' in decoded) return park(row, decoded.dead, tools);
  const instruction = instructions.get(decoded.instructionId.toLowerCase());
  if (!instruction) return park(row, 'unknown_instruction', tools);
  if (instruction.institution_code !== row.institution_code) return park(row, 'instruction_of_another_institution', tools);
  await tools.record({
    instructionId: instruction.id, incidentId: instruction.incident_id, institutionCode: instruction.institution_code, accountNumber: instruction.account_number, purpose: 'inbound', fence: null, attemptNo: row.tries, result: decoded.report.result, evidence: decoded.report.evidence,
    startedAt: row.received_at, endedAt: row.received_at, actor: row.actor, source: row.source === 'hand' ? 'operator' : 'answer', inboundAnswerId: row.id,
  });
}

/** One answer's trouble is nobody else's: it comes again a few times and is parked then. */
async function guarded(row: InboundRow, tools: InboundTools, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (fault) {
    tools.onFault('an inbound answer', fault);
    if (row.tries >= TRIES_MAX) await park(row, 'recording_failed', tools).catch((parking: unknown) => tools.onFault('parking an inbound answer', parking));
  }
}

/** A person's word over an answer. The api has checked who says it; whether it is still possible is judged again under the locks. */
async function overrideOne(row: InboundRow, tools: InboundTools): Promise<void> {
  const decoded = decodeOverride(row.raw);
  if ('dead' in decoded || row.instruction_id === null) return park(row, 'dead' in decoded ? decoded.dead : 'no_instruction_id', tools);
  const [instruction] = await tools.ledger.sql.rows<{ incident_id: string }>('select incident_id from instructions where id = $1', [row.instruction_id]);
  if (!instruction) return park(row, 'unknown_instruction', tools);
  await tools.override({ inboundAnswerId: row.id, instructionId: row.instruction_id, incidentId: instruction.incident_id, asked: decoded.asked, raw: row.raw, actor: row.actor, receivedAt: row.received_at, tries: row.tries });
}

interface NamedInstruction { id: string; incident_id: string; institution_code: string; account_number: string }

type Decoded = { readonly instructionId: string; readonly report: Pick<Outcome, 'result' | 'evidence'> } | { readonly dead: string };

/** What should not happen: an adapter that throws. */
interface Broken { readonly fault: unknown }

function decodeSafely(row: InboundRow, tools: InboundTools): Decoded | Broken {
  try {
    return decode(row, tools);
  } catch (fault) {
    return { fault };
  }
}

function decode(row: InboundRow, tools: InboundTools): Decoded {
  if (row.source === 'hand') return decodeHandAnswer(row.raw, row.instruction_id, row.received_at);
  const institution = tools.directory.find(row.institution_code);
  const adapter = institution && tools.adapters.adapterFor(institution.protocol);
  if (!institution || !adapter || !institution.keys) return { dead: 'no_adapter' };
  const decoded = adapter.decodeInbound({ contentType: row.content_type, body: row.raw, receivedAt: row.received_at }, { code: institution.code, baseUrl: institution.baseUrl, keys: institution.keys });
  if ('undecodable' in decoded) return { dead: decoded.undecodable };
  const { result } = decoded.report;
  // What the callback says but nobody can read settles nothing: the instruction goes on being asked about. About an unknown code a person is called.
  if (result.kind !== 'answered' && result.cause !== 'unknown_code') return { dead: `${result.kind}:${result.cause}` };
  return decoded;
}

async function park(row: InboundRow, reason: string, tools: InboundTools): Promise<void> {
  tools.onFault('an inbound answer was parked', new Error(`${reason} (inbound answer ${row.id} of ${row.institution_code})`));
  await tools.ledger.sql.rows("update inbound_answers set state = 'dead', fault = $2 where id = $1", [row.id, reason]);
}
