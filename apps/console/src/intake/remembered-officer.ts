/** A shift: so long a choice is kept, and no longer. */
const SHIFT_MS = 12 * 3_600_000;

/** The second officer chosen in this shift, as kept on this machine; empty when nobody was, or the shift is over. */
export function rememberedOfficer(kept: string | null, nowMs: number): string {
  try {
    const { code, until } = JSON.parse(kept ?? '{}') as { code?: unknown; until?: unknown };
    return typeof code === 'string' && typeof until === 'number' && nowMs < until ? code : '';
  } catch {
    // Damaged: nobody was chosen.
    return '';
  }
}

/** What is kept of a choice. */
export function officerToRemember(code: string, nowMs: number): string {
  return JSON.stringify({ code, until: nowMs + SHIFT_MS });
}
