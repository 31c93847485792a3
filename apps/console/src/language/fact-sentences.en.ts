import type { PriorFreeze, RefusalReason } from '#domain';
import type { FactSentences, Say } from './fact-sentences';

const own = (code: string | null, text: string | null): string => (code || text ? ` (${[code, text].filter(Boolean).join(' ')})` : '');
const at = (say: Say, told: { institutionCode: string; transferId: string | null }): string => `${say.bank(told.institutionCode)} ${say.target(told.transferId)}`;
/** What was stated besides the outcome. */
const over = (d: { controlledFen: number | null; bankAt: string | null; refusal: RefusalReason | null }, say: Say): string =>
  d.refusal ? ` (${say.words.refusal[d.refusal]})` : d.controlledFen !== null && d.bankAt ? ` (${say.yuan(d.controlledFen)}, carried out at ${say.moment(d.bankAt)})` : '';

const beyond = (say: Say, askedFen?: number): string => (askedFen === undefined ? '' : ` (more than the ${say.yuan(askedFen)} asked for; the rest may be others' money)`);
const WITHDRAWN: Readonly<Record<string, string>> = { approval_refused: 'not approved', corrected: 'the account was corrected', told_again: 'told again by a joined report', covered: 'the account has a stop already', second_stop: 'the last stop: a person decides', stop_limit: 'no stop left', protection_not_wanted: 'no longer wanted by the victim' };

const priorOf = (prior: readonly PriorFreeze[], say: Say): string => (prior.length === 0 ? '' : `, behind ${prior.map((one) => `${one.authority}${one.until ? ` (until ${say.moment(one.until)})` : ''}`).join(', ')}`);

