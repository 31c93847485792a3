import type { Answer } from '#domain';
import type { InboundAnswer, InstitutionEndpoint } from '../bank-adapter.port';

/** What a staged institution explicitly says about an instruction. */
export type SaidByInstitution = Extract<Answer, { kind: 'done' | 'partly_done' | 'refused' | 'queued' }>;

/** How the staged institution behaves towards the next messages; each protocol plays it on its own wire. */
export type StagedBehaviour =
  | { readonly kind: 'says'; readonly answer: SaidByInstitution }
  | { readonly kind: 'accepts'; readonly reference: string }
  | { readonly kind: 'never_received' }
  /** Explicitly turned away before anything was looked at. */
  | { readonly kind: 'turns_away' }
  /** Does not recognise us. */
  | { readonly kind: 'not_authorised' }
  | { readonly kind: 'hangs' }
  /** Starts an answer and does not finish it. */
  | { readonly kind: 'stalls' }
  | { readonly kind: 'cuts_connection' }
  | { readonly kind: 'cuts_answer' }
  | { readonly kind: 'endless' }
  | { readonly kind: 'garbage' }
  | { readonly kind: 'fails' }
  /** A refusal that the institution did not sign explicitly as such: not found, busy. */
  | { readonly kind: 'not_found_vaguely' }
  | { readonly kind: 'busy_vaguely' }
  /** Says done, but ... */
  | { readonly kind: 'done_but'; readonly fault: DoneFault };

export const DONE_FAULTS = [
  'unsigned', 'wrongly_signed', 'changed_after_signing', 'signed_for_another_request', 'signed_long_ago', 'about_another_instruction', 'unknown_code', 'without_amount',
  'amount_as_text', 'fraction_of_a_fen', 'negative_amount', 'without_moment', 'moment_without_zone', 'moment_in_the_future', 'bad_onward',
] as const;
/** What is wrong with an answer that claims to be done; none of these may be believed. */
export type DoneFault = (typeof DONE_FAULTS)[number];

/** One message as the staged institution received it. */
export interface ReceivedMessage {
  readonly purpose: 'send' | 'query';
  readonly instructionId: string;
  /** Null for a query. */
  readonly amountFen: number | null;
  readonly accountNumber: string | null;
  readonly callbackUrl: string | null;
  readonly traceparent: string | null;
  readonly isSignedByUs: boolean;
}

/** A real server on loopback that plays one institution. Every protocol brings one, or the contract suite fails. */
export interface InstitutionStage {
  readonly endpoint: InstitutionEndpoint;
  /** An endpoint where nobody listens. */
  readonly deadEndpoint: InstitutionEndpoint;
  /** An endpoint with which no secure connection can be made. */
  readonly insecureEndpoint: InstitutionEndpoint;
  readonly received: readonly ReceivedMessage[];
  /** Different instruction ids that took effect here. */
  readonly effects: number;
  behave(behaviour: StagedBehaviour): void;
  /** Resolves with the next message, whatever the behaviour does with it. */
  nextMessage(): Promise<ReceivedMessage>;
  /** The body that this institution would post to the callback door. */
  inbound(instructionId: string, answer: SaidByInstitution): InboundAnswer;
  /** Bodies that no institution should post. */
  readonly undecodable: readonly InboundAnswer[];
  close(): Promise<void>;
}
