import { pathsOf } from './organ-paths';
import { readData, type DemoUserSeed, type InstitutionSeed, type OrganSeed } from './demo-data';

describe('seeded data', () => {
  const organs = readData<OrganSeed[]>('organs-shandong.json');

  it('has the organs of Shandong, each with a way to the top', () => {
    const paths = pathsOf(organs);
    expect(paths.get('370832000000')).toBe('370000000000/370800000000/370832000000/');
    const count = (level: string): number => organs.filter((organ) => organ.level === level).length;
    expect([count('province'), count('city'), count('county')]).toEqual([1, 16, 136]);
    expect(organs.every((organ) => organ.code.length === 12)).toBe(true);
  });

  it('refuses an organ without parent, and a circle', () => {
    expect(() => pathsOf([{ code: 'a', parent: 'b' }])).toThrow('no way to the top');
    expect(() => pathsOf([{ code: 'a', parent: 'b' }, { code: 'b', parent: 'a' }])).toThrow('no way to the top');
  });

  it('gives demo accounts only places that exist', () => {
    const known = new Set([...organs.map((organ) => organ.code), ...readData<InstitutionSeed[]>('institutions.json').map((institution) => institution.code)]);
    for (const user of readData<DemoUserSeed[]>('demo-users.json')) expect(known).toContain(user.organCode ?? user.institutionCode);
  });
});
