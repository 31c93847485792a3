import { freeFen, protectionsInForce, stopsInForce, type Outflow, type SimulatedAccount } from '../accounts/simulated-account';
import type { BookEvent } from '../books/book-event';
import { earlierInForce, enterQueue, leaveQueue, ownInQueue } from './decide-queue';
import { freezeEnd, placeStop, say, STOP_LASTS_MS, withRefOnly, type Decision } from './decision';
import { seededDigits } from '../institutions/seeded-chance';
import type { AnswerSaid, HolderSaid, InstructionReceived, OnwardSaid } from './wire-messages';

/** Where a protective stop names no end. */
const PROTECTION_LASTS_MS = 24 * 3_600_000;
/** Accounts with this ending are only stopped when a second officer is named. */
const NEEDS_TWO_OFFICERS = '0011';
/** An account may be stopped twice, whoever asks. */
export const STOPS_MAX = 2;

/** Looks up an account of any institution, for the names of next accounts. */
export type FindAccount = (to: NonNullable<Outflow['to']>) => SimulatedAccount | undefined;

/** What a correct bank answers, from nothing but its books. `account` is undefined when the number is none of its own. */
export function decideAnswer(instruction: InstructionReceived, account: SimulatedAccount | undefined, now: Date, find: FindAccount, capabilities: readonly string[] | null = null): Decision {
  if (instruction.sealFault) return say(instruction, '0700', now);
  if (!supports(capabilities, instruction.kind)) return say(instruction, '1000', now);
  if (!account) return say(instruction, '0304', now);
  if (instruction.accountNumber.endsWith(NEEDS_TWO_OFFICERS) && !instruction.secondOfficer) return say(instruction, '0600', now);
  if (account.answerCode) return say(instruction, account.answerCode, now);
  const { holderName } = instruction;
  if (!account.onDemand && account.holderName !== null && holderName !== null && account.holderName !== holderName) return say(instruction, '0301', now);
  switch (instruction.kind) {
    case 'stop': return decideStop(instruction, account, now, find);
    case 'extend': return decideExtension(instruction, account, now);
    case 'release':
    case 'unfreeze': return decideRelease(instruction, account, now);
    case 'freeze':
    case 'extend_freeze': return decideFreeze(instruction, account, now);
    case 'query_flow': return say(instruction, '0000', now, { onward: onwardOf(account.outflows, find), cashedOutFen: cashIn(account.outflows) });
    case 'query_holder': return say(instruction, '0000', now, { holder: holderOf(account) });
    case 'watch': return say(instruction, '0000', now, {}, [withRefOnly({ type: 'watch_begun', account, instructionId: instruction.instructionId })]);
    case 'unwatch': return say(instruction, '0000', now, {}, [withRefOnly({ type: 'watches_ended', account })]);
    case 'protect': return decideProtection(instruction, account, now);
    case 'unprotect': return decideUnprotection(instruction, account, now);
    default: return say(instruction, '1000', now);
  }
}

/** What a register must name, and under which capability; stops and measures every house can. */
const CAPABILITY_OF: Readonly<Record<string, string>> = { query_flow: 'query_flow', query_holder: 'query_holder', watch: 'watch', unwatch: 'watch', protect: 'protect', unprotect: 'protect' };

/** Null: the house can do everything (a stage of a test); otherwise only what its register says. */
function supports(capabilities: readonly string[] | null, kind: string): boolean {
  const capability = CAPABILITY_OF[kind];
  return capabilities === null || capability === undefined || capabilities.includes(capability);
}

/** An invented person, the same one whenever the account is asked about. */
function holderOf(account: SimulatedAccount): HolderSaid {
  const digits = seededDigits(12, account.institutionCode, account.number, 7);
  return { name: account.holderName ?? '示例持卡人', idKind: '居民身份证', idNumber: `99000019900101${digits.slice(0, 4)}`, phone: `19900${digits.slice(4, 10)}` };
}

/** What a watch says of one movement out of the account; cash as the sum so far. */
export function tellMovement(watchId: string, account: SimulatedAccount, outflow: Outflow, find: FindAccount): AnswerSaid {
  return {
    instructionId: watchId, code: '0000', text: '监控账户发生支出 money left the watched account', bankAt: outflow.at, controlledFen: 0, cashedOutFen: outflow.to ? 0 : cashIn(account.outflows), onward: onwardOf([outflow], find),
  };
}

function decideStop(instruction: InstructionReceived, account: SimulatedAccount, now: Date, find: FindAccount): Decision {
  const free = freeFen(account, now);
  if (free === 0 && stopsInForce(account, now).length > 0) return say(instruction, '1301', now);
  if (account.stops.length >= STOPS_MAX) return say(instruction, '1304', now);
  const controlledFen = Math.min(free, instruction.amountFen);
  const outflows = outflowsFor(account, instruction.amountFen - controlledFen);
  const money = { onward: onwardOf(outflows, find), cashedOutFen: cashIn(outflows) };
  const reported: BookEvent = { type: 'outflows_reported', account, serials: outflows.map((outflow) => outflow.serial) };
  if (controlledFen === 0) {
    const code = money.onward.length > 0 ? 'M100' : money.cashedOutFen > 0 ? 'C100' : '0400';
    return say(instruction, code, now, money, [withRefOnly(reported)]);
  }
  const code = controlledFen === instruction.amountFen ? '0000' : '1200';
  return say(instruction, code, now, { ...money, controlledFen }, [withRefOnly(reported), placeStop(instruction, account, controlledFen, now)]);
}

