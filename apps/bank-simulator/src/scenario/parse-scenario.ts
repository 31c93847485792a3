import type { AccountRef, EarlierFreeze, MuleRoute, RouteLeg } from '../accounts/simulated-account';
import { parseTemperament } from '../institutions/parse-temperament';
import type { Temperament } from '../institutions/temperament';
import { FieldReader, type FieldFault } from './field-reader';

/** An account as a scenario sets it; `balanceFen` is what is on it at the start. */
export interface ScriptedAccount extends AccountRef {
  readonly kind: string;
  readonly holderName: string | null;
  readonly balanceFen: number;
  readonly answerCode: string | null;
  readonly temperament: Temperament | null;
  /** Freezes of other authorities that stand before ours, oldest first. */
  readonly earlierFreezes: readonly EarlierFreeze[];
}

/** What a scenario asks for; carried out in this order. */
export interface Scenario {
  readonly institutions: readonly { readonly code: string; readonly temperament: Temperament }[];
  readonly routes: readonly MuleRoute[];
  readonly accounts: readonly ScriptedAccount[];
  readonly payments: readonly { readonly to: AccountRef; readonly amountFen: number }[];
}

/** Reads the body of POST /simulator/scenario, or all its faults. */
export function parseScenario(body: unknown): Scenario | { readonly faults: readonly FieldFault[] } {
  const faults: FieldFault[] = [];
  const reader = FieldReader.of(body, '', faults);
  const scenario: Scenario = {
    institutions: reader.list('institutions', (entry) => ({ code: entry.text('code'), temperament: entry.parsed('temperament', parseTemperament, { kind: 'down' }) })),
    routes: reader.list('routes', (entry) => ({ from: refIn(entry.object('from')), afterMs: entry.whole('afterMs', 0), legs: entry.list('legs', legIn) })),
    accounts: reader.list('accounts', accountIn),
    payments: reader.list('payments', (entry) => ({ to: refIn(entry.object('to')), amountFen: entry.whole('amountFen') })),
  };
  return faults.length > 0 ? { faults } : scenario;
}

function accountIn(entry: FieldReader): ScriptedAccount {
  return {
    ...refIn(entry), kind: entry.optionalText('kind') ?? 'card', holderName: entry.optionalText('holderName'), balanceFen: entry.whole('balanceFen', 0),
    answerCode: entry.optionalText('answerCode'), temperament: entry.has('temperament') ? entry.parsed('temperament', parseTemperament, { kind: 'down' }) : null,
    earlierFreezes: entry.list('earlierFreezes', (earlier) => ({ authority: earlier.text('authority'), until: earlier.optionalText('until'), amountFen: earlier.optionalWhole('amountFen') ?? null })),
  };
}

/** `to: null` is cash. */
function legIn(entry: FieldReader): RouteLeg {
  return { to: entry.isNull('to') ? null : refIn(entry.object('to')), amountFen: entry.optionalWhole('amountFen'), permille: entry.optionalWhole('permille') };
}

function refIn(entry: FieldReader): AccountRef {
  return { institutionCode: entry.text('institutionCode'), number: entry.text('number') };
}
