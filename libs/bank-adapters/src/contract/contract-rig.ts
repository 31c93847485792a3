import { randomUUID } from 'node:crypto';
import type { Instruction } from '#domain';
import type { AttemptContext, BankAdapter } from '../bank-adapter.port';
import type { InstitutionStage } from './institution-stage';

/** What a contract case works with. */
export interface ContractRig {
  readonly adapter: BankAdapter;
  readonly stage: InstitutionStage;
}

/** One clause of the contract; it throws when the adapter breaks it. */
export interface ContractCase {
  readonly name: string;
  check(rig: ContractRig): Promise<void>;
}

/** Long enough for loopback on a busy machine; cases that wait for it use a short one of their own. */
const DEADLINE_MS = 5_000;

export const TRACEPARENT = '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01';

export function newStop(endpoint: { readonly code: string }, change: Partial<Instruction> = {}): Instruction {
  return {
    id: randomUUID(), incidentId: randomUUID(), incidentNumber: 'J3708002016030800001', transferId: randomUUID(), kind: 'stop',
    institutionCode: endpoint.code, accountNumber: '9990010000000124', accountKind: 'card', holderName: '张三', amountFen: 2_800_000,
    transferredAt: '2016-03-08T09:12:00.000Z', organCode: '370800000000', ...change,
  };
}

export function newAttempt(change: Partial<AttemptContext> = {}): AttemptContext {
  return {
    attemptNo: 1, deadlineMs: DEADLINE_MS, signal: new AbortController().signal, traceparent: TRACEPARENT,
    callbackUrl: 'http://127.0.0.1:9/api/v1/bank-door/999010000001/answers', now: () => new Date(), ...change,
  };
}
