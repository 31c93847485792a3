import { usePlace } from '../board/place.store';
import { serverNow } from '../clock/server-clock';
import { formatMoment } from '../clock/wall-time';
import { formatYuan, groupInFours } from '../components/figures';
import { useText } from '../language/translate';
import { useHandOvers } from './use-hand-overs';

/** Holds that another organ offers this one; most belong to incidents that are settled, which the live list does not show. */
export function HandOverInbox() {
  const { t } = useText();
  const { go } = usePlace();
  const items = useHandOvers();
  if (!items.length) return null;
  return (
    <section className="inbox" aria-label={t('handOver.title')}>
      <h2>⇄ {t('handOver.title')} {items.length}</h2>
      <ul>
        {items.map((item) => (
          <li key={item.handOverId} data-hand-over={item.handOverId}>
            <button type="button" className="row" onClick={() => go({ kind: 'incident', id: item.incidentId })}>
              <span className="line"><b className="figures">¥{formatYuan(item.controlledFen)}</b><span className="number">{groupInFours(item.accountNumber)}</span></span>
              <span className="line"><span className="cut">{item.fromOrganName} · {item.reason}</span></span>
              <span className="line quiet">{t('hold.until', { moment: formatMoment(item.until, serverNow()).slice(0, -3) })}</span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
