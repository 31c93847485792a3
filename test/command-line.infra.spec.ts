import { execFile, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import type { IncidentView } from '../apps/api/src/board/incident-view';
import { ApiStage, transfer } from '../apps/api/test/api.stage';
import { startApi } from '../apps/api/src/start-api';
import { instruct } from '../apps/api/test/instruct';
import { HOLD_COLUMNS, insertBatch } from '#ledger';
import { freezeOfReport } from '../apps/api/test/freeze-of-report';

interface Ended { readonly code: number; readonly out: string; readonly err: string }
const cardNumber = (): string => (transfer() as { accountNumber: string }).accountNumber;
const ZF = join(__dirname, '..', 'tools', 'zf.mjs');
const A_COMMAND_MS = 20_000;

/** The command as people run it: its own process against the api over HTTP. */
describe('the command line, on a real api', () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'zf-'));
  let stage: ApiStage;
  beforeAll(async () => void (stage = await ApiStage.open()), 60_000);
  afterAll(async () => {
    await stage.close();
    rmSync(dataDir, { recursive: true });
  });

  const environment = () => ({ PATH: process.env['PATH'] ?? '', LANG: 'zh_CN.UTF-8', DATA_DIR: dataDir, ZF_URL: stage.api.url });
  const zf = (args: readonly string[], env: Record<string, string> = {}): Promise<Ended> => new Promise((resolve) => {
    execFile(process.execPath, [ZF, ...args], { timeout: A_COMMAND_MS, env: { ...environment(), ...env } },
      (fault, out, err) => resolve({ code: fault ? Number(fault.code) : 0, out, err }));
  });
  const json = async <Told>(...args: string[]): Promise<Told> => {
    const { code, out, err } = await zf([...args, '--json']);
    expect([code, err]).toEqual([0, '']);
    return JSON.parse(out) as Told;
  };

  it('alone says what it can do, in both languages, and every command explains itself', async () => {
    expect(await zf([])).toMatchObject({ code: 0, out: expect.stringContaining('从这里开始') });
    expect(await zf(['--lang', 'en'])).toMatchObject({ code: 0, out: expect.stringContaining('Exit codes: 0 done · 1 refused · 2 wrong usage · 69 unreachable') });
    expect(await zf(['measure', 'freeze', '--help'])).toMatchObject({ code: 0, out: expect.stringContaining('--approver') });
  });

  it('logs in with a password that is never an argument, and keeps the token for its owner only', async () => {
    expect(await zf(['login', 'liangshan-op', '--password', 'x'])).toMatchObject({ code: 2, err: expect.stringContaining('ZF_PASSWORD') });
    expect(await zf(['login', 'liangshan-op'], { ZF_PASSWORD: 'wrong' })).toMatchObject({ code: 1, err: expect.stringContaining('密码') });
    expect((await zf(['login', 'liangshan-op'], { ZF_PASSWORD: 'demo-1234' })).code).toBe(0);
    const place = join(dataDir, 'zf-session.json');
    expect(statSync(place).mode & 0o777).toBe(0o600);
    expect(readFileSync(place, 'utf8')).not.toContain('demo-1234');
  });

  it('reports, adds, corrects, enriches, lists and shows', async () => {
    const number = cardNumber();
    const { incident } = await json<{ incident: { id: string; number: string; transfers: { transferId: string }[] } }>('report', '--to', `${number}:28000.50`, '--victim', '李某');
    expect(await zf(['show', incident.number])).toMatchObject({ code: 0, out: expect.stringContaining('被骗 28,000.50 = 控制 0.00 + 在途 28,000.50') });
    expect((await json<{ incident: { money: { lostFen: number } } }>('add', incident.number, '--account', cardNumber(), '--amount', '1,000')).incident.money.lostFen).toBe(2_900_050);
    const corrected = await json<{ transfers: { transferId: string; holderName: string }[] }>('correct', incident.id, incident.transfers[0]?.transferId ?? '', '--holder', '陈某');
    expect(corrected.transfers.map(({ holderName }) => holderName)).toContain('陈某');
    expect((await json<{ details: { caseNumber: string } }>('enrich', incident.number, '--case', 'A1')).details.caseNumber).toBe('A1');
    expect(await zf(['list', '--q', incident.number, '--lang', 'en'])).toMatchObject({ code: 0, out: expect.stringContaining(incident.number) });
    expect((await json<{ items: { type: string }[] }>('facts', incident.number)).items.map(({ type }) => type).filter((type) => type !== 'money.accounted')).toEqual(['incident.reported', 'transfer.added', 'transfer.added', 'transfer.corrected', 'incident.enriched']);
  });

  it('joins two reports of one deed and takes them apart, by their numbers', async () => {
    const to = `${cardNumber()}:900`;
    const [first, second] = [await json<{ incident: { number: string } }>('report', '--to', to, '--phone', '13800000001'), await json<{ incident: { number: string } }>('report', '--to', to, '--phone', '13800000001')];
    const pair = [second.incident.number, first.incident.number];
    expect((await zf(['join', 'proposal', ...pair])).code).toBe(0);
    expect((await json<{ joinedInto: { number: string } }>('join', ...pair, '--reason', '同一报警人')).joinedInto.number).toBe(first.incident.number);
    expect((await json<{ joinedInto: null }>('unjoin', second.incident.number, '--reason', '误并')).joinedInto).toBeNull();
  });

  it('hands the right to a hold over to another organ, which sees that it waits, declines once and then accepts', async () => {
    const { incident } = await json<{ incident: IncidentView }>('report', '--to', `${cardNumber()}:900`);
    const { instructionId } = await instruct(stage, incident, 0);
    const [paid] = incident.transfers;
    await insertBatch(stage.ledger().sql, 'holds', HOLD_COLUMNS, [{ id: randomUUID(), incident_id: incident.id, transfer_id: paid?.transferId, instruction_id: instructionId, institution_code: paid?.institutionCode, account_number: paid?.accountNumber, kind: 'stop', state: 'in_force', controlled_fen: 900, since: new Date(), until: new Date(Date.now() + 3_600_000), stop_no: 1 }]);
    const { items } = await json<{ items: { code: string; name: string }[] }>('organs', incident.number);
    const receiver = items.find(({ name }) => name.includes('博兴'))?.code ?? '';
    const boxing = { ZF_TOKEN: await stage.login('boxing-op') };
    expect(await zf(['hand-overs'], boxing)).toMatchObject({ code: 0, out: '没有\n' });
    expect(await zf(['hand-over', incident.number, '--to', receiver, '--reason', '案件移送'])).toMatchObject({ code: 0, out: expect.stringMatching(/解除权 .*梁山.* ⇄ .*博兴/) });
    expect(await zf(['hand-overs'], boxing)).toMatchObject({ code: 0, out: expect.stringContaining(incident.number) });
    expect((await zf(['hand-over', 'decline', incident.number, '--reason', '不属本辖区'], boxing)).code).toBe(0);
    await json('hand-over', incident.number, '--to', receiver, '--reason', '上级指定管辖');
    expect(await zf(['hand-over', 'accept', incident.number], boxing)).toMatchObject({ code: 0, out: expect.stringMatching(/解除权 .*博兴/) });
    expect(await zf(['measure', 'release', incident.number, '--reason', 'x'])).toMatchObject({ code: 1, err: expect.stringContaining('解除权') });
    expect(await zf(['hand-over', 'withdraw', incident.number, '--reason', 'x'])).toMatchObject({ code: 1, err: expect.stringContaining('没有待接收的移交') });
  });

  it('protects a victim\'s own card with consent, and says why its end must wait for the bank', async () => {
    const { incident } = await json<{ incident: { number: string } }>('report', '--to', `${cardNumber()}:900`, '--victim', '王芳');
    const own = cardNumber();
    const wish = ['protect', incident.number, '--account', own, '--holder', '王芳', '--consent', '王芳', '--by', 'phone', '--reason', '仍在共享屏幕'];
    expect(await zf(wish)).toMatchObject({ code: 0, out: expect.stringMatching(new RegExp(`本人卡保护 [0-9a-f-]{36}  ${own}  待发`)) });
    const { protectiveStops } = await json<{ protectiveStops: { id: string }[] }>('show', incident.number);
    expect(await zf(['unprotect', incident.number, protectiveStops[0]?.id ?? '', '--reason', '本人要求'])).toMatchObject({ code: 1, err: expect.stringContaining('尚未反馈') });
    expect(await zf(['unprotect', incident.number, '--reason', '本人要求'])).toMatchObject({ code: 1, err: expect.stringContaining('可解除的保护性止付') });
  });

  it('lists what waits for a commander, and who can be the second officer', async () => {
    const commander = { ZF_TOKEN: await stage.login('jining-cmd') };
    expect(await zf(['approvals'], commander)).toMatchObject({ code: 0, out: '没有\n' });
    expect(await zf(['approvals'])).toMatchObject({ code: 1, err: expect.stringContaining('无权') });
    expect(await zf(['officers'])).toMatchObject({ code: 0, err: '' });
  });

  it('asks the bank about an account by its number, and previews and adds rows of a statement, also one in GBK', async () => {
    const account = cardNumber();
    const { incident } = await json<{ incident: { number: string; transfers: { transferId: string }[] } }>('report', '--to', `${account}:900`);
    expect((await json<{ number: string }>('query', 'flow', incident.number, account, '--reason', '追查去向')).number).toBe(incident.number);
    expect(await zf(['query', 'holder', incident.number, 'nobody'])).toMatchObject({ code: 2, err: expect.stringContaining('transfer=nobody') });
    expect(await zf(['query', 'holder', incident.number, '00000000'])).toMatchObject({ code: 1, err: expect.stringContaining('账号为 00000000 的转账') });
    const onward = cardNumber();
    const file = join(dataDir, 'rows.tsv');
    // "交易时间 交易金额 对方账号" as a bank's GBK export has it.
    writeFileSync(file, Buffer.concat([Buffer.from('bdbbd2d7cab1bce409bdbbd2d7bdf0b6ee09b6d4b7bdd5cbbac5', 'hex'), Buffer.from(`\n2026-11-24 10:15:03\t500.00\t${onward}\nnonsense\t1\t2\n`)]));
    expect(await zf(['statement', 'preview', incident.number, account, '--file', file])).toMatchObject({ code: 0, out: expect.stringMatching(new RegExp(`新增.*500\\.00.*${onward}[^]*✗ 第 3 行`)) });
    expect((await json<{ rows: { verdict: string }[] }>('statement', 'add', incident.number, account, '--file', file)).rows).toMatchObject([{ verdict: 'new' }]);
    expect(await zf(['show', incident.number])).toMatchObject({ code: 0, out: expect.stringContaining(onward) });
    expect(await zf(['statement', 'preview', incident.number, account, '--file', join(dataDir, 'none')])).toMatchObject({ code: 2, err: expect.stringContaining('ENOENT') });
  });

  it('proposes, decides, cancels and pays a return of frozen money', async () => {
    const { incidentId, accountNumber } = await freezeOfReport(stage, 90_000);
    expect(await zf(['return', 'proposal', incidentId])).toMatchObject({ code: 0, out: expect.stringMatching(/900\.00[^]*须先公告 30 日/) });
    expect(await zf(['return', 'divide', incidentId, '--reason', '按比例', '--approver', '赵局', '--level', 'county'])).toMatchObject({ code: 1, err: expect.stringContaining('只涉及一名被害人') });
    const decide = ['return', 'decide', incidentId, accountNumber, '--method', 'single', '--reason', '唯一入账', '--approver', '赵局', '--level', 'county', '--amount'];
    expect(await zf([...decide, '900.01'])).toMatchObject({ code: 1, err: expect.stringContaining('amountFen') });
    expect(await zf([...decide, '600'])).toMatchObject({ code: 0, out: expect.stringMatching(/已决定，待银行支付.*600\.00.*唯一入账/) });
    expect(await zf(['return', 'cancel', incidentId, '--reason', '金额有误'])).toMatchObject({ code: 0, out: expect.stringContaining('已撤销') });
    expect((await zf([...decide, '900'])).code).toBe(0);
    expect(await zf(['return', 'pay', incidentId, '--at', new Date().toISOString(), '--serial', 'S-1'])).toMatchObject({ code: 0, out: expect.stringMatching(/已返还.*900\.00.*S-1/) });
    expect(await zf(['return', 'pay', incidentId, '--at', new Date().toISOString(), '--serial', 'S-1'])).toMatchObject({ code: 1, err: expect.stringContaining('没有待支付的返还决定') });
    expect(await zf(['returns', incidentId, '--lang', 'en'])).toMatchObject({ code: 0, out: expect.stringContaining('called off') });
  });

  it('a commander corrects an answer; what the law forbids is refused with its remedy', async () => {
    const { incident } = (await stage.report('liangshan-op')).body;
    const { instructionId } = await instruct(stage, incident, 0);
    const commander = { ZF_TOKEN: await stage.login('jining-cmd') };
    const stated = ['override', incident.number, instructionId, '--reason', '柜面核实', '--source', '王经理电话', '--to'];
    expect(await zf([...stated, 'done', '--controlled', '1000', '--bank-at', '2026-11-23T10:15:00+08:00'], commander)).toMatchObject({ code: 0, err: '' });
    expect(await stage.sql("select convert_from(raw, 'UTF8')::jsonb as raw from inbound_answers where instruction_id = $1", [instructionId])).toMatchObject([{ raw: { to: 'done', controlledFen: 100_000, bankAt: '2026-11-23T10:15:00+08:00', source: '王经理电话' } }]);
    expect(await zf([...stated, 'done', '--controlled', '1000.01', '--bank-at', '2026-11-23T10:15:00+08:00'], commander)).toMatchObject({ code: 1, err: expect.stringContaining('不超过指令金额') });
    expect(await zf([...stated, 'refused', '--refusal', 'other'])).toMatchObject({ code: 1, err: expect.stringContaining('只有指挥员') });
    await stage.sql("update instructions set state = 'refused', refusal = 'mismatch', answer_code = '0301' where id = $1", [instructionId]);
    expect(await zf(['show', incident.number])).toMatchObject({ code: 0, out: expect.stringContaining('拒绝: 户名与账号不符 → 核对户名后更正重发') });
  });

  it('a repeated key does not happen twice', async () => {
    const told = ['report', '--to', `${cardNumber()}:77.01`, '--key', 'one-report-of-the-command-line'];
    const [first, again] = [await json<{ incident: { id: string } }>(...told), await json<{ incident: { id: string } }>(...told)];
    expect(again.incident.id).toBe(first.incident.id);
  });

  it('says which field is wrong and what to do, and ends as documented', async () => {
    expect(await zf(['report', '--to', '9990010000000010:much'])).toMatchObject({ code: 2, err: expect.stringContaining('--to=9990010000000010:much：金额以元为单位') });
    expect(await zf(['add', 'ZF0', '--account', '1'], { LANG: 'C' })).toMatchObject({ code: 2, err: expect.stringContaining('--amount is missing') });
    expect(await zf(['report', '--to', '9990010000000010:0'])).toMatchObject({ code: 1, err: expect.stringContaining('transfers[0].amountFen') });
    expect(await zf(['show', 'ZF370832-19990101-000001'])).toMatchObject({ code: 1, err: expect.stringContaining('没有编号为') });
    expect(await zf(['dance'])).toMatchObject({ code: 2, err: expect.stringContaining('dance') });
    const { incident } = await json<{ incident: { number: string } }>('report', '--to', `${cardNumber()}:5`);
    expect(await zf(['measure', 'release', incident.number, '--reason', 'x'])).toMatchObject({ code: 1, err: expect.stringContaining('没有生效的控制') });
  });

  it('a session that has ended says how to begin a new one; a host that is not there ends with 69', async () => {
    expect(await zf(['list'], { ZF_TOKEN: 'a.b.c' })).toMatchObject({ code: 1, err: expect.stringContaining('zf -- login') });
    expect(await zf(['watch', '--for', '1'], { ZF_TOKEN: 'a.b.c' })).toMatchObject({ code: 1, err: expect.stringContaining('zf -- login') });
    const nobody = `http://127.0.0.1:${await freePort()}`;
    expect(await zf(['list', '--url', nobody])).toMatchObject({ code: 69, err: expect.stringContaining('ECONNREFUSED') });
    expect(await zf(['report', '--to', '9990010000000010:5', '--url', nobody])).toMatchObject({ code: 69, err: expect.stringMatching(/--key [0-9a-f-]{36}/) });
  });

  it('follows live by socket', async () => {
    const follower = spawn(process.execPath, [ZF, 'watch', '--json'], { env: environment() });
    await once(follower.stderr, 'data');
    const { body } = await stage.report('liangshan-op');
    const [line] = await once(follower.stdout, 'data');
    expect(JSON.parse(String(line).split('\n')[0] ?? '')).toMatchObject({ type: 'incident.reported', seq: 1, incidentId: body.incident.id });
    follower.kill('SIGINT');
    expect(await once(follower, 'exit')).toEqual([0, null]);
  });

  it('comes back by itself after a restart of the api and tells what happened meanwhile, and nothing twice or of before', async () => {
    const [old, known] = [(await stage.report('liangshan-op')).body.incident, (await stage.report('liangshan-op')).body.incident];
    const follower = spawn(process.execPath, [ZF, 'watch', '--json'], { env: environment() });
    const says = linesOf(follower.stderr);
    const facts = linesOf(follower.stdout);
    await says.next();
    const add = (id: string) => zf(['add', id, '--account', cardNumber(), '--amount', '1']);
    await add(known.id);
    const first = JSON.parse((await facts.next()).value);
    await stage.restart(async () => {
      const meanwhile = await startApi(stage.configuration);
      for (const { id } of [old, known]) await zf(['add', id, '--account', cardNumber(), '--amount', '2', '--url', meanwhile.url]);
      await meanwhile.close();
    });
    expect([(await says.next()).value, (await says.next()).value]).toEqual([expect.stringContaining('自动重连'), expect.stringContaining('补齐')]);
    await add(old.id);
    const told = [first];
    const { last } = await json<{ last: number }>('facts', old.id);
    while (!told.some(({ incidentId, seq }) => incidentId === old.id && seq === last)) told.push(JSON.parse((await facts.next()).value));
    const seqsOf = (id: string): number[] => told.filter(({ incidentId }) => incidentId === id).map(({ seq }) => seq);
    expect(seqsOf(old.id)).toEqual(range(old.lastSeq + 1, last));
    expect(seqsOf(known.id)).toEqual(range(known.lastSeq + 1, (await json<{ last: number }>('facts', known.id)).last));
    follower.kill('SIGINT');
    await once(follower, 'exit');
  }, 60_000);
});

const linesOf = (stream: Readable): AsyncIterator<string> => createInterface({ input: stream })[Symbol.asyncIterator]();
const range = (from: number, to: number): number[] => Array.from({ length: to - from + 1 }, (_, i) => from + i);


function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number };
      server.close(() => resolve(port));
    });
  });
}
