import type { BankDeskItem, InstitutionItem } from '../api/contract';
import { formatYuan, groupInFours } from '../components/figures';
import { formatMoment } from '../clock/wall-time';
import { useNow } from '../clock/use-now';
import { StateChip } from '../incident/state-chip';
import { useText } from '../language/translate';
import { HandAnswerForm } from './hand-answer-form';

/** What the organ asks of the bank, item by item as the clerk must check it, and the form for the answer. */
export function BankTask({ item, open, institutions }: { item: BankDeskItem; open: boolean; institutions: readonly InstitutionItem[] }) {
  const { t, words } = useText();
  const now = useNow();
  const none = <span className="quiet">{t('clock.none')}</span>;
  return (
    <div className="incident">
      <section className="panel">
        <header><h2>{words.kind[item.kind]}</h2><StateChip instruction={{ state: item.state, refusal: null }} /><span className="grow" /><span className="quiet">{t('desk.check')}</span></header>
        <dl className="facts" style={{ fontSize: 16, gridTemplateColumns: '110px 1fr' }}>
          <dt>{t('field.accountNumber')}</dt><dd className="number">{groupInFours(item.accountNumber)}</dd>
          <dt>{t('field.holderName')}</dt><dd>{item.holderName || none}</dd>
          <dt>{t('field.amount')}</dt><dd className="figures">¥{formatYuan(item.amountFen)}</dd>
          <dt>{t('field.transferredAt')}</dt><dd className="figures">{item.transferredAt ? formatMoment(item.transferredAt, now) : none}</dd>
          <dt>{t('desk.incident')}</dt><dd>{item.incidentNumber}</dd>
          <dt>{t('desk.organ')}</dt><dd>{item.organName}</dd>
          <dt>{t('desk.planned')}</dt><dd className="figures">{formatMoment(item.plannedAt, now)}</dd>
        </dl>
      </section>
      {open && (
        <section className="panel" aria-label={t('answer.title')}>
          <header><h2>{t('answer.title')}</h2></header>
          <div style={{ padding: 14 }}><HandAnswerForm incidentId={item.incidentId} institutions={institutions} hinted={false} done={() => undefined} instruction={{ id: item.instructionId, kind: item.kind, accountNumber: item.accountNumber, amountFen: item.amountFen, institutionName: '' }} /></div>
        </section>
      )}
    </div>
  );
}
