import { createHash, randomUUID } from 'node:crypto';
import * as fc from 'fast-check';
import type { DataSource } from 'typeorm';
import { balances, DEFAULT_CHASE_POLICY, EMPTY_DETAILS, parsePolicies } from '#domain';
import { accountIncidents, applicationDataSource, CHAIN_START, divideHold, HOLD_COLUMNS, insertBatch, INSTRUCTION_COLUMNS, joinIncidents, Ledger, moneyOfRow, paidBackTo, RETURN_COLUMNS, SystemClock, TRANSFER_COLUMNS, unjoinIncidents, UuidV7IdSource, victimsOf, writePaidBack } from '#ledger';
import type { OrganUser } from '../apps/api/src/auth/desk-user';
import { PasteStatement } from '../apps/api/src/chase/paste-statement';
import type { ApiConfiguration } from '../apps/api/src/configuration/api-configuration';
import type { InstitutionDirectory } from '../apps/api/src/organs/institution-directory';
import { addOnward, readAncestry } from '../apps/dispatch-worker/src/dispatch/add-onward';
import type { PlacedAnswer } from '../apps/dispatch-worker/src/dispatch/place-holds';
import type { RecordingTools } from '../apps/dispatch-worker/src/dispatch/recording-tools';
import { freshDatabase, type FreshDatabase } from './infrastructure';
import { expectNothingMissing, expectNothingTwice, told, toldBy, toldWorlds, type TellStep, type ToldWorld } from './law/told-flow';

const ORGAN = '370832000000';
const PATH = `370000000000/370800000000/${ORGAN}/`;
const BANK = { code: 'b', name: { zh: '甲', en: 'b' }, kind: 'bank' as const, protocol: 'rest-json', binPrefixes: ['6222'], capabilities: [] };

