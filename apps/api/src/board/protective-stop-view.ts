import type { Consent, InstructionState, ProtectionState, RefusalReason } from '#domain';
import { iso, isoOrNull } from './incident-summary';

/** The last time that the end of a protective stop was asked for. */
export interface ProtectiveReleaseView {
  readonly reason: string; readonly requestedBy: string; readonly requestedAt: string;
  readonly instructionId: string | null;
  /** Of its instruction; null until there is one, and for good where the stop was withdrawn before anything reached the bank. */
  readonly instructionState: InstructionState | null; readonly refusal: RefusalReason | null;
  /** The worker has not looked at it yet. */
  readonly awaitsPlan: boolean;
}

/** 保护性止付 of a victim's own card. In a list of its own: it is no hold on a suspect account, and never counted with those. */
export interface ProtectiveStopView {
  readonly id: string; readonly institutionCode: string; readonly accountNumber: string; readonly holderName: string; readonly organCode: string;
  readonly consent: Consent; readonly reason: string; readonly requestedBy: string; readonly requestedAt: string;
  /** Null until the worker has instructed. */
  readonly instructionId: string | null; readonly instructionState: InstructionState | null; readonly refusal: RefusalReason | null; readonly needsHuman: boolean; readonly answerText: string | null;
  /** Null: no bank has said that it is in force. */
  readonly state: ProtectionState | null; readonly since: string | null; readonly until: string | null;
  readonly release: ProtectiveReleaseView | null;
}

/** The protective stops of the incident `i`, as JSON in the names of the view. */
export const PROTECTIVE_STOPS = `(select json_build_object('id', s.id, 'institutionCode', s.institution_code, 'accountNumber', s.account_number, 'holderName', s.holder_name, 'organCode', s.organ_code,
    'consent', json_build_object('by', s.consent_by, 'means', s.consent_means, 'at', s.consented_at), 'reason', s.reason, 'requestedBy', s.requested_by, 'requestedAt', s.requested_at,
    'instructionId', n.id, 'instructionState', n.state, 'refusal', n.refusal, 'needsHuman', coalesce(n.needs_human, false), 'answerText', n.answer_text, 'state', h.state, 'since', h.since, 'until', h.until,
    'release', (select json_build_object('reason', r.reason, 'requestedBy', r.requested_by, 'requestedAt', r.requested_at, 'instructionId', u.id, 'instructionState', u.state, 'refusal', u.refusal, 'awaitsPlan', r.needs_plan)
      from protective_releases r left join instructions u on u.id = r.instruction_id where r.protective_stop_id = s.id order by r.requested_at desc, r.id desc limit 1)) as told, s.id
  from protective_stops s left join instructions n on n.id = s.instruction_id left join holds h on h.protective_stop_id = s.id where s.incident_id = i.id)`;

/** Moments as PostgreSQL writes them inside JSON become those of the interface. */
export function toProtectiveStop(told: ProtectiveStopView): ProtectiveStopView {
  return {
    ...told, consent: { ...told.consent, at: iso(told.consent.at) }, requestedAt: iso(told.requestedAt), since: isoOrNull(told.since), until: isoOrNull(told.until),
    release: told.release && { ...told.release, requestedAt: iso(told.release.requestedAt) },
  };
}
