import type { InstructionView } from '../api/contract';
import { useText } from '../language/translate';

/** Who approved an instruction or is still to, and whether it carries the organ's seal: only where there is something to say. */
export function ApprovalLine({ instruction: { approval, attempts, sealKeyId } }: { instruction: InstructionView }) {
  const { t } = useText();
  return (
    <>
      {approval?.state === 'waiting' && approval.need === 'after' && <div className="sub"><b className="bad">● {t('approval.later')}</b></div>}
      {approval?.state === 'approved' && <div className="sub">{t('approval.approved', { name: approval.deciderName ?? '' })}</div>}
      {approval?.state === 'refused' && <div className="sub"><b className="bad">{t('approval.refused', { name: approval.deciderName ?? '' })}</b>{approval.reason ? ` ${approval.reason}` : ''}</div>}
      {attempts > 0 && sealKeyId === null && <div className="sub"><b className="bad">{t('approval.unsealed')}</b></div>}
    </>
  );
}
