import type { HoldView, IncidentView, InstitutionItem, PermittedMeasures } from '../../api/contract';
import { formatYuan, groupInFours } from '../../components/figures';
import { formatMoment } from '../../clock/wall-time';
import { serverNow } from '../../clock/server-clock';
import { nameOf, useText } from '../../language/translate';

interface HeldMoneyProps { readonly incident: IncidentView; readonly institutions: readonly InstitutionItem[]; readonly hold: HoldView; readonly permits: PermittedMeasures | undefined }

/** What a measure is about: the account, what is controlled on it, whose money that secures, and until when. */
export function HeldMoney({ incident, institutions, hold, permits }: HeldMoneyProps) {
  const { t, language } = useText();
  const own = permits && permits.allocatedFen - permits.allocatedToOthersFen;
  return (
    <dl className="facts held">
      <dt>{t('flow.account')}</dt><dd>{nameOf(institutions.find(({ code }) => code === hold.institutionCode)?.name, language)} <b className="number">{groupInFours(hold.accountNumber)}</b></dd>
      <dt>{t('flow.controlled')}</dt><dd><b className="figures good">¥{formatYuan(hold.controlledFen)}</b> · {t('hold.until', { moment: formatMoment(hold.until, serverNow()).slice(0, -3) })}</dd>
      {own !== undefined && <><dt>{t('measure.secures')}</dt><dd className="figures">{t('measure.securesOwn', { victim: incident.details.victimName || incident.number, yuan: formatYuan(own) })}{permits && permits.allocatedToOthersFen > 0 && <b className="bad"> · {t('measure.securesOthers', { yuan: formatYuan(permits.allocatedToOthersFen) })}</b>}</dd></>}
    </dl>
  );
}
