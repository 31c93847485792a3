import { accountKey } from '#domain';
import { joinIncidents, lockAccounts, type LedgerTransaction } from '#ledger';
import { BANK, CLOSED_BANK, WorkerBench } from './worker-bench';

/**
 * A stop that has not gone out is withdrawn while another incident begins to rely on it. Whoever begins to rely holds the account's lock, so the
 * withdrawal must wait for it: otherwise nobody is told of it who relies, and a transfer stands for ever under a stop that nobody sends.
 */
describe('a stop is withdrawn under the lock of its own account', () => {
  const bench = new WorkerBench();
  beforeAll(async () => {
    await bench.open();
    await bench.worker();
  });
  afterAll(() => bench.close());

  const locked = (transaction: LedgerTransaction, accountNumber: string) => lockAccounts(transaction.sql, [accountKey({ institutionCode: CLOSED_BANK, number: accountNumber })]);
  const waiter = (sql: LedgerTransaction['sql']) => sql.rows("select 1 from pg_locks where locktype = 'advisory' and not granted and database = (select oid from pg_database where datname = current_database())");

  /** The payment of `relyingId` comes under the stop as another worker's planning would bring it there (without the incident's lock, which would hold this worker up); the commit ends when `meanwhile` has. */
  async function relyOn(instructionId: string, accountNumber: string, relyingId: string, meanwhile: (transaction: LedgerTransaction) => Promise<void>): Promise<void> {
    await bench.ledger.commit([], async (transaction) => {
      await locked(transaction, accountNumber);
      await transaction.sql.rows('update transfers set institution_code = $2, account_number = $3, needs_plan = false, covered_by = $4 where incident_id = $1', [relyingId, CLOSED_BANK, accountNumber, instructionId]);
      await meanwhile(transaction);
    });
  }

  async function undelivered(accountNumber: string) {
    const incidentId = await bench.report({ accountNumber, amountFen: 100, institutionCode: CLOSED_BANK });
    const { id } = await bench.until('it cannot be delivered', async () => (await bench.instructions(incidentId)).find((one) => one.state === 'undelivered' && one.needs_human && one.lease_owner === null));
    return { id, incidentId };
  }

  /** @param withdraw makes the worker withdraw the stop of the incident that is given */
  async function reliedOnMeanwhile(accountNumber: string, withdraw: (incidentId: string) => Promise<unknown>): Promise<void> {
    const stop = await undelivered(accountNumber);
    const relyingId = await bench.report({ accountNumber: '1', amountFen: 200, institutionCode: null });
    const stateOfStop = async () => (await bench.instructions(stop.incidentId)).find((one) => one.id === stop.id)?.state;
    await relyOn(stop.id, accountNumber, relyingId, async (transaction) => {
      await withdraw(stop.incidentId);
      await bench.until('the planner waits, or has withdrawn', async () => (await waiter(transaction.sql)).length > 0 || (await stateOfStop()) === 'withdrawn');
      expect(await stateOfStop()).toBe('undelivered');
    });
    await bench.until('the stop is withdrawn', async () => (await stateOfStop()) === 'withdrawn');
    await bench.until('the other incident has a stop of its own', async () => (await bench.instructions(relyingId)).length === 1);
  }

  it('a correction waits for whoever begins to rely on the old account\'s stop, and that one gets a stop of its own', async () => {
    await reliedOnMeanwhile('622290000001', (incidentId) => bench.ledger.commit([incidentId], async (transaction) => {
      const [row] = await transaction.sql.rows<{ id: string }>("update transfers set institution_code = $2, account_number = '622200040001', needs_plan = true, covered_by = null where incident_id = $1 returning id", [incidentId, BANK]);
      transaction.append({ incidentId, type: 'transfer.corrected', actor: 'wang', data: { transferId: row?.id ?? '', institutionCode: BANK, accountNumber: '622200040001', holderName: null } }, null);
    }));
  });

  it('so does a join that finds the payment told again', async () => {
    const into = await bench.report({ accountNumber: '622200040002', amountFen: 100 });
    await reliedOnMeanwhile('622290000002', (incidentId) => bench.ledger.commit([incidentId, into], async (transaction) => {
      const of = async (id: string) => (await transaction.sql.rows<{ id: string }>('select id from transfers where incident_id = $1', [id]))[0]?.id ?? '';
      const same = [{ transferId: await of(incidentId), sameAsTransferId: await of(into) }];
      await joinIncidents(transaction, { joinedIncidentId: incidentId, intoIncidentId: into, same, reason: null, actor: 'wang', traceparent: null });
    }));
  });
});
