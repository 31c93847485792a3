import { deepStrictEqual as same, ok } from 'node:assert';
import { newStop, type ContractCase } from '../contract-rig';
import type { SaidByInstitution } from '../institution-stage';

const LATE: readonly SaidByInstitution[] = [
  { kind: 'done', controlledFen: 2_800_000, bankAt: '2016-03-08T09:20:59.000Z', onward: [], cashedOutFen: 0 },
  { kind: 'refused', reason: 'mismatch', onward: [], cashedOutFen: 0 },
  // Nobody knows yet that it is about a freeze: the place in a queue must be read all the same.
  { kind: 'queued', position: 3, bankAt: '2016-03-08T09:20:59.000Z', prior: [{ authority: '某区人民法院', until: null, amountFen: 1 }] },
];

const WATCHED = { institutionCode: '999010000002', number: '9990020000000199', kind: 'card', holderName: null } as const;

/** Answers that come later, through the callback door. */
export const inbound: readonly ContractCase[] = [
  {
    name: 'a late answer is read like a prompt one',
    async check({ adapter, stage }) {
      for (const answer of LATE) {
        const { id } = newStop(stage.endpoint);
        const decoded = adapter.decodeInbound(stage.inbound(id, answer), stage.endpoint);
        ok('instructionId' in decoded);
        same([decoded.instructionId, decoded.report.result], [id, { kind: 'answered', answer }]);
      }
    },
  },
  {
    name: 'a watch tells each movement under its own id, again and again, and each telling arrives whole',
    async check({ adapter, stage }) {
      const { id } = newStop(stage.endpoint, { kind: 'watch' });
      for (const [i, clearingSerial] of ['CS1', 'CS2', 'CS1'].entries()) {
        const answer: SaidByInstitution = { kind: 'done', controlledFen: 0, bankAt: '2016-03-08T09:20:59.000Z', cashedOutFen: i, onward: [{ account: WATCHED, amountFen: 100 + i, transferredAt: '2016-03-08T09:20:58.000Z', clearingSerial }] };
        const decoded = adapter.decodeInbound(stage.inbound(id, answer), stage.endpoint);
        ok('instructionId' in decoded);
        same([decoded.instructionId, decoded.report.result], [id, { kind: 'answered', answer }]);
      }
    },
  },
  {
    name: 'whatever else is posted to the callback door is undecodable, and nothing throws',
    async check({ adapter, stage }) {
      for (const raw of stage.undecodable) {
        const decoded = adapter.decodeInbound(raw, stage.endpoint);
        ok('undecodable' in decoded, `decoded ${Buffer.from(raw.body).toString().slice(0, 60)}`);
      }
    },
  },
];
