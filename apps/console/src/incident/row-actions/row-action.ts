import type { IncidentView, Me, Named, PermittedMeasures } from '../../api/contract';
import type { TextKey } from '../../language/translate';
import type { RowDialogKind } from '../dialogs/dialogs';
import type { FlowLine } from '../flow-tree';

/** What an entry is asked about: the row, its incident, who is at the desk, and the server's time in milliseconds. */
export interface RowAt { readonly line: FlowLine; readonly incident: IncidentView; readonly me: Me; readonly nowMs: number; /** What the law permits on the row's hold, once it was asked. */ readonly permits?: PermittedMeasures | undefined }

/**
 * One thing that can be done about a row of the flow. Adding one is adding an entry to a group's file (`*.row-actions.ts`);
 * a new group is a line in `row-actions.ts`, a new dialog a line in `../dialogs/dialogs.ts`.
 */
export interface RowAction {
  /** One capital letter, its own among all entries; it works on the selected row and is printed beside the label. */
  readonly key: string;
  readonly label: TextKey;
  readonly opens: RowDialogKind;
  /** Whether it belongs to this row at all; what does not is not in its menu. */
  when(at: RowAt): boolean;
  /** `now`: the case waits for it, a strong button in the row; `soon`: a plain button. Otherwise it is found in the menu. */
  urgent?(at: RowAt): 'now' | 'soon' | undefined;
  /** Why it belongs here but is not possible now: the entry is greyed and says so. */
  blocked?(at: RowAt): Named | undefined;
}
