import { stopClock } from '../clock/stop-clock';
import { useNow } from '../clock/use-now';
import { useText } from '../language/translate';
import { useIncidents } from './use-incidents';

/** How many incidents are live, and how many of them are past nine minutes. */
export function LiveCounts() {
  const { t } = useText();
  const now = useNow();
  // A joined report is no second emergency.
  const incidents = useIncidents('live', '').incidents.filter((incident) => !incident.joinedInto);
  const overdue = incidents.filter((incident) => stopClock(incident.enteredAt, incident.stoppedAt, now).band === 'overdue').length;
  return (
    <>
      <span className="pill figures">{t('shell.live', { n: incidents.length })}</span>
      {overdue > 0 && <span className="pill alarm figures">▲ {t('shell.overdue', { n: overdue })}</span>}
    </>
  );
}
