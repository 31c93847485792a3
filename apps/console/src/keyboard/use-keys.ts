import { useEffect, useRef } from 'react';
import { belongsToInputMethod, chordOf, isText } from './chord';

/** What one component acted upon, no other does. */
const heard = new WeakSet<KeyboardEvent>();

export type KeyMap = Readonly<Record<string, (() => void) | undefined>>;

/** Binds chords while the component is shown. Single letters work outside of fields and dialogs only; input methods are left alone. */
export function useKeys(keys: KeyMap): void {
  const latest = useRef(keys);
  latest.current = keys;
  useEffect(() => {
    const hear = (event: KeyboardEvent): void => {
      const chord = chordOf(event);
      // A list box takes every Enter for its own; with Ctrl it is ours all the same.
      if (heard.has(event) || (event.defaultPrevented && !chord.startsWith('Ctrl+')) || belongsToInputMethod(event)) return;
      const act = latest.current[chord];
      if (!act || (isText(chord) && isBusy(event.target))) return;
      heard.add(event);
      event.preventDefault();
      act();
    };
    window.addEventListener('keydown', hear);
    return () => window.removeEventListener('keydown', hear);
  }, []);
}

function isBusy(target: EventTarget | null): boolean {
  if (document.querySelector('.ant-modal-wrap:not([style*="display: none"])')) return true;
  return target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName));
}
