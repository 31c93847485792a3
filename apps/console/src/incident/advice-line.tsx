import type { InstructionState } from '#domain';
import type { InstructionView } from '../api/contract';
import { useText } from '../language/translate';

/** Where somebody has to do something about the answer. */
const OPEN_ENDS: ReadonlySet<InstructionState> = new Set(['refused', 'partly_done', 'uncertain', 'waiting']);

/** The plain cause of the bank's code, and what the desk does next. */
export function AdviceLine({ instruction: { advice, answerCode, state } }: { instruction: Pick<InstructionView, 'advice' | 'answerCode' | 'state'> }) {
  const { t, language } = useText();
  if (!advice || !OPEN_ENDS.has(state)) return null;
  const { cause, next } = advice[language];
  return <div className="sub" data-advice={answerCode}>{t('flow.advice', { code: answerCode ?? '', cause })} <b>→ {next}</b></div>;
}