function decideExtension(instruction: InstructionReceived, account: SimulatedAccount, now: Date): Decision {
  const stop = stopsInForce(account, now).at(-1);
  if (!stop) return say(instruction, '1800', now);
  if (stop.organCode !== instruction.organCode) return say(instruction, '1420', now);
  const until = new Date(Date.parse(stop.until) + STOP_LASTS_MS).toISOString();
  const extended = withRefOnly({ type: 'stop_extended', account, instructionId: stop.instructionId, until });
  return say(instruction, '0000', now, { controlledFen: stop.controlledFen, until }, [extended]);
}

/** A freeze keeps what the stop holds, six months from now; a renewal adds six months to its end. */
function decideFreeze(instruction: InstructionReceived, account: SimulatedAccount, now: Date): Decision {
  const stop = stopsInForce(account, now).at(-1);
  if (!stop) return say(instruction, '1800', now);
  if (stop.organCode !== instruction.organCode) return say(instruction, '1420', now);
  if (instruction.kind === 'freeze' && earlierInForce(account, now).length > 0) return enterQueue(instruction, account, now);
  const until = freezeEnd(instruction.kind === 'freeze' ? now : new Date(stop.until));
  const prolonged = withRefOnly({ type: 'stop_extended', account, instructionId: stop.instructionId, until });
  return say(instruction, '0000', now, { controlledFen: stop.controlledFen, until }, [prolonged]);
}

function decideRelease(instruction: InstructionReceived, account: SimulatedAccount, now: Date): Decision {
  if (instruction.kind === 'unfreeze' && ownInQueue(instruction, account).length > 0) return leaveQueue(instruction, account, now);
  const inForce = stopsInForce(account, now);
  if (inForce.length === 0) return say(instruction, '1900', now);
  const own = inForce.filter((stop) => stop.organCode === instruction.organCode);
  if (own.length === 0) return say(instruction, '1420', now);
  const ended = withRefOnly({ type: 'stops_ended', account, instructionIds: own.map((stop) => stop.instructionId), until: now.toISOString() });
  return say(instruction, '0000', now, {}, [ended]);
}

/** All that would leave the card is blocked for as long as asked, at the owner's wish: no balance is looked at and no stop counted. */
function decideProtection(instruction: InstructionReceived, account: SimulatedAccount, now: Date): Decision {
  if (!instruction.consented) return say(instruction, '0600', now);
  const { instructionId, organCode } = instruction;
  const until = instruction.until ?? new Date(now.getTime() + PROTECTION_LASTS_MS).toISOString();
  return say(instruction, '0000', now, { until }, [withRefOnly({ type: 'protection_placed', account, protection: { instructionId, organCode, since: now.toISOString(), until } })]);
}

function decideUnprotection(instruction: InstructionReceived, account: SimulatedAccount, now: Date): Decision {
  const named = protectionsInForce(account, now).find((protection) => protection.instructionId === instruction.originalInstructionId);
  if (!named) return say(instruction, '1900', now);
  if (named.organCode !== instruction.organCode) return say(instruction, '1420', now);
  return say(instruction, '0000', now, {}, [withRefOnly({ type: 'protection_ended', account, instructionId: named.instructionId, until: now.toISOString() })]);
}

/** The outflows that explain a missing amount: first those that no answer has named yet, oldest first. */
function outflowsFor(account: SimulatedAccount, missingFen: number): readonly Outflow[] {
  if (missingFen <= 0) return [];
  const fresh = account.outflows.filter((outflow) => !outflow.reported);
  const picked: Outflow[] = [];
  let explained = 0;
  for (const outflow of fresh.length > 0 ? fresh : account.outflows) {
    if (explained >= missingFen) break;
    picked.push(outflow);
    explained += outflow.amountFen;
  }
  return picked;
}

function onwardOf(outflows: readonly Outflow[], find: FindAccount): readonly OnwardSaid[] {
  return outflows.flatMap(({ to, amountFen, at, serial }) => {
    if (!to) return [];
    const next = find(to);
    return [{
      institutionCode: to.institutionCode, accountNumber: to.number, accountKind: next?.kind ?? 'card', holderName: next?.holderName ?? null,
      amountFen, transferredAt: at, clearingSerial: serial,
    }];
  });
}

function cashIn(outflows: readonly Outflow[]): number {
  return outflows.reduce((sum, outflow) => sum + (outflow.to ? 0 : outflow.amountFen), 0);
}

