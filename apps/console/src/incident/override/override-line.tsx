import type { InstructionView } from '../../api/contract';
import { useText } from '../../language/translate';

/** A person's word stands in the place of the bank's: from what to what, who said so, and why. */
export function OverrideLine({ instruction: { override } }: { instruction: Pick<InstructionView, 'override'> }) {
  const { t, words } = useText();
  if (!override) return null;
  return <div className="sub" data-override={override.to} title={override.source}>✍ <b>{t('override.line', { from: words.state[override.from], to: words.state[override.to], name: override.byName })}</b> {override.reason}</div>;
}
