import type { MoneyAccount } from '#domain';
import { Fragment } from 'react';
import { formatYuan } from '../components/figures';
import { useText } from '../language/translate';

/** Every lost fen is in exactly one place: lost = controlled + in flight + cashed out + untraced + returned. */
export function ConservationLine({ money }: { money: MoneyAccount }) {
  const { t } = useText();
  const parts = [['controlled', money.controlledFen], ['inFlight', money.inFlightFen], ['cashedOut', money.cashedOutFen], ['untraced', money.untracedFen], ['returned', money.returnedFen]] as const;
  const balanced = parts.reduce((sum, [, fen]) => sum + fen, 0) === money.lostFen;
  return (
    <div className={`conservation figures${balanced ? '' : ' unbalanced'}`} role="group" aria-label={t('money.line')}>
      <span>{t('money.lost')} <b>¥{formatYuan(money.lostFen)}</b></span>
      {parts.map(([name, fen], i) => (
        <Fragment key={name}><span className="op" aria-hidden>{i ? '+' : '='}</span><span className={fen ? '' : 'quiet'}>{t(`money.${name}`)} <b className={name === 'controlled' && fen ? 'good' : ''} data-money={name}>{formatYuan(fen)}</b></span></Fragment>
      ))}
      {!balanced && <b>⚠ {t('money.unbalanced')}</b>}
    </div>
  );
}
