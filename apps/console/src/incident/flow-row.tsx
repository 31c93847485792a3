import type { QueryKind } from '#domain';
import type { InstitutionItem } from '../api/contract';
import { formatYuan, groupInFours } from '../components/figures';
import { formatTook } from '../clock/stop-clock';
import { nameOf, useText } from '../language/translate';
import type { Action } from './action-dialog';
import { answerTimeMs, askable, type FlowLine } from './flow-tree';
import { QueryChips } from './query-chips';
import { HoldCell } from './hold-cell';
import { InstructionCell } from './instruction-cell';

interface FlowRowProps {
  readonly line: FlowLine;
  readonly institutions: readonly InstitutionItem[];
  readonly selected: boolean;
  ask(transferId: string, kind: QueryKind): void;
  /** The incident in which payments told again are counted. */
  readonly joinedNumber?: string | undefined;
  select(transferId: string): void;
  act(action: Action): void;
}

/** A stop that came to nothing for a reason that people can remove: papers, or a leader's refusal. */
function mayResend({ instruction }: FlowLine): boolean {
  return instruction?.state === 'withdrawn' ? instruction.approval?.state === 'refused' : instruction?.state === 'refused' && instruction.refusal === 'papers_missing';
}

export function FlowRow({ line, institutions, selected, joinedNumber, select, act, ask }: FlowRowProps) {
  const { t, words, language } = useText();
  const { transfer, instruction, hold } = line;
  const institution = institutions.find((item) => item.code === transfer.institutionCode);
  const name = nameOf(institution?.name ?? instruction?.institutionName, language) || transfer.institutionCode;
  const took = answerTimeMs(instruction);
  const stopped = instruction?.state === 'done' || instruction?.state === 'partly_done';
  // A hold that another incident's stop placed: what of it secures this loss.
  const secured = hold?.state === 'in_force' ? hold.controlledFen : transfer.cover?.until ? transfer.cover.securedFen : undefined;
  return (
    <tr role="row" aria-level={transfer.layer} aria-selected={selected} tabIndex={selected ? 0 : -1} data-transfer={transfer.transferId} onClick={() => select(transfer.transferId)} onFocus={() => select(transfer.transferId)}>
      <td className="layer" style={{ paddingLeft: 8 + (transfer.layer - 1) * 14 }}>{transfer.layer > 1 ? '└ ' : ''}<b>{transfer.layer}</b></td>
      <td><span className="number">{groupInFours(transfer.accountNumber)}</span>{transfer.holderName && <div className="sub">{transfer.holderName}</div>}{transfer.holder && <div className="sub" title={[transfer.holder.idKind, transfer.holder.idNumber, transfer.holder.phone].filter(Boolean).join(' · ')}>{t('flow.holderIs', { name: transfer.holder.name })}{transfer.holder.idNumber && <div>{transfer.holder.idNumber}</div>}{transfer.holder.phone && <div>{transfer.holder.phone}</div>}</div>}{transfer.duplicateOf && <div className="sub" data-duplicate>⇒ {t('join.told', { number: joinedNumber ?? '' })}</div>}</td>
      <td className="whole">{name ?? <span className="bad">{t('flow.institutionUnknown')}</span>}</td>
      <td className="right figures">{formatYuan(transfer.amountFen)}</td>
      <td><InstructionCell line={line} /><QueryChips queries={line.queries} /></td>
      <td className="right figures">{secured !== undefined ? <b className="good">{formatYuan(secured)}</b> : <span className="quiet">{t('clock.none')}</span>}</td>
      <td><HoldCell hold={hold} /></td>
      <td className="right figures">{took === undefined ? <span className="quiet">{t('clock.none')}</span> : formatTook(took)}{instruction && instruction.attempts > 1 && <div className="sub">{t('flow.count', { n: instruction.attempts })}</div>}</td>
      <td className="acts" style={{ whiteSpace: 'normal', width: 250, minWidth: 250 }}>
        {instruction && !stopped && <button type="button" className={`act${instruction.needsHuman ? ' strong' : ''}`} onClick={() => act({ kind: 'answer', line })}>{t('flow.answer')}</button>}
        {mayResend(line) && <button type="button" className="act strong" onClick={() => act({ kind: 'resend', transfer })}>{t('resend.act')}</button>}
        {transfer.awaitsDecision && instruction?.approval?.state !== 'refused' && <button type="button" className="act strong" onClick={() => act({ kind: 'secondStop', transfer })}>{t('flow.secondStop')}</button>}
        {!stopped && !transfer.duplicateOf && <button type="button" className={`act${transfer.institutionCode ? '' : ' strong'}`} onClick={() => act({ kind: 'correct', transfer })}>{t('flow.correct')}</button>}
        <button type="button" className="act" onClick={() => act({ kind: 'add', parent: transfer })}>{t('flow.addChild')}</button>
        <button type="button" className="act" onClick={() => act({ kind: 'paste', transfer })}>{t('paste.open')}</button>
        {askable(line.queries, institution?.capabilities ?? []).map((kind) => <button key={kind} type="button" className="act" onClick={() => ask(transfer.transferId, kind)}>{words.kind[kind]}</button>)}
      </td>
    </tr>
  );
}
