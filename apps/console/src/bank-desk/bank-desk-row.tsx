import type { BankDeskItem } from '../api/contract';
import { formatYuan, maskNumber } from '../components/figures';
import { formatSpan } from '../clock/stop-clock';
import { useNow } from '../clock/use-now';
import { StateChip } from '../incident/state-chip';
import { useText } from '../language/translate';

export function BankDeskRow({ item, current, open }: { item: BankDeskItem; current: boolean; open(): void }) {
  const { t } = useText();
  const now = useNow();
  return (
    <button type="button" className="row" aria-current={current} onClick={open} data-instruction={item.instructionId}>
      <span className="line"><StateChip instruction={{ state: item.state, refusal: null }} /><strong className="figures">¥{formatYuan(item.amountFen)}</strong></span>
      <span className="line"><span className="number">{maskNumber(item.accountNumber)}</span><span className="quiet figures">{t('desk.waited')} {formatSpan(now - Date.parse(item.plannedAt))}</span></span>
      <span className="line quiet"><span className="cut">{item.organName}</span></span>
    </button>
  );
}
