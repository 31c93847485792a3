import type { AttemptReport, AdapterRegistry, InstitutionEndpoint } from '#bank-adapters';
import type { AttemptResult, Clock, NonDeliveryCause, SealNeed, SilenceCause } from '#domain';
import type { DispatchInstitution } from '../institutions/institution-directory';
import type { InstitutionGates } from '../institutions/institution-gate';
import type { LeasedInstruction } from './instruction-row';
import { childTraceparent } from './traceparent';

/** One attempt that has ended: who was asked what, when, and how it ended. */
export interface EndedAttempt {
  readonly leased: LeasedInstruction;
  readonly report: AttemptReport;
  readonly startedAt: Date;
  readonly endedAt: Date;
}

export interface AskingTools {
  readonly adapters: AdapterRegistry;
  readonly gates: InstitutionGates;
  readonly bankDoorUrl: string;
  readonly clock: Clock;
  readonly stopping: AbortSignal;
  /** Where a seal is required, nothing goes out without one. */
  readonly seal: SealNeed;
}

/** Signs that the institution itself is in trouble; a word that we cannot read comes from one that is well. */
const TROUBLES: ReadonlySet<SilenceCause | NonDeliveryCause> = new Set(['timeout', 'connection_lost', 'server_error', 'connection_refused', 'host_unknown', 'tls_failed', 'rate_limited']);

function isReached(result: AttemptResult): boolean {
  return result.kind === 'answered' || !TROUBLES.has(result.cause);
}

const NO_EVIDENCE = { httpStatus: null, raw: null, code: null, text: null } as const;

/** Station 4, the middle: asks the institution under its deadline. No transaction is open meanwhile. Never rejects. */
export async function askInstitution(leased: LeasedInstruction, institution: DispatchInstitution | undefined, tools: AskingTools): Promise<EndedAttempt> {
  const startedAt = tools.clock.now();
  const report = await attempt(leased, institution, tools);
  return { leased, report, startedAt, endedAt: tools.clock.now() };
}

async function attempt(leased: LeasedInstruction, institution: DispatchInstitution | undefined, tools: AskingTools): Promise<AttemptReport> {
  const adapter = institution && tools.adapters.adapterFor(institution.protocol);
  if (!institution?.enabled || !adapter || !institution.keys) {
    // Nobody here can speak to it: certainly not delivered, and soon a human's task.
    return { result: { kind: 'not_delivered', cause: 'host_unknown' }, evidence: NO_EVIDENCE };
  }
  // Certainly not sent; a human is called when the policy's time is over, or the key is there before.
  if (leased.purpose === 'send' && !leased.seal && tools.seal === 'required') return { result: { kind: 'not_delivered', cause: 'not_sealed' }, evidence: NO_EVIDENCE };
  if (!tools.gates.passes(institution.code)) return { result: { kind: 'not_delivered', cause: 'circuit_open' }, evidence: NO_EVIDENCE };
  const endpoint: InstitutionEndpoint = { code: institution.code, baseUrl: institution.baseUrl, keys: institution.keys };
  const context = {
    attemptNo: leased.attemptNo, deadlineMs: institution.deadlineMs, signal: tools.stopping, traceparent: childTraceparent(leased.traceparent),
    callbackUrl: `${tools.bankDoorUrl}/api/v1/bank-door/${institution.code}/answers`, now: () => tools.clock.now(), seal: leased.seal ?? null,
  };
  try {
    const report = await (leased.purpose === 'send' ? adapter.send(leased.instruction, endpoint, context) : adapter.query(leased.instruction, endpoint, context));
    tools.gates.tell(institution.code, isReached(report.result));
    return report;
  } catch (fault) {
    // An adapter must not throw; if one does, nobody knows how far the message got.
    tools.gates.tell(institution.code, false);
    return { result: { kind: 'silent', cause: 'connection_lost' }, evidence: { ...NO_EVIDENCE, text: `adapter fault: ${fault instanceof Error ? fault.name : 'unknown'}` } };
  }
}
