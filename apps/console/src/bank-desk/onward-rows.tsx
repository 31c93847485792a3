import type { InstitutionItem } from '../api/contract';
import { emptyTransfer, type TransferDraft } from '../intake/transfer-draft';
import { TransferFields } from '../intake/transfer-fields';
import { useText } from '../language/translate';

interface OnwardRowsProps { readonly rows: readonly TransferDraft[]; readonly institutions: readonly InstitutionItem[]; readonly hinted: boolean; change(rows: readonly TransferDraft[]): void }

/** Where the money went next: each row becomes a transfer of the next layer. */
export function OnwardRows({ rows, institutions, hinted, change }: OnwardRowsProps) {
  const { t } = useText();
  return (
    <div className="form">
      {rows.map((row, i) => (
        <section key={row.id} className="panel" style={{ padding: '8px 12px 2px' }} aria-label={t('answer.onward', { n: i + 1 })}>
          <div className="line" style={{ display: 'flex', justifyContent: 'space-between' }}><b>{t('answer.onward', { n: i + 1 })}</b><button type="button" className="act" onClick={() => change(rows.filter((one) => one.id !== row.id))}>{t('intake.remove')}</button></div>
          <TransferFields draft={row} institutions={institutions} hinted={hinted} strict={false} autoFocus change={(field, value) => change(rows.map((one) => (one.id === row.id ? { ...one, [field]: value } : one)))} />
        </section>
      ))}
      <div><button type="button" className="act" style={{ marginLeft: 0 }} onClick={() => change([...rows, emptyTransfer(crypto.randomUUID())])}>+ {t('answer.addOnward')}</button></div>
    </div>
  );
}
