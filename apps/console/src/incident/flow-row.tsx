import { memo } from 'react';
import type { IncidentView, InstitutionItem, Me } from '../api/contract';
import { formatYuan, groupInFours } from '../components/figures';
import { formatTook } from '../clock/stop-clock';
import { nameOf, useText } from '../language/translate';
import { answerTimeMs, type FlowLine } from './flow-tree';
import { HoldCell } from './hold-cell';
import { InstructionCell } from './instruction-cell';
import { QueryChips } from './chase/query-chips';
import type { RowAction } from './row-actions/row-action';
import { buttonsOf } from './row-actions/row-actions';

interface FlowRowProps {
  readonly line: FlowLine;
  readonly institutions: readonly InstitutionItem[];
  readonly incident: IncidentView;
  readonly me: Me;
  readonly nowMs: number;
  readonly folded: boolean;
  readonly selected: boolean;
  /** The incident in which payments told again are counted. */
  readonly joinedNumber?: string | undefined;
  select(transferId: string): void;
  act(action: RowAction, line: FlowLine): void;
  openMenu(line: FlowLine): void;
  fold(line: FlowLine): void;
}

export const FlowRow = memo(function FlowRow({ line, institutions, incident, me, nowMs, folded, selected, joinedNumber, select, act, openMenu, fold }: FlowRowProps) {
  const { t, language } = useText();
  const { transfer, instruction, hold } = line;
  const institution = institutions.find((item) => item.code === transfer.institutionCode);
  const name = nameOf(institution?.name ?? instruction?.institutionName, language) || transfer.institutionCode;
  const took = answerTimeMs(instruction);
  // A hold that another incident's stop placed: what of it secures this loss.
  const secured = hold?.state === 'in_force' ? hold.controlledFen : transfer.cover?.until ? transfer.cover.securedFen : undefined;
  return (
    <tr role="row" aria-level={transfer.layer} aria-selected={selected} aria-expanded={line.below ? !folded : undefined} tabIndex={selected ? 0 : -1} data-transfer={transfer.transferId} onClick={() => select(transfer.transferId)} onFocus={() => select(transfer.transferId)}>
      <td className="layer" style={{ paddingLeft: 8 + (transfer.layer - 1) * 14 }}>{line.below > 0 ? <button type="button" tabIndex={-1} className="fold" aria-label={t(folded ? 'flow.unfold' : 'flow.fold')} onClick={() => fold(line)}>{folded ? '▸' : '▾'}</button> : <i className="fold" aria-hidden>{transfer.layer > 1 ? '└' : ''}</i>}<b>{transfer.layer}</b>{folded && <div className="sub">+{line.below}</div>}</td>
      <td><span className="number">{groupInFours(transfer.accountNumber)}</span>{transfer.holderName && <div className="sub">{transfer.holderName}</div>}{transfer.holder && <div className="sub" title={[transfer.holder.idKind, transfer.holder.idNumber, transfer.holder.phone].filter(Boolean).join(' · ')}>{t('flow.holderIs', { name: transfer.holder.name })}{transfer.holder.idNumber && <div>{transfer.holder.idNumber}</div>}{transfer.holder.phone && <div>{transfer.holder.phone}</div>}</div>}{transfer.duplicateOf && <div className="sub" data-duplicate>⇒ {t('join.told', { number: joinedNumber ?? '' })}</div>}{line.intoAccount > 1 && <div className="sub" data-merge>⤨ {t('flow.merge', { n: line.intoAccount })}</div>}</td>
      <td className="whole">{name ?? <span className="bad">{t('flow.institutionUnknown')}</span>}</td>
      <td className="right figures">{formatYuan(transfer.amountFen)}</td>
      <td><InstructionCell line={line} /><QueryChips queries={line.queries} /></td>
      <td className="right figures">{secured !== undefined ? <b className="good">{formatYuan(secured)}</b> : <span className="quiet">{t('clock.none')}</span>}</td>
      <td><HoldCell hold={hold} queue={line.queue} nowMs={nowMs} /></td>
      <td className="right figures">{took === undefined ? <span className="quiet">{t('clock.none')}</span> : formatTook(took)}{instruction && instruction.attempts > 1 && <div className="sub">{t('flow.count', { n: instruction.attempts })}</div>}</td>
      <td className="acts">
        {buttonsOf({ line, incident, me, nowMs }).map(({ action, strong }) => <button key={action.key} type="button" tabIndex={-1} className={`act${strong ? ' strong' : ''}`} data-act={action.opens} onClick={() => act(action, line)}>{t(action.label)}<kbd>{action.key}</kbd></button>)}
        <button type="button" tabIndex={-1} className="act more" aria-haspopup="menu" aria-label={t('flow.more')} onClick={() => openMenu(line)}>⋯</button>
      </td>
    </tr>
  );
});
