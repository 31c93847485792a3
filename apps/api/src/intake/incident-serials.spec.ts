import type { Sql } from '#ledger';
import { IncidentSerials } from './incident-serials';

/** A sequence whose every drawing is answered, or refused, by the test. */
function sequence() {
  let last = 0;
  const drawings: { readonly answer: () => void; readonly refuse: () => void }[] = [];
  const sql: Sql = {
    rows: <Row>(_statement: string, parameters: readonly unknown[] = []): Promise<Row[]> => new Promise((resolve, reject) => {
      drawings.push({ answer: () => resolve(Array.from({ length: Number(parameters[0]) }, () => ({ serial: String(++last) })) as Row[]), refuse: () => reject(new Error('away')) });
    }),
  };
  return { sql, drawings };
}
const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe('numbers for new incidents', () => {
  it('are drawn once for all who wait, and each is given once', async () => {
    const { sql, drawings } = sequence();
    const serials = new IncidentSerials(sql);
    const taken = Promise.all([serials.take(1), serials.take(3), serials.take(2)]);
    expect(drawings).toHaveLength(1);
    drawings[0]?.answer();
    expect((await taken).flat().sort((a, b) => a - b)).toEqual([1, 2, 3, 4, 5, 6]);
  });

  it('are drawn again before they run out, while those at hand are given without waiting', async () => {
    const { sql, drawings } = sequence();
    const serials = new IncidentSerials(sql);
    const first = serials.take(1);
    drawings[0]?.answer();
    await first;
    await serials.take(31);
    expect(drawings).toHaveLength(1);
    await serials.take(1);
    expect(drawings).toHaveLength(2);
    expect(await serials.take(31)).toHaveLength(31);
    expect(drawings).toHaveLength(2);
    drawings[1]?.answer();
    await turn();
    expect((await serials.take(64)).at(-1)).toBe(128);
  });

  it('more than one drawing gives are drawn until they suffice', async () => {
    const { sql, drawings } = sequence();
    const taken = new IncidentSerials(sql).take(100);
    drawings[0]?.answer();
    await turn();
    drawings[1]?.answer();
    expect(new Set(await taken).size).toBe(100);
  });

  it('a database that is away is told to whoever has none at hand, not to the one who has; the next one asks anew', async () => {
    const { sql, drawings } = sequence();
    const serials = new IncidentSerials(sql);
    const refused = serials.take(1);
    drawings[0]?.refuse();
    await expect(refused).rejects.toThrow('away');
    const taken = serials.take(60);
    drawings[1]?.answer();
    expect(await taken).toHaveLength(60);
    drawings[2]?.refuse();
    await turn();
    expect(await serials.take(4)).toHaveLength(4);
    const next = serials.take(1);
    drawings[3]?.answer();
    expect(await next).toHaveLength(1);
  });
});
