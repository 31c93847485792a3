import { Modal } from 'antd';
import { useState } from 'react';
import { usePlace } from '../board/place.store';
import { formatYuan, groupInFours } from '../components/figures';
import { useKeys } from '../keyboard/use-keys';
import { nameOf, useText } from '../language/translate';
import { useNow } from '../clock/use-now';
import { ApprovalForm } from './approval-form';
import { useApprovals } from './use-approvals';

/** Instructions that wait for this commander, before all other things; A opens the one of the incident on screen, or else the one that waits longest. */
export function ApprovalInbox() {
  const { t, words, language } = useText();
  const { place, go } = usePlace();
  const items = useApprovals();
  const now = useNow();
  const [openId, setOpenId] = useState<string>();
  const target = items.find((item) => place.kind === 'incident' && item.incidentId === place.id) ?? items[0];
  const open = items.find((item) => item.instructionId === openId);
  useKeys({ A: target && (() => setOpenId(target.instructionId)) });
  if (!items.length) return null;
  return (
    <section className="inbox" aria-label={t('approval.title')}>
      <h2>● {t('approval.title')} {items.length}</h2>
      <ul>
        {items.map((item) => (
          <li key={item.instructionId} data-approval={item.instructionId}>
            <button type="button" className="row" onClick={() => go({ kind: 'incident', id: item.incidentId })}>
              <span className="line"><b className="figures">¥{formatYuan(item.amountFen)}</b><span>{words.kind[item.kind]}</span>{Date.parse(item.dueAt) < now && <b className="bad">{t('approval.overdue')}</b>}</span>
              <span className="line"><span className="cut">{nameOf(item.institutionName, language)} <span className="number">{groupInFours(item.accountNumber)}</span></span></span>
              <span className="line"><span className="cut">{item.organName} · {item.askedBy}</span></span>
            </button>
            <button type="button" className="act strong" onClick={() => setOpenId(item.instructionId)}>{t('approval.open')}{item === target ? ' A' : ''}</button>
          </li>
        ))}
      </ul>
      <Modal open={open !== undefined} onCancel={() => setOpenId(undefined)} footer={null} destroyOnHidden width={560} title={t('approval.confirm')}>
        {open && <ApprovalForm item={open} done={() => setOpenId(undefined)} />}
      </Modal>
    </section>
  );
}
