import type { InstructionState } from '#domain';
import type { InstructionView } from '../api/contract';
import { useText } from '../language/translate';

export const STATE_GLYPHS: Readonly<Record<InstructionState, string>> = {
  planned: '○', sending: '◐', waiting: '◑', uncertain: '?', undelivered: '⊘', queued: '◔', done: '✔', partly_done: '✔', refused: '✖', withdrawn: '↩',
};

/** The honest state of an instruction: `stopped` only because the bank said so. */
export function StateChip({ instruction }: { instruction: Pick<InstructionView, 'state' | 'refusal'> & Partial<Pick<InstructionView, 'approval'>> }) {
  const { t, words } = useText();
  const { state, refusal } = instruction;
  const { approval } = instruction;
  if (state === 'planned' && approval?.need === 'before' && approval.state === 'waiting') return <span className="chip pressing" data-state="awaits_approval"><span aria-hidden>●</span>{t('approval.waiting')}</span>;
  return (
    <span className={`chip ${state}`} data-state={state}>
      <span aria-hidden>{STATE_GLYPHS[state]}</span>{words.state[state]}{state === 'refused' && refusal ? ` · ${words.refusal[refusal]}` : ''}
    </span>
  );
}
