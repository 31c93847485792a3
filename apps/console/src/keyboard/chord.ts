/** The parts of a keyboard event that a chord is made of. */
export interface KeyPressed {
  readonly key: string;
  readonly code: string;
  readonly keyCode: number;
  readonly isComposing: boolean;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
}

/** A key that belongs to an input method (a person choosing a character) is never a command. */
export function belongsToInputMethod(event: Pick<KeyPressed, 'isComposing' | 'keyCode'>): boolean {
  return event.isComposing || event.keyCode === 229;
}

/** `Ctrl+Enter`, `Alt+A`, `F9`, `J`, `?`. Alt chords go by the key's place, since Alt changes the character on some keyboards. */
export function chordOf(event: KeyPressed): string {
  const letter = event.altKey && /^Key[A-Z]$/.test(event.code) ? event.code.slice(3) : event.key.length === 1 ? event.key.toUpperCase() : event.key;
  return `${event.ctrlKey || event.metaKey ? 'Ctrl+' : ''}${event.altKey ? 'Alt+' : ''}${letter}`;
}

/** True for chords that are also text: they work only outside of fields. */
export function isText(chord: string): boolean {
  return chord.length === 1;
}
