import type { InstitutionItem, StatementPreview } from '../../api/contract';
import { formatYuan, groupInFours } from '../../components/figures';
import { serverNow } from '../../clock/server-clock';
import { formatMoment } from '../../clock/wall-time';
import { nameOf, useText } from '../../language/translate';

/** What would become of each pasted line: faults first and in red, then the rows; what is left out is counted. */
export function StatementPreviewTable({ preview, institutions }: { readonly preview: StatementPreview; readonly institutions: readonly InstitutionItem[] }) {
  const { t, words, language } = useText();
  const credits = preview.ignored.filter((line) => line.reason === 'credit').length;
  return (
    <div style={{ maxHeight: 320, overflow: 'auto' }} data-preview>
      <table className="flow" style={{ width: '100%' }}>
        <thead><tr><th scope="col">{t('paste.line')}</th><th scope="col">{t('paste.row')}</th><th scope="col" className="right">{t('paste.amount')}</th><th scope="col">{t('paste.verdict')}</th></tr></thead>
        <tbody>
          {preview.faults.map((fault) => <tr key={fault.line}><td>{fault.line}</td><td colSpan={2} className="sub">{fault.text}</td><td><b className="bad">{fault[language].cause}</b><div className="sub">{fault[language].remedy}</div></td></tr>)}
          {preview.rows.map((row) => (
            <tr key={row.line}>
              <td>{row.line}</td>
              <td><span className="number">{groupInFours(row.accountNumber)}</span><div className="sub">{[row.transferredAt && formatMoment(row.transferredAt, serverNow()), row.holderName, nameOf(institutions.find((one) => one.code === row.institutionCode)?.name, language) || t('flow.institutionUnknown')].filter(Boolean).join(' · ')}</div></td>
              <td className="right figures">{formatYuan(row.amountFen)}</td>
              <td>{row.verdict === 'new' ? <b className="good">{t('paste.new')}</b> : row.verdict === 'known' ? <span className="quiet">{t('paste.known')}</span> : <span className="bad">{t('paste.cutOff', { reason: row.cutOff ? words.cutOff[row.cutOff] : '' })}</span>}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {credits > 0 && <p className="quiet">{t('paste.credits', { n: credits })}</p>}
    </div>
  );
}
