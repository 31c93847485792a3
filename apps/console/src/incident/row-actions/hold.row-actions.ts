import type { HoldKind, MeasureKind } from '#domain';
import { holdAlarm } from '../../clock/hold-alarm';
import type { RowAction, RowAt } from './row-action';

const HAS = (kind: HoldKind) => ({ line: { hold } }: RowAt): boolean => hold?.state === 'in_force' && hold.kind === kind;

/** What the api said about this measure; a freeze may be asked for before filing, because its form takes the case number. */
const REFUSED = (kind: MeasureKind) => ({ permits }: RowAt) => {
  const verdict = permits?.measures.find((one) => one.kind === kind);
  return verdict && !verdict.permitted && verdict.refusal !== 'not_filed' ? (verdict.why ?? undefined) : undefined;
};

/** The nearer the end of a hold that nobody has asked about, the nearer the button. */
function endsSoon({ line: { hold }, nowMs }: RowAt): 'now' | 'soon' | undefined {
  if (!hold || hold.underway) return undefined;
  const alarm = holdAlarm(Date.parse(hold.until) - nowMs);
  return alarm && (alarm === 'day' ? 'soon' : 'now');
}

/** Measures on the hold of the row: asked for here, judged by the api, decided by the institution. */
export const HOLD_ROW_ACTIONS: readonly RowAction[] = [
  { key: 'E', label: 'measure.extend', opens: 'extend', when: HAS('stop'), urgent: endsSoon, blocked: REFUSED('extend') },
  { key: 'F', label: 'measure.freeze', opens: 'freeze', when: HAS('stop'), urgent: endsSoon, blocked: REFUSED('freeze') },
  { key: 'R', label: 'measure.release', opens: 'release', when: HAS('stop'), blocked: REFUSED('release') },
  { key: 'W', label: 'measure.extend_freeze', opens: 'renew', when: HAS('freeze'), urgent: endsSoon, blocked: REFUSED('extend_freeze') },
  { key: 'G', label: 'return.open', opens: 'giveBack', when: HAS('freeze') },
  { key: 'U', label: 'measure.unfreeze', opens: 'unfreeze', when: (at) => HAS('freeze')(at) || at.line.queue !== undefined, blocked: (at) => (at.line.queue ? undefined : REFUSED('unfreeze')(at)) },
];
