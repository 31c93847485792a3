import { auditLedgers, isSound } from '../tools/chaos/audit-ledgers.mjs';
import { worstRun } from '../tools/chaos/worst-run.mjs';

const ACCOUNT = { institutionCode: '999010000001', accountNumber: '9990010000000188' };
const told = [{ told: 'accepted', key: 'k', id: 'i1', number: 'ZF1', ...ACCOUNT }];
const database = {
  incidents: [{ id: 'i1', number: 'ZF1', callNumber: 'k', humanTasks: 0 }],
  instructions: [{ id: 's1', incidentId: 'i1', state: 'done', needsHuman: false, ...ACCOUNT }],
  holds: [{ instructionId: 's1', controlledFen: 500, ...ACCOUNT }],
};
const books = (effects = 1, stops = [{ instructionId: 's1', controlledFen: 500 }]) => ({
  institutions: [{ code: ACCOUNT.institutionCode, instructions: [{ instructionId: 's1', accountNumber: ACCOUNT.accountNumber, effects }], accounts: [{ number: ACCOUNT.accountNumber, stops }] }],
});
const SOUND = { accepted: 1, lost: 0, duplicatedEffects: 0, falseStops: 0, unfinished: 0, refusedYetStored: 0, faults: [] };

/** The auditor of every chaos run must itself be able to say no: each planted error is found, and counted as what it is. */
describe('the audit of the three ledgers', () => {
  it('has nothing to say where all three agree', () => {
    expect(auditLedgers(told, database, books())).toEqual(SOUND);
    expect(isSound(auditLedgers(told, database, books()))).toBe(true);
  });

  it.each([
    ['an accepted report that is not in the database', 'lost', () => auditLedgers(told, { ...database, incidents: [] }, books())],
    ['an accepted report that another one stands for', 'lost', () => auditLedgers(told, { ...database, incidents: [{ ...database.incidents[0], callNumber: 'other' }] }, books())],
    ['a stop at a bank that the database has forgotten', 'lost', () => auditLedgers([], { incidents: [], instructions: [], holds: [] }, books())],
    ['an instruction that took effect twice', 'duplicatedEffects', () => auditLedgers(told, database, books(2))],
    ['two stops on an account for which one was asked', 'duplicatedEffects', () => auditLedgers(told, database, books(1, [{ instructionId: 's1', controlledFen: 500 }, { instructionId: 's2', controlledFen: 1 }]))],
    ['one report that became two incidents', 'duplicatedEffects', () => auditLedgers(told, { ...database, incidents: [...database.incidents, { ...database.incidents[0], id: 'i2', number: 'ZF2' }] }, books())],
    ['a "done" that no bank has done', 'falseStops', () => auditLedgers(told, { ...database, holds: [] }, books(0, []))],
    ['a hold of more than the bank holds', 'falseStops', () => auditLedgers(told, database, books(1, [{ instructionId: 's1', controlledFen: 499 }]))],
  ])('finds %s', (_, kind, audit) => {
    const verdict = audit();
    expect(verdict).toMatchObject({ [kind]: 1 });
    expect(verdict.faults.join()).toContain(kind);
    expect(isSound(verdict)).toBe(false);
  });

  it('counts what has not ended and calls nobody, and leaves alone what a person was called about', () => {
    const open = (needsHuman: boolean) => ({ ...database, holds: [], instructions: [{ ...database.instructions[0], state: 'uncertain', needsHuman }] });
    expect(auditLedgers(told, open(false), books()).unfinished).toBe(1);
    expect(auditLedgers(told, open(true), books()).unfinished).toBe(0);
    expect(auditLedgers(told, { ...database, instructions: [], holds: [] }, books(0, []))).toMatchObject({ unfinished: 1, lost: 0 });
    expect(auditLedgers(told, { ...database, holds: [], instructions: [{ ...database.instructions[0], state: 'refused' }] }, books())).toMatchObject({ unfinished: 1 });
  });

  it('tells of a refusal that was stored all the same', () => {
    expect(auditLedgers([{ ...told[0], told: 'refused' }], database, books())).toMatchObject({ accepted: 0, refusedYetStored: 1 });
  });
});

describe('a fault that ran more than once', () => {
  const fault = { worseBy: ({ ms }: { ms: number }) => ms };
  it('is told by the whole of its worst run, wherever that came', () => {
    const runs = [{ ms: 3, gaps: 1 }, { ms: 5, gaps: 0 }, { ms: 4, gaps: 2 }];
    for (const order of [runs, [...runs].reverse()]) expect(order.reduce<{ ms: number } | undefined>((kept, told) => worstRun(fault, kept, told), undefined)).toEqual({ ms: 5, gaps: 0 });
  });
});
