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
import { HOLD_COLUMNS, INSTRUCTION_COLUMNS, TRANSFER_COLUMNS } from './rows/row-types';
import { insertBatch } from './sql';
import { SystemClock, UuidV7IdSource } from './uuid-v7.id-source';

const INCIDENTS = 3;
const ACCOUNTS = ['a', 'b'];
const PATH = '370000000000/370800000000/370832000000/';

type Step =
  | { readonly kind: 'join'; readonly from: number; readonly into: number; readonly accounts: readonly string[] }
  | { readonly kind: 'unjoin'; readonly from: number }
  | { readonly kind: 'answer'; readonly incident: number; readonly account: string; readonly fen: number; readonly onwardFen: number };

const account = fc.constantFrom(...ACCOUNTS);
const who = fc.integer({ min: 0, max: INCIDENTS - 1 });
const steps = fc.array(fc.oneof(
  fc.record({ kind: fc.constant('join' as const), from: who, into: who, accounts: fc.subarray(ACCOUNTS) }),
  fc.record({ kind: fc.constant('unjoin' as const), from: who }),
  fc.record({ kind: fc.constant('answer' as const), incident: who, account, fen: fc.integer({ min: 0, max: 150 }), onwardFen: fc.integer({ min: 0, max: 80 }) }),
), { minLength: 4, maxLength: 14 });

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

  it('holds through any order of joins, un-joins and answers', async () => {
    let run = 0;
    await fc.assert(fc.asyncProperty(steps, async (happened) => {
      const prefix = `r${(run += 1)}-`;
      const all = [await report(prefix), await report(prefix), await report(prefix)] as const;
      const into = new Map<number, { readonly target: number; readonly accounts: readonly string[] }>();
      const held = new Map<string, number>();
      const answeredNow = new Set<string>();
      for (const step of happened) {
        if (step.kind === 'join') {
          const isTarget = [...into.values()].some(({ target }) => target === step.from);
          if (step.from === step.into || into.has(step.from) || into.has(step.into) || isTarget) continue;
          const [from, target] = [all[step.from] as Reported, all[step.into] as Reported];
          const same = step.accounts.map((name) => ({ transferId: from.transferOf.get(name) as string, sameAsTransferId: target.transferOf.get(name) as string }));
          await ledger.commit([from.id, target.id], (transaction) => joinIncidents(transaction, { joinedIncidentId: from.id, intoIncidentId: target.id, same, reason: null, actor: 'wang', traceparent: null }));
          into.set(step.from, { target: step.into, accounts: step.accounts });
        } else if (step.kind === 'unjoin') {
          const joined = into.get(step.from);
          if (!joined) continue;
          const [from, target] = [all[step.from] as Reported, all[joined.target] as Reported];
          await ledger.commit([from.id, target.id], (transaction) => unjoinIncidents(transaction, { joinedIncidentId: from.id, intoIncidentId: target.id, reason: 'r', actor: 'wang', traceparent: null }));
          into.delete(step.from);
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
          expect(secured[i]).toBe(counted.reduce((sum, name) => sum + Math.min(100, sources(name).reduce((fen, source) => fen + (held.get(`${source}/${name}`) ?? 0), 0)), 0));
        });
      }
    }), { numRuns: 25 });
  }, 120_000);
});
