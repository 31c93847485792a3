import { officerToRemember, rememberedOfficer } from './remembered-officer';

describe('the second officer of a shift', () => {
  const kept = officerToRemember('li', 1_000);
  it('is kept for twelve hours and not a moment longer', () => {
    expect(rememberedOfficer(kept, 1_000)).toBe('li');
    expect(rememberedOfficer(kept, 1_000 + 12 * 3_600_000 - 1)).toBe('li');
    expect(rememberedOfficer(kept, 1_000 + 12 * 3_600_000)).toBe('');
  });
  it.each([null, '', '{', 'null', '{"code":1,"until":9}', '{"code":"li"}'])('%p is nobody', (damaged) => expect(rememberedOfficer(damaged, 0)).toBe(''));
});
