import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { DEFAULT_ESCALATION_POLICY, DEFAULT_HOLD_POLICY, quicken } from '#domain';
import { verifyMessage } from '#message-signature';
import { InstitutionKeys } from '../apps/bank-simulator/src/institutions/institution-keys';
import { InstitutionRegister } from '../apps/bank-simulator/src/institutions/institution-register';
import { openSimulator, type RunningSimulator } from '../apps/bank-simulator/src/simulator';
import { BANK, WorkerBench } from '../apps/dispatch-worker/test/worker-bench';

const ACCOUNT = '6222000000008888';
const STOP_LASTS_MS = 10_000;

/** 轮候冻结 from end to end: a real worker, a simulated bank on the real wire, and PostgreSQL; hours are divided so that a stop lasts ten seconds. */
describe('a freeze behind earlier ones', () => {
  const bench = new WorkerBench();
  let simulator: RunningSimulator;
  // Stores a signed callback as the api's door does.
  const door = createServer((request, reply) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk)).on('end', () => {
      const body = Buffer.concat(chunks);
      const signed = verifyMessage({ method: 'POST', path: request.url ?? '', headers: request.headers, body, keyId: BANK, key: bench.bank.keys.fromBank, now: new Date() }).kind === 'valid';
      void bench.inbound('callback', null, body).then(() => {
        reply.statusCode = signed ? 202 : 401;
        reply.end();
      });
    });
  });

  beforeAll(async () => {
    await bench.open();
    await new Promise<void>((resolve) => door.listen(0, '127.0.0.1', resolve));
    bench.bankDoorUrl = `http://127.0.0.1:${(door.address() as AddressInfo).port}`;
    const house = { code: BANK, name: { zh: '石桥示例银行', en: 'Shiqiao Example Bank' }, binPrefixes: ['62220'], temperament: { kind: 'fast', delayMs: 5 } } as const;
    simulator = await openSimulator({ register: new InstitutionRegister([house]), keys: new InstitutionKeys(new Map([[BANK, bench.bank.keys]])), host: '127.0.0.1', port: 0, dataFile: null, clockSpeed: 1, adminToken: null });
    await bench.ledger.sql.rows('update institutions set base_url = $1 where code = $2', [`${simulator.url}/banks/${BANK}`, BANK]);
    const accounts = [{ institutionCode: BANK, number: ACCOUNT, balanceFen: 900, earlierFreezes: [{ authority: '某区人民法院', until: '2099-01-01T00:00:00.000Z', amountFen: 500 }, { authority: '邻市公安局' }] }];
    expect((await fetch(`${simulator.url}/simulator/scenario`, { method: 'POST', body: JSON.stringify({ accounts }) })).status).toBe(200);
    await bench.worker({ escalation: quicken(DEFAULT_ESCALATION_POLICY, 10_000), hold: { ...DEFAULT_HOLD_POLICY, stopLastsHours: STOP_LASTS_MS / 3_600_000 } });
  }, 60_000);
  afterAll(async () => {
    await simulator.close();
    door.closeAllConnections();
    await new Promise((resolve) => door.close(resolve));
    await bench.close();
  });

  const told = async (id: string, type: string) => (await bench.facts(id)).filter((fact) => fact.type === type);
  const endEarlierFreeze = () => fetch(`${simulator.url}/simulator/institutions/${BANK}/accounts/${ACCOUNT}/earlier-freezes/first`, { method: 'DELETE' });
  const money = async (id: string) => (await bench.head(id)).money;

  it('waits and counts for nothing, while its stop runs out and people are called; when its turn comes the money is counted again', async () => {
    const id = await bench.report({ accountNumber: ACCOUNT, amountFen: 900 });
    await bench.until('the stop is in force', async () => (await money(id)).controlledFen === 900);
    await bench.askMeasure(id, 'freeze', 900);
    const queued = await bench.until('the freeze is queued', async () => (await bench.holds(id)).find(({ state }) => state === 'queued'));
    expect(queued).toMatchObject({ kind: 'freeze', queue_position: 2, controlled_fen: '0', allocated_fen: '0', until: null });
    const stop = (await bench.holds(id)).find(({ kind }) => kind === 'stop');
    expect(stop).toMatchObject({ state: 'in_force', allocated_fen: '900' });
    expect((await bench.instructions(id)).map(({ kind, state }) => [kind, state])).toEqual([['stop', 'done'], ['freeze', 'queued']]);
    expect(await money(id)).toMatchObject({ controlledFen: 900, untracedFen: 0 });
    expect(await told(id, 'hold.queued')).toMatchObject([{ data: { position: 2, queuedFen: 900, stopUntil: stop?.until.toISOString(), prior: [{ authority: '某区人民法院', until: '2099-01-01T00:00:00.000Z', amountFen: 500 }, { authority: '邻市公安局', until: null, amountFen: null }] } }]);

    await endEarlierFreeze();
    await bench.until('the queue has moved', async () => (await told(id, 'hold.queue_moved'))[0]);
    expect(await told(id, 'hold.queue_moved')).toMatchObject([{ data: { before: 2, position: 1, prior: [{ authority: '邻市公安局' }] }, actor: `institution:${BANK}` }]);

    // A queue position is no extension: the stop ends as it would, with every alarm before.
    await bench.until('the stop has lapsed', async () => (await told(id, 'hold.lapsed'))[0]);
    expect((await told(id, 'hold.alarm')).map(({ data }) => data['holdId'])).toEqual([stop?.id, stop?.id, stop?.id]);
    const called = (await told(id, 'escalation.raised')).map(({ data }) => [data['reason'], data['toLevel']]);
    expect(called).toEqual(expect.arrayContaining([['hold_ending', 'county'], ['hold_ending', 'city'], ['hold_ending', 'province'], ['hold_lapsed', 'county']]));
    expect(await money(id)).toMatchObject({ controlledFen: 0, untracedFen: 900 });
    expect((await bench.holds(id)).map(({ kind, state }) => [kind, state]).sort()).toEqual([['freeze', 'queued'], ['stop', 'lapsed']]);

    await endEarlierFreeze();
    await bench.until('the money is counted again', async () => (await money(id)).controlledFen === 900);
    const freeze = (await bench.holds(id)).find(({ kind }) => kind === 'freeze');
    expect(freeze).toMatchObject({ id: queued.id, state: 'in_force', controlled_fen: '900', allocated_fen: '900', queue_position: null });
    const [effect] = await told(id, 'hold.took_effect');
    expect(effect).toMatchObject({ data: { holdId: queued.id, controlledFen: 900, until: freeze?.until.toISOString() } });
    // Six months from the bank's moment of taking effect, not from the moment of queueing.
    const months = new Date(effect?.data['since'] as string);
    months.setUTCMonth(months.getUTCMonth() + 6);
    expect(freeze?.until).toEqual(months);
    expect((await bench.instructions(id)).at(-1)).toMatchObject({ kind: 'freeze', state: 'done', controlled_fen: '900', needs_human: false });
    expect((await told(id, 'escalation.raised')).map(({ data }) => data['reason'])).not.toContain('contradiction');
  }, 60_000);
});
