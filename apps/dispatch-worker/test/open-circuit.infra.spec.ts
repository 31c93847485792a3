import { CLOSED_BANK, HASTY, WorkerBench } from './worker-bench';

const REPORTS = 12;

/** Behind an open circuit nothing is tried in vain: each try would cost two commits and tell the desk nothing new. */
describe('an institution whose circuit is open', () => {
  const bench = new WorkerBench();
  beforeAll(() => bench.open());
  afterAll(() => bench.close());

  it('is tried once by each instruction, which then waits; when its time is over it is given up and people are called', async () => {
    await bench.worker({ delivery: { ...HASTY, giveUpAfterMs: 1_500 } as never });
    const ids = await Promise.all(Array.from({ length: REPORTS }, (_, i) => bench.report({ accountNumber: `6222900007${String(i).padStart(2, '0')}`, amountFen: 10, institutionCode: CLOSED_BANK })));
    await bench.until('all are handed to people', async () => (await bench.ledger.sql.rows("select 1 from instructions where state = 'undelivered' and needs_human")).length === REPORTS);
    const attempts = await bench.ledger.sql.rows<{ n: number; cause: string }>('select cause, count(*)::int as n from attempts group by 1');
    // The first try of each, the tries until the circuit opened, the one with which each is given up.
    expect(attempts.reduce((sum, { n }) => sum + n, 0)).toBeLessThanOrEqual(3 * REPORTS);
    for (const id of ids) expect((await bench.facts(id)).map(({ type }) => type)).toContain('instruction.undelivered');
  });
});
