import type { InstructionState } from '../instruction/instruction';
import type { Fen } from '../money/money';
import { ORGAN_LEVELS, type OrganLevel } from '../organ/organ';
import { climbFrom, stepsFor, type EscalationPolicy, type EscalationReason } from './escalation.policy';

/** What the watch sees of an incident; moments as milliseconds since 1970. */
export interface WatchedIncident {
  readonly live: boolean;
  readonly enteredAtMs: number;
  /** Nothing of the loss is in flight any more: a first account that is stopped does not quiet the clock for the others. */
  readonly stopped: boolean;
  readonly lostFen: Fen;
  /** The level of the organ that entered it: nobody below is called. */
  readonly ownLevel: OrganLevel;
  readonly institutionsUnknown: number;
  /** It is joined into another incident, which calls for what both lost. */
  readonly joined?: boolean;
  /** The open ones; an ended instruction is not here any more. */
  readonly instructions: readonly { readonly id: string; readonly state: InstructionState; readonly stateAtMs: number; readonly sentAtMs: number | null }[];
  /** Those in force that this incident placed, or that secure its loss, settled or not: somebody must extend or freeze before they end. */
  readonly holds: readonly WatchedHold[];
  /** Approvals that nobody has decided on, with the moment from which others are called. Absent: none. */
  readonly approvals?: readonly { readonly instructionId: string; readonly dueAtMs: number }[];
  readonly escalations: readonly RaisedEscalation[];
}

export interface WatchedHold {
  readonly id: string;
  /** The instruction that gave it its present end. */
  readonly instructionId: string;
  readonly untilMs: number;
  /** Placed by this incident: its look is the one that lets it lapse. */
  readonly own: boolean;
  /** A protective stop of a victim's own card, which has alarms of its own. Absent: false. */
  readonly protective?: boolean;
  /** How many of the alarms before this end were told to this incident. */
  readonly alarmsTold: number;
}

export interface HoldAlarm { readonly holdId: string; readonly alarmsTold: number; readonly untilMs: number }

export interface RaisedEscalation {
  readonly reason: EscalationReason;
  readonly toLevel: OrganLevel;
  readonly instructionId: string | null;
  readonly raisedAtMs: number;
  readonly acknowledged: boolean;
}

export interface EscalationToRaise {
  readonly reason: EscalationReason;
  readonly fromLevel: OrganLevel | null;
  readonly toLevel: OrganLevel;
  readonly instructionId: string | null;
}

export interface WatchDecision {
  readonly raise: readonly EscalationToRaise[];
  /** Holds about whose end everybody must be told now, each alarm once; of several that are due at once the last. */
  readonly alarms: readonly HoldAlarm[];
  /** The next moment at which this must be decided again; null when nothing can fall due without a new fact. */
  readonly nextAtMs: number | null;
}

interface Candidate extends EscalationToRaise { readonly dueAtMs: number }

/** Who must be called now about an incident, and when to look again. Pure: the same view and moment give the same decision. */
export function decideWatch(incident: WatchedIncident, policy: EscalationPolicy, nowMs: number): WatchDecision {
  const raised = new Set(incident.escalations.map(keyOf));
  const raise: EscalationToRaise[] = [];
  let nextAtMs: number | null = null;
  const consider = (candidate: Candidate): void => {
    if (raised.has(keyOf(candidate))) return;
    if (candidate.dueAtMs > nowMs) {
      nextAtMs = nextAtMs === null ? candidate.dueAtMs : Math.min(nextAtMs, candidate.dueAtMs);
      return;
    }
    raised.add(keyOf(candidate));
    raise.push({ reason: candidate.reason, fromLevel: candidate.fromLevel, toLevel: candidate.toLevel, instructionId: candidate.instructionId });
    if (climbs(candidate.reason) && climbFrom(candidate.toLevel)) consider({ ...climbed(candidate, candidate.toLevel), dueAtMs: nowMs + policy.acknowledgeWithinMs });
  };
  for (const candidate of candidatesOf(incident, policy)) consider(candidate);
  for (const candidate of endingsOf(incident, policy)) consider(candidate);
  const alarms: HoldAlarm[] = [];
  const alarmsOf = { hold_ending: alarmMoments(policy, 'hold_ending'), protection_ending: alarmMoments(policy, 'protection_ending') };
  for (const hold of incident.holds) {
    const { id, own, untilMs, alarmsTold } = hold;
    const before = alarmsOf[endingOf(hold)];
    const passed = before.filter((ms) => untilMs + ms <= nowMs).length;
    if (passed > alarmsTold && nowMs < untilMs) alarms.push({ holdId: id, alarmsTold: passed, untilMs });
    const next = before[passed];
    if (next !== undefined) nextAtMs = Math.min(nextAtMs ?? Infinity, untilMs + next);
    // One that has run out already lapses at the very next look.
    if (own) nextAtMs = Math.min(nextAtMs ?? Infinity, Math.max(untilMs, nowMs + 1));
  }
  for (const escalation of incident.escalations) {
    if (escalation.acknowledged || !climbFrom(escalation.toLevel) || !stillStands(escalation, incident)) continue;
    consider({ ...climbed(escalation, escalation.toLevel), dueAtMs: escalation.raisedAtMs + policy.acknowledgeWithinMs });
  }
  return { raise, alarms, nextAtMs };
}

