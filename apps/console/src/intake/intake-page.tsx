import { Button } from 'antd';
import { useEffect, useRef, useState } from 'react';
import { useInstitutions } from '../board/use-incident';
import { serverNow } from '../clock/server-clock';
import { formatMoment } from '../clock/wall-time';
import { formatYuan } from '../components/figures';
import { nextFieldOnEnter } from '../keyboard/next-field';
import { useKeys } from '../keyboard/use-keys';
import { useText } from '../language/translate';
import { parseYuan } from './amount';
import { DuplicatesPanel } from '../joins/duplicates-panel';
import { useJoinIntent } from '../joins/join-intent.store';
import { useSession } from '../session/session.store';
import { DemoStories } from './demo-stories';
import { filledTransfers, isDraftBlank, reportOf } from './draft';
import { SecondOfficerField } from './second-officer-field';
import { TransferFields } from './transfer-fields';
import { useDraft } from './use-draft';
import { useSendReport } from './use-send-report';
import { useSecondOfficer } from './use-second-officer';
import { VictimFields } from './victim-fields';

/** Enter a new incident without a mouse: where the money went first, everything else after it. */
export function IntakePage({ owner }: { owner: string }) {
  const { t } = useText();
  const institutions = useInstitutions();
  const { draft, wasRestored, setVictim, setTransfer, addTransfer, removeTransfer, fill, clear, finished } = useDraft(owner);
  const { send, isSending, trouble } = useSendReport(finished);
  const { into, choose } = useJoinIntent();
  const second = useSecondOfficer(useSession((session) => session.user));
  const [strict, setStrict] = useState(false);
  const form = useRef<HTMLDivElement>(null);
  const rows = draft.transfers.length;
  const rowsBefore = useRef(rows);
  useEffect(() => {
    if (rows > rowsBefore.current) [...(form.current?.querySelectorAll<HTMLElement>('[data-field="accountNumber"]') ?? [])].at(-1)?.focus();
    rowsBefore.current = rows;
  }, [rows]);
  const submit = (): void => {
    if (isSending) return;
    const body = reportOf(draft, serverNow());
    setStrict(!body);
    if (body) send({ body: { ...body, ...(second.code ? { secondOfficerCode: second.code } : {}) }, key: draft.key });
  };
  useKeys({ F9: submit, 'Ctrl+Enter': submit, 'Alt+A': addTransfer });
  const totalFen = filledTransfers(draft).reduce((sum, transfer) => sum + (parseYuan(transfer.amount) ?? 0), 0);
  return (
    <div className="panel" ref={form} onKeyDown={nextFieldOnEnter} data-intake>
      <header><h2>{t('intake.title')}</h2><span className="quiet">{t('intake.mandatory')}</span><span className="grow" />{draft.savedAt && <span className="quiet figures">{t('intake.saved', { time: formatMoment(draft.savedAt, serverNow()) })}</span>}</header>
      <div role="alert">
        {trouble && <p className="warning-strip">⚠ {trouble}</p>}
        {!trouble && wasRestored && !isDraftBlank(draft) && <p className="warning-strip">{t('intake.restored')}</p>}
      </div>
      {isDraftBlank(draft) && <DemoStories fill={fill} />}
      {draft.transfers.map((transfer, i) => (
        <section key={transfer.id} className="transfer-card" aria-label={t('intake.account', { n: i + 1 })}>
          <div className="line"><b>{t('intake.account', { n: i + 1 })}</b>{rows > 1 && <button type="button" className="act" onClick={() => removeTransfer(transfer.id)}>{t('intake.remove')}</button>}</div>
          <TransferFields draft={transfer} institutions={institutions} strict={strict && (i === 0 || filledTransfers(draft).includes(transfer))} autoFocus={i === 0} change={(field, value) => setTransfer(transfer.id, field, value)} />
        </section>
      ))}
      <div style={{ padding: '8px 14px', borderBottom: '1px solid var(--line)' }}><button type="button" className="act" style={{ marginLeft: 0 }} onClick={addTransfer}>+ {t('intake.addAccount')} <kbd>Alt+A</kbd></button> <span className="quiet" style={{ marginLeft: 12 }}>{t('intake.prompt')}</span></div>
      <VictimFields victim={draft.victim} change={setVictim} />
      <SecondOfficerField {...second} />
      <DuplicatesPanel draft={draft} />
      <div className="send-line">
        <Button type="primary" size="large" loading={isSending} onClick={submit}>{t(isSending ? 'intake.sending' : 'intake.send')}<kbd>F9</kbd></Button>
        {totalFen > 0 && <span>{t('intake.total')} <b className="figures" style={{ fontSize: 18 }}>¥{formatYuan(totalFen)}</b></span>}
        {into && <span className="soft">⇒ {t('join.chosen', { number: into.number })}</span>}
        <span className="grow" />
        <Button onClick={() => { clear(); choose(null); }} disabled={isSending || isDraftBlank(draft)}>{t('intake.discard')}</Button>
      </div>
    </div>
  );
}
