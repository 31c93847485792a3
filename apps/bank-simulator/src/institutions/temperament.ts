/** Faults of a flaky institution, each with its probability (0..1); what remains is an honest answer. */
export interface FlakyFaults {
  readonly reset_before_effect?: number;
  readonly reset_after_effect?: number;
  readonly server_error_after_effect?: number;
  readonly not_accepted?: number;
}

export const LIES = ['too_much', 'other_instruction', 'unknown_code', 'unsigned', 'garbage', 'accepted_forever'] as const;
/** A way of answering that must not be believed. */
export type Lie = (typeof LIES)[number];

/**
 * How an institution behaves. `delayMs` passes before it acts, divided by CLOCK_SPEED. Chance is a hash of `seed` and the
 * instruction's id: the same data gives the same behaviour.
 */
export type Temperament =
  | { readonly kind: 'fast' | 'slow'; readonly delayMs: number }
  | { readonly kind: 'callback'; readonly delayMs: number }
  | { readonly kind: 'duplicate_callbacks'; readonly delayMs: number; readonly copies: number }
  /** Accepts at once; answers after `answerAfterMs`, or (null) when a clerk answers. */
  | { readonly kind: 'by_hand'; readonly delayMs: number; readonly answerAfterMs: number | null }
  | { readonly kind: 'flaky'; readonly delayMs: number; readonly seed: number; readonly faults: FlakyFaults }
  /** Explicitly turns everything away, as a gateway in front of a bank under maintenance does. */
  | { readonly kind: 'down' }
  /** Receives and never says anything. */
  | { readonly kind: 'silent' }
  | { readonly kind: 'lying'; readonly delayMs: number; readonly seed: number; readonly lies: readonly Lie[] };

export type TemperamentKind = Temperament['kind'];
