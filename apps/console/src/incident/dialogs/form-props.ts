import type { IncidentView, InstitutionItem } from '../../api/contract';
import type { FlowLine } from '../flow-tree';

/** What a dialog is about besides the incident on the page: another incident, one of its returns, or one of its protective stops. */
export interface IncidentAbout { readonly id: string; readonly number?: string }
/** What a form about a whole incident is given; `done` closes the dialog. */
export interface IncidentFormProps { readonly incident: IncidentView; readonly institutions: readonly InstitutionItem[]; readonly about?: IncidentAbout | undefined; done(): void }
/** What a form about one row of the flow is given: the row as it is now, not as it was when the dialog opened. */
export interface RowFormProps extends IncidentFormProps { readonly line: FlowLine }
