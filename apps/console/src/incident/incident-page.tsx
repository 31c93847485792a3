import { useEffect, useMemo, useState } from 'react';
import { ApiProblem } from '../api/request';
import { useIncident, useInstitutions } from '../board/use-incident';
import { ClockFace } from '../clock/clock-face';
import { useJoinIntent } from '../joins/join-intent.store';
import { JoinedPanel } from '../joins/joined-panel';
import { useKeys } from '../keyboard/use-keys';
import { useText } from '../language/translate';
import { ReturnsPanel } from '../returns/returns-panel';
import { ProtectivePanel } from '../protection/protective-panel';
import { useSession } from '../session/session.store';
import { ActionDialog } from './action-dialog';
import { ClockMarksLine } from './clock-marks-line';
import { ConservationLine } from './conservation-line';
import { DetailsPanel } from './details-panel';
import type { Action } from './dialogs/dialogs';
import { EscalationAlarms } from './escalation-alarms';
import { FiveFigures } from './five-figures';
import { FlowTable } from './flow-table';
import { flowLines } from './flow-tree';
import { IncidentHead } from './incident-head';
import { isGuest } from './row-actions/row-actions';
import { Timeline } from './timeline';

/** One incident: clock and figures, where the money is, the flow with every instruction's honest state, and what happened. */
export function IncidentPage({ id }: { id: string }) {
  const { t } = useText();
  const { data: incident, error } = useIncident(id);
  const institutions = useInstitutions();
  const [action, setAction] = useState<Action>();
  const [selected, setSelected] = useState<string>();
  const me = useSession((session) => session.user);
  const lines = useMemo(() => (incident ? flowLines(incident) : []), [incident]);
  const current = lines.find((line) => line.transfer.transferId === selected) ?? lines[0];
  const own = incident !== undefined && me !== null && !isGuest({ incident, me });
  const intent = useJoinIntent();
  useEffect(() => {
    const into = intent.take(id);
    if (into) setAction({ kind: 'join', about: { id: into } });
  }, [id, intent]);
  useKeys({
    'Alt+J': own && !incident.joinedInto ? () => setAction({ kind: 'join' }) : undefined,
    'Alt+P': own ? () => setAction({ kind: 'protect' }) : undefined,
    'Alt+C': own && current ? () => setAction({ kind: 'addBelow', transferId: current.transfer.transferId }) : undefined,
  });
  if (error instanceof ApiProblem && error.status === 404) return <div className="empty">{t('incident.notFound')}</div>;
  if (!incident || !me) return <div className="empty">{t('incident.loading')}</div>;
  return (
    <div className="incident" data-incident-page={incident.id}>
      <section className="panel">
        <IncidentHead incident={incident} guest={!own} act={setAction} />
        <div className="summary">
          <ClockFace marks={incident.clocks} settled={incident.state === 'settled'} />
          <div className="overview">
            <FiveFigures incident={incident} />
            <ClockMarksLine marks={incident.clocks} />
            <ConservationLine money={incident.money} />
          </div>
        </div>
      </section>
      <JoinedPanel incident={incident} act={setAction} />
      <ProtectivePanel incident={incident} institutions={institutions} act={setAction} />
      <EscalationAlarms incident={incident} />
      <FlowTable incident={incident} lines={lines} joinedNumber={incident.joinedInto?.number} institutions={institutions} me={me} current={current} select={setSelected} act={setAction} />
      <ReturnsPanel incident={incident} act={setAction} />
      <div className="lower">
        <Timeline incident={incident} institutions={institutions} />
        <DetailsPanel incident={incident} enrich={() => setAction({ kind: 'enrich' })} />
      </div>
      <ActionDialog incident={incident} institutions={institutions} lines={lines} action={action} close={() => setAction(undefined)} />
    </div>
  );
}
