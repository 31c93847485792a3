import type { IncidentView } from '../api/contract';
import { useText } from '../language/translate';
import type { Action } from './dialogs/dialogs';

/** A guest, who sees the incident for a hand-over only, may add nothing but what its papers need. */
export function IncidentHead({ incident, guest, act }: { incident: IncidentView; guest: boolean; act(action: Action): void }) {
  const { t, words } = useText();
  return (
    <header>
      <h2 className="number">{incident.number}</h2>
      <span>{incident.organName}</span>
      <span className={`chip ${incident.state === 'live' ? 'sending' : 'planned'}`}>{t(incident.state === 'live' ? 'incident.live' : 'incident.settled')}</span>
      <span className="quiet">{t('incident.level', { level: words.level[incident.level] })}</span>
      {incident.uncertainInstructions > 0 && <span className="chip uncertain">? {t('incident.uncertain')} {incident.uncertainInstructions}</span>}
      <span className="grow" />
      {!guest && !incident.joinedInto && <button type="button" className="act" onClick={() => act({ kind: 'join' })}>{t('join.act')} <kbd>Alt+J</kbd></button>}
      {!guest && <button type="button" className="act" onClick={() => act({ kind: 'protect' })}>{t('protection.act')} <kbd>Alt+P</kbd></button>}
      <button type="button" className="act" onClick={() => act({ kind: 'enrich' })}>{t('incident.enrich')}</button>
      {!guest && <button type="button" className="act" onClick={() => act({ kind: 'add' })}>{t('flow.add')}</button>}
    </header>
  );
}
