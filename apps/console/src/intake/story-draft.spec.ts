import * as fc from 'fast-check';
import { passesLuhn } from '#domain';
import { storyAccount, storyDraft } from './story-draft';

const story = { name: 's', title: 's', how: 's', accountPrefix: '999001', accountEnding: '0003', amountYuan: '147.5万', holderName: 'h', victimName: 'v', scheme: 'x', narrative: 'n' };

describe('a story to try out', () => {
  it('always names an account of its bank, with its ending and a valid check digit', () => {
    fc.assert(fc.property(fc.infiniteStream(fc.double({ min: 0, max: 0.999_999, noNaN: true })), fc.constantFrom('0003', null), (stream, accountEnding) => {
      const number = storyAccount({ accountPrefix: '999005', accountEnding }, () => stream.next().value as number);
      expect(number).toHaveLength(16);
      expect(number.startsWith('999005')).toBe(true);
      expect(passesLuhn(number)).toBe(true);
      if (accountEnding) expect(number.endsWith(accountEnding)).toBe(true);
      else expect(Number(number.slice(-4))).toBeGreaterThanOrEqual(1_000);
    }));
  });
  it('fills in what the victim told and nothing else', () => {
    const { victim, transfers } = storyDraft(story, () => 0.5, () => 'id');
    expect(victim).toMatchObject({ victimName: 'v', victimPhone: '', victimIdNumber: '' });
    expect(transfers).toMatchObject([{ amount: '147.5万', holderName: 'h', institutionCode: '', transferredAt: '' }]);
  });
});
