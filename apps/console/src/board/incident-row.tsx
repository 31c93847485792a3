import { memo, useEffect, useRef } from 'react';
import type { IncidentSummary } from '../api/contract';
import { BandChip } from '../clock/band-chip';
import { HoldEnds } from '../clock/hold-ends';
import { formatYuan } from '../components/figures';
import { useText } from '../language/translate';
import { useSession } from '../session/session.store';

interface IncidentRowProps { readonly incident: IncidentSummary; readonly current: boolean; open(): void }

/** One incident of the list: time left and loss first, then who and where, then what is still open. */
export const IncidentRow = memo(function IncidentRow({ incident, current, open }: IncidentRowProps) {
  const { t } = useText();
  const element = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (current) element.current?.scrollIntoView({ block: 'nearest' });
  }, [current]);
  const { money } = incident;
  const organCode = useSession((session) => session.user?.organ?.code);
  return (
    <button ref={element} type="button" className={incident.joinedInto ? 'row joined' : 'row'} aria-current={current} onClick={open} data-incident={incident.id}>
      {incident.joinedInto && <span className="line"><span className="chip planned" data-joined>⇒ {t('join.badge', { number: incident.joinedInto.number })}</span></span>}
      {organCode !== undefined && incident.offeredTo.includes(organCode) && <span className="line"><span className="chip planned" data-offered>⇄ {t('handOver.badge')}</span></span>}
      <span className="line">
        <BandChip enteredAt={incident.enteredAt} stoppedAt={incident.stoppedAt} settled={incident.state === 'settled'} alarming={incident.openEscalation !== null} />
        <strong className="figures">¥{formatYuan(money.lostFen)}</strong>
      </span>
      <span className="line">
        <span className="cut">{incident.victimName || <span className="quiet">{t('list.unknownVictim')}</span>} · {incident.organName}</span>
        <span className="quiet number">{incident.joinedCount > 0 && <b>{t('join.badge.count', { n: incident.joinedCount })} </b>}{incident.number.slice(-6)}</span>
      </span>
      <span className="line" style={{ fontSize: 13 }}>
        <span className={`figures ${money.controlledFen ? 'good' : 'quiet'}`}>{t('list.controlled')} ¥{formatYuan(money.controlledFen)}</span>
        <span className="quiet cut">
          {incident.uncertainInstructions > 0 && <span className="bad"><b>? {t('list.uncertain', { n: incident.uncertainInstructions })}</b> </span>}
          {incident.humanTasks > 0 ? <b>{t('list.human', { n: incident.humanTasks })}</b> : incident.openInstructions > 0 ? t('list.open', { n: incident.openInstructions }) : ''}
        </span>
      </span>
      <HoldEnds endsAt={incident.holdEndsAt} />
    </button>
  );
});
