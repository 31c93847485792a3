import type { KeyboardEvent } from 'react';
import type { QueryKind } from '#domain';
import type { InstitutionItem } from '../api/contract';
import { useText, type TextKey } from '../language/translate';
import type { Action } from './action-dialog';
import { FlowRow } from './flow-row';
import type { FlowLine } from './flow-tree';

interface FlowTableProps {
  readonly lines: readonly FlowLine[];
  readonly joinedNumber?: string | undefined;
  readonly institutions: readonly InstitutionItem[];
  readonly selected: string | undefined;
  select(transferId: string): void;
  act(action: Action): void;
  ask(transferId: string, kind: QueryKind): void;
}

const COLUMNS: readonly { readonly name: TextKey; readonly right?: true }[] = [
  { name: 'flow.layer' }, { name: 'flow.account' }, { name: 'flow.institution' }, { name: 'flow.amount', right: true }, { name: 'flow.state' },
  { name: 'flow.controlled', right: true }, { name: 'flow.hold' }, { name: 'flow.time', right: true }, { name: 'flow.actions', right: true },
];

/** The flow of money as a tree one can walk with the arrow keys. */
export function FlowTable({ lines, joinedNumber, institutions, selected, select, act, ask }: FlowTableProps) {
  const { t } = useText();
  const walk = (event: KeyboardEvent<HTMLTableSectionElement>): void => {
    if ((event.key !== 'ArrowDown' && event.key !== 'ArrowUp') || event.altKey) return;
    const index = lines.findIndex((line) => line.transfer.transferId === selected);
    const next = lines[index + (event.key === 'ArrowDown' ? 1 : -1)];
    if (!next) return;
    event.preventDefault();
    select(next.transfer.transferId);
    event.currentTarget.querySelector<HTMLElement>(`[data-transfer="${next.transfer.transferId}"]`)?.focus();
  };
  return (
    <section className="panel" aria-label={t('flow.title')}>
      <header><h3>{t('flow.title')}</h3><span className="grow" /><span className="quiet"><kbd>↑</kbd> <kbd>↓</kbd> · <kbd>B</kbd> {t('flow.answer')} · <kbd>Alt+C</kbd> {t('flow.addChild')}</span></header>
      <div className="flow-scroll">
        <table className="flow" role="treegrid" aria-label={t('flow.title')}>
          <thead><tr>{COLUMNS.map((column) => <th key={column.name} scope="col" className={column.right ? 'right' : ''}>{t(column.name)}</th>)}</tr></thead>
          <tbody onKeyDown={walk}>
            {lines.map((line) => <FlowRow key={line.transfer.transferId} line={line} joinedNumber={joinedNumber} institutions={institutions} selected={line.transfer.transferId === selected} select={select} act={act} ask={ask} />)}
          </tbody>
        </table>
      </div>
    </section>
  );
}
