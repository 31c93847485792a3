import { accountKey, DEFAULT_APPROVAL_POLICY, DEFAULT_ESCALATION_POLICY, DEFAULT_HOLD_POLICY, type ApprovalPolicy } from '#domain';
import { lockAccounts, UuidV7IdSource } from '#ledger';
import type { DispatchInstitution } from '../src/institutions/institution-directory';
import { DEFAULT_GATE_POLICY, InstitutionGates } from '../src/institutions/institution-gate';
import { planTold, withPlanned, type ToldTools } from '../src/planning/plan-told';
import { planRead, readToPlan } from '../src/planning/plan-transfers';
import { OfficerDirectory } from '../src/sealing/officer-directory';
import { SealOffice } from '../src/sealing/seal-office';
import { readWatched } from '../src/watch/read-watched';
import { BANK, WorkerBench } from './worker-bench';

/** The short way of planning must come to what the long one comes to, and must step back where more is concerned than it has locked. */
describe('the short way of planning', () => {
  const bench = new WorkerBench();
  beforeAll(() => bench.open());
  afterAll(() => bench.close());

  const institution: DispatchInstitution = { code: BANK, protocol: 'rest-json', baseUrl: '', enabled: true, deadlineMs: 300, concurrencyMax: 100, capabilities: [], keys: null, binPrefixes: [] };
  const needs = (need: 'none' | 'before' | 'after'): ApprovalPolicy => ({ ...DEFAULT_APPROVAL_POLICY, laterAllowed: ['370832000000'], rules: [{ organCode: '', kind: 'stop', fromFen: 0, need }] });
  const tools = (approval: ApprovalPolicy = DEFAULT_APPROVAL_POLICY): ToldTools => {
    const ids = new UuidV7IdSource();
    return {
      ledger: bench.ledger, watch: { ids, policy: DEFAULT_ESCALATION_POLICY }, gates: new InstitutionGates(DEFAULT_GATE_POLICY, () => performance.now()),
      planning: { ids, hold: DEFAULT_HOLD_POLICY, approval, seals: new SealOffice(new Map(), new OfficerDirectory(bench.ledger), 'when_possible'), findInstitution: () => institution, workerNumber: () => 7 },
    };
  };
  const keyOf = (number: string): string => accountKey({ institutionCode: BANK, number });

  it.each(['none', 'before', 'after'] as const)('sees of the watch what a look behind the writes would see (approval: %s)', async (need) => {
    const { planning } = tools(needs(need));
    const id = await bench.report({ accountNumber: `62220009${need.length}001`, amountFen: 100 }, { accountNumber: `62220009${need.length}002`, amountFen: 200 }, { accountNumber: '1', amountFen: 5, institutionCode: null });
    await bench.ledger.commit([id], async (transaction) => {
      await lockAccounts(transaction.sql, [keyOf(`62220009${need.length}001`), keyOf(`62220009${need.length}002`)]);
      const before = await readWatched(transaction.sql, [id]);
      const { rows } = planRead(transaction, await readToPlan(transaction.sql, [id], planning.hold), planning, () => true);
      expect(rows.map((row) => row.approval?.need ?? 'none')).toEqual([need, need]);
      expect(normal(withPlanned(before, [id], rows))).toEqual(normal(await readWatched(transaction.sql, [id])));
    });
  });

  it('plans what the facts name and no other incident, and leases it in one commit', async () => {
    const id = await bench.report({ accountNumber: '622200098001', amountFen: 100 });
    const bystander = await bench.report({ accountNumber: '622200098002', amountFen: 100 });
    const { leased, planned } = await planTold([{ incidentId: id, accounts: [keyOf('622200098001')] }], tools());
    expect(planned).toEqual([true]);
    expect(leased.map((one) => one.instruction.accountNumber)).toEqual(['622200098001']);
    expect(await bench.instructions(id)).toMatchObject([{ state: 'sending', lease_owner: 7 }]);
    expect(await bench.instructions(bystander)).toEqual([]);
    expect((await bench.head(id)).watch_at?.getTime()).toBeGreaterThan(Date.now());
  });

  it('does nothing for an incident with a payment into an account that the facts do not name, nor where an instruction went before', async () => {
    const id = await bench.report({ accountNumber: '622200098003', amountFen: 100 }, { accountNumber: '622200098004', amountFen: 100 });
    const other = await bench.report({ accountNumber: '622200098005', amountFen: 100 });
    const both = [{ incidentId: id, accounts: [keyOf('622200098003')] }, { incidentId: other, accounts: [keyOf('622200098005')] }];
    expect((await planTold(both, tools())).planned).toEqual([false, true]);
    expect(await bench.instructions(id)).toEqual([]);
    expect((await bench.facts(id)).map((fact) => fact.type)).toEqual(['incident.reported', 'transfer.added', 'transfer.added']);
    await bench.ledger.sql.rows('update transfers set needs_plan = true where incident_id = $1', [other]);
    expect((await planTold(both, tools())).planned).toEqual([false, false]);
    expect(await bench.instructions(other)).toHaveLength(1);
  });

  it('joins a stop that is there, accounts for it, and plans nothing for one that is joined into another incident', async () => {
    const first = await bench.report({ accountNumber: '622200098006', amountFen: 100 });
    const second = await bench.report({ accountNumber: '622200098006', amountFen: 100 });
    const items = [first, second].map((incidentId) => ({ incidentId, accounts: [keyOf('622200098006')] }));
    const { leased, planned } = await planTold(items, tools());
    expect([planned, leased.length]).toEqual([[true, true], 1]);
    expect((await bench.facts(second)).at(-1)).toMatchObject({ type: 'transfer.covered' });
    await bench.ledger.sql.rows('update incidents set joined_into = $2 where id = $1', [second, first]);
    expect((await planTold(items, tools())).planned).toEqual([true, false]);
  });
});

/** Moments as numbers, rows in one order: JSON from PostgreSQL writes both in its own way. */
function normal(rows: object): unknown {
  return JSON.parse(JSON.stringify(rows), (key, value: unknown) => {
    if (Array.isArray(value)) return [...value].sort((a, b) => JSON.stringify(a).localeCompare(JSON.stringify(b)));
    return typeof value === 'string' && key.endsWith('_at') ? Date.parse(value) : value;
  });
}
