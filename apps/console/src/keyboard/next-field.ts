import type { KeyboardEvent } from 'react';
import { belongsToInputMethod } from './chord';

/** For a form: Enter goes to the next field, as operators expect; Ctrl+Enter stays free for sending. */
export function nextFieldOnEnter(event: KeyboardEvent<HTMLElement>): void {
  if (event.key !== 'Enter' || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
  if (belongsToInputMethod(event.nativeEvent)) {
    // A composed Enter chooses a character; it must not submit the form either.
    event.stopPropagation();
    return;
  }
  if (!(event.target instanceof HTMLInputElement) || event.target.getAttribute('aria-expanded') === 'true') return;
  event.preventDefault();
  const here = event.target;
  const fields = [...event.currentTarget.querySelectorAll<HTMLElement>('input:not([disabled]), textarea:not([disabled])')].filter((field) => field === here || field.getAttribute('type') !== 'radio');
  const next = fields[fields.indexOf(here) + 1];
  next?.focus();
  if (next instanceof HTMLInputElement) next.select();
}
