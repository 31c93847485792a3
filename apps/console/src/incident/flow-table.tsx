import { Fragment, useCallback, useEffect, useMemo, useRef, useState, type KeyboardEvent } from 'react';
import type { IncidentView, InstitutionItem, Me } from '../api/contract';
import { useNowInSteps } from '../clock/use-now';
import { useLink } from '../connection/link.store';
import { useKeys } from '../keyboard/use-keys';
import { nameOf, useText, type TextKey } from '../language/translate';
import type { Action } from './dialogs/dialogs';
import { CutOffRow } from './cut-off-row';
import { FlowRow } from './flow-row';
import { unfolded, type FlowLine } from './flow-tree';
import type { RowAction } from './row-actions/row-action';
import { actionsOf, ROW_ACTIONS } from './row-actions/row-actions';
import { RowMenu } from './row-actions/row-menu';

interface FlowTableProps {
  readonly incident: IncidentView;
  readonly lines: readonly FlowLine[];
  readonly joinedNumber?: string | undefined;
  readonly institutions: readonly InstitutionItem[];
  readonly me: Me;
  readonly current: FlowLine | undefined;
  select(transferId: string): void;
  act(action: Action): void;
}

const COLUMNS: readonly { readonly name: TextKey; readonly right?: true }[] = [
  { name: 'flow.layer' }, { name: 'flow.account' }, { name: 'flow.institution' }, { name: 'flow.amount', right: true }, { name: 'flow.state' },
  { name: 'flow.controlled', right: true }, { name: 'flow.hold' }, { name: 'flow.time', right: true }, { name: 'flow.actions', right: true },
];
const MINUTE_MS = 60_000;

/** The flow of money as a tree one can walk with the arrow keys; Enter opens what can be done about a row, a letter does it. */
export function FlowTable({ incident, lines, joinedNumber, institutions, me, current, select, act }: FlowTableProps) {
  const { t, language } = useText();
  const nowMs = useNowInSteps(MINUTE_MS);
  const body = useRef<HTMLTableSectionElement>(null);
  const [menuOf, setMenuOf] = useState<string>();
  const [folded, setFolded] = useState<ReadonlySet<string>>(new Set());
  const seen = useMemo(() => unfolded(lines, folded), [lines, folded]);
  const rowOf = (transferId: string): HTMLElement | null => body.current?.querySelector<HTMLElement>(`[data-transfer="${transferId}"]`) ?? null;
  const choose = useCallback((action: RowAction, line: FlowLine): void => {
    setMenuOf(undefined);
    act({ kind: action.opens, transferId: line.transfer.transferId });
  }, [act]);
  const fold = useCallback((line: FlowLine): void => setFolded((before) => toggled(before, line.transfer.transferId)), []);
  const openMenu = useCallback((line: FlowLine): void => setMenuOf(line.transfer.transferId), []);
  const press = (action: RowAction, line: FlowLine): void => {
    const why = action.blocked?.({ line, incident, me, nowMs });
    if (why) useLink.getState().notify(nameOf(why, language), 'bad');
    else choose(action, line);
  };
  const possible = current ? new Map(actionsOf({ line: current, incident, me, nowMs }).map((action) => [action.key, action])) : new Map<string, RowAction>();
  const letters = Object.fromEntries(ROW_ACTIONS.map(({ key }) => {
    const action = possible.get(key);
    return [key, current && action ? () => press(action, current) : undefined];
  }));
  useKeys({ ...letters, '.': current && (() => openMenu(current)) });
  const goTo = (transferId: string | undefined): void => {
    if (!transferId) return;
    select(transferId);
    rowOf(transferId)?.focus();
  };
  const walk = (event: KeyboardEvent<HTMLTableSectionElement>): void => {
    if (event.altKey || event.ctrlKey || !(event.target instanceof HTMLTableRowElement) || !current) return;
    if (event.key === 'Enter') openMenu(current);
    else if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      const next = seen[seen.indexOf(current) + (event.key === 'ArrowDown' ? 1 : -1)];
      if (next) goTo(next.transfer.transferId);
    } else if (event.key === 'ArrowLeft') {
      if (current.below && !folded.has(current.transfer.transferId)) fold(current);
      else if (current.parentId) goTo(current.parentId);
    } else if (event.key === 'ArrowRight') {
      if (folded.has(current.transfer.transferId)) fold(current);
      else if (current.below) goTo(seen[seen.indexOf(current) + 1]?.transfer.transferId);
    } else return;
    event.preventDefault();
  };
  const menuLine = lines.find((line) => line.transfer.transferId === menuOf);
  const anchor = menuOf === undefined ? null : rowOf(menuOf);
  useEffect(() => setMenuOf(undefined), [incident.id]);
  return (
    <section className="panel" aria-label={t('flow.title')}>
      <header><h3>{t('flow.title')}</h3><span className="grow" /><span className="quiet"><kbd>↑</kbd> <kbd>↓</kbd> · <kbd>←</kbd> <kbd>→</kbd> {t('flow.foldKeys')} · <kbd>Enter</kbd> {t('flow.more')}</span></header>
      <div className="flow-scroll">
        <table className="flow" role="treegrid" aria-label={t('flow.title')}>
          <thead><tr>{COLUMNS.map((column) => <th key={column.name} scope="col" className={column.right ? 'right' : ''}>{t(column.name)}</th>)}</tr></thead>
          <tbody ref={body} onKeyDown={walk}>
            {seen.map((line) => (
              <Fragment key={line.transfer.transferId}>
                <FlowRow line={line} joinedNumber={joinedNumber} incident={incident} me={me} nowMs={nowMs} institutions={institutions} folded={folded.has(line.transfer.transferId)} selected={line === current} select={select} act={choose} openMenu={openMenu} fold={fold} />
                {!folded.has(line.transfer.transferId) && line.cutOffs.map((cutOff) => <CutOffRow key={cutOff.seq} cutOff={cutOff} layer={line.transfer.layer + 1} institutions={institutions} columns={COLUMNS.length} />)}
              </Fragment>
            ))}
          </tbody>
        </table>
      </div>
      {menuLine && anchor && <RowMenu at={{ line: menuLine, incident, me, nowMs }} anchor={anchor} choose={(action) => choose(action, menuLine)} close={() => setMenuOf(undefined)} />}
    </section>
  );
}

function toggled(before: ReadonlySet<string>, id: string): ReadonlySet<string> {
  const after = new Set(before);
  if (!after.delete(id)) after.add(id);
  return after;
}
