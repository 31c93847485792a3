import { Input, Segmented, Select } from 'antd';
import { useState } from 'react';
import type { InstructionKind } from '#domain';
import type { InstitutionItem } from '../api/contract';
import { serverNow } from '../clock/server-clock';
import { Field } from '../components/field';
import { formatYuan, groupInFours } from '../components/figures';
import { SendLine } from '../components/send-line';
import { nextFieldOnEnter } from '../keyboard/next-field';
import { useText } from '../language/translate';
import { handAnswerOf, type HandAnswerDraft } from './hand-answer';
import { OnwardRows } from './onward-rows';
import { PastedRows } from './pasted-rows';
import { useRecordAnswer } from './use-record-answer';
import { REFUSALS } from './refusals';

interface HandAnswerFormProps {
  readonly incidentId: string;
  readonly instruction: { readonly id: string; readonly kind: InstructionKind; readonly accountNumber: string; readonly amountFen: number; readonly institutionName: string };
  readonly institutions: readonly InstitutionItem[];
  /** Whether account hints may be asked for. */
  readonly hinted: boolean;
  /** Where there is something to go back to. */
  cancel?(): void;
  done(): void;
}

/** Only a freeze can queue. */
const outcomesOf = (kind: InstructionKind) => (kind === 'freeze' ? (['done', 'partly_done', 'refused', 'queued'] as const) : (['done', 'partly_done', 'refused'] as const));

/** What the bank said, recorded by a person: the outcome, how much, and on what evidence. */
export function HandAnswerForm({ incidentId, instruction, institutions, hinted, cancel, done }: HandAnswerFormProps) {
  const { t, words } = useText();
  const [draft, setDraft] = useState<HandAnswerDraft>(() => ({ key: crypto.randomUUID(), outcome: 'done', controlled: '', bankAt: '', refusal: 'moved_on', cashedOut: '', note: '', onward: [] }));
  const [fault, setFault] = useState('');
  const set = (more: Partial<HandAnswerDraft>): void => setDraft((before) => ({ ...before, ...more }));
  const record = useRecordAnswer(done);
  const tellsMoney = draft.outcome !== 'done' && draft.outcome !== 'queued';
  const submit = (): void => {
    const answer = handAnswerOf(draft, instruction.amountFen, serverNow());
    setFault('fault' in answer ? t(answer.fault) : '');
    if ('body' in answer) record.run({ incidentId, instructionId: instruction.id, body: answer.body, key: draft.key });
  };
  return (
    <div className="form" onKeyDown={nextFieldOnEnter} data-hand-answer>
      <p>{instruction.institutionName} <b className="number">{groupInFours(instruction.accountNumber)}</b> · {t('answer.instructed')} <b className="figures">¥{formatYuan(instruction.amountFen)}</b></p>
      <Segmented block value={draft.outcome} onChange={(outcome) => set({ outcome })} aria-label={t('answer.outcome')} options={outcomesOf(instruction.kind).map((outcome) => ({ value: outcome, label: t(`answer.${outcome}`) }))} />
      <div className="grid">
        {draft.outcome === 'refused'
          ? <Field label={t('answer.refusal')} span={6}>{(id) => <Select id={id} aria-label={t('answer.refusal')} style={{ width: '100%' }} value={draft.refusal} onChange={(refusal) => set({ refusal })} options={REFUSALS.map((reason) => ({ value: reason, label: words.refusal[reason] }))} />}</Field>
          : draft.outcome === 'queued'
          ? <>
              <Field label={t('answer.position')} span={3} must>{(id) => <Input id={id} className="number" placeholder="1" value={draft.position ?? ''} onChange={(event) => set({ position: event.target.value })} />}</Field>
              <Field label={t('answer.prior')} span={6}>{(id) => <Input id={id} placeholder={t('answer.prior.hint')} value={draft.prior ?? ''} onChange={(event) => set({ prior: event.target.value })} />}</Field>
              <Field label={t('answer.bankAt')} span={3}>{(id) => <Input id={id} className="number" placeholder={t('field.time.hint')} value={draft.bankAt} onChange={(event) => set({ bankAt: event.target.value })} />}</Field>
            </>
          : <>
              <Field label={t('answer.controlled')} span={6} must={draft.outcome === 'partly_done'}>{(id) => <Input id={id} className="number" placeholder={draft.outcome === 'done' ? `${t('answer.sameAmount')} ${formatYuan(instruction.amountFen)}` : t('field.amount.hint')} value={draft.controlled} onChange={(event) => set({ controlled: event.target.value })} />}</Field>
              <Field label={t('answer.bankAt')} span={6}>{(id) => <Input id={id} className="number" placeholder={t('field.time.hint')} value={draft.bankAt} onChange={(event) => set({ bankAt: event.target.value })} />}</Field>
            </>}
        {tellsMoney && <Field label={t('answer.cashedOut')} span={6}>{(id) => <Input id={id} className="number" placeholder={t('field.amount.hint')} value={draft.cashedOut} onChange={(event) => set({ cashedOut: event.target.value })} />}</Field>}
        <Field label={t('answer.note')} span={12} must>{(id) => <Input id={id} maxLength={500} placeholder={t('answer.note.hint')} value={draft.note} onChange={(event) => set({ note: event.target.value })} />}</Field>
      </div>
      {tellsMoney && <OnwardRows rows={draft.onward} institutions={institutions} hinted={hinted} change={(onward) => set({ onward })} />}
      {!hinted && tellsMoney && <PastedRows incidentId={incidentId} instructionId={instruction.id} text={draft.statement ?? ''} institutions={institutions} change={(statement) => set({ statement })} />}
      <SendLine busy={record.isPending} fault={fault || record.fault} submit={submit} cancel={cancel} label={t('answer.submit')} />
    </div>
  );
}
