import type { Answer } from '../answer/answer';
import type { Fen } from '../money/money';
import type { Instruction } from '../instruction/instruction';

/** What is in force on an account; a legal effect, not a message. */
export type HoldKind = 'stop' | 'freeze';
export type HoldState = 'in_force' | 'lapsed' | 'released';

/** 控制: placed by one instruction that an institution said it carried out. */
export interface Hold {
  readonly id: string;
  readonly instructionId: string;
  readonly kind: HoldKind;
  readonly state: HoldState;
  readonly controlledFen: Fen;
  /** ISO 8601, the institution's own clock. */
  readonly since: string;
  readonly until: string;
}

/** How long each measure lasts and how often it may be used. Policy data: the rules change without us. */
export interface HoldPolicy {
  /** 银发〔2016〕86号 art. 2(1)2: 48 hours from the moment of the stop. */
  readonly stopLastsHours: number;
  /** Same article: at most two stops of one account, across all organs. */
  readonly stopsPerAccountMax: number;
}

export const DEFAULT_HOLD_POLICY: HoldPolicy = { stopLastsHours: 48, stopsPerAccountMax: 2 };

/** The hold that an explicit answer to a stop places; undefined for every other answer or kind. */
export function holdFrom(id: string, instruction: Pick<Instruction, 'id' | 'kind'>, answer: Answer, policy: HoldPolicy): Hold | undefined {
  if (instruction.kind !== 'stop' || (answer.kind !== 'done' && answer.kind !== 'partly_done')) return undefined;
  const until = new Date(Date.parse(answer.bankAt) + policy.stopLastsHours * 3_600_000);
  return {
    id, instructionId: instruction.id, kind: 'stop', state: 'in_force',
    controlledFen: answer.controlledFen, since: answer.bankAt, until: until.toISOString(),
  };
}
