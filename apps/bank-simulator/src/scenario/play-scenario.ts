import { keyOf } from '../accounts/simulated-account';
import type { Books } from '../books/books';
import type { MuleNetwork } from '../mules/mule-network';
import type { Scenario } from './parse-scenario';

/** Sets the world up: houses, routes, accounts, then the payments that start the mules running. */
export function playScenario(scenario: Scenario, books: Books, mules: MuleNetwork): void {
  for (const { code, temperament } of scenario.institutions) books.record({ type: 'tempered', institutionCode: code, temperament });
  for (const route of scenario.routes) books.record({ type: 'route_set', route });
  for (const { institutionCode, number, kind, holderName, balanceFen, answerCode, temperament, earlierFreezes } of scenario.accounts) {
    const account = { institutionCode, number };
    const isNew = !books.accounts.has(keyOf(account));
    books.record({ type: 'account_set', account, kind, holderName, onDemand: false, answerCode, temperament });
    if (isNew && earlierFreezes.length > 0) books.record({ type: 'earlier_freezes_set', account, earlierFreezes });
    // A scenario that is played twice must not put the money there twice.
    if (isNew && balanceFen > 0) mules.credit(account, balanceFen);
  }
  for (const { to, amountFen } of scenario.payments) {
    mules.open(to, 'card', null, false);
    mules.credit(to, amountFen);
  }
}
