import { HAND_OVER_EVENTS, HAND_OVER_LAW, HAND_OVER_STATES, rightAfter, ruleOnHandOver } from './hand-over.law';

describe('the hand-over\'s law', () => {
  it('rules on every state and every event', () => {
    expect(Object.keys(HAND_OVER_LAW)).toEqual([...HAND_OVER_STATES]);
    for (const state of HAND_OVER_STATES) expect(Object.keys(HAND_OVER_LAW[state])).toEqual([...HAND_OVER_EVENTS]);
  });

  it.each([
    ['offered', 'accepted declined withdrawn'],
    ['accepted', 'over over over'],
    ['declined', 'over over over'],
    ['withdrawn', 'over over over'],
  ] as const)('in %s: accept, decline, withdraw give %s', (state, expected) => {
    expect(HAND_OVER_EVENTS.map((event) => ruleOnHandOver(state, event)).join(' ')).toBe(expected);
  });

  it('moves the right by an acceptance and by nothing else', () => {
    expect(HAND_OVER_STATES.map((state) => [state, rightAfter({ state, fromOrganCode: 'A', toOrganCode: 'B' })])).toEqual([['offered', 'A'], ['accepted', 'B'], ['declined', 'A'], ['withdrawn', 'A']]);
  });
});
