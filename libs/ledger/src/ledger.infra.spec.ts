import type { DataSource } from 'typeorm';
import { EMPTY_DETAILS } from '#domain';
import { freshDatabase, type FreshDatabase } from '../../../test/infrastructure';
import { accountIncidents } from './account-incidents';
import { applicationDataSource } from './data-source';
import type { IncidentHead } from './incident-head';
import { CHAIN_START } from './journal/hash-chain';
import { readIncidentFacts } from './journal/read-journal';
import { Ledger } from './ledger';
import { HOLD_COLUMNS, INSTRUCTION_COLUMNS, TRANSFER_COLUMNS } from './rows/row-types';
import { insertBatch } from './sql';
import { SystemClock, UuidV7IdSource } from './uuid-v7.id-source';

describe('the books', () => {
  const ids = new UuidV7IdSource();
  let database: FreshDatabase;
  let dataSource: DataSource;
  let ledger: Ledger;
  beforeAll(async () => {
    database = await freshDatabase();
    dataSource = applicationDataSource({ url: database.url, poolSizeMax: 20, applicationName: 'books' });
    await dataSource.initialize();
    ledger = new Ledger(dataSource, new SystemClock());
    await ledger.sql.rows("insert into organs values ('370832000000', '梁山县局', 'county', '370000000000/370800000000/370832000000/')");
    await ledger.sql.rows("insert into institutions (code, name_zh, name_en, kind, protocol, base_url, deadline_ms, concurrency_max) values ('b', 'b', 'b', 'bank', 'rest-json', 'http://x', 1000, 1)");
  });
  afterAll(async () => {
    await dataSource.destroy();
    await database.drop();
  });

  const headOf = (id: string, lostFen: number): IncidentHead => ({
    id, number: `N-${id}`, organCode: '370832000000', organPath: '370000000000/370800000000/370832000000/', createdBy: 'wang', reportedAt: new Date(), enteredAt: new Date(), state: 'live', version: 1,
    details: EMPTY_DETAILS, level: 'county', transferredAt: null, sentAt: null, receivedAt: null, stoppedAt: null,
    money: { lostFen, controlledFen: 0, inFlightFen: lostFen, cashedOutFen: 0, untracedFen: 0, returnedFen: 0 }, openInstructions: 0, uncertainInstructions: 0, humanTasks: 0, watchAt: null, factCount: 0, lastHash: CHAIN_START,
  });
  /** An incident with transfers [account, fen] of layer 1, all waiting to be planned. */
  const report = async (...paid: [account: string, fen: number][]): Promise<{ id: string; transferIds: string[] }> => {
    const id = ids.next();
    const transferIds = paid.map(() => ids.next());
    await ledger.commit([], async (transaction) => {
      const lostFen = paid.reduce((sum, [, fen]) => sum + fen, 0);
      transaction.open(headOf(id, lostFen));
      transaction.append({ incidentId: id, type: 'incident.reported', actor: 'wang', data: { number: 'N', lostFen, reportedAt: '', enteredAt: '', details: EMPTY_DETAILS } }, null);
      transaction.writeOpened();
      await insertBatch(transaction.sql, 'transfers', TRANSFER_COLUMNS, paid.map(([account, fen], i) => ({ id: transferIds[i], incident_id: id, layer: 1, amount_fen: fen, institution_code: 'b', account_number: account, account_kind: 'card', source: 'report', needs_plan: true })));
    });
    return { id, transferIds };
  };
  const instruct = async (incidentId: string, transferId: string, account: string, state: string): Promise<string> => {
    const id = ids.next();
    await insertBatch(ledger.sql, 'instructions', INSTRUCTION_COLUMNS, [{
      id, incident_id: incidentId, incident_number: 'N', transfer_id: transferId, kind: 'stop', institution_code: 'b', account_number: account, account_kind: 'card', amount_fen: 1, organ_code: '370832000000', state,
      send_count: 1, planned_at: new Date(), state_at: new Date(),
    }]);
    await ledger.sql.rows('update transfers set needs_plan = false, covered_by = $2 where account_number = $1 and incident_id = $3', [account, id, incidentId]);
    return id;
  };
  const rowOf = async (id: string): Promise<Record<string, unknown>> => (await ledger.sql.rows<Record<string, unknown>>('select * from incidents where id = $1', [id]))[0] as Record<string, unknown>;
  const enriched = (incidentId: string) => ({ incidentId, type: 'incident.enriched' as const, actor: 'wang', data: { changed: {} } });

  it('state and facts are kept together or not at all', async () => {
    const { id } = await report(['1', 100]);
    await expect(ledger.commit([id], async (transaction) => {
      transaction.head(id).humanTasks = 7;
      transaction.append(enriched(id), null);
      await transaction.sql.rows("update transfers set holder_name = 'x' where incident_id = $1", [id]);
      throw new Error('the power fails');
    })).rejects.toThrow('the power fails');
    expect(await rowOf(id)).toMatchObject({ human_tasks: 0, fact_count: 1 });
    expect(await readIncidentFacts(ledger.sql, id, 0, 10)).toHaveLength(1);
    expect(await ledger.sql.rows('select 1 from transfers where incident_id = $1 and holder_name is not null', [id])).toHaveLength(0);
    await ledger.commit([id], async (transaction) => { transaction.head(id).humanTasks = 7; transaction.append(enriched(id), null); });
    expect(await rowOf(id)).toMatchObject({ human_tasks: 7, fact_count: 2 });
  });

  it('a failing statement inside the work undoes everything, and the connection is fit for the next one', async () => {
    const { id } = await report(['1', 100]);
    for (let i = 0; i < 25; i += 1) {
      await expect(ledger.commit([id], async (transaction) => { transaction.append(enriched(id), null); await transaction.sql.rows('select 1/0'); })).rejects.toThrow('division by zero');
    }
    expect(await rowOf(id)).toMatchObject({ fact_count: 1 });
  });

  it.each([
    ['fails beside the commit', 'select 1/0', [], 'division by zero'],
    ['cannot even be sent', 'select $1::jsonb', [{ fen: 1n }], 'BigInt'],
  ])('a write that %s keeps nothing, and leaves no transaction open', async (_, statement, parameters, fault) => {
    const { id } = await report(['1', 100]);
    for (let i = 0; i < 25; i += 1) {
      await expect(ledger.commit([id], async (transaction) => {
        transaction.append(enriched(id), null);
        transaction.write(transaction.sql.rows('update incidents set number = $2 where id = $1', [id, 'changed']));
        transaction.write(transaction.sql.rows(statement, parameters));
      })).rejects.toThrow(fault);
    }
    expect(await rowOf(id)).toMatchObject({ fact_count: 1, number: `N-${id}` });
    expect(await ledger.sql.rows("select 1 from pg_stat_activity where application_name = 'books' and state like 'idle in transaction%'")).toEqual([]);
  });

  it('an incident that was not locked cannot be changed', async () => {
    const { id } = await report(['1', 100]);
    await expect(ledger.commit([], async (transaction) => transaction.append(enriched(id), null))).rejects.toThrow('not locked');
  });

  it('a fen too many is refused by the books themselves', async () => {
    const { id } = await report(['1', 100]);
    for (const wrong of [{ controlledFen: 1 }, { controlledFen: 101, inFlightFen: -1 }]) {
      await expect(ledger.commit([id], async (transaction) => {
        Object.assign(transaction.head(id), { money: { ...transaction.head(id).money, ...wrong } });
        transaction.append(enriched(id), null);
      })).rejects.toThrow('every_fen_in_one_place');
    }
  });

  it('sixty commits at once over the same few incidents, named in any order: no deadlock, no number lost or given twice', async () => {
    const incidents = await Promise.all(Array.from({ length: 6 }, () => report(['1', 100])));
    const order = (i: number): string[] => incidents.map(({ id }) => id).sort(() => Math.sin(i * 7.3 + incidents.length) - 0.3).slice(0, 2 + (i % 4));
    const expected = new Map<string, number>();
    await Promise.all(Array.from({ length: 60 }, async (_, i) => {
      const chosen = order(i);
      for (const id of chosen) expected.set(id, (expected.get(id) ?? 1) + 1);
      await ledger.commit([...chosen, ...chosen], async (transaction) => { for (const id of chosen) transaction.append(enriched(id), null); });
    }));
    for (const [id, count] of expected) {
      const facts = await readIncidentFacts(ledger.sql, id, 0, 1_000);
      expect(facts.map((fact) => fact.seq)).toEqual(Array.from({ length: count }, (_, i) => i + 1));
      expect(await rowOf(id)).toMatchObject({ fact_count: count });
    }
  });

  it('a batch keeps every type: null, text with quotes and emptiness, large fen, time to the millisecond, booleans', async () => {
    const { id } = await report(['1', 100]);
    const at = new Date('2026-11-23T12:34:56.789Z');
    const texts = ['', 'NULL', '{a,"b"}', "d'Artagnan\\", '张三 😀'];
    const rows = texts.map((text, i) => ({ id: ids.next(), incident_id: id, layer: 1, amount_fen: 1_000_000_000_000 - i, transferred_at: i === 0 ? null : at, account_number: text, account_kind: 'card', holder_name: i % 2 ? text : undefined, source: 'report', needs_plan: i % 2 === 0 }));
    await insertBatch(ledger.sql, 'transfers', TRANSFER_COLUMNS, rows);
    const stored = await ledger.sql.rows<Record<string, unknown>>('select * from transfers where id = any($1::uuid[]) order by id', [rows.map((row) => row.id)]);
    expect(stored.map((row) => [row['account_number'], row['holder_name'], row['amount_fen'], row['transferred_at'], row['needs_plan']])).toEqual(
      texts.map((text, i) => [text, i % 2 ? text : null, String(1_000_000_000_000 - i), i === 0 ? null : at, i % 2 === 0]));
    expect(await insertBatch(ledger.sql, 'transfers', TRANSFER_COLUMNS, [])).toEqual([]);
    expect(await insertBatch(ledger.sql, 'transfers', TRANSFER_COLUMNS, rows, { onConflict: 'on conflict do nothing', returning: 'id' })).toEqual([]);
  });

  it('a fact\'s data survives whatever its members are, and its hash with it', async () => {
    const { id } = await report(['1', 100]);
    const narrative = 'quote " backslash \\ newline \n emoji 😀 {"a":[1,2]}';
    await ledger.commit([id], async (transaction) => transaction.append({ incidentId: id, type: 'incident.enriched', actor: 'wang', data: { changed: { narrative, scheme: null } } }, null));
    const [, fact] = await readIncidentFacts(ledger.sql, id, 0, 10);
    expect(fact?.data).toEqual({ changed: { narrative, scheme: null } });
  });

  describe('the account of an incident', () => {
    const account = (id: string) => ledger.commit([id], (transaction) => accountIncidents(transaction, [id, id], 'worker'));

    it('is open while nobody was asked, and settled when every word is said; each is told once', async () => {
      const { id, transferIds } = await report(['11', 100], ['12', 50]);
      await account(id);
      expect(await rowOf(id)).toMatchObject({ state: 'live', in_flight_fen: '150' });
      await instruct(id, transferIds[0] as string, '11', 'refused');
      const waiting = await instruct(id, transferIds[1] as string, '12', 'uncertain');
      await account(id);
      expect(await rowOf(id)).toMatchObject({ state: 'live', in_flight_fen: '50', untraced_fen: '100', open_instructions: 1, uncertain_instructions: 1 });
      await ledger.sql.rows("update instructions set state = 'done', answered_at = now(), controlled_fen = 50 where id = $1", [waiting]);
      await insertBatch(ledger.sql, 'holds', HOLD_COLUMNS, [{ id: ids.next(), incident_id: id, transfer_id: transferIds[1], instruction_id: waiting, institution_code: 'b', account_number: '12', kind: 'stop', state: 'in_force', controlled_fen: 50, since: new Date(), until: new Date(), stop_no: 1 }]);
      await account(id);
      await account(id);
      expect(await rowOf(id)).toMatchObject({ state: 'settled', controlled_fen: '50', untraced_fen: '100', in_flight_fen: '0', stopped_at: expect.any(Date) as Date });
      const types = (await readIncidentFacts(ledger.sql, id, 0, 100)).map((fact) => fact.type);
      expect(types).toEqual(['incident.reported', 'money.accounted', 'money.accounted', 'incident.settled']);
    });

    it('transfers into one account share its instruction, its hold and its trail', async () => {
      const { id, transferIds } = await report(['21', 100], ['21', 100]);
      const first = await instruct(id, transferIds[0] as string, '21', 'waiting');
      await account(id);
      expect(await rowOf(id)).toMatchObject({ in_flight_fen: '200' });
      await ledger.sql.rows("update instructions set state = 'refused' where id = $1", [first]);
      await insertBatch(ledger.sql, 'transfers', TRANSFER_COLUMNS, [{ id: ids.next(), incident_id: id, parent_transfer_id: transferIds[0], layer: 2, amount_fen: 180, institution_code: 'b', account_number: '22', account_kind: 'card', source: 'answer', needs_plan: true }]);
      await account(id);
      expect(await rowOf(id)).toMatchObject({ lost_fen: '200', in_flight_fen: '180', untraced_fen: '20' });
    });

    it('a transfer to nobody knows which bank keeps the incident live and is a task for a person', async () => {
      const { id, transferIds } = await report(['31', 100]);
      await ledger.sql.rows('update transfers set institution_code = null, needs_plan = false where id = $1', [transferIds[0]]);
      // A head is kept with the fact that tells its change, and only then.
      await account(id);
      expect(await rowOf(id)).toMatchObject({ human_tasks: 0 });
      await ledger.commit([id], async (transaction) => { transaction.append(enriched(id), null); await accountIncidents(transaction, [id], 'worker'); });
      expect(await rowOf(id)).toMatchObject({ state: 'live', human_tasks: 1, in_flight_fen: '100' });
    });
  });

  it('says by a code that no connection was free in time: it passes, and nothing was written', async () => {
    const one = applicationDataSource({ url: database.url, poolSizeMax: 1, applicationName: 'one' });
    await one.initialize();
    const crowded = new Ledger(one, new SystemClock());
    let leave = (): void => undefined;
    const taken = new Promise<void>((resolve) => { leave = resolve; });
    const holder = crowded.transact(() => taken);
    const late = await crowded.sql.rows('select 1').catch((fault: unknown) => fault);
    leave();
    await holder;
    expect(late).toMatchObject({ code: 'ETIMEDOUT' });
    expect(await crowded.sql.rows('select 1 as one')).toEqual([{ one: 1 }]);
    await one.destroy();
  }, 20_000);
});
