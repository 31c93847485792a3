import { isCalled, mayAcknowledge } from './is-called';

describe('calls and levels', () => {
  it('a call shows up at its own level and below', () => expect([isCalled('county', 'province'), isCalled('city', 'city'), isCalled('province', 'county')]).toEqual([true, true, false]));
  it('is acknowledged at its own level or above', () => expect([mayAcknowledge('county', 'province'), mayAcknowledge('city', 'city'), mayAcknowledge('province', 'county')]).toEqual([false, true, true]));
});
