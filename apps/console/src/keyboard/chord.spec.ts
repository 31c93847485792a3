import { belongsToInputMethod, chordOf, isText, type KeyPressed } from './chord';

const press = (more: Partial<KeyPressed>): KeyPressed => ({ key: '', code: '', keyCode: 0, isComposing: false, ctrlKey: false, metaKey: false, altKey: false, ...more });

describe('chords', () => {
  it('are named as they are printed', () => {
    expect(chordOf(press({ key: 'Enter', ctrlKey: true }))).toBe('Ctrl+Enter');
    expect(chordOf(press({ key: 'å', code: 'KeyA', altKey: true }))).toBe('Alt+A');
    expect(chordOf(press({ key: 'j' }))).toBe('J');
    expect(chordOf(press({ key: 'F9' }))).toBe('F9');
    expect(chordOf(press({ key: 'ArrowUp', altKey: true }))).toBe('Alt+ArrowUp');
  });
  it('of one character are text', () => expect([isText('A'), isText('?'), isText('F2'), isText('Ctrl+Enter')]).toEqual([true, true, false, false]));
  it('are no commands while an input method composes', () => {
    expect(belongsToInputMethod(press({ isComposing: true, keyCode: 13 }))).toBe(true);
    expect(belongsToInputMethod(press({ keyCode: 229 }))).toBe(true);
    expect(belongsToInputMethod(press({ keyCode: 13 }))).toBe(false);
  });
});
