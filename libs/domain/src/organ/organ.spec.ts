import * as fc from 'fast-check';
import { levelAbove, pathAtLevel, pathsAbove, seesOrgan } from './organ';

const province = '370000000000/';
const city = `${province}370800000000/`;
const county = `${city}370832000000/`;

describe('an organ\'s scope', () => {
  it('is itself and everything below, never above or beside', () => {
    expect([province, city, county].map((subject) => seesOrgan(city, subject))).toEqual([false, true, true]);
    expect(seesOrgan(city, `${province}370900000000/`)).toBe(false);
    expect(seesOrgan('', county)).toBe(false);
  });

  it('is seen exactly by the desks of the paths above', () => {
    expect(pathsAbove(county)).toEqual([province, city, county]);
    const code = fc.stringMatching(/^[1-3]{2}$/);
    const path = fc.array(code, { minLength: 1, maxLength: 3 }).map((codes) => codes.map((one) => `${one}/`).join(''));
    fc.assert(fc.property(path, path, (viewer, subject) => {
      expect(pathsAbove(subject).includes(viewer)).toBe(seesOrgan(viewer, subject));
    }));
  });

  it('has one organ per level on its path, and none above the province', () => {
    expect(['county', 'city', 'province'].map((level) => pathAtLevel(county, level as 'county'))).toEqual([county, city, province]);
    expect(pathAtLevel(city, 'county')).toBeUndefined();
    expect([levelAbove('county'), levelAbove('city'), levelAbove('province')]).toEqual(['city', 'province', undefined]);
  });
});
