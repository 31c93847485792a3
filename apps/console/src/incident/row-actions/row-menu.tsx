import { useEffect, useLayoutEffect, useRef, type KeyboardEvent } from 'react';
import { createPortal } from 'react-dom';
import { belongsToInputMethod, chordOf } from '../../keyboard/chord';
import { nameOf, useText } from '../../language/translate';
import { usePermits } from '../measures/use-permits';
import { actionsOf } from './row-actions';
import type { RowAction, RowAt } from './row-action';

interface RowMenuProps {
  readonly at: RowAt;
  /** The row; the menu hangs from its right end, and the focus goes back to it. */
  readonly anchor: HTMLElement;
  choose(action: RowAction): void;
  close(): void;
}

const MARGIN_PX = 8;

/** All that can be done about a row: arrows and Enter, or the letter beside each entry. What is not possible now stays and says why. */
export function RowMenu({ at: row, anchor, choose, close }: RowMenuProps) {
  const { t, language } = useText();
  const permits = usePermits(row.incident, row.line);
  const at = { ...row, permits };
  const box = useRef<HTMLDivElement>(null);
  const entries = actionsOf(at).map((action) => ({ action, why: nameOf(action.blocked?.(at), language) }));
  useLayoutEffect(() => place(box.current, anchor));
  useEffect(() => {
    items(box.current)[0]?.focus();
    const away = (event: Event): void => {
      if (!(event.target instanceof Node && box.current?.contains(event.target))) close();
    };
    const events = ['pointerdown', 'scroll', 'resize'] as const;
    for (const name of events) window.addEventListener(name, away, true);
    return () => events.forEach((name) => window.removeEventListener(name, away, true));
  }, [anchor]);
  const leave = (): void => {
    close();
    anchor.focus();
  };
  const hear = (event: KeyboardEvent): void => {
    if (belongsToInputMethod(event.nativeEvent)) return;
    const chord = chordOf(event.nativeEvent);
    const all = items(box.current);
    const here = all.indexOf(document.activeElement as HTMLButtonElement);
    const goTo: Partial<Record<string, number>> = { ArrowDown: here + 1, ArrowUp: here - 1, Home: 0, End: all.length - 1 };
    const lettered = entries.find(({ action }) => action.key === chord);
    if (goTo[chord] !== undefined) all.at(goTo[chord] % all.length)?.focus();
    else if (lettered && !lettered.why) choose(lettered.action);
    else if (lettered) all[entries.indexOf(lettered)]?.focus();
    else if (chord === 'Escape' || chord === 'Tab' || chord === '.') leave();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return createPortal(
    <div ref={box} className="row-menu" role="menu" aria-label={t('flow.actions')} onKeyDown={hear}>
      {entries.map(({ action, why }) => (
        <button key={action.key} type="button" role="menuitem" tabIndex={-1} aria-disabled={why !== ''} data-entry={action.opens} onClick={() => !why && choose(action)}>
          <kbd>{action.key}</kbd><span>{t(action.label)}</span>{why && <small>{why}</small>}
        </button>
      ))}
    </div>, document.body,
  );
}

function items(box: HTMLElement | null): HTMLButtonElement[] {
  return [...(box?.querySelectorAll<HTMLButtonElement>('[role="menuitem"]') ?? [])];
}

/** Below the row's right end, or above it where there is no room below. */
function place(box: HTMLElement | null, anchor: HTMLElement): void {
  if (!box) return;
  const row = anchor.getBoundingClientRect();
  const right = Math.min(row.right, window.innerWidth) - MARGIN_PX;
  const below = row.bottom + box.offsetHeight + MARGIN_PX <= window.innerHeight;
  box.style.left = `${Math.max(MARGIN_PX, right - box.offsetWidth)}px`;
  box.style.top = `${below ? row.bottom : Math.max(MARGIN_PX, row.top - box.offsetHeight)}px`;
}
