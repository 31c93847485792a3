import type { InstructionState } from '#domain';
import type { InstructionView } from '../api/contract';
import { useText } from '../language/translate';

export const STATE_GLYPHS: Readonly<Record<InstructionState, string>> = {
  planned: '○', sending: '◐', waiting: '◑', uncertain: '?', undelivered: '⊘', done: '✔', partly_done: '✔', refused: '✖', withdrawn: '↩',
};

/** The honest state of an instruction: `stopped` only because the bank said so. */
export function StateChip({ instruction }: { instruction: Pick<InstructionView, 'state' | 'refusal'> }) {
  const { words } = useText();
  const { state, refusal } = instruction;
  return (
    <span className={`chip ${state}`} data-state={state}>
      <span aria-hidden>{STATE_GLYPHS[state]}</span>{words.state[state]}{state === 'refused' && refusal ? ` · ${words.refusal[refusal]}` : ''}
    </span>
  );
}
