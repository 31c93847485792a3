import type { ClockMarks } from '#domain';
import { useText, type TextKey } from '../language/translate';
import { formatSpan, formatTook, STOP_LIMIT_MS, stopClock } from './stop-clock';
import { GLYPHS } from './band-chip';
import { useNow } from './use-now';

/** The nine-minute clock of one incident: stands once stopped, counts up past the limit and stays so. */
export function ClockFace({ marks, settled }: { marks: ClockMarks; settled: boolean }) {
  const { t } = useText();
  const now = useNow();
  const { band, elapsedMs, leftMs } = stopClock(marks.entered, marks.stopped, now);
  const word: TextKey = band === 'stopped' && !settled ? 'band.first' : `band.${band}`;
  const halted = settled && !marks.stopped;
  const note = band === 'stopped' ? '' : band === 'overdue' ? t('band.over', { span: formatSpan(leftMs) }) : t('band.left', { span: formatSpan(leftMs) });
  return (
    <div className="clock">
      <div className="line quiet"><span>{t('clock.title')}</span><span>{t('clock.limit')}</span></div>
      <div className={`face number ${band}`} role="timer" aria-live="off" aria-label={t('clock.title')}>{halted ? '— —' : band === 'stopped' ? formatTook(elapsedMs) : formatSpan(elapsedMs)}</div>
      <div className="line">{halted ? <span className="chip refused">✖ {t('incident.settled')}</span> : <><span className={`chip ${band}`}><span aria-hidden>{GLYPHS[band]}</span>{t(word)}</span><b className="figures">{note}</b></>}</div>
      <div className="meter" aria-hidden><i className={band} style={{ width: `${Math.min(100, (elapsedMs / STOP_LIMIT_MS) * 100)}%` }} /></div>
      <span className="unseen" aria-live="polite">{announcement(band, t)}</span>
    </div>
  );
}

function announcement(band: ReturnType<typeof stopClock>['band'], t: ReturnType<typeof useText>['t']): string {
  if (band === 'calm') return '';
  return t(band === 'near' ? 'say.third' : band === 'pressing' ? 'say.twoThirds' : band === 'overdue' ? 'say.overdue' : 'say.stopped');
}
