import type { NonDeliveryCause, SilenceCause } from '#domain';
import { useText } from '../language/translate';
import type { Words } from '../language/words';
import type { FlowLine } from './flow-tree';
import { AdviceLine } from './advice-line';
import { ApprovalLine } from '../approvals/approval-line';
import { OverrideLine } from './override/override-line';
import { StateChip } from './state-chip';

/** State of a transfer's stop, and below it why it is so, in the bank's words where there are any. */
export function InstructionCell({ line: { instruction, transfer } }: { line: FlowLine }) {
  const { t, words } = useText();
  if (!instruction && transfer.cover) {
    return (
      <>
        <StateChip instruction={{ state: transfer.cover.state, refusal: null }} />
        <div className="sub">{t('flow.coveredBy', { number: transfer.cover.incidentNumber })}</div>
      </>
    );
  }
  if (!instruction && transfer.awaitsDecision) return <span className="chip undelivered">⊘ {t('flow.awaitsDecision')}</span>;
  if (!instruction) return transfer.institutionCode ? <span className="chip planned">○ {t('flow.queued')}</span> : <span className="chip undelivered">⊘ {t('flow.needsInstitution')}</span>;
  const { silenceCause, answerText, needsHuman, state } = instruction;
  const unsettled = state === 'uncertain' || state === 'undelivered' || state === 'planned';
  return (
    <>
      <StateChip instruction={instruction} />
      <ApprovalLine instruction={instruction} />
      {needsHuman && <div className="sub"><b className="bad">! {t('flow.needsHuman')}</b></div>}
      {unsettled && silenceCause && <div className="sub">{causeWord(words, silenceCause)}</div>}
      <OverrideLine instruction={instruction} />
      <AdviceLine instruction={instruction} />
      {answerText && <div className="sub">{t('flow.bankSaid', { text: answerText })}</div>}
    </>
  );
}

function causeWord(words: Words, cause: SilenceCause | NonDeliveryCause): string {
  return { ...words.silence, ...words.nonDelivery }[cause] ?? cause;
}