export const factSentencesEn: FactSentences = {
  'incident.reported': (d, say) => `Incident ${d.number} entered, lost ${say.yuan(d.lostFen)}`,
  'incident.enriched': () => 'Details added',
  'incident.settled': (d, say) => `Settled: controlled ${say.yuan(d.money.controlledFen)} of ${say.yuan(d.money.lostFen)}`,
  'incident.joined': (d) => `Incident ${d.joinedNumber} joined into ${d.intoNumber}; payments that are the same and count once: ${d.same.length}${d.reason ? `; ${d.reason}` : ''}`,
  'incident.unjoined': (d) => `Incident ${d.joinedNumber} taken apart from ${d.intoNumber}, each counts by itself: ${d.reason}`,
  'transfer.added': (d, say) => `Layer ${d.layer} transfer ${say.yuan(d.amountFen)} → ${say.bank(d.institutionCode)} ${say.account(d.accountNumber)} (${say.words.source[d.source]})`,
  'transfer.corrected': (d, say) => `Account corrected to ${say.bank(d.institutionCode)} ${say.account(d.accountNumber)}`,
  'transfer.covered': (d) => `The same account has a stop already (incident ${d.incidentNumber}); its result counts here too`,
  'transfer.second_stop_allowed': (d) => `The account\'s last stop may be spent: ${d.reason}`,
  'transfer.resend_asked': (d, say) => `A new instruction is wanted (${say.target(d.transferId)}): ${d.reason}`,
  'flow.cut_off': (d, say) => `No longer followed: ${say.account(d.accountNumber)} ${say.yuan(d.amountFen)}, ${say.words.cutOff[d.reason]}`,
  'query.requested': (d, say) => `Asked to ${say.words.kind[d.kind]} (${say.target(d.transferId)})${d.reason ? `: ${d.reason}` : ''}`,
  'holder.told': (d, say) => `The bank names the holder: ${d.holder.name}${d.holder.idNumber ? `, ${d.holder.idKind ?? 'document'} ${d.holder.idNumber}` : ''}${d.holder.phone ? `, phone ${d.holder.phone}` : ''}: ${say.target(d.transferId)}`,
  'instruction.planned': (d, say) => `Planned a ${say.words.kind[d.kind]}: ${say.bank(d.institutionCode)} ${say.account(d.accountNumber)} ${say.yuan(d.amountFen)}`,
  'instruction.approval_asked': (d, say) => d.need === 'before' ? `Awaits approval before it goes out: ${say.words.kind[d.kind]} ${say.yuan(d.amountFen)}, by ${say.moment(d.dueAt)}: ${at(say, d)}` : `Goes out, to be approved by ${say.moment(d.dueAt)}: ${say.words.kind[d.kind]} ${say.yuan(d.amountFen)}: ${at(say, d)}`,
  'instruction.approved': (d, say) => `Approved by ${d.approverName}${d.note ? ` (${d.note})` : ''}: ${at(say, d)}`,
  'instruction.approval_refused': (d, say) => `${d.approverName} did not approve: ${d.reason}: ${at(say, d)}`,
  'instruction.sending': (d, say) => `Sending (attempt ${d.attemptNo}): ${at(say, d)}`,
  'instruction.accepted': (d, say) => `The bank has it, no result yet: ${at(say, d)}${own(d.code, d.text)}`,
  'instruction.queued': (d, say) => `The bank put the freeze into its queue at place ${d.position}, not in force: ${at(say, d)}${own(d.code, d.text)}`,
  'instruction.done': (d, say) => d.kind && d.kind !== 'stop' ? `The bank carried out: ${say.words.kind[d.kind]}${beyond(say, d.askedFen)}: ${at(say, d)}${own(d.code, d.text)}` : `Stopped, controlled ${say.yuan(d.controlledFen)}${beyond(say, d.askedFen)}: ${at(say, d)}${own(d.code, d.text)}`,
  'instruction.partly_done': (d, say) => d.kind && d.kind !== 'stop' ? `The bank carried out in part: ${say.words.kind[d.kind]}${beyond(say, d.askedFen)}: ${at(say, d)}${own(d.code, d.text)}` : `Partly stopped, controlled ${say.yuan(d.controlledFen)}${beyond(say, d.askedFen)}: ${at(say, d)}${own(d.code, d.text)}`,
  'instruction.refused': (d, say) => `Refused: ${say.words.refusal[d.reason]}${d.cashedOutFen ? `, cashed out ${say.yuan(d.cashedOutFen)}` : ''}: ${at(say, d)}${own(d.code, d.text)}`,
  'answer.code_unknown': (d, say) => `the bank answered with the unknown code ${d.code ?? ''}${d.text ? ` (${d.text})` : ''}; nobody knows what came of it, call it now: ${at(say, d)}`,
  'instruction.uncertain': (d, say) => `Result unknown (${say.words.silence[d.cause]}); asking, never resending blind: ${at(say, d)}`,
  'instruction.postponed': (d, say) => `Not delivered (${say.words.nonDelivery[d.cause]}), again at ${say.moment(d.dueAt)}: ${at(say, d)}`,
  'instruction.undelivered': (d, say) => `Certainly not delivered (${say.words.nonDelivery[d.cause]}), please call: ${at(say, d)}`,
  'instruction.withdrawn': (d, say) => `Withdrawn: ${at(say, d)} ${WITHDRAWN[d.reason] ?? d.reason}`,
  'instruction.contradicted': (d, say) => `The bank contradicts itself: first "${say.words.state[d.before]}", then "${d.said}": ${at(say, d)}`,
  'instruction.handed_to_human': (d, say) => `Handed to a human (${say.words.escalation[d.why]}): ${at(say, d)}`,
  'answer.recorded_by_hand': (d) => `Answer recorded by hand: ${d.note}`,
  'answer.override_asked': (d, say) => `asks to correct the answer to "${say.words.state[d.to]}"${over(d, say)}: ${d.reason} (told by: ${d.source})`,
  'answer.overridden': (d, say) => `a person corrects the answer: "${say.words.state[d.from]}" becomes "${say.words.state[d.to]}"${over(d, say)}: ${d.reason} (told by: ${d.source}): ${at(say, d)}`,
  'answer.override_dropped': (d, say) => `the correction was not carried out: the instruction or its hold has changed since; look again first: ${at(say, d)}`,
  'hold.annulled': (d, say) => `the hold of ${say.yuan(d.controlledFen)} never was; it is none of the account's stops: ${say.bank(d.institutionCode)} ${say.account(d.accountNumber)}`,
  'hold.placed': (d, say) => `Hold of ${say.yuan(d.controlledFen)} in force until ${say.moment(d.until)}: ${say.bank(d.institutionCode)} ${say.account(d.accountNumber)}`,
  'measure.requested': (d, say) => `Asked to ${say.words.kind[d.kind]} (${say.target(d.transferId)}): ${d.reason}${d.approverName ? `; approved by ${d.approverName}` : ''}`,
  'hold.extended': (d, say) => `Hold extended until ${say.moment(d.until)}: ${say.target(d.transferId)}`,
  'hold.released': (d, say) => `Hold released, the account's owner has the money again: ${say.target(d.transferId)}`,
  'hold.converted': (d, say) => `The stop became a freeze of ${say.yuan(d.controlledFen)} until ${say.moment(d.until)}: ${say.bank(d.institutionCode)} ${say.account(d.accountNumber)}`,
  'hold.queued': (d, say) => `Freeze queued at place ${d.position}, not in force${priorOf(d.prior, say)}; ${d.stopUntil ? `the stop ends at ${say.moment(d.stopUntil)}` : 'no stop runs any more'}: ${say.bank(d.institutionCode)} ${say.account(d.accountNumber)}`,
  'hold.queue_moved': (d, say) => `Queue: place ${d.before} became place ${d.position}, still not in force${priorOf(d.prior, say)}: ${say.target(d.transferId)}`,
  'hold.took_effect': (d, say) => `The queued freeze took effect: ${say.yuan(d.controlledFen)} until ${say.moment(d.until)}: ${say.bank(d.institutionCode)} ${say.account(d.accountNumber)}`,
  'hold.queue_ended': (d, say) => `The queue ended, the freeze never took effect: ${say.target(d.transferId)}`,
  'hold.alarm': (d, say) => `A hold ends at ${say.moment(d.until)}; extend or freeze it: ${say.target(d.transferId)}`,
  'hold.lapsed': (d, say) => (d.kind === 'freeze' ? `Freeze ran out without renewal and is released: ${say.target(d.transferId)}` : `Hold lapsed: ${say.target(d.transferId)}`),
  'hand_over.offered': (d, say) => `Hand-over offered: ${d.fromOrganName} offers ${d.toOrganName} the right to change the hold on ${say.account(d.accountNumber)}: ${d.reason}; it stays with ${d.fromOrganName} until accepted`,
  'hand_over.accepted': (d, say) => `Hand-over accepted: ${d.toOrganName} has the right to change the hold on ${say.account(d.accountNumber)} from now on, not ${d.fromOrganName} any more`,
  'hand_over.declined': (d, say) => `Hand-over declined by ${d.toOrganName}: ${d.reason}; the right to the hold on ${say.account(d.accountNumber)} stays with ${d.fromOrganName}`,
  'hand_over.withdrawn': (d, say) => `Hand-over withdrawn by ${d.fromOrganName}: ${d.reason}; the right to the hold on ${say.account(d.accountNumber)} stays there`,
  'protection.requested': (d, say) => `With the consent of ${d.consent.by} (${say.words.consentMeans[d.consent.means]}), ${say.bank(d.institutionCode)} is asked for a protective stop of the victim's own card ${say.account(d.accountNumber)}: ${d.reason}`,
  'protection.placed': (d, say) => `${say.bank(d.institutionCode)} placed a protective stop on the victim's own card ${say.account(d.accountNumber)}, until ${say.moment(d.until)}`,
  'protection.release_requested': (d, say) => `Asked to end the protective stop of the victim's own card ${say.account(d.accountNumber)}: ${d.reason}`,
  'protection.released': (d, say) => `${say.bank(d.institutionCode)} ended the protective stop of the victim's own card ${say.account(d.accountNumber)}`,
  'protection.alarm': (d, say) => `The protective stop of the victim's own card ${say.account(d.accountNumber)} ends at ${say.moment(d.until)}; call the victim`,
  'protection.lapsed': (d, say) => `The protective stop of the victim's own card ${say.account(d.accountNumber)} ran out; the card pays again`,
  'hold.divided': (d, say) => `The freeze of ${say.bank(d.institutionCode)} ${say.account(d.accountNumber)} was divided by losses: ${say.yuan(d.fromFen)} → ${say.yuan(d.toFen)} secured here: ${d.reason}; approved by ${d.approverName}`,
  'return.decided': (d, say) => `Return decided: ${say.yuan(d.amountFen)} to the victim of ${d.victimNumber}, from ${say.bank(d.institutionCode)} ${say.account(d.accountNumber)}: ${d.reason}; approved by ${d.approverName}`,
  'return.paid': (d, say) => `Returned: the bank paid ${say.yuan(d.amountFen)} to the victim of ${d.victimNumber} at ${say.moment(d.paidAt)}, serial ${d.serial}`,
  'return.cancelled': (d, say) => `Return of ${say.yuan(d.amountFen)} to the victim of ${d.victimNumber} called off: ${d.reason}`,
  'money.accounted': ({ money }, say) => `Money: controlled ${say.yuan(money.controlledFen)} · in flight ${say.yuan(money.inFlightFen)} · cashed out ${say.yuan(money.cashedOutFen)} · untraced ${say.yuan(money.untracedFen)}`,
  'clock.overdue': (d, say) => `Overdue: ${say.words.clock[d.clock]}`,
  'escalation.raised': (d, say) => `Escalated to ${say.words.level[d.toLevel]}: ${say.words.escalation[d.reason]}`,
  'escalation.acknowledged': (d) => `Escalation acknowledged${d.note ? `: ${d.note}` : ''}`,
};
