import { Suspense } from 'react';
import type { Me } from '../api/contract';
import { IncidentPage } from '../incident/incident-page';
import { IntakePage } from '../intake/intake-page';
import { useKeys } from '../keyboard/use-keys';
import { useText } from '../language/translate';
import { IncidentList } from './incident-list';
import { usePlace } from './place.store';

/** Operators and commanders: the live list on the left, one incident (or the intake form) on the right. */
export function DeskPage({ user }: { user: Me }) {
  const { t } = useText();
  const { place, go } = usePlace();
  const takesCalls = user.role === 'operator';
  useKeys({ F2: takesCalls ? () => go({ kind: 'intake' }) : undefined });
  return (
    <div className="desk">
      <IncidentList takesCalls={takesCalls} level={user.organ?.level ?? 'county'} />
      <main className="main" aria-label={t('shell.main')}>
        <Suspense fallback={null}>
          {place.kind === 'intake' && takesCalls && <IntakePage owner={user.login} />}
          {place.kind === 'incident' && <IncidentPage key={place.id} id={place.id} />}
          {(place.kind === 'none' || (place.kind === 'intake' && !takesCalls)) && (
            <div className="empty" style={{ paddingTop: 120 }}>
              <p style={{ fontSize: 18 }}>{t('incident.choose')}</p>
              <p>{t(takesCalls ? 'incident.chooseHint' : 'incident.chooseHintNoIntake')}</p>
            </div>
          )}
        </Suspense>
      </main>
    </div>
  );
}
