import { readFileSync } from 'node:fs';
import type { IncidentView } from '../apps/api/src/board/incident-view';
import { ApiStage, FAST_BANK } from '../apps/api/test/api.stage';
import { WorkerLog } from '../apps/dispatch-worker/src/worker-log';
import { WorkerLoops } from '../apps/dispatch-worker/src/worker-loops';
import { wireWorker } from '../apps/dispatch-worker/src/worker-parts';
import { money, ScriptedBank, stopped, type Heard, type Reaction } from '../apps/dispatch-worker/test/scripted-bank';
import { answerCodesFrom, parsePolicies } from '#domain';

const LIANGSHAN = '370832000000';
const carriedOut = (controlledFen: number): Reaction => money('0000', { controlledFen, bankAt: new Date().toISOString() });

/** Trap 10 from end to end: api, worker, wire and bank. The case moves to another county; what was stopped for it can still be released. */
describe('a stop whose case moved to another county', () => {
  const bank = new ScriptedBank();
  const faults: string[] = [];
  let stage: ApiStage;
  let worker: WorkerLoops;
  let boxing: string;
  let serial = 0;

  beforeAll(async () => {
    const url = await bank.open();
    stage = await ApiStage.open();
    await stage.sql('update institutions set base_url = $2 where code = $1', [FAST_BANK, `${url}/banks/${FAST_BANK}`]);
    boxing = (await stage.ask('GET', '/api/v1/sessions/me', { token: await stage.login('boxing-op') })).body.organ.code;
    const parts = wireWorker({
      databaseUrl: stage.database.url, kafkaBrokers: null, host: '127.0.0.1', port: 0, bankDoorUrl: 'http://127.0.0.1:1', keysByInstitution: new Map([[FAST_BANK, bank.keys]]), sealKeys: new Map(), logLevel: 'silent', policies: parsePolicies('{}').policies,
      answerCodes: answerCodesFrom(undefined, (path) => readFileSync(path, 'utf8'), []),
    }, new WorkerLog('silent'));
    worker = new WorkerLoops({ ...parts, onFault: (what, fault) => void faults.push(`${what}: ${String(fault)}`) });
    await worker.open();
  }, 60_000);
  afterAll(async () => {
    await worker.close();
    await stage.close();
    await bank.close();
  });
  afterEach(() => expect([...faults, ...bank.faults]).toEqual([]));

  const call = async (method: 'GET' | 'POST' | 'PATCH', path: string, login: string, body?: object, headers?: Record<string, string>) => stage.ask(method, path, { token: await stage.login(login), ...(body ? { body } : {}), ...(headers ? { headers } : {}) });
  const view = async (id: string, login = 'liangshan-op'): Promise<IncidentView> => (await call('GET', `/api/v1/incidents/${id}`, login)).body;

  /** Looks again with every fact that reaches the desk. */
  async function until(what: string, id: string, check: (seen: IncidentView) => boolean): Promise<IncidentView> {
    const desk = await stage.connect('liangshan-op');
    return new Promise((resolve, reject) => {
      const late = setTimeout(() => reject(new Error(`never came: ${what}`)), 20_000);
      const look = async (): Promise<void> => {
        const seen = await view(id);
        if (!check(seen)) return;
        clearTimeout(late);
        desk.close();
        resolve(seen);
      };
      desk.on('facts', () => void look().catch(reject));
      void look().catch(reject);
    });
  }

  /** Liangshan stops an account; the bank answers a measure as the test says. */
  async function held(measure: (heard: Heard) => Reaction) {
    const accountNumber = `999001777${String(++serial).padStart(7, '0')}`;
    bank.at(accountNumber, (heard) => (heard.said['kind'] === 'stop' || heard.purpose === 'query' ? stopped(900) : measure(heard)));
    const { incident } = (await stage.report('liangshan-op', { transfers: [{ accountNumber, amountFen: 900, institutionCode: FAST_BANK }] })).body as { incident: IncidentView };
    const seen = await until('the stop is in force', incident.id, ({ holds }) => holds[0]?.state === 'in_force');
    const hold = seen.holds[0]!;
    return { id: incident.id, hold, path: `/api/v1/incidents/${incident.id}/holds/${hold.id}`, sentLast: () => bank.heardOf(accountNumber, 'send').at(-1)?.said };
  }
  async function handOver(path: string, from: string, to: string, toOrganCode: string): Promise<void> {
    const offered = await call('POST', `${path}/hand-overs`, from, { toOrganCode, reason: '案件移送' });
    expect(offered.status).toBe(201);
    const handOverId = (offered.body as IncidentView).holds.find((one) => one.handOver)?.handOver?.id;
    expect((await call('POST', `${path}/hand-overs/${handOverId}/acceptance`, to, {})).status).toBe(200);
  }
  const release = (path: string, login: string) => call('POST', `${path}/measures`, login, { kind: 'release', reason: '查明非涉案账户' });

  it('the old county is refused; the new one releases, and the bank is told so in its name, naming the original instruction', async () => {
    const one = await held(() => carriedOut(0));
    await handOver(one.path, 'liangshan-op', 'boxing-op', boxing);
    expect(await release(one.path, 'liangshan-op')).toMatchObject({ status: 409, body: { errors: [{ field: 'kind' }] } });
    expect((await release(one.path, 'boxing-op')).status).toBe(202);
    const after = await until('released', one.id, ({ holds }) => holds[0]?.state === 'released');
    expect(one.sentLast()).toMatchObject({ kind: 'release', organCode: boxing, originalInstructionId: one.hold.instructionId });
    expect(after).toMatchObject({ money: { controlledFen: 0, untracedFen: 900 }, holds: [{ right: { code: boxing }, placedBy: { code: LIANGSHAN }, stopNo: 1 }] });
  });

  it('a bank that knows the original organ only: nothing is silent, a person is called, and the right goes back to who can use it', async () => {
    const one = await held((heard) => (heard.said['organCode'] === LIANGSHAN ? carriedOut(0) : money('1420')));
    await handOver(one.path, 'liangshan-op', 'boxing-op', boxing);
    expect((await release(one.path, 'boxing-op')).status).toBe(202);
    const refused = await until('refused', one.id, ({ holds }) => holds[0]?.refused != null);
    expect(refused).toMatchObject({ humanTasks: 1, holds: [{ state: 'in_force', refused: { kind: 'release', refusal: 'not_original_organ' }, placedBy: { code: LIANGSHAN }, right: { code: boxing } }] });
    expect(refused.escalations).toMatchObject([{ reason: 'original_organ', toLevel: 'county', acknowledgedAt: null }]);
    await handOver(one.path, 'boxing-op', 'liangshan-op', LIANGSHAN);
    expect((await release(one.path, 'boxing-op')).status).toBe(409);
    expect((await release(one.path, 'liangshan-op')).status).toBe(202);
    expect(await until('released', one.id, ({ holds }) => holds[0]?.state === 'released')).toMatchObject({ holds: [{ refused: null }] });
    expect(one.sentLast()).toMatchObject({ organCode: LIANGSHAN });
  });

  it('the new county files the case and freezes: the freeze is its own to dispose of, and the stop keeps its place', async () => {
    const one = await held(() => carriedOut(900));
    await handOver(one.path, 'liangshan-op', 'boxing-op', boxing);
    const seen = await view(one.id, 'boxing-op');
    const filed = await call('PATCH', `/api/v1/incidents/${one.id}`, 'boxing-op', { caseNumber: 'A3716250000002026110001' }, { 'if-match': String(seen.version) });
    expect(filed.status).toBe(200);
    expect((await call('PATCH', `/api/v1/incidents/${one.id}`, 'boxing-op', { victimName: '他人' }, { 'if-match': String(filed.body.version) })).status).toBe(404);
    expect((await call('POST', `${one.path}/measures`, 'boxing-op', { kind: 'freeze', reason: '已立案', approverName: '赵局', approverLevel: 'county' })).status).toBe(202);
    const after = await until('frozen', one.id, ({ holds }) => holds.some((hold) => hold.kind === 'freeze'));
    expect(one.sentLast()).toMatchObject({ kind: 'freeze', organCode: boxing });
    expect(after.holds.find((hold) => hold.kind === 'freeze')).toMatchObject({ right: { code: boxing }, placedBy: { code: LIANGSHAN }, stopNo: 1 });
  });
});
