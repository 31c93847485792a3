import type { IncidentView } from '../api/contract';
import { mayAcknowledge } from '../board/is-called';
import { ownLevel, useAcknowledge } from '../board/use-acknowledge';
import { formatMoment } from '../clock/wall-time';
import { useNow } from '../clock/use-now';
import { useText } from '../language/translate';

/** Calls about this incident that nobody has acknowledged: one strip, flashing only while this desk itself is called. */
export function EscalationAlarms({ incident }: { incident: IncidentView }) {
  const { t, words } = useText();
  const now = useNow();
  const acknowledge = useAcknowledge();
  const open = incident.escalations.filter((escalation) => escalation.acknowledgedAt === null).sort((a, b) => b.raisedAt.localeCompare(a.raisedAt));
  if (!open.length) return null;
  const own = open.filter((escalation) => mayAcknowledge(ownLevel(), escalation.toLevel));
  return (
    <div className="alarms" role="group" aria-label={t('inbox.title')}>
      <span className={`chip overdue${own.length ? ' flashing' : ''}`} aria-hidden>▲</span>
      <ul>
        {open.map((escalation) => (
          <li key={escalation.id} data-called={escalation.toLevel}>
            <b>{t('inbox.called', { level: words.level[escalation.toLevel], reason: words.escalation[escalation.reason] })}</b> <span className="quiet figures">{formatMoment(escalation.raisedAt, now)}{own.includes(escalation) ? '' : ` · ${t('inbox.waits', { level: words.level[escalation.toLevel] })}`}</span>
          </li>
        ))}
      </ul>
      {own.length > 0 && <button type="button" className="act strong" disabled={acknowledge.isPending} onClick={() => acknowledge.mutate(incident.id)}>{t('inbox.acknowledge')} A</button>}
    </div>
  );
}