/** The call that belongs to a hold's end. */
function endingOf(hold: WatchedHold): 'hold_ending' | 'protection_ending' {
  return hold.protective === true ? 'protection_ending' : 'hold_ending';
}

/** Before a hold's end, milliseconds (negative), the longest first. */
function alarmMoments(policy: EscalationPolicy, reason: EscalationReason): number[] {
  return policy.steps.filter((step) => step.reason === reason).map((step) => step.afterMs).sort((a, b) => a - b);
}

/** The calls about a hold's end climb by the hours that are left, not by minutes without an acknowledgement. */
function climbs(reason: EscalationReason): boolean {
  return reason !== 'hold_ending' && reason !== 'protection_ending';
}

/** A call climbs only while its cause is there: a bank that has answered meanwhile is nobody's business one level up. */
function stillStands(escalation: RaisedEscalation, incident: WatchedIncident): boolean {
  switch (escalation.reason) {
    // Only a person can end these, even when every fen is placed and no word is owed.
    case 'contradiction':
    case 'override_contradicted':
    case 'flow_cut_off':
    case 'original_organ':
    case 'return_unpaid':
      return true;
    case 'second_stop':
    case 'stop_limit':
    case 'unsecured':
    case 'approval_refused':
    case 'hold_lapsed':
      return !(incident.joined && incident.lostFen === 0);
    case 'hold_ending':
    case 'protection_ending':
      return false;
    case 'approval_waits':
      return incident.approvals?.some((approval) => approval.instructionId === escalation.instructionId) ?? false;
    case 'amount':
      return incident.live && !incident.joined;
    case 'institution_unknown':
      return incident.live && incident.institutionsUnknown > 0;
    case 'clock_pressing':
    case 'clock_overdue':
      return incident.live && !incident.stopped;
    case 'bank_silent':
    case 'uncertain':
    case 'undelivered':
      return incident.live && incident.instructions.some((instruction) => instruction.id === escalation.instructionId);
  }
}

function* candidatesOf(incident: WatchedIncident, policy: EscalationPolicy): Generator<Candidate> {
  const at = function* (reason: EscalationReason, fromMs: number, instructionId: string | null): Generator<Candidate> {
    for (const step of stepsFor(policy, reason, incident.lostFen)) {
      yield { reason, fromLevel: null, toLevel: higher(step.toLevel, incident.ownLevel), instructionId, dueAtMs: fromMs + step.afterMs };
    }
  };
  // A great loss is told to the levels above even when it was settled in the moment of its entry.
  yield* at('amount', incident.enteredAtMs, null);
  for (const approval of incident.approvals ?? []) yield* at('approval_waits', approval.dueAtMs, approval.instructionId);
  if (!incident.live) return;
  if (incident.institutionsUnknown > 0) yield* at('institution_unknown', incident.enteredAtMs, null);
  if (!incident.stopped) {
    yield* at('clock_pressing', incident.enteredAtMs, null);
    yield* at('clock_overdue', incident.enteredAtMs, null);
  }
  for (const instruction of incident.instructions) {
    if (instruction.state === 'sending' || instruction.state === 'waiting') yield* at('bank_silent', instruction.sentAtMs ?? instruction.stateAtMs, instruction.id);
    if (instruction.state === 'uncertain') yield* at('uncertain', instruction.stateAtMs, instruction.id);
    if (instruction.state === 'undelivered') yield* at('undelivered', instruction.stateAtMs, instruction.id);
  }
}

function* endingsOf(incident: WatchedIncident, policy: EscalationPolicy): Generator<Candidate> {
  for (const hold of incident.holds) {
    const reason = endingOf(hold);
    for (const step of stepsFor(policy, reason, incident.lostFen)) {
      yield { reason, fromLevel: null, toLevel: higher(step.toLevel, incident.ownLevel), instructionId: hold.instructionId, dueAtMs: hold.untilMs + step.afterMs };
    }
  }
}

function climbed(from: { readonly reason: EscalationReason; readonly instructionId: string | null }, level: OrganLevel): EscalationToRaise {
  return { reason: from.reason, fromLevel: level, toLevel: climbFrom(level) as OrganLevel, instructionId: from.instructionId };
}

/** The higher of two levels. */
export function higher(a: OrganLevel, b: OrganLevel): OrganLevel {
  return ORGAN_LEVELS.indexOf(a) >= ORGAN_LEVELS.indexOf(b) ? a : b;
}

function keyOf(escalation: { readonly reason: EscalationReason; readonly toLevel: OrganLevel; readonly instructionId: string | null }): string {
  return `${escalation.reason}/${escalation.toLevel}/${escalation.instructionId ?? ''}`;
}
