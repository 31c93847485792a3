import { useText, type TextKey } from '../language/translate';
import { formatSpan, formatTook, stopClock, type Band } from './stop-clock';
import { useNow } from './use-now';

export const GLYPHS: Readonly<Record<Band, string>> = { calm: '○', near: '◔', pressing: '◕', overdue: '▲', stopped: '✔' };

interface BandChipProps { readonly enteredAt: string; readonly stoppedAt: string | null; readonly settled: boolean; readonly alarming: boolean }

/** Time left as glyph, word and colour; flashes only while an overdue incident's escalation is unacknowledged. */
export function BandChip({ enteredAt, stoppedAt, settled, alarming }: BandChipProps) {
  const { t } = useText();
  const now = useNow();
  const { band, leftMs, elapsedMs } = stopClock(enteredAt, stoppedAt, now);
  // Ended without a stop: no clock runs, and nothing was stopped either.
  if (settled && !stoppedAt) return <span className="chip refused">✖ {t('incident.settled')}</span>;
  // While other accounts are still open, it was only the first stop.
  const word: TextKey = band === 'stopped' && !settled ? 'band.first' : `band.${band}`;
  const span = band === 'stopped' ? formatTook(elapsedMs) : band === 'overdue' ? `+${formatSpan(leftMs)}` : t('band.left', { span: formatSpan(leftMs) });
  return <span className={`chip figures ${band}${band === 'overdue' && alarming ? ' flashing' : ''}`}><span aria-hidden>{GLYPHS[band]}</span>{t(word)} {span}</span>;
}
