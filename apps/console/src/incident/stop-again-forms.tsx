import { api } from '../api/endpoints';
import { useText } from '../language/translate';
import type { RowFormProps } from './dialogs/form-props';
import { ReasonForm } from './reason-form';

/** The account's last stop is a person's to spend. */
export function SecondStopForm({ incident, line: { transfer }, done }: RowFormProps) {
  const { t } = useText();
  return <ReasonForm explain={t('secondStop.explain')} label={t('secondStop.reason')} send={t('secondStop.send')} ask={(reason, key) => api.allowSecondStop(incident.id, transfer.transferId, reason, key)} done={done} />;
}

/** A new instruction for an account whose last stop came to nothing. */
export function ResendForm({ incident, line: { transfer }, done }: RowFormProps) {
  const { t } = useText();
  return <ReasonForm explain={t('resend.explain')} label={t('resend.reason')} send={t('resend.send')} ask={(reason, key) => api.askResend(incident.id, transfer.transferId, reason, key)} done={done} />;
}
