import type { ReturnState } from '#domain';
import type { IncidentView } from '../api/contract';
import type { ReturnView } from '../api/returns.contract';
import { serverNow } from '../clock/server-clock';
import { formatMoment } from '../clock/wall-time';
import { formatYuan, groupInFours } from '../components/figures';
import type { Action } from '../incident/dialogs/dialogs';
import { useText } from '../language/translate';

const CHIP: Readonly<Record<ReturnState, string>> = { decided: 'near', paid: 'done', cancelled: 'withdrawn' };

/** Money that goes back, from this incident's freezes or to its victim; nothing where there is none. */
export function ReturnsPanel({ incident, act }: { incident: IncidentView; act(action: Action): void }) {
  const { t } = useText();
  if (!incident.returns.length) return null;
  return (
    <section className="panel joined-reports" aria-label={t('return.title')} data-returns>
      <ul style={{ display: 'grid', gap: 6 }}>
        <li><b>{t('return.title')}</b></li>
        {incident.returns.map((one) => <ReturnLine key={one.id} one={one} isOurs={incident.holds.some(({ id }) => id === one.holdId)} act={act} />)}
      </ul>
    </section>
  );
}

/** Only who froze the money can record what became of its return. */
function ReturnLine({ one, isOurs, act }: { one: ReturnView; isOurs: boolean; act(action: Action): void }) {
  const { t } = useText();
  return (
    <li data-return={one.state}>
      <span className={`chip ${CHIP[one.state]}`}>{t(`return.state.${one.state}`)}</span>
      <b className="figures">¥{formatYuan(one.amountFen)}</b>
      <span>→ <b className="number">{one.victimNumber}</b></span>
      <span className="number">{groupInFours(one.accountNumber)}</span>
      <span className="quiet">{t(`return.method.${one.method}`)} · {t('return.by', { name: one.approverName, moment: formatMoment(one.decidedAt, serverNow()) })}</span>
      {one.paidAt && <span className="figures">{formatMoment(one.paidAt, serverNow())} · {one.serial}</span>}
      {one.cancelReason && <span className="quiet">{one.cancelReason}</span>}
      <span className="grow" />
      {one.state === 'decided' && !isOurs && <span className="quiet">{t('return.elsewhere')}</span>}
      {one.state === 'decided' && isOurs && <>
        <button type="button" className="act" onClick={() => act({ kind: 'payReturn', about: { id: one.id } })}>{t('return.pay')}</button>
        <button type="button" className="act" onClick={() => act({ kind: 'cancelReturn', about: { id: one.id } })}>{t('return.cancel')}</button>
      </>}
    </li>
  );
}
