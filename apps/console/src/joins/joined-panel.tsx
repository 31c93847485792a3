import type { IncidentView } from '../api/contract';
import { usePlace } from '../board/place.store';
import { serverNow } from '../clock/server-clock';
import { formatMoment } from '../clock/wall-time';
import { formatYuan } from '../components/figures';
import type { Action } from '../incident/action-dialog';
import { useText } from '../language/translate';

/** Whose reports this incident holds, or where it was joined into; nothing for all others. */
export function JoinedPanel({ incident, act }: { incident: IncidentView; act(action: Action): void }) {
  const { t } = useText();
  const go = usePlace((where) => where.go);
  const { joinedInto, joined } = incident;
  if (!joinedInto && !joined.length) return null;
  return (
    <section className="panel joined-reports" aria-label={t('join.joined')} data-joins>
      <ul style={{ display: 'grid', gap: 6 }}>
        {joinedInto && (
          <li>
            <span className="chip planned">⇒ {t('join.badge', { number: joinedInto.number })}</span>
            <span>{t('join.joinedInto', { number: joinedInto.number, organ: joinedInto.organName })}</span>
            <span className="grow" />
            <button type="button" className="act" onClick={() => go({ kind: 'incident', id: joinedInto.id })}>{t('join.open')}</button>
            <button type="button" className="act" onClick={() => act({ kind: 'unjoin', joined: incident })}>{t('join.unjoin')}</button>
          </li>
        )}
        {joined.length > 0 && <li><b>{t('join.joined')}</b></li>}
        {joined.map((one) => (
          <li key={one.id} data-joined-report={one.id}>
            <b className="number">{one.number}</b>
            <span>{one.organName} · {formatMoment(one.enteredAt, serverNow())}</span>
            {one.inScope && <span>{one.victimName || t('list.unknownVictim')}{one.victimPhone ? ` · ${one.victimPhone}` : ''}{one.callNumber ? ` · ${one.callNumber}` : ''} · {t('join.by', { login: one.createdBy ?? '' })}</span>}
            <span className="quiet">{t('join.count', { n: one.sameCount })}{one.lostFen > 0 ? ` · ${t('join.besides', { amount: formatYuan(one.lostFen) })}` : ''}</span>
            <span className="grow" />
            {one.inScope && <button type="button" className="act" onClick={() => go({ kind: 'incident', id: one.id })}>{t('join.open')}</button>}
            {one.inScope && <button type="button" className="act" onClick={() => act({ kind: 'unjoin', joined: one })}>{t('join.unjoin')}</button>}
          </li>
        ))}
      </ul>
    </section>
  );
}
