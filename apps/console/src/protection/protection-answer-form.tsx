import { HandAnswerForm } from '../bank-desk/hand-answer-form';
import type { IncidentFormProps } from '../incident/dialogs/form-props';
import { nameOf, useText } from '../language/translate';
import { awaitedInstruction } from './protection-words';

/** What the victim's bank said on the telephone, about the protective stop or its end. */
export function ProtectionAnswerForm({ incident, institutions, about, done }: IncidentFormProps) {
  const { language } = useText();
  const stop = incident.protectiveStops.find(({ id }) => id === about?.id);
  const instructionId = stop && awaitedInstruction(stop);
  if (!stop || !instructionId) return null;
  const institutionName = nameOf(institutions.find(({ code }) => code === stop.institutionCode)?.name, language);
  return <HandAnswerForm incidentId={incident.id} institutions={institutions} hinted done={done} cancel={done} instruction={{ id: instructionId, kind: 'protect', accountNumber: stop.accountNumber, amountFen: 0, institutionName }} />;
}
