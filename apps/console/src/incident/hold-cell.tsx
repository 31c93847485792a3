import type { HoldView } from '../api/contract';
import { formatMoment } from '../clock/wall-time';
import { useNow } from '../clock/use-now';
import { useText } from '../language/translate';

const HOUR_MS = 3_600_000;
/** A difference between the institution's moment and ours that somebody should know of. */
const SKEW_SHOWN_MS = 60_000;

/** What a hold that is over came to. */
const OVER = { lapsed: 'flow.lapsed', released: 'flow.released', converted: 'flow.converted' } as const;

/** Until when the account is held, how many hours are left, and which of the two permitted stops it is. */
export function HoldCell({ hold }: { hold: HoldView | undefined }) {
  const { t } = useText();
  const now = useNow();
  if (!hold) return <span className="quiet">{t('clock.none')}</span>;
  if (hold.state !== 'in_force') return <b className="bad">{t(OVER[hold.state])}</b>;
  const hours = Math.max(0, (Date.parse(hold.until) - now) / HOUR_MS);
  return (
    <div className="figures" style={{ whiteSpace: 'nowrap' }}>
      {formatMoment(hold.until, now).slice(0, -3)}
      <div className="sub">{t('flow.holdLeft', { h: hours.toFixed(1) })} · {hold.kind === 'freeze' ? t('flow.frozen') : t('flow.stopNo', { n: hold.stopNo })}</div>
      {hold.skewMs !== null && Math.abs(hold.skewMs) > SKEW_SHOWN_MS && (
        <div className="sub" title={t('flow.skewHint')}>{t(hold.skewMs > 0 ? 'flow.skewAhead' : 'flow.skewBehind', { n: Math.round(Math.abs(hold.skewMs) / 60_000) })}</div>
      )}
    </div>
  );
}
