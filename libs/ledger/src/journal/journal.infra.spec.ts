import { randomUUID } from 'node:crypto';
import { Client } from 'pg';
import type { DataSource } from 'typeorm';
import { EMPTY_DETAILS, type Fact } from '#domain';
import { freshDatabase, type FreshDatabase } from '../../../../test/infrastructure';
import { applicationDataSource } from '../data-source';
import type { IncidentHead } from '../incident-head';
import { Ledger } from '../ledger';
import { SystemClock } from '../uuid-v7.id-source';
import { CHAIN_START } from './hash-chain';
import { JOURNAL_START, type JournalCursor, journalNow, partitionOf, readIncidentFacts, readJournal, readMissedFacts } from './read-journal';
import { verifyChain } from './verify-chain';
import { verifyJournal } from './verify-journal';

describe('the journal', () => {
  let database: FreshDatabase;
  let dataSource: DataSource;
  let ledger: Ledger;

  beforeAll(async () => {
    database = await freshDatabase();
    dataSource = applicationDataSource({ url: database.url, poolSizeMax: 10, applicationName: 'journal-spec' });
    await dataSource.initialize();
    ledger = new Ledger(dataSource, new SystemClock());
    await dataSource.query(`insert into organs (code, name, level, path) values ('110101000000', '测试县局', 'county', '11/1101/110101')`);
  }, 30_000);
  afterAll(async () => {
    await dataSource.destroy();
    await database.drop();
  });

  async function open(): Promise<string> {
    const id = randomUUID();
    await ledger.commit([], async (transaction) => {
      transaction.open(headOf(id, transaction.at));
      transaction.append(enriched(id, 'opened'), null);
    });
    return id;
  }
  const tell = (id: string, narrative: string): Promise<unknown> => ledger.commit([id], async (transaction) => transaction.append(enriched(id, narrative), null));
  /** Everything after the cursor, page by page. */
  async function readAll(from: JournalCursor, limit: number, partitions: number[] | null = null): Promise<{ facts: Fact[]; cursor: JournalCursor }> {
    const facts: Fact[] = [];
    for (let cursor = from; ; ) {
      const page = await readJournal(ledger.sql, cursor, limit, partitions);
      facts.push(...page.facts);
      cursor = page.cursor;
      if (!page.more) return { facts, cursor };
    }
  }

  it('loses no fact in flight, where a reader that remembers a position does', async () => {
    const [slow, quick] = [await open(), await open()];
    const start = await journalNow(ledger.sql);
    const naiveStart = await highestPosition();
    let written: () => void = () => undefined;
    const slowHasWritten = new Promise<void>((resolve) => { written = resolve; });
    let mayCommit: () => void = () => undefined;
    const permission = new Promise<void>((resolve) => { mayCommit = resolve; });
    // The slow writer takes its position first and commits last.
    const slowDone = ledger.transact(async (sql) => {
      await sql.rows(`insert into journal (incident_id, seq, type, data, actor, at, organ_path, hash) values ($1, 2, 'incident.enriched', '{"changed":{}}', 'test', now(), '11', $2)`, [slow, Buffer.alloc(32)]);
      written();
      await permission;
    });
    await slowHasWritten;
    await tell(quick, 'first to commit');

    const ours = await readAll(start, 100);
    const naive = await positionsAfter(naiveStart);
    expect(ours.facts.map(({ incidentId }) => incidentId)).toEqual([quick]);
    mayCommit();
    await slowDone;

    const naiveLater = await positionsAfter(Math.max(...naive));
    expect(naiveLater).toEqual([]); // lost for ever
    const oursLater = await readAll(ours.cursor, 100);
    expect(oursLater.facts.map(({ incidentId, seq }) => [incidentId, seq])).toEqual([[slow, 2]]);
    expect((await readAll(oursLater.cursor, 100)).facts).toEqual([]);
  });

  it('gives every fact exactly once, in order per incident, to a reader that reads while twelve writers commit', async () => {
    const ids = await Promise.all(Array.from({ length: 12 }, open));
    const start = await journalNow(ledger.sql);
    let writing = true;
    const writers = Promise.all(ids.map(async (id) => { for (let i = 0; i < 25; i += 1) await tell(id, `${i}`); })).finally(() => { writing = false; });
    const seen: Fact[] = [];
    let cursor = start;
    for (let last = false; !last; ) {
      last = !writing;
      const round = await readAll(cursor, 7);
      seen.push(...round.facts);
      cursor = round.cursor;
    }
    await writers;
    for (const id of ids) expect(seen.filter(({ incidentId }) => incidentId === id).map(({ seq }) => seq)).toEqual(Array.from({ length: 25 }, (_, i) => i + 2));
  }, 30_000);

  it('reads a backlog page by page, the same whatever the page and the partitions', async () => {
    const whole = (await readAll(JOURNAL_START, 100_000)).facts;
    expect((await readAll(JOURNAL_START, 50)).facts).toEqual(whole);
    const parts = await Promise.all([[0, 1, 2, 3, 4, 5, 6, 7], [8, 9, 10, 11, 12, 13, 14, 15]].map(async (partitions) => (await readAll(JOURNAL_START, 50, partitions)).facts));
    expect(parts[0]?.every(({ incidentId }) => partitionOf(incidentId) < 8)).toBe(true);
    expect(parts.flat().map(({ position }) => position).sort((a, b) => a - b)).toEqual(whole.map(({ position }) => position));
  });

  it('cannot be changed, shortened or emptied by the application, nor by its owner', async () => {
    const id = await open();
    for (const statement of [`update journal set actor = 'x' where incident_id = '${id}'`, `delete from journal where incident_id = '${id}'`, 'truncate journal']) {
      await expect(ledger.sql.rows(statement)).rejects.toMatchObject({ code: '42501' });
      await expect(asOwner(statement)).rejects.toMatchObject({ code: '42501' });
    }
    expect(await readIncidentFacts(ledger.sql, id, 0, 10)).toHaveLength(1);
  });

  it('verifies, and names the fact in which somebody changed a byte behind its back', async () => {
    const id = await open();
    for (const word of ['二', '三', '四']) await tell(id, word);
    const facts = await readIncidentFacts(ledger.sql, id, 0, 10);
    const [head] = await ledger.sql.rows<{ last_hash: Buffer }>('select last_hash from incidents where id = $1', [id]);
    expect(verifyChain(facts)).toEqual({ ok: true, facts: 4, lastHash: head?.last_hash.toString('hex') });

    await asOwner(`begin; alter table journal disable trigger user; update journal set data = '{"changed":{"narrative":"叁"}}' where incident_id = '${id}' and seq = 3; alter table journal enable trigger user; commit`);
    expect(verifyChain(await readIncidentFacts(ledger.sql, id, 0, 10))).toEqual({ ok: false, fault: 'altered', incidentId: id, seq: 3 });
  });

  it('is verified as a whole: what was altered, cut off at the end or put in from outside is named, and growth meanwhile is no fault', async () => {
    const [sound, altered, cut] = [await open(), await open(), await open()];
    for (const id of [sound, altered, cut]) for (const word of ['二', '三']) await tell(id, word);
    const stranger = randomUUID();
    const behindItsBack = (statement: string): Promise<void> => asOwner(`begin; alter table journal disable trigger user; ${statement}; alter table journal enable trigger user; commit`);
    await behindItsBack(`update journal set actor = 'somebody' where incident_id = '${altered}' and seq = 2`);
    await behindItsBack(`delete from journal where incident_id = '${cut}' and seq = 3`);
    await asOwner(`insert into journal (incident_id, seq, type, data, actor, at, organ_path, hash) values ('${stranger}', 1, 'incident.enriched', '{}', 'x', now(), '11/', '\\x00')`);
    const [verdict] = await Promise.all([verifyJournal(ledger.sql), tell(sound, '四')]);
    expect(verdict.faults).toEqual(expect.arrayContaining([
      { incidentId: altered, seq: 2, fault: 'altered' }, { incidentId: cut, seq: 3, fault: 'cut_off' }, { incidentId: stranger, seq: 1, fault: 'foreign' },
    ]));
    expect(verdict.faults.map(({ incidentId }) => incidentId)).not.toContain(sound);
    await behindItsBack(`delete from journal where incident_id = '${stranger}'`);
  });

  it('tells a returning desk exactly what it missed', async () => {
    const [a, b] = [await open(), await open()];
    for (const word of ['一', '二']) await Promise.all([tell(a, word), tell(b, word)]);
    const missed = await readMissedFacts(ledger.sql, new Map([[a, 1], [b, 3]]), 100);
    expect(missed.map(({ incidentId, seq }) => [incidentId, seq])).toEqual([[a, 2], [a, 3]]);
  });

  async function highestPosition(): Promise<number> {
    const [row] = await ledger.sql.rows<{ high: string }>('select coalesce(max(position), 0) as high from journal');
    return Number(row?.high);
  }
  async function positionsAfter(position: number): Promise<number[]> {
    return (await ledger.sql.rows<{ position: string }>('select position from journal where position > $1', [position])).map((row) => Number(row.position));
  }
  async function asOwner(statement: string): Promise<void> {
    const client = new Client({ connectionString: database.url });
    await client.connect();
    try {
      await client.query(statement);
    } finally {
      await client.end();
    }
  }
});

function enriched(incidentId: string, narrative: string): { incidentId: string; type: 'incident.enriched'; data: { changed: { narrative: string } }; actor: string } {
  return { incidentId, type: 'incident.enriched', data: { changed: { narrative } }, actor: 'test' };
}

function headOf(id: string, at: Date): IncidentHead {
  return {
    id, number: `T-${id}`, organCode: '110101000000', organPath: '11/1101/110101', createdBy: 'test', reportedAt: at, enteredAt: at, state: 'live', version: 1, details: EMPTY_DETAILS, level: 'county',
    transferredAt: null, sentAt: null, receivedAt: null, stoppedAt: null,
    money: { lostFen: 0, controlledFen: 0, inFlightFen: 0, cashedOutFen: 0, untracedFen: 0, returnedFen: 0 },
    openInstructions: 0, uncertainInstructions: 0, humanTasks: 0, watchAt: null, factCount: 0, lastHash: CHAIN_START,
  };
}
