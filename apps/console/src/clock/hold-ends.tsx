import { ALARM_CHIP, ALARM_GLYPH, holdAlarm, timeLeft } from './hold-alarm';
import { useNowInSteps } from './use-now';
import { useText } from '../language/translate';

const MINUTE_MS = 60_000;

/** In the desk's list: the first hold of an incident that ends within a day; nothing while there is time. */
export function HoldEnds({ endsAt }: { endsAt: string | null }) {
  const { t } = useText();
  const now = useNowInSteps(MINUTE_MS);
  if (!endsAt) return null;
  const leftMs = Date.parse(endsAt) - now;
  const alarm = holdAlarm(leftMs);
  if (!alarm) return null;
  const left = timeLeft(leftMs);
  return <span className="line"><span className={`chip ${ALARM_CHIP[alarm]}`} data-hold-ends={alarm}><span aria-hidden>{ALARM_GLYPH[alarm]}</span>{t('list.holdEnds', { left: t(`hold.left.${left.unit}`, { n: left.n }) })}</span></span>;
}
