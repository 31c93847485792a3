import { Modal } from 'antd';
import type { IncidentView, InstitutionItem } from '../api/contract';
import { useText } from '../language/translate';
import { INCIDENT_DIALOGS, ROW_DIALOGS, type Action } from './dialogs/dialogs';
import type { FlowLine } from './flow-tree';

interface ActionDialogProps {
  readonly incident: IncidentView;
  readonly institutions: readonly InstitutionItem[];
  readonly lines: readonly FlowLine[];
  readonly action: Action | undefined;
  close(): void;
}

/** The dialog takes the focus itself when it opens; the hands belong in its first field. */
function focusFirstField(): void {
  document.querySelector<HTMLElement>('.ant-modal input:checked, .ant-modal input, .ant-modal textarea')?.focus();
}

/** The one dialog of the incident page; each form sends by itself and closes when the api has answered. */
export function ActionDialog({ incident, institutions, lines, action, close }: ActionDialogProps) {
  const { t } = useText();
  const dialog = action && ('transferId' in action ? ROW_DIALOGS[action.kind] : INCIDENT_DIALOGS[action.kind]);
  return (
    <Modal open={dialog !== undefined} onCancel={close} footer={null} destroyOnHidden afterOpenChange={(open) => open && focusFirstField()} width={dialog?.width} title={dialog && t(dialog.title)}>
      {action && <ActionForm incident={incident} institutions={institutions} lines={lines} action={action} done={close} />}
    </Modal>
  );
}

function ActionForm({ lines, action, ...given }: Omit<ActionDialogProps, 'close' | 'action'> & { readonly action: Action; done(): void }) {
  if (!('transferId' in action)) {
    const { Form } = INCIDENT_DIALOGS[action.kind];
    return <Form {...given} about={action.about} />;
  }
  const line = lines.find((one) => one.transfer.transferId === action.transferId);
  const { Form } = ROW_DIALOGS[action.kind];
  return line ? <Form {...given} line={line} /> : null;
}
