import type { HoldView, QueuedFreezeView } from '../api/contract';
import { ALARM_CHIP, ALARM_GLYPH, holdAlarm, timeLeft } from '../clock/hold-alarm';
import { formatYuan } from '../components/figures';
import { formatMoment } from '../clock/wall-time';
import { useText } from '../language/translate';

/** A difference between the institution's moment and ours that somebody should know of. */
const SKEW_SHOWN_MS = 60_000;

/** What a hold that is over came to. */
const OVER = { queued: 'queue.notInForce', lapsed: 'flow.lapsed', released: 'flow.released', converted: 'flow.converted', annulled: 'flow.annulled' } as const;

/** What of an account is in force, and what only waits in a queue: never shown as frozen. */
export function HoldCell({ hold, queue, nowMs }: { readonly hold: HoldView | undefined; readonly queue: QueuedFreezeView | undefined; readonly nowMs: number }) {
  return <>{(hold || !queue) && <InForce hold={hold} nowMs={nowMs} />}{queue && <InQueue queue={queue} nowMs={nowMs} />}</>;
}

/** The place in the queue, who stands before, and whether anything holds the money meanwhile. */
function InQueue({ queue, nowMs }: { readonly queue: QueuedFreezeView; readonly nowMs: number }) {
  const { t, words } = useText();
  return (
    <div className="figures hold-cell" data-queue={queue.id}>
      <div><span className="chip pressing"><span aria-hidden>◔</span>{t('queue.place', { n: queue.position })}</span></div>
      <div className="sub part">{t('queue.notInForce')}{queue.stopUntil === null ? <b className="bad"> · {t('queue.nothingHolds')}</b> : null}</div>
      {queue.prior.map((one, i) => <div key={i} className="sub">{t('queue.behind', { authority: one.authority })}{one.amountFen !== null && ` ¥${formatYuan(one.amountFen)}`}{one.until !== null && ` · ${t('hold.until', { moment: formatMoment(one.until, nowMs).slice(0, -3) })}`}</div>)}
      {queue.underway && <div className="sub" data-underway={queue.underway.kind}><b className="under-way">◑ {t('hold.underway', { measure: words.kind[queue.underway.kind] })}</b></div>}
    </div>
  );
}

/** How long the account is still held, which of the two permitted stops it is, until when, and what was asked for and is not answered. */
function InForce({ hold, nowMs }: { readonly hold: HoldView | undefined; readonly nowMs: number }) {
  const { t, words } = useText();
  if (!hold) return <span className="quiet">{t('clock.none')}</span>;
  if (hold.state !== 'in_force') return <b className={hold.state === 'lapsed' || hold.state === 'annulled' ? 'bad' : 'quiet'}>{t(OVER[hold.state])}</b>;
  const leftMs = Date.parse(hold.until) - nowMs;
  const alarm = holdAlarm(leftMs);
  const left = timeLeft(leftMs);
  const leftText = t(`hold.left.${left.unit}`, { n: left.n });
  return (
    <div className="figures hold-cell" data-hold={hold.id} data-alarm={alarm}>
      <div>{alarm ? <span className={`chip ${ALARM_CHIP[alarm]}`}><span aria-hidden>{ALARM_GLYPH[alarm]}</span>{leftText}</span> : <b className="part">{leftText}</b>}{alarm ? ' ' : ' · '}<span className="part">{hold.kind === 'freeze' ? t('flow.frozen') : t('flow.stopNo', { n: hold.stopNo })}</span></div>
      <div className="sub">{t('hold.until', { moment: formatMoment(hold.until, nowMs).slice(0, -3) })}</div>
      {hold.underway && <div className="sub" data-underway={hold.underway.kind}>{hold.underway.state === 'uncertain' || hold.underway.state === 'undelivered' ? <b className="bad">{words.kind[hold.underway.kind]} · {words.state[hold.underway.state]}</b> : <b className="under-way">◑ {t('hold.underway', { measure: words.kind[hold.underway.kind] })}</b>}</div>}
      {hold.refused && !hold.underway && <div className="sub" data-refused={hold.refused.kind}><b className="bad">✖ {t('hold.refused', { measure: words.kind[hold.refused.kind], reason: words.refusal[hold.refused.refusal ?? 'other'] })}</b>{hold.refused.refusal === 'not_original_organ' && <div>{t('hold.refused.original', { organ: hold.placedBy.name })}</div>}</div>}
      {hold.right.code !== hold.placedBy.code && <div className="sub" data-right={hold.right.code}>{t('hold.right', { organ: hold.right.name })}</div>}
      {hold.handOver && <div className="sub" data-hand-over={hold.handOver.id}><b className="under-way">⇄ {t('hold.offered', { from: hold.right.name, to: hold.handOver.toOrgan.name })}</b></div>}
      {hold.skewMs !== null && Math.abs(hold.skewMs) > SKEW_SHOWN_MS && (
        <div className="sub" title={t('flow.skewHint')}>{t(hold.skewMs > 0 ? 'flow.skewAhead' : 'flow.skewBehind', { n: Math.round(Math.abs(hold.skewMs) / 60_000) })}</div>
      )}
    </div>
  );
}
