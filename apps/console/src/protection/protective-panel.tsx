import type { IncidentView, InstitutionItem } from '../api/contract';
import type { ProtectiveStopView } from '../api/protective.contract';
import { timeLeft } from '../clock/hold-alarm';
import { useNowInSteps } from '../clock/use-now';
import { formatMoment } from '../clock/wall-time';
import { groupInFours } from '../components/figures';
import type { Action } from '../incident/dialogs/dialogs';
import { nameOf, useText } from '../language/translate';
import { awaitedInstruction, canRelease, tellProtection } from './protection-words';

const MINUTE_MS = 60_000;
interface PanelProps { readonly incident: IncidentView; readonly institutions: readonly InstitutionItem[]; act(action: Action): void }

/** The victim's own cards, apart from the flow of stolen money; nothing where none was protected. */
export function ProtectivePanel({ incident, institutions, act }: PanelProps) {
  const { t } = useText();
  if (incident.protectiveStops.length === 0) return null;
  return (
    <section className="panel joined-reports" aria-label={t('protection.title')} data-protections>
      <b>{t('protection.title')}</b>
      <ul style={{ display: 'grid', gap: 6 }}>
        {incident.protectiveStops.map((stop) => <ProtectiveRow key={stop.id} stop={stop} institutions={institutions} act={act} />)}
      </ul>
    </section>
  );
}

function ProtectiveRow({ stop, institutions, act }: { readonly stop: ProtectiveStopView } & Omit<PanelProps, 'incident'>) {
  const { t, language, words } = useText();
  const nowMs = useNowInSteps(MINUTE_MS);
  const told = tellProtection(stop);
  const left = stop.state === 'in_force' && stop.until !== null ? timeLeft(Date.parse(stop.until) - nowMs) : undefined;
  return (
    <li data-protection={stop.id} data-protected={stop.state ?? stop.instructionState ?? 'requested'}>
      <span className={`chip ${told.chip}`}><span aria-hidden>{told.sign}</span>{t(told.text)}</span>
      <span>{nameOf(institutions.find(({ code }) => code === stop.institutionCode)?.name, language) || stop.institutionCode} <b className="number">{groupInFours(stop.accountNumber)}</b> {stop.holderName}</span>
      {left && stop.until && <span className="figures">{t(`hold.left.${left.unit}`, { n: left.n })} · {t('hold.until', { moment: formatMoment(stop.until, nowMs).slice(0, -3) })}</span>}
      <span className="quiet">{t('protection.consent', { by: stop.consent.by, means: words.consentMeans[stop.consent.means], moment: formatMoment(stop.consent.at, nowMs) })} · {stop.reason}{stop.refusal ? ` · ${words.refusal[stop.refusal]}` : ''}</span>
      <span className="grow" />
      {told.phone && awaitedInstruction(stop) && <button type="button" className="act" onClick={() => act({ kind: 'protectionAnswer', about: { id: stop.id } })}>{t('answer.title')}</button>}
      {canRelease(stop) && <button type="button" className="act" onClick={() => act({ kind: 'unprotect', about: { id: stop.id } })}>{t(stop.state === 'in_force' ? 'protection.unprotect' : 'protection.withdraw')}</button>}
    </li>
  );
}
