import type { IncidentView } from '../api/contract';
import { useAcknowledge } from '../board/use-acknowledge';
import { formatMoment } from '../clock/wall-time';
import { useNow } from '../clock/use-now';
import { useText } from '../language/translate';

/** Escalations of this incident that nobody has acknowledged. */
export function EscalationAlarms({ incident }: { incident: IncidentView }) {
  const { t, words } = useText();
  const now = useNow();
  const acknowledge = useAcknowledge();
  const open = incident.escalations.filter((escalation) => escalation.acknowledgedAt === null);
  return open.map((escalation) => (
    <div key={escalation.id} className="alarm" role="group" aria-label={t('inbox.title')}>
      <span className="chip overdue flashing" aria-hidden>▲</span>
      <b>{t('inbox.called', { level: words.level[escalation.toLevel], reason: words.escalation[escalation.reason] })}</b>
      <span className="quiet figures">{formatMoment(escalation.raisedAt, now)}</span>
      <span className="grow" />
      <button type="button" className="act strong" disabled={acknowledge.isPending} onClick={() => acknowledge.mutate({ incidentId: incident.id, escalationId: escalation.id })}>{t('inbox.acknowledge')} A</button>
    </div>
  ));
}
