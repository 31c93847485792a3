import type { ReturnProposal } from '../api/returns.contract';
import { formatYuan } from '../components/figures';
import { useText } from '../language/translate';

/** Every victim whose loss the freeze secures, and the division by losses, to the fen. */
export function SharesTable({ proposal, chosen }: { readonly proposal: ReturnProposal; readonly chosen: string | undefined }) {
  const { t } = useText();
  return (
    <table className="flow shares">
      <thead><tr><th>{t('return.victim')}</th>{(['lost', 'secured', 'decided', 'returnable', 'share'] as const).map((name) => <th key={name} className="right">{t(`return.${name}`)}</th>)}</tr></thead>
      <tbody>
        {proposal.shares.map((share) => (
          <tr key={share.incidentId} aria-selected={share.incidentId === chosen} data-share={share.incidentId}>
            <td><b className="number whole">{share.number}</b><div className="sub">{share.organName}</div></td>
            {[share.lostFen, share.securedFen, share.decidedFen, share.returnableFen, share.shareFen].map((fen, i) => <td key={i} className="right figures">{formatYuan(fen)}</td>)}
          </tr>
        ))}
      </tbody>
      <tfoot><tr><td colSpan={5} className="quiet">{t('return.total')}</td><td className="right figures"><b>{formatYuan(proposal.totalFen)}</b></td></tr></tfoot>
    </table>
  );
}
