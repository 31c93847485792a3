import { INSTRUCTION_KINDS } from '../instruction/instruction';
import { canProtect, isProtectionKind, PROTECTION_EVENTS, PROTECTION_KINDS, PROTECTION_LAW, PROTECTION_STATES, ruleOnProtection } from './protection.law';

describe('the law of a protective stop', () => {
  it('rules on every state and every event', () => {
    expect(Object.keys(PROTECTION_LAW)).toEqual([...PROTECTION_STATES]);
    for (const state of PROTECTION_STATES) expect(Object.keys(PROTECTION_LAW[state])).toEqual([...PROTECTION_EVENTS]);
  });

  it.each([['in_force', 'lapsed released'], ['lapsed', '= ='], ['released', '= =']] as const)('in %s: lapsed, released give %s', (state, expected) => {
    expect(PROTECTION_EVENTS.map((event) => { const ruling = ruleOnProtection(state, event); return ruling === 'repeated' ? '=' : ruling.to; }).join(' ')).toBe(expected);
  });

  it('has kinds of its own, and an institution must be able to', () => {
    expect(INSTRUCTION_KINDS.filter(isProtectionKind)).toEqual([...PROTECTION_KINDS]);
    expect([canProtect(['watch', 'protect']), canProtect(['watch'])]).toEqual([true, false]);
  });
});
