import type { IncidentDetails } from '#domain';
import type { IncidentView } from '../api/contract';
import { useText, type TextKey } from '../language/translate';

export const DETAIL_FIELDS = ['victimName', 'victimPhone', 'victimIdNumber', 'scheme', 'callNumber', 'caseNumber', 'narrative'] as const satisfies readonly (keyof IncidentDetails)[];

export function DetailsPanel({ incident, enrich }: { incident: IncidentView; enrich(): void }) {
  const { t } = useText();
  return (
    <section className="panel" aria-label={t('incident.details')}>
      <header><h3>{t('incident.details')}</h3><span className="grow" /><button type="button" className="act" onClick={enrich}>{t('incident.enrich')}</button></header>
      <dl className="facts">
        {DETAIL_FIELDS.map((name) => {
          const key: TextKey = `field.${name}`;
          return <div key={name} style={{ display: 'contents' }}><dt>{t(key)}</dt><dd>{incident.details[name] || <span className="quiet">{t('clock.none')}</span>}</dd></div>;
        })}
      </dl>
    </section>
  );
}
