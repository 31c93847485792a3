import { Input } from 'antd';
import type { InstitutionItem } from '../api/contract';
import { api } from '../api/endpoints';
import { Field } from '../components/field';
import { StatementPreviewTable } from '../incident/chase/statement-preview';
import { usePreview } from '../incident/chase/use-preview';
import { useText } from '../language/translate';

interface PastedRowsProps { readonly incidentId: string; readonly instructionId: string; readonly text: string; readonly institutions: readonly InstitutionItem[]; change(text: string): void }

/** A clerk pastes the account's statement instead of typing each onward row; it is recorded with the answer. */
export function PastedRows({ incidentId, instructionId, text, institutions, change }: PastedRowsProps) {
  const { t } = useText();
  const { preview, fault } = usePreview(instructionId, text, (pasted) => api.previewForClerk(incidentId, instructionId, pasted));
  return (
    <>
      <Field label={t('paste.open')} below={fault || t('paste.answerHint')}>{(id) => <Input.TextArea id={id} className="number" rows={3} value={text} onChange={(event) => change(event.target.value)} onKeyDown={(event) => event.stopPropagation()} />}</Field>
      {preview && <StatementPreviewTable preview={preview} institutions={institutions} />}
    </>
  );
}
