import type { ComponentType } from 'react';
import { JoinForm } from '../../joins/join-form';
import { UnjoinForm } from '../../joins/unjoin-form';
import { CancelReturnForm, PayReturnForm } from '../../returns/end-return-forms';
import { ReturnForm } from '../../returns/return-form';
import { ProtectForm } from '../../protection/protect-form';
import { ProtectionAnswerForm } from '../../protection/protection-answer-form';
import { UnprotectForm } from '../../protection/unprotect-form';
import type { TextKey } from '../../language/translate';
import { AddTransferForm } from '../add-transfer-form';
import { CorrectTransferForm } from '../correct-transfer-form';
import { EnrichForm } from '../enrich-form';
import { ExtendForm, FreezeForm, ReleaseForm, RenewForm, UnfreezeForm } from '../measures/measure-forms';
import { PasteForm } from '../chase/paste-form';
import { QueryFlowForm, QueryHolderForm, UnwatchForm, WatchForm } from '../chase/query-forms';
import { AcceptForm, DeclineForm, WithdrawForm } from '../../hand-overs/end-forms';
import { OfferForm } from '../../hand-overs/offer-form';
import { ResendForm, SecondStopForm } from '../stop-again-forms';
import { OverrideForm } from '../override/override-form';
import { AnswerForm } from './answer-form';
import type { IncidentAbout, IncidentFormProps, RowFormProps } from './form-props';

interface Dialog<Props> { readonly title: TextKey; readonly width: number; readonly Form: ComponentType<Props> }

/** Dialogs about the whole incident: one line each. */
export const INCIDENT_DIALOGS = {
  add: { title: 'add.title', width: 760, Form: AddTransferForm },
  enrich: { title: 'enrich.title', width: 760, Form: EnrichForm },
  join: { title: 'join.title', width: 760, Form: JoinForm },
  payReturn: { title: 'return.pay', width: 640, Form: PayReturnForm },
  cancelReturn: { title: 'return.cancel', width: 640, Form: CancelReturnForm },
  unjoin: { title: 'join.unjoin.title', width: 760, Form: UnjoinForm },
  protect: { title: 'protection.title', width: 760, Form: ProtectForm },
  unprotect: { title: 'protection.unprotect', width: 520, Form: UnprotectForm },
  protectionAnswer: { title: 'answer.title', width: 760, Form: ProtectionAnswerForm },
} satisfies Readonly<Record<string, Dialog<IncidentFormProps>>>;

/** Dialogs about one row of the flow: one line each. */
export const ROW_DIALOGS = {
  addBelow: { title: 'child.title', width: 760, Form: AddTransferForm },
  answer: { title: 'answer.title', width: 760, Form: AnswerForm },
  correct: { title: 'correct.title', width: 520, Form: CorrectTransferForm },
  override: { title: 'override.act', width: 640, Form: OverrideForm },
  resend: { title: 'resend.title', width: 760, Form: ResendForm },
  secondStop: { title: 'secondStop.title', width: 760, Form: SecondStopForm },
  extend: { title: 'measure.extend', width: 600, Form: ExtendForm },
  release: { title: 'measure.release', width: 600, Form: ReleaseForm },
  freeze: { title: 'measure.freeze', width: 640, Form: FreezeForm },
  renew: { title: 'measure.extend_freeze', width: 640, Form: RenewForm },
  paste: { title: 'paste.title', width: 760, Form: PasteForm },
  queryFlow: { title: 'query.query_flow', width: 520, Form: QueryFlowForm },
  queryHolder: { title: 'query.query_holder', width: 520, Form: QueryHolderForm },
  watch: { title: 'query.watch', width: 520, Form: WatchForm },
  unwatch: { title: 'query.unwatch', width: 520, Form: UnwatchForm },
  giveBack: { title: 'return.title', width: 760, Form: ReturnForm },
  unfreeze: { title: 'measure.unfreeze', width: 600, Form: UnfreezeForm },
  offerHandOver: { title: 'handOver.offer', width: 600, Form: OfferForm },
  acceptHandOver: { title: 'handOver.accept', width: 520, Form: AcceptForm },
  declineHandOver: { title: 'handOver.decline', width: 520, Form: DeclineForm },
  withdrawHandOver: { title: 'handOver.withdraw', width: 520, Form: WithdrawForm },
} satisfies Readonly<Record<string, Dialog<RowFormProps>>>;

export type RowDialogKind = keyof typeof ROW_DIALOGS;

/** What a person does next: open one of the dialogs. */
export type Action =
  | { readonly kind: keyof typeof INCIDENT_DIALOGS; readonly about?: IncidentAbout }
  | { readonly kind: RowDialogKind; readonly transferId: string };
