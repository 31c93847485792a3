import { freeFen, stopsInForce, type EarlierFreeze, type SimulatedAccount } from '../accounts/simulated-account';
import type { BookEvent } from '../books/book-event';
import { freezeEnd, placeStop, say, withRefOnly, type Decision } from './decision';
import type { InstructionReceived } from './wire-messages';

/** Earlier freezes of others that have not run out. */
export function earlierInForce(account: SimulatedAccount, now: Date): readonly EarlierFreeze[] {
  return account.earlierFreezes.filter(({ until }) => until === null || Date.parse(until) > now.getTime());
}

/** A freeze that must queue behind earlier ones; the stop goes on as it was. */
export function enterQueue(instruction: InstructionReceived, account: SimulatedAccount, now: Date): Decision {
  const entered = withRefOnly({ type: 'freeze_queued', account, instruction });
  const said = sayPlace(instruction, account, account.queuedFreezes.length, now);
  return { ...said, effects: [entered] };
}

/** Taken back before its turn came. */
export function leaveQueue(instruction: InstructionReceived, account: SimulatedAccount, now: Date): Decision {
  return say(instruction, '0000', now, {}, [withRefOnly({ type: 'freeze_unqueued', account, instructionIds: ownInQueue(instruction, account).map(({ instructionId }) => instructionId) })]);
}

export function ownInQueue(instruction: InstructionReceived, account: SimulatedAccount): readonly InstructionReceived[] {
  return account.queuedFreezes.filter(({ organCode }) => organCode === instruction.organCode);
}

/** What the bank says of a queued freeze after an earlier one has ended: its new place, or that it is in force now. `ahead`: ours that stand before it. */
export function tellTurn(freeze: InstructionReceived, account: SimulatedAccount, ahead: number, now: Date): Decision {
  if (earlierInForce(account, now).length + ahead > 0) return sayPlace(freeze, account, ahead, now);
  const until = freezeEnd(now);
  const stop = stopsInForce(account, now).findLast(({ organCode }) => organCode === freeze.organCode);
  const left: BookEvent = withRefOnly({ type: 'freeze_unqueued', account, instructionIds: [freeze.instructionId] });
  if (stop) return say(freeze, '0000', now, { controlledFen: stop.controlledFen, until }, [left, withRefOnly({ type: 'stop_extended', account, instructionId: stop.instructionId, until })]);
  const controlledFen = Math.min(freeFen(account, now), freeze.amountFen);
  const placed = placeStop(freeze, account, controlledFen, now);
  return say(freeze, controlledFen === freeze.amountFen ? '0000' : '1200', now, { controlledFen, until }, [left, placed, withRefOnly({ type: 'stop_extended', account, instructionId: freeze.instructionId, until })]);
}

/** Of the earlier ones the first is in force, the others wait as ours does: behind one alone it is the next. */
function sayPlace(freeze: InstructionReceived, account: SimulatedAccount, ahead: number, now: Date): Decision {
  const prior = earlierInForce(account, now);
  return say(freeze, '1305', now, { position: Math.max(1, prior.length + ahead), prior });
}
