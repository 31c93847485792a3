import { deepStrictEqual as same, strictEqual as is } from 'node:assert';
import type { InstructionKind } from '#domain';
import { newAttempt, newStop, TRACEPARENT, type ContractCase, type ContractRig } from '../contract-rig';
import type { SaidByInstitution } from '../institution-stage';

const BANK_AT = '2016-03-08T09:20:59.000Z';

const EXPLICIT: readonly (readonly [string, SaidByInstitution])[] = [
  ['done', { kind: 'done', controlledFen: 2_800_000, bankAt: BANK_AT, onward: [], cashedOutFen: 0 }],
  ['partly done with the rest moved on and cashed out', {
    kind: 'partly_done', controlledFen: 1_000_001, bankAt: BANK_AT, cashedOutFen: 300_000,
    onward: [{ account: { institutionCode: '999010000002', number: '9990020000000199', kind: 'card', holderName: '李四' }, amountFen: 1_499_999, transferredAt: BANK_AT, clearingSerial: 'CS0001' }],
  }],
  ['moved on to two accounts, one at an unknown institution', {
    kind: 'refused', reason: 'moved_on', cashedOutFen: 0,
    onward: [
      { account: { institutionCode: '999020000001', number: '9992010000000177', kind: 'payment_account', holderName: null }, amountFen: 1, transferredAt: null, clearingSerial: null },
      { account: { institutionCode: null, number: '8888777766665555', kind: 'card', holderName: null }, amountFen: 2_799_999, transferredAt: BANK_AT, clearingSerial: null },
    ],
  }],
  ['cashed out', { kind: 'refused', reason: 'cashed_out', onward: [], cashedOutFen: 2_800_000 }],
  ['refused: does not agree', { kind: 'refused', reason: 'mismatch', onward: [], cashedOutFen: 0 }],
  ['refused: no such account', { kind: 'refused', reason: 'account_not_found', onward: [], cashedOutFen: 0 }],
  ['refused: over the permitted stops', { kind: 'refused', reason: 'stop_limit_reached', onward: [], cashedOutFen: 0 }],
  ['refused: already stopped', { kind: 'refused', reason: 'already_stopped', onward: [], cashedOutFen: 0 }],
];

const NOTHING_HELD = { kind: 'done', controlledFen: 0, bankAt: BANK_AT, cashedOutFen: 0, onward: [] } as const;
const QUERIES: readonly (readonly [InstructionKind, SaidByInstitution])[] = [
  ['query_flow', { ...NOTHING_HELD, cashedOutFen: 5, onward: [{ account: { institutionCode: null, number: '8888777766665555', kind: 'card', holderName: null }, amountFen: 1, transferredAt: BANK_AT, clearingSerial: 'CS0001' }] }],
  ['query_holder', { ...NOTHING_HELD, holder: { name: '李四', idKind: '居民身份证', idNumber: '370832199001011234', phone: null } }],
  ['watch', NOTHING_HELD], ['unwatch', NOTHING_HELD], ['protect', { ...NOTHING_HELD, until: '2016-03-09T09:20:59.000Z' }], ['unprotect', NOTHING_HELD],
  ['query_flow', { kind: 'refused', reason: 'not_supported', onward: [], cashedOutFen: 0 }],
  ['protect', { kind: 'refused', reason: 'not_supported', onward: [], cashedOutFen: 0 }],
];

const QUEUED: readonly SaidByInstitution[] = [
  { kind: 'queued', position: 2, bankAt: BANK_AT, prior: [{ authority: '某区人民法院', until: '2016-09-08T09:20:59.000Z', amountFen: 5_000_000 }, { authority: '邻市公安局', until: null, amountFen: null }] },
  { kind: 'queued', position: 1, bankAt: BANK_AT, prior: [] },
];

