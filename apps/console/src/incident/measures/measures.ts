import type { HoldKind, MeasureKind } from '#domain';
import type { TextKey } from '../../language/translate';

/** What the console needs to know about a measure to offer its form; what is permitted says the api. */
export interface MeasureWords {
  readonly kind: MeasureKind;
  readonly on: HoldKind;
  readonly explain: TextKey;
  readonly send: TextKey;
  /** Freezing is an act of the case: number and approver belong to it. */
  readonly needsApproval: boolean;
  readonly takesAmount: boolean;
  /** What gives money up is asked twice. */
  readonly asksTwice: boolean;
}

export const MEASURES = {
  extend: { kind: 'extend', on: 'stop', explain: 'measure.extend.explain', send: 'measure.extend', needsApproval: false, takesAmount: false, asksTwice: false },
  release: { kind: 'release', on: 'stop', explain: 'measure.release.explain', send: 'measure.release', needsApproval: false, takesAmount: false, asksTwice: true },
  freeze: { kind: 'freeze', on: 'stop', explain: 'measure.freeze.explain', send: 'measure.freeze', needsApproval: true, takesAmount: true, asksTwice: false },
  extend_freeze: { kind: 'extend_freeze', on: 'freeze', explain: 'measure.extend_freeze.explain', send: 'measure.extend_freeze', needsApproval: true, takesAmount: false, asksTwice: false },
  unfreeze: { kind: 'unfreeze', on: 'freeze', explain: 'measure.unfreeze.explain', send: 'measure.unfreeze', needsApproval: false, takesAmount: false, asksTwice: true },
} as const satisfies Readonly<Record<MeasureKind, MeasureWords>>;
