import { randomUUID } from 'node:crypto';
import type { DataSource } from 'typeorm';
import { applicationDataSource, Ledger, SystemClock, UuidV7IdSource } from '#ledger';
import { freshDatabase, type FreshDatabase } from '../../../test/infrastructure';
import { storeCallbacks, type ReceivedCallback } from '../src/bank-door/store-callbacks';
import { FlightCounter } from './flight-counter';

describe('what institutions call back, as it is stored', () => {
  const ids = new UuidV7IdSource();
  let database: FreshDatabase;
  let dataSource: DataSource;
  let wire: FlightCounter;
  let ledger: Ledger;
  beforeAll(async () => {
    database = await freshDatabase();
    wire = await FlightCounter.open(database.url);
    dataSource = await applicationDataSource({ url: wire.url, poolSizeMax: 4, applicationName: 'callbacks' }).initialize();
    ledger = new Ledger(dataSource, new SystemClock());
    await ledger.sql.rows("insert into institutions (code, name_zh, name_en, kind, protocol, base_url, deadline_ms, concurrency_max) select code, code, code, 'bank', 'rest-json', 'http://x', 1000, 1 from unnest(array['a', 'b']) code");
  });
  afterAll(async () => {
    await dataSource.destroy();
    await wire.close();
    await database.drop();
  });

  const callback = (changed: Partial<ReceivedCallback> = {}): ReceivedCallback => ({
    id: ids.next(), institutionCode: 'a', nonce: randomUUID(), receivedAt: new Date(), contentType: 'application/json', raw: Buffer.from('{"code":"0000","\\u0000":1}'), traceparent: 't', ...changed,
  });
  const kept = async (one: ReceivedCallback): Promise<unknown> => (await ledger.sql.rows('select institution_code, source, actor, received_at, content_type, raw, state, due_at, traceparent from inbound_answers where id = $1', [one.id]))[0];

  it('keeps every byte and wakes the workers once, in one trip', async () => {
    const all = [callback(), callback({ raw: Buffer.from([0, 255, 92, 34]) }), callback({ institutionCode: 'b' })];
    await ledger.sql.rows('select 1');
    wire.reset();
    expect(await storeCallbacks(ledger.sql, all)).toEqual([true, true, true]);
    expect(wire.flights).toBe(1);
    for (const one of all) {
      expect(await kept(one)).toEqual({
        institution_code: one.institutionCode, source: 'callback', actor: `institution:${one.institutionCode}`, received_at: one.receivedAt, content_type: 'application/json', raw: one.raw, state: 'pending', due_at: one.receivedAt, traceparent: 't',
      });
    }
  });

  it('stores nothing under a nonce that this institution has used, in the same batch or before; another institution\'s nonces are its own', async () => {
    const nonce = randomUUID();
    const [first, again, others] = [callback({ nonce }), callback({ nonce }), callback({ nonce, institutionCode: 'b' })];
    expect(await storeCallbacks(ledger.sql, [first, again, others])).toEqual([true, false, true]);
    const late = callback({ nonce });
    expect(await storeCallbacks(ledger.sql, [late])).toEqual([false]);
    expect(await Promise.all([first, again, others, late].map(async (one) => (await kept(one)) !== undefined))).toEqual([true, false, true, false]);
  });

  it('two doors that hear the same messages in another order keep each once', async () => {
    for (let round = 0; round < 10; round += 1) {
      const nonces = Array.from({ length: 40 }, () => randomUUID());
      const told = await Promise.all([nonces, [...nonces].reverse()].map((list) => storeCallbacks(ledger.sql, list.map((nonce) => callback({ nonce })))));
      expect(told.flat().filter(Boolean)).toHaveLength(nonces.length);
    }
  });
});
