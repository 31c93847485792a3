import { useEffect, useRef } from 'react';
import { belongsToInputMethod, chordOf, isText } from './chord';

export type KeyMap = Readonly<Record<string, (() => void) | undefined>>;

/** Binds chords while the component is shown. Single letters work outside of fields and dialogs only; input methods are left alone. */
export function useKeys(keys: KeyMap): void {
  const latest = useRef(keys);
  latest.current = keys;
  useEffect(() => {
    const hear = (event: KeyboardEvent): void => {
      if (event.defaultPrevented || belongsToInputMethod(event)) return;
      const chord = chordOf(event);
      const act = latest.current[chord];
      if (!act || (isText(chord) && isBusy(event.target))) return;
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
