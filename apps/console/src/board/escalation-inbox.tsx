import type { OrganLevel } from '#domain';
import { useKeys } from '../keyboard/use-keys';
import { BandChip } from '../clock/band-chip';
import { formatYuan } from '../components/figures';
import { useText } from '../language/translate';
import { useApprovals } from '../approvals/use-approvals';
import { isCalled, mayAcknowledge } from './is-called';
import { usePlace } from './place.store';
import { callName, useSeen } from './seen.store';
import { useAcknowledge } from './use-acknowledge';
import { useIncidents } from './use-incidents';

/** Escalations to this desk's level or above that nobody has acknowledged, of settled incidents too (a hold ends two days later), before all other things; A acknowledges the one on screen, or else the first. */
export function EscalationInbox({ level }: { level: OrganLevel }) {
  const { t, words } = useText();
  const { place, go } = usePlace();
  const { incidents } = useIncidents('called', '');
  const acknowledge = useAcknowledge();
  const seen = useSeen((store) => store.seen);
  const open = incidents.flatMap((incident) => (incident.openEscalation && isCalled(level, incident.openEscalation.toLevel) && !seen.has(callName(incident.openEscalation.id, incident.humanTasks)) ? [{ incident, escalation: incident.openEscalation }] : []));
  const target = open.find(({ incident }) => place.kind === 'incident' && incident.id === place.id) ?? open[0];
  // What waits for a word of approval comes first: money stands still for it.
  const approvals = useApprovals();
  useKeys({
    A: target && !approvals.length ? (() => {
      go({ kind: 'incident', id: target.incident.id });
      acknowledge.mutate(target.incident.id);
    }) : undefined,
  });
  if (!open.length) return null;
  return (
    <section className="inbox" aria-label={t('inbox.title')}>
      <h2>▲ {t('inbox.title')} {open.length}</h2>
      <ul>
        {open.map(({ incident, escalation }) => (
          <li key={escalation.id} data-escalation={escalation.id}>
            <button type="button" className="row" onClick={() => go({ kind: 'incident', id: incident.id })}>
              <span className="line"><BandChip enteredAt={incident.enteredAt} stoppedAt={incident.stoppedAt} settled={incident.state === 'settled'} alarming /><b className="figures">¥{formatYuan(incident.money.lostFen)}</b></span>
              <span className="line"><span className="cut"><b>{t('inbox.called', { level: words.level[escalation.toLevel], reason: words.escalation[escalation.reason] })}</b> · {incident.organName}</span></span>
            </button>
            <button type="button" className="act strong" onClick={() => acknowledge.mutate(incident.id)}>{t(mayAcknowledge(level, escalation.toLevel) ? 'inbox.acknowledge' : 'inbox.see')} A</button>
          </li>
        ))}
      </ul>
    </section>
  );
}
