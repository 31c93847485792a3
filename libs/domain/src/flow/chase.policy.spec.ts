import * as fc from 'fast-check';
import type { OnwardTransfer } from '../answer/answer';
import { accountKey, decideChase, DEFAULT_CHASE_POLICY } from './chase.policy';

const onward = (number: string, amountFen = 100, institutionCode: string | null = 'bank'): OnwardTransfer => ({ account: { institutionCode, number, kind: 'card', holderName: null }, amountFen, transferredAt: null, clearingSerial: null });
const policy = { layersMax: 3, onwardPerAnswerMax: 2, leastAmountFen: 10 };

describe('the chase', () => {
  it('follows what is new, and names why it does not follow the rest', () => {
    const all = [onward('1'), onward('back'), onward('2', 9), onward('3'), onward('4')];
    const { follow, cutOff } = decideChase(all, 1, new Set(['bank:back']), policy);
    expect(follow.map((one) => one.account.number)).toEqual(['1', '3']);
    expect(cutOff.map(({ onward: one, reason }) => [one.account.number, reason])).toEqual([['back', 'cycle'], ['2', 'least_amount'], ['4', 'fan_out']]);
  });

  it('ends at the deepest layer, which is still followed itself', () => {
    expect(decideChase([onward('1')], 2, new Set(), policy).follow).toHaveLength(1);
    expect(decideChase([onward('1')], 3, new Set(), policy).cutOff).toMatchObject([{ reason: 'layers' }]);
  });

  it('a number at another institution is another account; an unknown institution is nobody\'s ancestor', () => {
    expect(accountKey({ institutionCode: 'a', number: '1' })).not.toBe(accountKey({ institutionCode: 'b', number: '1' }));
    expect(decideChase([onward('back', 100, null)], 1, new Set(['bank:back']), policy).follow).toHaveLength(1);
  });

  it('drops nothing and invents nothing, whatever an institution says', () => {
    const arbitrary = fc.array(fc.record({ number: fc.constantFrom('1', '2', '3', 'back'), amountFen: fc.integer({ min: 1, max: 30 }), institution: fc.constantFrom('bank', 'other', null) }), { maxLength: 30 });
    fc.assert(fc.property(arbitrary, fc.integer({ min: 1, max: 5 }), (said, layer) => {
      const all = said.map((one) => onward(one.number, one.amountFen, one.institution));
      const { follow, cutOff } = decideChase(all, layer, new Set(['bank:back']), policy);
      const seen = [...follow, ...cutOff.map((one) => one.onward)];
      expect(seen).toHaveLength(all.length);
      expect(new Set(seen)).toEqual(new Set(all));
      expect(follow.length).toBeLessThanOrEqual(policy.onwardPerAnswerMax);
      for (const next of follow) {
        expect(next.amountFen).toBeGreaterThanOrEqual(policy.leastAmountFen);
        expect(accountKey(next.account)).not.toBe('bank:back');
        expect(layer).toBeLessThan(policy.layersMax);
      }
    }));
  });

  it('by default follows a chain of twelve layers and two hundred branches', () => {
    const many = Array.from({ length: 201 }, (_, i) => onward(String(i)));
    expect(decideChase(many, 11, new Set(), DEFAULT_CHASE_POLICY)).toMatchObject({ follow: { length: 200 }, cutOff: { length: 1 } });
    expect(decideChase(many, 12, new Set(), DEFAULT_CHASE_POLICY).follow).toHaveLength(0);
  });
});
