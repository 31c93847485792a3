import { HAND_OVER_ROW_ACTIONS } from './hand-over.row-actions';
import { HOLD_ROW_ACTIONS } from './hold.row-actions';
import { INSTRUCTION_ROW_ACTIONS } from './instruction.row-actions';
import { QUERY_ROW_ACTIONS } from './query.row-actions';
import type { RowAction, RowAt } from './row-action';
import { TRANSFER_ROW_ACTIONS } from './transfer.row-actions';

/** All that can be done about a row of the flow, in the order of the menu: one line per group. */
export const ROW_ACTIONS: readonly RowAction[] = [
  ...INSTRUCTION_ROW_ACTIONS,
  ...HOLD_ROW_ACTIONS,
  ...HAND_OVER_ROW_ACTIONS,
  ...TRANSFER_ROW_ACTIONS,
  ...QUERY_ROW_ACTIONS,
];

/** Letters that the desk itself has: next and previous incident, acknowledge. */
export const TAKEN_KEYS: ReadonlySet<string> = new Set(['J', 'K', 'A']);

const BUTTONS_MAX = 2;

/** What an organ that sees the incident for a hand-over only may do there; the api knows the rest of the incident as another's. */
const OF_GUESTS: ReadonlySet<RowAction> = new Set([...HOLD_ROW_ACTIONS, ...HAND_OVER_ROW_ACTIONS]);

export function isGuest({ incident, me }: Pick<RowAt, 'incident' | 'me'>): boolean {
  return me.organ != null && !incident.organPath.startsWith(me.organ.path);
}

export function actionsOf(at: RowAt): RowAction[] {
  const guest = isGuest(at);
  return ROW_ACTIONS.filter((action) => (!guest || OF_GUESTS.has(action)) && action.when(at));
}

export interface RowButton { readonly action: RowAction; readonly strong: boolean }

/** The one or two entries that the row shows as buttons: what the case waits for first, then in the order of the menu. */
export function buttonsOf(at: RowAt): RowButton[] {
  const pressing = actionsOf(at).filter((action) => !action.blocked?.(at)).map((action) => ({ action, urgency: action.urgent?.(at) })).filter(({ urgency }) => urgency !== undefined);
  return [...pressing.filter(({ urgency }) => urgency === 'now'), ...pressing.filter(({ urgency }) => urgency === 'soon')].slice(0, BUTTONS_MAX).map(({ action, urgency }) => ({ action, strong: urgency === 'now' }));
}
