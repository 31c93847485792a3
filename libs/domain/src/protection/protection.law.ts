import type { InstructionKind } from '../instruction/instruction';

export const PROTECTION_KINDS = ['protect', 'unprotect'] as const satisfies readonly InstructionKind[];
/**
 * 保护性止付 and its end, on a victim's own card. Neither is a stop of a suspect account: it spends none of an account's two stops, secures no
 * lost money, speaks for no transfer, and becomes no freeze.
 */
export type ProtectionKind = (typeof PROTECTION_KINDS)[number];

export function isProtectionKind(kind: InstructionKind): kind is ProtectionKind {
  return (PROTECTION_KINDS as readonly InstructionKind[]).includes(kind);
}

/** The capability that an institution's register names. */
export const PROTECT_CAPABILITY = 'protect';

export function canProtect(capabilities: readonly string[]): boolean {
  return capabilities.includes(PROTECT_CAPABILITY);
}

export const PROTECTION_STATES = ['in_force', 'lapsed', 'released'] as const;
/** in_force: the bank lets nothing out. lapsed: its time ran out. released: given back at the victim's wish. */
export type ProtectionState = (typeof PROTECTION_STATES)[number];

export const PROTECTION_EVENTS = ['lapsed', 'released'] as const;
export type ProtectionEvent = (typeof PROTECTION_EVENTS)[number];

export type ProtectionLaw = Readonly<Record<ProtectionState, Readonly<Record<ProtectionEvent, { readonly to: ProtectionState } | 'repeated'>>>>;

/**
 * A protective stop's law: one row per state, one column per event, none left out. A table of its own, and a short one: whoever extends or
 * freezes has a suspect account in mind, and for that there is the hold's law. What is over stays over; the victim may consent anew.
 */
export const PROTECTION_LAW: ProtectionLaw = {
  in_force: { lapsed: { to: 'lapsed' }, released: { to: 'released' } },
  lapsed: { lapsed: 'repeated', released: 'repeated' },
  released: { lapsed: 'repeated', released: 'repeated' },
};

/** The law's ruling; another table than the law is for tests of the tests. */
export function ruleOnProtection(state: ProtectionState, event: ProtectionEvent, law: ProtectionLaw = PROTECTION_LAW): { readonly to: ProtectionState } | 'repeated' {
  return law[state][event];
}

/** The law as a Mermaid state diagram; docs/instruction-law.md is generated from it. */
export function drawProtectionLaw(): string {
  const lines = ['stateDiagram-v2', '  [*] --> in_force: done, partly_done'];
  for (const from of PROTECTION_STATES) {
    for (const event of PROTECTION_EVENTS) {
      const ruling = PROTECTION_LAW[from][event];
      if (ruling !== 'repeated') lines.push(`  ${from} --> ${ruling.to}: ${event}`);
    }
  }
  return `${lines.join('\n')}\n`;
}
