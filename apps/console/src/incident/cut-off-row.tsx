import type { CutOffView, InstitutionItem } from '../api/contract';
import { formatYuan, groupInFours } from '../components/figures';
import { nameOf, useText } from '../language/translate';

interface CutOffRowProps { readonly cutOff: CutOffView; readonly layer: number; readonly institutions: readonly InstitutionItem[]; readonly columns: number }

/** Money that the chase does not follow: a quiet row that says where it went and why nobody is asked there. */
export function CutOffRow({ cutOff, layer, institutions, columns }: CutOffRowProps) {
  const { t, words, language } = useText();
  return (
    <tr role="row" aria-level={layer} className="cut-off" data-cut-off={cutOff.reason}>
      <td className="layer" style={{ paddingLeft: 8 + (layer - 1) * 14 }}><i className="fold" aria-hidden>╌</i>{layer}</td>
      <td><span className="number">{groupInFours(cutOff.accountNumber)}</span></td>
      <td className="whole">{nameOf(institutions.find(({ code }) => code === cutOff.institutionCode)?.name, language) || cutOff.institutionCode || t('flow.institutionUnknown')}</td>
      <td className="right figures">{formatYuan(cutOff.amountFen)}</td>
      <td colSpan={columns - 4}>{cutOff.reason === 'cycle' ? '↺' : '✂'} {t('flow.cutOff', { reason: words.cutOff[cutOff.reason] })}</td>
    </tr>
  );
}
