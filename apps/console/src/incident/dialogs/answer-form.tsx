import { HandAnswerForm } from '../../bank-desk/hand-answer-form';
import { nameOf, useText } from '../../language/translate';
import type { RowFormProps } from './form-props';

/** A bank's answer to the row's stop, recorded at the desk. */
export function AnswerForm({ incident, institutions, line, done }: RowFormProps) {
  const { language } = useText();
  if (!line.instruction) return null;
  const { id, kind, accountNumber, amountFen, institutionName } = line.instruction;
  return <HandAnswerForm incidentId={incident.id} institutions={institutions} hinted done={done} cancel={done} instruction={{ id, kind, accountNumber, amountFen, institutionName: nameOf(institutionName, language) }} />;
}
