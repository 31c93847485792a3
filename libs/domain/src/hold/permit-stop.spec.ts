import { checkStopsOfAnAccount } from '../../../../test/law/stops-of-an-account';
import { permitStop } from './permit-stop';

describe('the stops of an account', () => {
  it('are at most two, one at a time, and the last one is a person\'s to spend', () => checkStopsOfAnAccount(permitStop));
});
