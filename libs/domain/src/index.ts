/** The law's front door: other rooms import from here and nowhere deeper. */
export * from './money/money';
export * from './account/account';
export * from './account/soft-checks';
export * from './organ/organ';
export * from './answer/answer';
export * from './instruction/instruction';
export * from './instruction/instruction.law';
export * from './instruction/delivery.policy';
export * from './instruction/apply-result';
export * from './hold/hold';
export * from './clock/clock';
export * from './escalation/escalation.policy';
export * from './escalation/decide-watch';
export * from './flow/chase.policy';
export * from './flow/money-account';
export * from './incident/incident';
export * from './facts/fact';
