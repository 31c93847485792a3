import * as fc from 'fast-check';
import type { DataSource } from 'typeorm';
import { balances, EMPTY_DETAILS } from '#domain';
import { freshDatabase, type FreshDatabase } from '../../../test/infrastructure';
import { accountIncidents } from './account-incidents';
import { applicationDataSource } from './data-source';
import { moneyOfRow } from './incident-head';
import { joinIncidents, unjoinIncidents } from './join-incidents';
import { CHAIN_START } from './journal/hash-chain';
import { Ledger } from './ledger';
import { paidBackTo, writePaidBack } from './pay-back';
import { HOLD_COLUMNS, INSTRUCTION_COLUMNS, RETURN_COLUMNS, TRANSFER_COLUMNS } from './rows/row-types';
import { insertBatch } from './sql';
import { SystemClock, UuidV7IdSource } from './uuid-v7.id-source';

const INCIDENTS = 3;
const ACCOUNTS = ['a', 'b'];
const PATH = '370000000000/370800000000/370832000000/';

type Step =
  | { readonly kind: 'join'; readonly from: number; readonly into: number; readonly accounts: readonly string[] }
  | { readonly kind: 'unjoin'; readonly from: number }
  | { readonly kind: 'answer'; readonly incident: number; readonly account: string; readonly fen: number; readonly onwardFen: number }
  | { readonly kind: 'return'; readonly incident: number; readonly account: string; readonly fen: number };

const account = fc.constantFrom(...ACCOUNTS);
const who = fc.integer({ min: 0, max: INCIDENTS - 1 });
const steps = fc.array(fc.oneof(
  fc.record({ kind: fc.constant('join' as const), from: who, into: who, accounts: fc.subarray(ACCOUNTS) }),
  fc.record({ kind: fc.constant('unjoin' as const), from: who }),
  fc.record({ kind: fc.constant('answer' as const), incident: who, account, fen: fc.integer({ min: 0, max: 150 }), onwardFen: fc.integer({ min: 0, max: 80 }) }),
  fc.record({ kind: fc.constant('return' as const), incident: who, account, fen: fc.integer({ min: 1, max: 120 }) }),
), { minLength: 8, maxLength: 24, size: 'max' });

