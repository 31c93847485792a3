import type { IncidentView } from '../api/contract';
import { api } from '../api/endpoints';
import type { IncidentFormProps } from '../incident/dialogs/form-props';
import { ReasonForm } from '../incident/reason-form';
import { useText } from '../language/translate';

/** Takes a join apart, from either side; the reason stays in both journals. */
export function UnjoinForm({ incident: shown, about, done }: IncidentFormProps) {
  const joined = about ?? shown;
  const { t } = useText();
  const unjoin = async (reason: string, key: string): Promise<IncidentView> => {
    const apart = await api.unjoin(joined.id, reason, key);
    return joined.id === shown.id ? apart : api.incident(shown.id);
  };
  return <ReasonForm explain={<><b className="number">{joined.number}</b> {t('join.unjoin.explain')}</>} label={t('join.reason')} send={t('join.unjoin')} ask={unjoin} done={done} />;
}
