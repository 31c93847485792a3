import type { Fact, FactCatalogue, FactType } from '#domain';
import type { Words } from './words';

/** How a sentence names things. */
export interface Say {
  readonly words: Words;
  bank(code: string | null): string;
  account(number: string): string;
  yuan(fen: number): string;
  moment(iso: string): string;
  /** Account of the instruction's transfer, when the view knows it; null: the victim's own card. */
  target(transferId: string | null): string;
}

/** One sentence per fact type; a missing one does not compile. */
export type FactSentences = { readonly [T in FactType]: (data: FactCatalogue[T], say: Say) => string };

export function tellFact(sentences: FactSentences, fact: Pick<Fact, 'type' | 'data'>, say: Say): string {
  // The catalogue ties each type to its data; TypeScript cannot follow that tie through an index.
  const sentence = sentences[fact.type] as (data: FactCatalogue[FactType], say: Say) => string;
  return sentence(fact.data, say);
}

export type Tone = 'plain' | 'good' | 'bad' | 'alarm' | 'person';

const TONES: Readonly<Record<FactType, Tone>> = {
  'incident.reported': 'person', 'incident.enriched': 'person', 'incident.settled': 'good', 'incident.joined': 'person', 'incident.unjoined': 'person', 'transfer.added': 'plain', 'transfer.corrected': 'person', 'transfer.covered': 'plain', 'transfer.second_stop_allowed': 'person', 'transfer.resend_asked': 'person', 'flow.cut_off': 'bad', 'query.requested': 'person', 'holder.told': 'good',
  'instruction.planned': 'plain', 'instruction.approval_asked': 'alarm', 'instruction.approved': 'person', 'instruction.approval_refused': 'alarm', 'instruction.sending': 'plain', 'instruction.accepted': 'plain', 'instruction.queued': 'bad', 'instruction.done': 'good', 'instruction.partly_done': 'good',
  'instruction.refused': 'bad', 'instruction.uncertain': 'alarm', 'instruction.postponed': 'bad', 'instruction.undelivered': 'alarm', 'instruction.withdrawn': 'plain',
  'instruction.contradicted': 'alarm', 'instruction.handed_to_human': 'alarm', 'answer.code_unknown': 'alarm', 'answer.recorded_by_hand': 'person', 'answer.override_asked': 'person', 'answer.overridden': 'alarm', 'answer.override_dropped': 'alarm', 'hold.annulled': 'alarm', 'hold.placed': 'good', 'measure.requested': 'person', 'hold.extended': 'good', 'hold.released': 'alarm', 'hold.converted': 'good', 'hold.queued': 'alarm', 'hold.queue_moved': 'plain', 'hold.took_effect': 'good', 'hold.queue_ended': 'alarm', 'hold.alarm': 'alarm', 'hold.lapsed': 'alarm',
  'hand_over.offered': 'person', 'hand_over.accepted': 'person', 'hand_over.declined': 'person', 'hand_over.withdrawn': 'person',
  'protection.requested': 'person', 'protection.placed': 'good', 'protection.release_requested': 'person', 'protection.released': 'plain', 'protection.alarm': 'alarm', 'protection.lapsed': 'alarm',
  'hold.divided': 'person', 'return.decided': 'person', 'return.paid': 'good', 'return.cancelled': 'person', 'money.accounted': 'plain', 'clock.overdue': 'alarm', 'escalation.raised': 'alarm', 'escalation.acknowledged': 'person',
};
export function toneOf(type: FactType): Tone {
  return TONES[type];
}