/** The worker's answers and the api's pasted statements in one PostgreSQL, in whatever order, between holds, lapses, returns and joins. */
describe('money told by queries, watches, statements and stops', () => {
  const ids = new UuidV7IdSource();
  let database: FreshDatabase;
  let dataSource: DataSource;
  let ledger: Ledger;
  let paste: PasteStatement;
  const user = { login: 'wang', organ: { code: ORGAN, path: PATH } } as unknown as OrganUser;
  const tools = { chase: DEFAULT_CHASE_POLICY, planning: { ids, findInstitution: (code: string) => (code === BANK.code ? {} : undefined) }, institutionOfNumber: () => BANK.code } as unknown as RecordingTools;

  beforeAll(async () => {
    database = await freshDatabase();
    dataSource = applicationDataSource({ url: database.url, poolSizeMax: 4, applicationName: 'told' });
    await dataSource.initialize();
    ledger = new Ledger(dataSource, new SystemClock());
    await ledger.sql.rows("insert into organs values ($1, '梁山县局', 'county', $2)", [ORGAN, PATH]);
    await ledger.sql.rows("insert into institutions (code, name_zh, name_en, kind, protocol, base_url, deadline_ms, concurrency_max) values ('b', '甲', 'b', 'bank', 'rest-json', 'http://x', 1000, 1)");
    paste = new PasteStatement(ledger, ids, { all: async () => [BANK] } as unknown as InstitutionDirectory, { policies: parsePolicies('{}').policies } as unknown as ApiConfiguration);
  });
  afterAll(async () => {
    await dataSource.destroy();
    await database.drop();
  });

  /** One report of all the world's payments. */
  async function report(roots: ToldWorld['roots'], numberOf: (account: string) => string): Promise<{ readonly id: string; readonly payments: readonly string[] }> {
    const id = ids.next();
    const payments = roots.map(() => ids.next());
    const lostFen = roots.reduce((sum, root) => sum + root.amountFen, 0);
    await ledger.commit([], async (transaction) => {
      transaction.open({
        id, number: `N-${id}`, organCode: ORGAN, organPath: PATH, createdBy: 'wang', reportedAt: transaction.at, enteredAt: transaction.at, state: 'live', version: 1, details: EMPTY_DETAILS, level: 'county',
        transferredAt: null, sentAt: null, receivedAt: null, stoppedAt: null, money: { lostFen, controlledFen: 0, inFlightFen: lostFen, cashedOutFen: 0, untracedFen: 0, returnedFen: 0 },
        openInstructions: 0, uncertainInstructions: 0, humanTasks: 0, watchAt: null, factCount: 0, lastHash: CHAIN_START,
      });
      transaction.append({ incidentId: id, type: 'incident.reported', actor: 'wang', data: { number: 'N', lostFen, reportedAt: '', enteredAt: '', details: EMPTY_DETAILS } }, null);
      await transaction.writeOpened();
      await insertBatch(transaction.sql, 'transfers', TRANSFER_COLUMNS, roots.map((root, i) => ({ id: payments[i], incident_id: id, layer: 1, amount_fen: root.amountFen, institution_code: 'b', account_number: numberOf(root.account), account_kind: 'card', source: 'report', needs_plan: true })));
      await accountIncidents(transaction, [id], 'wang');
    });
    return { id, payments };
  }

  /** @param tell how an institution's answer is written; a planted error has another */
  async function live(world: ToldWorld, add: typeof addOnward): Promise<void> {
    const run = createHash('sha256').update(randomUUID()).digest().readUInt32BE() % 1_000_000_000;
    const numberOf = (account: string): string => `6222${String(run).padStart(9, '0')}00${'ABCD'.indexOf(account)}`;
    const nameOf = (number: string): string => 'ABCD'[Number(number.slice(-1))] ?? '';
    const reports = [await report(world.roots, numberOf), await report(world.roots, numberOf)] as const;
    const both = reports.map((one) => one.id);
    const lostFen = world.roots.reduce((sum, root) => sum + root.amountFen, 0);
    let joined = false;
    let heldFen = 0;
    let paidFen = 0;
    for (const step of world.steps) {
      const one = reports[('by' in step ? step.by : 'account' in step ? step.account.charCodeAt(0) : 0) % 2] as (typeof reports)[number];
      const number = 'account' in step ? numberOf(step.account) : '';
      const into = 'account' in step ? await ledger.sql.rows<{ id: string }>('select id from transfers where incident_id = $1 and account_number = $2 order by id', [one.id, number]) : [];
      const parent = into[('by' in step ? step.by : 0) % Math.max(1, into.length)];
      if (step.kind === 'join') {
        const written = { joinedIncidentId: reports[1].id, intoIncidentId: reports[0].id, actor: 'wang', traceparent: null };
        const same = reports[1].payments.map((transferId, i) => ({ transferId, sameAsTransferId: reports[0].payments[i] as string })).slice(0, step.root + 1);
        await ledger.commit(both, (transaction) => (joined ? unjoinIncidents(transaction, { ...written, reason: 'r' }) : joinIncidents(transaction, { ...written, same, reason: 'r' })));
        joined = !joined;
      } else if (parent) {
        if (step.kind === 'tell' && step.teller === 'statement') {
          const rows = told(world, step).map((moved) => `2026-11-24 10:15:0${moved.second},${(moved.amountFen / 100).toFixed(2)},${numberOf(moved.to)},B${moved.serial},借`);
          await paste.commit(one.id, parent.id, ['交易时间,交易金额,对方账号,流水号,借贷标志', ...rows].join('\n'), user, { key: randomUUID(), hash: Buffer.alloc(32) }, '');
          await ledger.commit(both, (transaction) => accountIncidents(transaction, both, 'wang'));
        } else if (step.kind === 'tell' || step.kind === 'cash') await answered(one.id, parent.id, number, step, add);
        else if (step.kind === 'hold') heldFen += await hold(one.id, parent.id, number, step.fen);
        else if (step.kind === 'lapse') {
          await ledger.commit(both, async (transaction) => {
            await transaction.sql.rows("update holds set state = 'lapsed' where incident_id = $1 and account_number = $2", [one.id, number]);
            await accountIncidents(transaction, both, 'worker');
          });
        } else if (step.kind === 'divide') await divide(one.id, number);
        else paidFen += await payBack(one.id, number, step.fen);
      }
      const heads = await ledger.sql.rows<Parameters<typeof moneyOfRow>[0] & { id: string }>('select * from incidents where id = any($1::uuid[])', [both]);
      const money = heads.map(moneyOfRow);
      expect(money.every(balances)).toBe(true);
      const toldAgainFen = await ledger.sql.rows<{ fen: string }>('select coalesce(sum(amount_fen), 0) as fen from transfers where incident_id = $1 and duplicate_of is not null', [reports[1].id]);
      expect(money.reduce((sum, part) => sum + part.lostFen, 0)).toBe(2 * lostFen - Number(toldAgainFen[0]?.fen));
      expect(money.reduce((sum, part) => sum + part.controlledFen, 0)).toBeLessThanOrEqual(heldFen - paidFen);
      expect(money.reduce((sum, part) => sum + part.returnedFen, 0)).toBeLessThanOrEqual(paidFen);
      for (const id of both) {
        const books = (await ledger.sql.rows<{ from: string; to: string; fen: string }>('select a.account_number as from, t.account_number as to, t.amount_fen as fen from transfers t join transfers a on a.id = t.parent_transfer_id where t.incident_id = $1', [id]))
          .map((row) => ({ from: nameOf(row.from), to: nameOf(row.to), amountFen: Number(row.fen) }));
        expectNothingTwice(world, books);
        const cut = await ledger.sql.rows("select from journal where incident_id = $1 and type = 'flow.cut_off'", [id]);
        if (step.kind === 'tell' && parent && id === one.id && cut.length === 0) expectNothingMissing(told(world, step), books);
      }
    }

    async function answered(incidentId: string, transferId: string, accountNumber: string, step: Extract<TellStep, { kind: 'tell' | 'cash' }>, write: typeof addOnward): Promise<void> {
      const kind = step.kind === 'cash' ? 'query_flow' as const : step.teller === 'statement' ? 'stop' as const : step.teller;
      const onward = step.kind === 'tell' ? told(world, step).map((moved) => ({ ...toldBy(step.teller, moved), account: { institutionCode: 'b', number: numberOf(moved.to), kind: 'card' as const, holderName: null } })) : [];
      await ledger.commit(both, async (transaction) => {
        const answer = { kind: 'done' as const, controlledFen: 0, bankAt: transaction.at.toISOString(), onward, cashedOutFen: step.kind === 'cash' ? step.fen : 0 };
        const row = { id: ids.next(), incident_id: incidentId, transfer_id: transferId, institution_code: 'b', account_number: accountNumber, traceparent: null };
        await write(transaction, [{ row, instruction: { kind }, answer, actor: 'institution:b', source: 'answer', receivedAt: transaction.at, moved: true } as unknown as PlacedAnswer], await readAncestry(transaction.sql, both), tools);
        await accountIncidents(transaction, both, 'worker');
      });
    }

    /** A freeze that speaks for both reports' payments into the account, as a stop of one would. */
    async function hold(incidentId: string, transferId: string, accountNumber: string, fen: number): Promise<number> {
      const { result } = await ledger.commit(both, async (transaction) => {
        if ((await transaction.sql.rows('select from holds where incident_id = $1 and account_number = $2', [incidentId, accountNumber])).length > 0) return 0;
        const instructionId = ids.next();
        const at = transaction.at;
        await insertBatch(transaction.sql, 'instructions', INSTRUCTION_COLUMNS, [{ id: instructionId, incident_id: incidentId, incident_number: 'N', transfer_id: transferId, kind: 'stop', institution_code: 'b', account_number: accountNumber, account_kind: 'card', amount_fen: fen, organ_code: ORGAN, state: 'done', send_count: 1, planned_at: at, state_at: at, answered_at: at }]);
        await transaction.sql.rows('update transfers set covered_by = $3, needs_plan = false where account_number = $2 and (incident_id = $1 or covered_by is null)', [incidentId, accountNumber, instructionId]);
        await insertBatch(transaction.sql, 'holds', HOLD_COLUMNS, [{ id: ids.next(), incident_id: incidentId, transfer_id: transferId, instruction_id: instructionId, institution_code: 'b', account_number: accountNumber, kind: 'freeze', state: 'in_force', controlled_fen: fen, since: at, until: new Date(at.getTime() + 3_600_000), stop_no: 1 }]);
        await accountIncidents(transaction, both, 'worker');
        return fen;
      });
      return result;
    }

    /** Divided by losses, and so it stays when it is accounted for again in either order. */
    async function divide(incidentId: string, accountNumber: string): Promise<void> {
      const [one] = await ledger.sql.rows<{ id: string }>("select id from holds where incident_id = $1 and account_number = $2 and state = 'in_force'", [incidentId, accountNumber]);
      if (!one) return;
      const shares = async (): Promise<object[]> => ledger.sql.rows('select hold_id, incident_id, fen from hold_allocations where fen > 0 order by 1, 2');
      await ledger.commit(both, async (transaction) => {
        const victims = await victimsOf(transaction.sql, one.id);
        if (victims.length > 0) await divideHold(transaction, one.id, victims, 'wang');
      });
      const divided = await shares();
      for (const order of [both, [...both].reverse()]) await ledger.commit(both, (transaction) => accountIncidents(transaction, order, 'worker'));
      expect(await shares()).toEqual(divided);
    }

    async function payBack(incidentId: string, accountNumber: string, fen: number): Promise<number> {
      const { result } = await ledger.commit(both, async (transaction) => {
        const { sql, at } = transaction;
        const [one] = await sql.rows<{ id: string; instruction_id: string; incident_id: string; fen: string }>(
          "select h.id, h.instruction_id, a.incident_id, a.fen from holds h join hold_allocations a on a.hold_id = h.id where h.incident_id = $1 and h.account_number = $2 and h.state = 'in_force' and a.fen > 0 order by a.incident_id limit 1", [incidentId, accountNumber]);
        if (!one) return 0;
        const amountFen = Math.min(fen, Number(one.fen));
        const [returnId, transferId] = [ids.next(), await paidBackTo(sql, one, one.incident_id)];
        await insertBatch(sql, 'returns', RETURN_COLUMNS, [{ id: returnId, hold_id: one.id, incident_id: one.incident_id, transfer_id: transferId, amount_fen: amountFen, method: 'single', reason: 'r', approver_name: 'z', approver_level: 'county', decided_by: 'wang', decided_at: at, state: 'decided' }]);
        await writePaidBack(sql, { returnId, holdId: one.id, transferId, victimIncidentId: one.incident_id, amountFen, paidAt: at, serial: 's', by: 'wang', at });
        await accountIncidents(transaction, both, 'wang');
        return amountFen;
      });
      return result;
    }
  }

  it('every fen is in one place and no movement counts twice, after every step', async () => {
    await fc.assert(fc.asyncProperty(toldWorlds, (world) => live(world, addOnward)), { numRuns: 80 });
  }, 120_000);

  it('finds answers that are added without asking what a statement told before', async () => {
    const forgetful: typeof addOnward = async (transaction, placed, _transfers, using) => {
      // What a statement told is hidden while the answer is written.
      await transaction.sql.rows("update transfers set amount_fen = amount_fen + 1000000 where source = 'operator'");
      const added = await addOnward(transaction, placed, await readAncestry(transaction.sql, [...transaction.heads.keys()]), using);
      await transaction.sql.rows("update transfers set amount_fen = amount_fen - 1000000 where source = 'operator'");
      return added;
    };
    await expect(fc.assert(fc.asyncProperty(toldWorlds, (world) => live(world, forgetful)), { numRuns: 60, seed: 7, endOnFailure: true })).rejects.toThrow(/Property failed/);
  }, 120_000);
});
