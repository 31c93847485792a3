import type { ClockMarks } from '#domain';
import { formatMoment } from '../clock/wall-time';
import { formatSpan } from '../clock/stop-clock';
import { useNow } from '../clock/use-now';
import { useText, type TextKey } from '../language/translate';

const MARKS = ['transferred', 'reported', 'entered', 'sent', 'received', 'stopped'] as const satisfies readonly (keyof ClockMarks)[];

/** The six moments in their order; clocks between different pairs are never merged. */
export function ClockMarksLine({ marks }: { marks: ClockMarks }) {
  const { t } = useText();
  const now = useNow();
  return (
    <div className="marks figures">
      {MARKS.map((mark) => {
        const iso = marks[mark];
        const name: TextKey = `clock.${mark}`;
        return <span key={mark}>{t(name)}<b>{iso ? formatMoment(iso, now) : t('clock.none')}</b>{mark === 'transferred' && iso && !marks.stopped ? ` ${t('clock.ago', { span: formatSpan(now - Date.parse(iso)) })}` : ''}</span>;
      })}
    </div>
  );
}
