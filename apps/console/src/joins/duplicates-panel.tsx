import type { DuplicateItem } from '../api/joins.contract';
import { usePlace } from '../board/place.store';
import { serverNow } from '../clock/server-clock';
import { formatMoment } from '../clock/wall-time';
import { formatYuan } from '../components/figures';
import type { Draft } from '../intake/draft';
import { useKeys } from '../keyboard/use-keys';
import { useText } from '../language/translate';
import { useJoinIntent } from './join-intent.store';
import { useDuplicates } from './use-duplicates';

const SHOWN_MAX = 4;

/** Below the fields: who may have reported this already. It never blocks the sending; Alt+D opens the first, Alt+J marks it for joining. */
export function DuplicatesPanel({ draft }: { draft: Draft }) {
  const { t } = useText();
  const go = usePlace((where) => where.go);
  const { into, choose } = useJoinIntent();
  const found = useDuplicates(draft);
  const items = found?.items.slice(0, SHOWN_MAX) ?? [];
  const [first] = items;
  const target = (item: DuplicateItem) => item.joinedInto ?? item;
  const toggle = (item: DuplicateItem): void => choose(into?.id === target(item).id ? null : { id: target(item).id, number: target(item).number });
  useKeys({ 'Alt+D': first && (() => go({ kind: 'incident', id: first.id })), 'Alt+J': first && (() => toggle(first)) });
  if (!found || (!items.length && !found.elsewhere.length)) return null;
  return (
    <section className="duplicates" aria-label={t('join.maybe')} aria-live="polite" data-duplicates>
      <h3>⚠ {t('join.maybe')} <span className="quiet" style={{ fontWeight: 400 }}>{t('join.maybe.note')}</span></h3>
      <ul style={{ display: 'grid', gap: 6 }}>
        {items.map((item, i) => (
          <li key={item.id} data-duplicate-of={item.id}>
            <b className="number">{item.number}</b>
            {item.reasons.filter((reason) => !(reason === 'same_account' && item.reasons.includes('same_transfer'))).map((reason) => <span key={reason} className="chip near">{t(`join.reason.${reason}`)}</span>)}
            <span>{item.victimName || t('list.unknownVictim')} · {item.organName} · {formatMoment(item.enteredAt, serverNow())}</span>
            <b className="figures">¥{formatYuan(item.lostFen)}</b>
            {item.joinedInto && <span className="chip planned">{t('join.badge', { number: item.joinedInto.number })}</span>}
            <span className="grow" />
            <button type="button" className="act" onClick={() => go({ kind: 'incident', id: item.id })}>{t('join.open')}{i === 0 && <> <kbd>Alt+D</kbd></>}</button>
            <button type="button" className={`act${into?.id === target(item).id ? ' strong' : ''}`} aria-pressed={into?.id === target(item).id} onClick={() => toggle(item)}>{into?.id === target(item).id ? '✓ ' : ''}{t('join.afterSend')}{i === 0 && <> <kbd>Alt+J</kbd></>}</button>
            {item.reasons.every((reason) => reason === 'same_account') && <span style={{ flexBasis: '100%' }}>{t(item.sameAmount ? 'join.sameAmount' : 'join.accountOnly')}</span>}
          </li>
        ))}
        {found.elsewhere.map((one) => <li key={one.number}>{t('join.elsewhere', { number: one.number, organ: one.organName })}</li>)}
      </ul>
    </section>
  );
}
