import type { ApprovalPolicy } from '../approval/approval.policy';
import type { EscalationPolicy } from '../escalation/escalation.policy';
import type { ChasePolicy } from '../flow/chase.policy';
import type { HoldPolicy } from '../hold/hold';
import type { DeliveryPolicy } from '../instruction/delivery.policy';
import type { ReturnPolicy } from '../returns/permit-return';
import { parseApprovalPolicy } from './parse-approval-policy';
import { parseClockPolicy, type ClockPolicy } from './parse-clock-policy';
import { parseChasePolicy } from './parse-chase-policy';
import { parseDeliveryPolicy } from './parse-delivery-policy';
import { parseEscalationPolicy } from './parse-escalation-policy';
import { parseHoldPolicy } from './parse-hold-policy';
import { parseReturnPolicy } from './parse-return-policy';
import { PolicyReader } from './policy-reader';

/** The rules that change without us, as data. One key of the file per policy. */
export interface Policies {
  readonly hold: HoldPolicy;
  readonly chase: ChasePolicy;
  readonly escalation: EscalationPolicy;
  readonly delivery: DeliveryPolicy;
  readonly approval: ApprovalPolicy;
  readonly returns: ReturnPolicy;
  readonly clock: ClockPolicy;
}

/** A new policy is a field above and a line here. */
const SECTIONS: { readonly [Name in keyof Policies]: (reader: PolicyReader) => Policies[Name] } = {
  hold: parseHoldPolicy,
  chase: parseChasePolicy,
  escalation: parseEscalationPolicy,
  delivery: parseDeliveryPolicy,
  approval: parseApprovalPolicy,
  returns: parseReturnPolicy,
  clock: parseClockPolicy,
};

/**
 * Reads the text of a policies file (JSON). What is absent keeps its built-in value; what is wrong or unknown is a fault with its path.
 * @returns the policies, and every fault at once, in Chinese and English.
 */
export function parsePolicies(text: string): { readonly policies: Policies; readonly faults: readonly string[] } {
  const faults: string[] = [];
  let file: unknown;
  try {
    file = JSON.parse(text);
  } catch {
    faults.push('.: 不是有效的 JSON / is not valid JSON');
  }
  const policies = new PolicyReader(file === undefined ? {} : (file ?? []), '', faults).with((reader) =>
    Object.fromEntries(Object.entries(SECTIONS).map(([name, parse]) => [name, reader.section(name, parse as (reader: PolicyReader) => unknown)])) as unknown as Policies);
  return { policies, faults };
}

/**
 * The policies that a process starts with: those of the file that POLICIES_FILE names, or the built-in ones when it names none.
 * @param readFile gives a file's text or throws; the law itself reads nothing.
 * @param faults where faults are added, each with the name of the variable.
 */
export function policiesFrom(path: string | undefined, readFile: (path: string) => string, faults: string[]): Policies {
  if (!path) return parsePolicies('{}').policies;
  try {
    const parsed = parsePolicies(readFile(path));
    faults.push(...parsed.faults.map((fault) => `POLICIES_FILE: ${fault}`));
    return parsed.policies;
  } catch (fault) {
    faults.push(`POLICIES_FILE: 无法读取 / cannot be read: ${fault instanceof Error ? fault.message : String(fault)}`);
    return parsePolicies('{}').policies;
  }
}
