import { Button, Input, Segmented, type InputRef } from 'antd';
import { useDeferredValue, useRef, useState } from 'react';
import type { OrganLevel } from '#domain';
import { useKeys } from '../keyboard/use-keys';
import { useText } from '../language/translate';
import { ApprovalInbox } from '../approvals/approval-inbox';
import { HandOverInbox } from '../hand-overs/hand-over-inbox';
import { EscalationInbox } from './escalation-inbox';
import { IncidentRow } from './incident-row';
import { usePlace } from './place.store';
import { useDebounced } from './use-debounced';
import { useIncidents } from './use-incidents';

const SEARCH_AFTER_MS = 250;

/** The incidents of the desk's scope; J and K move, `/` searches. */
export function IncidentList({ takesCalls, level }: { takesCalls: boolean; level: OrganLevel }) {
  const { t } = useText();
  const { place, go } = usePlace();
  const [state, setState] = useState<'live' | 'settled'>('live');
  const [typed, setTyped] = useState('');
  const q = useDebounced(typed.trim(), SEARCH_AFTER_MS);
  const { incidents, isPending, isError } = useIncidents(state, q);
  const shown = useDeferredValue(incidents);
  const search = useRef<InputRef>(null);
  const current = place.kind === 'incident' ? place.id : undefined;
  const move = (step: 1 | -1) => (): void => {
    const index = incidents.findIndex((incident) => incident.id === current);
    const next = incidents[index < 0 ? 0 : index + step];
    if (next) go({ kind: 'incident', id: next.id });
  };
  useKeys({ J: move(1), K: move(-1), 'Alt+ArrowDown': move(1), 'Alt+ArrowUp': move(-1), '/': () => search.current?.focus() });
  return (
    <nav className="side" aria-label={t('list.title')}>
      <div className="side-head">
        {takesCalls && <Button type="primary" block onClick={() => go({ kind: 'intake' })}>{t('list.new')}<kbd>F2</kbd></Button>}
        <div className="line">
          <Segmented value={state} onChange={setState} aria-label={t('list.title')} options={[{ value: 'live', label: t('list.live') }, { value: 'settled', label: t('list.settled') }]} />
          <Input ref={search} allowClear aria-label={t('list.search')} placeholder={t('list.search')} value={typed} onChange={(event) => setTyped(event.target.value)} onKeyDown={(event) => event.key === 'Escape' && search.current?.blur()} />
        </div>
      </div>
      <ApprovalInbox />
      <EscalationInbox level={level} />
      <HandOverInbox />
      <div className="list">
        {shown.map((incident) => <IncidentRow key={incident.id} incident={incident} current={incident.id === current} open={() => go({ kind: 'incident', id: incident.id })} />)}
        {!shown.length && (
          <div className="empty">
            <p>{isPending ? t('list.loading') : isError ? t('list.failed') : t(state === 'live' ? 'list.empty.live' : 'list.empty.settled')}</p>
            {takesCalls && !isPending && state === 'live' && <p>{t('list.empty.hint')}</p>}
          </div>
        )}
      </div>
    </nav>
  );
}
