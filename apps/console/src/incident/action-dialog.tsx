import { Modal } from 'antd';
import { HandAnswerForm } from '../bank-desk/hand-answer-form';
import type { IncidentName, IncidentView, InstitutionItem, TransferView } from '../api/contract';
import { nameOf, useText } from '../language/translate';
import { JoinForm } from '../joins/join-form';
import { UnjoinForm } from '../joins/unjoin-form';
import { AddTransferForm } from './add-transfer-form';
import { CorrectTransferForm } from './correct-transfer-form';
import { EnrichForm } from './enrich-form';
import type { FlowLine } from './flow-tree';
import { PasteForm } from './paste-form';
import { ResendForm } from '../approvals/resend-form';
import { SecondStopForm } from './second-stop-form';

export type Action =
  | { readonly kind: 'add'; readonly parent?: TransferView }
  | { readonly kind: 'correct'; readonly transfer: TransferView }
  | { readonly kind: 'secondStop'; readonly transfer: TransferView }
  | { readonly kind: 'resend'; readonly transfer: TransferView }
  | { readonly kind: 'answer'; readonly line: FlowLine }
  | { readonly kind: 'paste'; readonly transfer: TransferView }
  | { readonly kind: 'join'; readonly into?: string }
  | { readonly kind: 'unjoin'; readonly joined: IncidentName }
  | { readonly kind: 'enrich' };

interface ActionDialogProps {
  readonly incident: IncidentView;
  readonly institutions: readonly InstitutionItem[];
  readonly action: Action | undefined;
  close(): void;
}

/** The dialog takes the focus itself when it opens; the hands belong in its first field. */
function focusFirstField(): void {
  document.querySelector<HTMLElement>('.ant-modal input:checked, .ant-modal input, .ant-modal textarea')?.focus();
}

/** The one dialog of the incident page; each form sends by itself and closes when the api has answered. */
export function ActionDialog({ incident, institutions, action, close }: ActionDialogProps) {
  const { t, language } = useText();
  const titles = { add: action?.kind === 'add' && action.parent ? t('child.title') : t('add.title'), correct: t('correct.title'), secondStop: t('secondStop.title'), resend: t('resend.title'), answer: t('answer.title'), enrich: t('enrich.title'), join: t('join.title'), unjoin: t('join.unjoin.title'), paste: t('paste.title') };
  const instruction = action?.kind === 'answer' ? action.line.instruction : undefined;
  return (
    <Modal open={action !== undefined} onCancel={close} footer={null} destroyOnHidden afterOpenChange={(open) => open && focusFirstField()} width={action?.kind === 'correct' ? 520 : 760} title={action && titles[action.kind]}>
      {action?.kind === 'add' && <AddTransferForm incident={incident} parent={action.parent} institutions={institutions} done={close} />}
      {action?.kind === 'correct' && <CorrectTransferForm incident={incident} transfer={action.transfer} institutions={institutions} done={close} />}
      {action?.kind === 'secondStop' && <SecondStopForm incident={incident} transfer={action.transfer} done={close} />}
      {action?.kind === 'paste' && <PasteForm incident={incident} transfer={action.transfer} institutions={institutions} done={close} />}
      {action?.kind === 'resend' && <ResendForm incident={incident} transfer={action.transfer} done={close} />}
      {action?.kind === 'enrich' && <EnrichForm incident={incident} done={close} />}
      {action?.kind === 'join' && <JoinForm incident={incident} into={action.into} done={close} />}
      {action?.kind === 'unjoin' && <UnjoinForm shown={incident} joined={action.joined} done={close} />}
      {instruction && (
        <HandAnswerForm incidentId={incident.id} institutions={institutions} hinted done={close} cancel={close}
          instruction={{ id: instruction.id, accountNumber: instruction.accountNumber, amountFen: instruction.amountFen, institutionName: nameOf(instruction.institutionName, language) }} />
      )}
    </Modal>
  );
}