/** Whatever is joined, taken apart and answered in whatever order: every fen of every payment is counted once, in one incident, in one place. */
describe('the money of joined incidents', () => {
  const ids = new UuidV7IdSource();
  let database: FreshDatabase;
  let dataSource: DataSource;
  let ledger: Ledger;
  beforeAll(async () => {
    database = await freshDatabase();
    dataSource = applicationDataSource({ url: database.url, poolSizeMax: 4, applicationName: 'joins' });
    await dataSource.initialize();
    ledger = new Ledger(dataSource, new SystemClock());
    await ledger.sql.rows("insert into organs values ('370832000000', '梁山县局', 'county', $1)", [PATH]);
    await ledger.sql.rows("insert into institutions (code, name_zh, name_en, kind, protocol, base_url, deadline_ms, concurrency_max) values ('b', 'b', 'b', 'bank', 'rest-json', 'http://x', 1000, 1)");
  });
  afterAll(async () => {
    await dataSource.destroy();
    await database.drop();
  });

  interface Reported { readonly id: string; readonly transferOf: Map<string, string>; readonly instructionOf: Map<string, string> }
  const report = async (prefix: string): Promise<Reported> => {
    const one: Reported = { id: ids.next(), transferOf: new Map(ACCOUNTS.map((name) => [name, ids.next()])), instructionOf: new Map(ACCOUNTS.map((name) => [name, ids.next()])) };
    await ledger.commit([], async (transaction) => {
      const lostFen = 100 * ACCOUNTS.length;
      transaction.open({
        id: one.id, number: `N-${one.id}`, organCode: '370832000000', organPath: PATH, createdBy: 'wang', reportedAt: transaction.at, enteredAt: transaction.at, state: 'live', version: 1, details: EMPTY_DETAILS, level: 'county',
        transferredAt: null, sentAt: null, receivedAt: null, stoppedAt: null, money: { lostFen, controlledFen: 0, inFlightFen: lostFen, cashedOutFen: 0, untracedFen: 0, returnedFen: 0 },
        openInstructions: 0, uncertainInstructions: 0, humanTasks: 0, watchAt: null, factCount: 0, lastHash: CHAIN_START,
      });
      transaction.append({ incidentId: one.id, type: 'incident.reported', actor: 'wang', data: { number: 'N', lostFen, reportedAt: '', enteredAt: '', details: EMPTY_DETAILS } }, null);
      await transaction.writeOpened();
      await insertBatch(transaction.sql, 'transfers', TRANSFER_COLUMNS, ACCOUNTS.map((name) => ({ id: one.transferOf.get(name), incident_id: one.id, layer: 1, amount_fen: 100, institution_code: 'b', account_number: prefix + name, account_kind: 'card', source: 'report', needs_plan: false })));
      await insertBatch(transaction.sql, 'instructions', INSTRUCTION_COLUMNS, ACCOUNTS.map((name) => ({
        id: one.instructionOf.get(name), incident_id: one.id, incident_number: 'N', transfer_id: one.transferOf.get(name), kind: 'stop', institution_code: 'b', account_number: prefix + name, account_kind: 'card', amount_fen: 100,
        organ_code: '370832000000', state: 'waiting', send_count: 1, planned_at: transaction.at, state_at: transaction.at,
      })));
      await transaction.sql.rows('update transfers set covered_by = i.id from instructions i where i.transfer_id = transfers.id and i.incident_id = $1', [one.id]);
      await accountIncidents(transaction, [one.id], 'wang');
    });
    return one;
  };
  /** The stop of this incident's own payment is answered: so much is held there, so much went on to where nobody asks. */
  const answer = async (one: Reported, name: string, prefix: string, fen: number, onwardFen: number, also: readonly string[]): Promise<void> => {
    const instructionId = one.instructionOf.get(name);
    await ledger.commit([one.id, ...also], async (transaction) => {
      const moved = await transaction.sql.rows("update instructions set state = 'partly_done', answered_at = $2 where id = $1 and state = 'waiting' returning id", [instructionId, transaction.at]);
      if (moved.length === 0) return;
      await insertBatch(transaction.sql, 'holds', HOLD_COLUMNS, [{ id: ids.next(), incident_id: one.id, transfer_id: one.transferOf.get(name), instruction_id: instructionId, institution_code: 'b', account_number: prefix + name, kind: 'stop', state: 'in_force', controlled_fen: fen, since: transaction.at, until: new Date(transaction.at.getTime() + 3_600_000), stop_no: 1 }]);
      if (onwardFen > 0) await insertBatch(transaction.sql, 'transfers', TRANSFER_COLUMNS, [{ id: ids.next(), incident_id: one.id, parent_transfer_id: one.transferOf.get(name), layer: 2, amount_fen: onwardFen, institution_code: 'b', account_number: `${prefix}${name}-on`, account_kind: 'card', source: 'answer', needs_plan: true }]);
      await accountIncidents(transaction, [one.id, ...also], 'worker');
    });
  };

  /** So much of what this incident's hold secures for the victim is paid back, or as much as it secures. @returns how much */
  const payBack = async (holder: Reported, number: string, victim: Reported, fen: number): Promise<number> => (await ledger.commit([holder.id, victim.id], async (transaction) => {
    const { sql, at } = transaction;
    const [hold] = await sql.rows<{ id: string; instruction_id: string; fen: string }>(
      'select h.id, h.instruction_id, a.fen from holds h join hold_allocations a on a.hold_id = h.id and a.incident_id = $2 where h.incident_id = $1 and h.account_number = $3', [holder.id, victim.id, number]);
    const amountFen = Math.min(fen, Number(hold?.fen ?? 0));
    if (!hold || amountFen === 0) return 0;
    const [returnId, transferId] = [ids.next(), await paidBackTo(sql, hold, victim.id)];
    await insertBatch(sql, 'returns', RETURN_COLUMNS, [{ id: returnId, hold_id: hold.id, incident_id: victim.id, transfer_id: transferId, amount_fen: amountFen, method: 'single', reason: 'r', approver_name: 'z', approver_level: 'county', decided_by: 'wang', decided_at: at, state: 'decided' }]);
    await writePaidBack(sql, { returnId, holdId: hold.id, transferId, victimIncidentId: victim.id, amountFen, paidAt: at, serial: 's', by: 'wang', at });
    await accountIncidents(transaction, [holder.id, victim.id], 'wang');
    return amountFen;
  })).result;
  const join = (from: Reported, target: Reported, names: readonly string[]) => ledger.commit([from.id, target.id], (transaction) => joinIncidents(transaction, {
    joinedIncidentId: from.id, intoIncidentId: target.id, reason: null, actor: 'wang', traceparent: null, same: names.map((name) => ({ transferId: from.transferOf.get(name) as string, sameAsTransferId: target.transferOf.get(name) as string })),
  }));
  const unjoin = (from: Reported, target: Reported) => ledger.commit([from.id, target.id], (transaction) => unjoinIncidents(transaction, { joinedIncidentId: from.id, intoIncidentId: target.id, reason: 'r', actor: 'wang', traceparent: null }));
  const returnedTo = async (...of: Reported[]): Promise<number[]> => {
    const rows = await ledger.sql.rows<{ id: string; fen: string }>('select id, returned_fen as fen from incidents where id = any($1::uuid[])', [of.map((one) => one.id)]);
    return of.map((one) => Number(rows.find((row) => row.id === one.id)?.fen));
  };

  it('what was paid to the victim stays with that victim when the join is taken apart, also from an account further down', async () => {
    const [into, later] = [await report('u-'), await report('u-')];
    await join(later, into, ['a', 'b']);
    await answer(later, 'a', 'u-', 100, 0, [into.id]);
    expect(await payBack(later, 'u-a', into, 60)).toBe(60);
    expect(await returnedTo(into, later)).toEqual([60, 0]);
    await answer(later, 'b', 'u-', 0, 80, [into.id]);
    await ledger.commit([later.id, into.id], async (transaction) => {
      const [onward] = await transaction.sql.rows<{ id: string }>('select id from transfers where incident_id = $1 and layer = 2', [later.id]);
      const instructionId = ids.next();
      await insertBatch(transaction.sql, 'instructions', INSTRUCTION_COLUMNS, [{
        id: instructionId, incident_id: later.id, incident_number: 'N', transfer_id: onward?.id, kind: 'stop', institution_code: 'b', account_number: 'u-b-on', account_kind: 'card', amount_fen: 80,
        organ_code: '370832000000', state: 'done', send_count: 1, planned_at: transaction.at, state_at: transaction.at, answered_at: transaction.at,
      }]);
      await transaction.sql.rows('update transfers set covered_by = $2, needs_plan = false where id = $1', [onward?.id, instructionId]);
      await insertBatch(transaction.sql, 'holds', HOLD_COLUMNS, [{ id: ids.next(), incident_id: later.id, transfer_id: onward?.id, instruction_id: instructionId, institution_code: 'b', account_number: 'u-b-on', kind: 'freeze', state: 'in_force', controlled_fen: 80, since: transaction.at, until: new Date(transaction.at.getTime() + 3_600_000), stop_no: 1 }]);
      await accountIncidents(transaction, [later.id, into.id], 'worker');
    });
    expect(await payBack(later, 'u-b-on', into, 70)).toBe(70);
    expect(await returnedTo(into, later)).toEqual([130, 0]);
    await unjoin(later, into);
    expect(await returnedTo(into, later)).toEqual([130, 0]);
    await join(later, into, ['a']);
    expect(await returnedTo(into, later)).toEqual([130, 0]);
  });

  it('a fen returned for a payment told again is not counted a second time for another payment into the same account', async () => {
    const [into, later] = [await report('d-'), await report('d-')];
    await ledger.commit([later.id], async (transaction) => {
      await insertBatch(transaction.sql, 'transfers', TRANSFER_COLUMNS, [{ id: ids.next(), incident_id: later.id, layer: 1, amount_fen: 100, institution_code: 'b', account_number: 'd-a', account_kind: 'card', source: 'report', needs_plan: false }]);
      await transaction.sql.rows("update transfers set covered_by = $2 where incident_id = $1 and account_number = 'd-a'", [later.id, later.instructionOf.get('a')]);
      await accountIncidents(transaction, [later.id], 'wang');
    });
    await join(later, into, ['a']);
    // The first to be secured is the later report with its other payment; 50 remain for the one that was told again.
    await answer(later, 'a', 'd-', 150, 0, [into.id]);
    expect(await payBack(later, 'd-a', into, 40)).toBe(40);
    expect(await returnedTo(into, later)).toEqual([40, 0]);
    expect(await payBack(later, 'd-a', later, 30)).toBe(30);
    expect(await returnedTo(into, later)).toEqual([40, 30]);
    await unjoin(later, into);
    expect(await returnedTo(into, later)).toEqual([40, 30]);
  });

  it('a movement that both reports tell is one movement: nothing more reaches the next account than went there', async () => {
    const [into, later] = [await report('m-'), await report('m-')];
    await join(later, into, ['a', 'b']);
    await answer(into, 'a', 'm-', 0, 60, [later.id]);
    await answer(later, 'a', 'm-', 0, 60, [into.id]);
    await ledger.commit([into.id, later.id], async (transaction) => {
      const [onward] = await transaction.sql.rows<{ id: string }>('select id from transfers where incident_id = $1 and layer = 2', [into.id]);
      const instructionId = ids.next();
      const at = transaction.at;
      await insertBatch(transaction.sql, 'instructions', INSTRUCTION_COLUMNS, [{ id: instructionId, incident_id: into.id, incident_number: 'N', transfer_id: onward?.id, kind: 'stop', institution_code: 'b', account_number: 'm-a-on', account_kind: 'card', amount_fen: 60, organ_code: '370832000000', state: 'done', send_count: 1, planned_at: at, state_at: at, answered_at: at }]);
      await transaction.sql.rows("update transfers set covered_by = $1, needs_plan = false where account_number = 'm-a-on'", [instructionId]);
      await insertBatch(transaction.sql, 'holds', HOLD_COLUMNS, [{ id: ids.next(), incident_id: into.id, transfer_id: onward?.id, instruction_id: instructionId, institution_code: 'b', account_number: 'm-a-on', kind: 'stop', state: 'in_force', controlled_fen: 500, since: at, until: new Date(at.getTime() + 3_600_000), stop_no: 1 }]);
      await accountIncidents(transaction, [into.id, later.id], 'worker');
    });
    const [row] = await ledger.sql.rows<Parameters<typeof moneyOfRow>[0]>('select * from incidents where id = $1', [into.id]);
    expect(row && moneyOfRow(row)).toMatchObject({ lostFen: 200, controlledFen: 60, untracedFen: 40 });
  });

  it('holds through any order of joins, un-joins, answers and returns', async () => {
    let run = 0;
    await fc.assert(fc.asyncProperty(steps, async (happened) => {
      const prefix = `r${(run += 1)}-`;
      const all = [await report(prefix), await report(prefix), await report(prefix)] as const;
      const into = new Map<number, { readonly target: number; readonly accounts: readonly string[] }>();
      const held = new Map<string, number>();
      const answeredNow = new Set<string>();
      const paid: { readonly from: number; readonly victim: number; readonly name: string; readonly fen: number }[] = [];
      /** Who counts this incident's payment now. */
      const countsFor = (i: number, name: string): number => (into.get(i)?.accounts.includes(name) ? into.get(i)?.target ?? i : i);
      for (const step of happened) {
        if (step.kind === 'join') {
          const isTarget = [...into.values()].some(({ target }) => target === step.from);
          if (step.from === step.into || into.has(step.from) || into.has(step.into) || isTarget) continue;
          const [from, target] = [all[step.from] as Reported, all[step.into] as Reported];
          await join(from, target, step.accounts);
          into.set(step.from, { target: step.into, accounts: step.accounts });
        } else if (step.kind === 'unjoin') {
          const joined = into.get(step.from);
          if (!joined) continue;
          const [from, target] = [all[step.from] as Reported, all[joined.target] as Reported];
          await unjoin(from, target);
          into.delete(step.from);
        } else if (step.kind === 'return') {
          const victim = countsFor(step.incident, step.account);
          const fen = await payBack(all[step.incident] as Reported, prefix + step.account, all[victim] as Reported, step.fen);
          if (fen > 0) paid.push({ from: step.incident, victim, name: step.account, fen });
        } else {
          const also = into.get(step.incident);
          const key = `${step.incident}/${step.account}`;
          if (!answeredNow.has(key)) held.set(key, step.fen);
          answeredNow.add(key);
          await answer(all[step.incident] as Reported, step.account, prefix, step.fen, step.onwardFen, also ? [(all[also.target] as Reported).id] : []);
        }
        const rows = await ledger.sql.rows<Parameters<typeof moneyOfRow>[0] & { id: string }>('select * from incidents where id = any($1::uuid[]) order by id', [all.map((one) => one.id)]);
        const accounts = rows.map(moneyOfRow);
        expect(accounts.every(balances)).toBe(true);
        // Three times two payments of 100, less those that are told again.
        const toldAgain = [...into.values()].reduce((sum, { accounts: names }) => sum + names.length, 0);
        expect(accounts.reduce((sum, money) => sum + money.lostFen, 0)).toBe(INCIDENTS * ACCOUNTS.length * 100 - toldAgain * 100);
        // Nobody is secured by more than was held, and nothing that could secure a loss lies idle.
        const secured = all.map((one) => accounts[rows.findIndex((row) => row.id === one.id)]?.controlledFen ?? 0);
        all.forEach((_, i) => {
          const sources = (name: string): number[] => [i, ...[...into].filter(([, joined]) => joined.target === i && joined.accounts.includes(name)).map(([from]) => from)];
          const counted = ACCOUNTS.filter((name) => !into.get(i)?.accounts.includes(name));
          const sum = (of: typeof paid): number => of.reduce((fen, one) => fen + one.fen, 0);
          const returned = (name: string): number => Math.min(100, sum(paid.filter((one) => one.name === name && countsFor(one.victim, name) === i)));
          expect(accounts[rows.findIndex((row) => row.id === all[i]?.id)]?.returnedFen).toBe(counted.reduce((fen, name) => fen + returned(name), 0));
          const heldBy = (source: number, name: string): number => (held.get(`${source}/${name}`) ?? 0) - sum(paid.filter((one) => one.from === source && one.name === name));
          expect(secured[i]).toBe(counted.reduce((fen, name) => fen + Math.min(100 - returned(name), sources(name).reduce((all, source) => all + heldBy(source, name), 0)), 0));
        });
      }
    }), { numRuns: 60 });
  }, 120_000);
});
