import type { IncidentView } from '../api/contract';
import { formatYuan } from '../components/figures';
import { formatTook } from '../clock/stop-clock';
import { useText } from '../language/translate';

/** Five figures a commander asks for: lost, controlled, share, what is still open, how far it has gone. */
export function FiveFigures({ incident }: { incident: IncidentView }) {
  const { t } = useText();
  const { money, clocks, transfers } = incident;
  const accounts = new Set(transfers.map((transfer) => `${transfer.institutionCode}:${transfer.accountNumber}`)).size;
  const layers = Math.max(0, ...transfers.map((transfer) => transfer.layer));
  const took = clocks.stopped ? formatTook(Date.parse(clocks.stopped) - Date.parse(clocks.entered)) : t('clock.none');
  return (
    <dl className="five figures">
      <div><dt>{t('money.lost')}</dt><dd>¥{formatYuan(money.lostFen)}</dd></div>
      <div><dt>{t('figure.rate')}</dt><dd className={money.controlledFen ? 'good' : ''} data-figure="controlled">{money.lostFen ? Math.floor((money.controlledFen / money.lostFen) * 1_000) / 10 : 0}%</dd></div>
      <div><dt>{t('figure.time')}</dt><dd>{took}</dd></div>
      <div><dt>{t('figure.open')}</dt><dd>{incident.openInstructions}</dd></div>
      <div><dt>{t('figure.layers')} · {t('figure.accounts')}</dt><dd>{layers} · {accounts}</dd></div>
    </dl>
  );
}