/** Explicit answers arrive whole, to the fen. */
export const answers: readonly ContractCase[] = [
  ...EXPLICIT.map(([name, answer]): ContractCase => ({ name: `an explicit answer to a send arrives whole: ${name}`, check: (rig) => arrivesWhole(rig, 'send', answer) })),
  ...QUERIES.map(([kind, answer]): ContractCase => ({ name: `an answer to ${kind} arrives whole: ${answer.kind}`, check: (rig) => arrivesWhole(rig, 'send', answer, kind) })),
  ...QUEUED.map((answer, i): ContractCase => ({
    name: `a freeze that is queued behind ${i === 0 ? 'two earlier ones' : 'what nobody tells'} arrives as queued and never as done`,
    async check(rig) {
      await arrivesWhole(rig, 'send', answer, 'freeze');
      await arrivesWhole(rig, 'query', answer, 'freeze');
    },
  })),
  ...EXPLICIT.slice(0, 3).map(([name, answer]): ContractCase => ({ name: `an explicit answer to a query arrives whole: ${name}`, check: (rig) => arrivesWhole(rig, 'query', answer) })),
  {
    name: 'accepted is accepted and nothing more',
    async check({ adapter, stage }) {
      stage.behave({ kind: 'accepts', reference: 'R-77' });
      for (const purpose of ['send', 'query'] as const) {
        const { result } = await adapter[purpose](newStop(stage.endpoint), stage.endpoint, newAttempt());
        same(result, { kind: 'answered', answer: { kind: 'accepted', reference: 'R-77' } });
      }
    },
  },
  {
    name: 'amounts are exact to the fen in both directions, from 1 fen to the largest transfer',
    async check({ adapter, stage }) {
      for (const amountFen of [1, 99, 100, 147_500_001, 1_000_000_000_000]) {
        stage.behave({ kind: 'says', answer: { kind: 'done', controlledFen: amountFen, bankAt: BANK_AT, onward: [], cashedOutFen: 0 } });
        const { result } = await adapter.send(newStop(stage.endpoint, { amountFen }), stage.endpoint, newAttempt());
        is(stage.received.at(-1)?.amountFen, amountFen);
        is(result.kind === 'answered' && result.answer.kind === 'done' && result.answer.controlledFen, amountFen);
      }
    },
  },
  {
    name: 'what is sent names the instruction, account, callback address and trace, and is signed by us',
    async check({ adapter, stage }) {
      stage.behave({ kind: 'accepts', reference: 'R' });
      const instruction = newStop(stage.endpoint);
      const attempt = newAttempt();
      await adapter.send(instruction, stage.endpoint, attempt);
      same(stage.received.at(-1), {
        purpose: 'send', instructionId: instruction.id, amountFen: instruction.amountFen, accountNumber: instruction.accountNumber,
        callbackUrl: attempt.callbackUrl, traceparent: TRACEPARENT, isSignedByUs: true,
      });
      await adapter.query(instruction, stage.endpoint, newAttempt({ traceparent: null }));
      same(stage.received.at(-1), {
        purpose: 'query', instructionId: instruction.id, amountFen: null, accountNumber: null, callbackUrl: null, traceparent: null, isSignedByUs: true,
      });
    },
  },
  {
    name: 'repeating with the same id has one effect and gets the same answer',
    async check({ adapter, stage }) {
      stage.behave({ kind: 'says', answer: EXPLICIT[0]![1] });
      const instruction = newStop(stage.endpoint);
      const before = stage.effects;
      const first = await adapter.send(instruction, stage.endpoint, newAttempt());
      const second = await adapter.send(instruction, stage.endpoint, newAttempt({ attemptNo: 2 }));
      same(second.result, first.result);
      is(stage.effects, before + 1);
    },
  },
  {
    name: 'an answer leaves evidence: raw bytes, code and words',
    async check({ adapter, stage }) {
      stage.behave({ kind: 'says', answer: EXPLICIT[4]![1] });
      const { evidence } = await adapter.send(newStop(stage.endpoint), stage.endpoint, newAttempt());
      is((evidence.raw?.length ?? 0) > 0 && (evidence.code?.length ?? 0) > 0 && (evidence.text?.length ?? 0) > 0, true);
    },
  },
];

async function arrivesWhole({ adapter, stage }: ContractRig, purpose: 'send' | 'query', answer: SaidByInstitution, kind: InstructionKind = 'stop'): Promise<void> {
  stage.behave({ kind: 'says', answer });
  const { result } = await adapter[purpose](newStop(stage.endpoint, { kind }), stage.endpoint, newAttempt());
  same(result, { kind: 'answered', answer });
}
