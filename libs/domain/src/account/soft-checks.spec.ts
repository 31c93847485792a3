import * as fc from 'fast-check';
import { maskAccountNumber, normaliseAccountNumber } from './account';
import { checkAccountNumber, checkIdNumber, checkTransferTime, isPlausibleIdNumber, passesLuhn } from './soft-checks';

const codes = (number: string, kind: Parameters<typeof checkAccountNumber>[1] = 'card'): string[] => checkAccountNumber(number, kind, 'f').map((warning) => warning.code);

describe('soft checks', () => {
  it.each(['79927398713', '4539578763621486', '6222021602001234565'])('Luhn knows %s', (number) => {
    const sum = [...number].reverse().reduce((total, character, i) => total + [...String(Number(character) * (i % 2 === 1 ? 2 : 1))].reduce((digits, digit) => digits + Number(digit), 0), 0);
    expect(passesLuhn(number)).toBe(sum % 10 === 0);
  });

  it('Luhn notices every single misheard digit', () => {
    fc.assert(fc.property(fc.stringMatching(/^\d{15,19}$/), fc.nat(), fc.integer({ min: 1, max: 9 }), (body, where, add) => {
      const check = [...'0123456789'].find((digit) => passesLuhn(body + digit)) as string;
      const good = body + check;
      const at = where % good.length;
      const bad = `${good.slice(0, at)}${(Number(good[at]) + add) % 10}${good.slice(at + 1)}`;
      expect([passesLuhn(good), passesLuhn(bad)]).toEqual([true, false]);
    }));
  });

  it.each([[14, true], [15, false], [16, false], [19, false], [20, false], [21, true]])('a card of %i digits is warned of: %s', (length, warned) => {
    expect(codes('0'.repeat(length)).includes('card_length')).toBe(warned);
  });

  it('only warns: passbooks, corporate accounts and orders have no length and no check digit', () => {
    for (const kind of ['passbook', 'corporate', 'payment_account', 'merchant_order'] as const) expect(codes('1', kind)).toEqual([]);
    expect(codes('6222A')).toEqual(['card_characters']);
    expect(codes('1')).toEqual(['card_length', 'luhn']);
  });

  it('GB 11643: the standard\'s own example, its check character, and dates that do not exist', () => {
    expect(isPlausibleIdNumber('11010519491231002X')).toBe(true);
    expect(isPlausibleIdNumber('11010519491231002x')).toBe(true);
    for (const wrong of ['110105194912310021', '11010519491331002X', '11010519490230002X', '1101051949123100X', '', '11010519491231002XX', 'X1010519491231002X']) expect(isPlausibleIdNumber(wrong)).toBe(false);
    expect(checkIdNumber('E12345678', 'f')).toMatchObject([{ code: 'id_number', field: 'f' }]);
  });

  it('a check character detects every single wrong digit', () => {
    fc.assert(fc.property(fc.integer({ min: 0, max: 16 }), fc.integer({ min: 1, max: 9 }), (at, add) => {
      const good = '11010519491231002X';
      expect(isPlausibleIdNumber(`${good.slice(0, at)}${(Number(good[at]) + add) % 10}${good.slice(at + 1)}`)).toBe(false);
    }));
  });

  it('a transfer may be two minutes ahead of our clock, not more', () => {
    const now = new Date('2026-11-23T12:00:00Z');
    expect(checkTransferTime(new Date('2026-11-23T12:02:00Z'), now, 'f')).toEqual([]);
    expect(checkTransferTime(new Date('2026-11-23T12:02:00.001Z'), now, 'f')).toMatchObject([{ code: 'time_in_future' }]);
  });

  it('numbers are stored without what people type between the digits, and masked for logs', () => {
    expect(normaliseAccountNumber(' 6222-0216 0200\t1234.565_a ')).toBe('6222021602001234565A');
    expect([maskAccountNumber('6222021602001234567'), maskAccountNumber('12345678'), maskAccountNumber('1')]).toEqual(['6222****4567', '****78', '****1']);
  });
});
