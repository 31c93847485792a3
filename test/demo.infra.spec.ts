import { describeWithKafka } from './infrastructure';
import { DemoSystem } from './demo/demo-system';
import { runDemo, type DemoRun } from './demo/demo-run';

const LIANGSHAN = { scenario: 'liangshan', lostFen: 2_800_000, stoppedFen: 2_800_000, layers: 1, instructions: 1 };
const BOXING = { scenario: 'boxing', lostFen: 147_500_000, stoppedFen: 147_500_000, layers: 2, instructions: 2 };
/** Both victims together: ¥600,000 and ¥20,000. */
const TWELVE_WAY = {
  scenario: 'twelve-way', lostFen: 62_000_000, controlledFen: 41_500_000, inFlightFen: 11_000_000, cashedOutFen: 6_500_000, untracedFen: 3_000_000, returnedFen: 0,
  instructions: 16, layers: 3, uncertain: 2, humanTasks: 3,
};
const A_SYSTEM_MS = 120_000;
const A_STORY_MS = 150_000;

async function endsWell(run: DemoRun, expected: object): Promise<string> {
  const { code, stdout, stderr, result } = await run.ended;
  expect({ code, stderr, result }).toMatchObject({ code: 0, stderr: '', result: expected });
  return stdout;
}

describe('npm run demo by itself', () => {
  it('lists the scenarios when none is named, and says what is wrong with a name it does not know', async () => {
    const list = await runDemo().ended;
    expect(list).toMatchObject({ code: 0, stderr: '' });
    expect(list.stdout).toMatch(/liangshan.*\n.*\n.*boxing.*\n.*\n.*twelve-way/);
    const wrong = await runDemo('atlantis').ended;
    expect(wrong.code).toBe(64);
    expect(wrong.stderr).toMatch(/没有名为“atlantis”的剧本.*there is no scenario "atlantis"/);
  });

  it('says so when the system cannot be reached', async () => {
    const run = runDemo('boxing', '--url', 'http://127.0.0.1:9');
    await run.told(/./).catch(() => undefined);
    const { code, stderr } = await run.ended;
    expect(code).toBe(1);
    expect(stderr).toMatch(/127\.0\.0\.1:9 无法连接 cannot be reached/);
  }, 60_000);

  it('starts a throw-away system, tells Liangshan, and leaves one JSON line at the end', async () => {
    const stdout = await endsWell(runDemo('liangshan', '--speed', '60'), LIANGSHAN);
    expect(stdout.split('\n').filter((line) => line.startsWith('{'))).toHaveLength(1);
    expect(stdout).toMatch(/T\+0[89]:\d\d \(\d+\)\s+■ 石桥示例银行：已止付 ¥28,000\.00/);
  }, A_SYSTEM_MS + A_STORY_MS);
});

describe('the stories on the embedded default', () => {
  const place = new DemoSystem(10, false);
  beforeAll(() => place.start(), A_SYSTEM_MS);
  afterAll(() => place.remove(), 30_000);

  it('Boxing: kill -9 of the worker after the first bank has spoken loses nothing', async () => {
    const run = runDemo('boxing', ...place.address);
    await run.told(/the money has moved on/);
    await place.system.children['worker-1']!.kill('SIGKILL');
    await endsWell(run, BOXING);
    expect(await place.effects()).toEqual(expect.arrayContaining([1]));
    expect(Math.max(...(await place.effects()))).toBe(1);
  }, A_STORY_MS);

  it('Boxing: a restart of everything while the first bank is at work loses nothing', async () => {
    const run = runDemo('boxing', ...place.address);
    await run.told(/Sea of Clouds Example Bank: accepted/);
    await place.restart();
    const stdout = await endsWell(run, BOXING);
    expect(stdout).toMatch(/the board is gone/);
    expect(Math.max(...(await place.effects()))).toBe(1);
  }, A_STORY_MS);

  it('is played again on the same system, also by people only: without the simulator\'s address', async () => {
    const byHand = place.address.filter((_, index, all) => all[index] !== '--simulator-url' && all[index - 1] !== '--simulator-url');
    await endsWell(runDemo('boxing', ...byHand), { ...BOXING, instructions: 3 });
    await endsWell(runDemo('liangshan', ...byHand.slice(0, 2), '--speed', '60'), LIANGSHAN);
  }, A_STORY_MS);

  it('twelve ways: every fen of both victims is in one place, and nothing is claimed that the banks\' own books do not show', async () => {
    const run = await runDemo('twelve-way', ...place.address).ended;
    expect({ code: run.code, stderr: run.stderr, result: run.result }).toEqual({ code: 0, stderr: '', result: TWELVE_WAY });
    expect(run.stdout.split('\n').filter((line) => line.startsWith('{'))).toHaveLength(1);
    expect(Math.max(...(await place.effects()))).toBe(1);
  }, A_STORY_MS);

  it('ends quietly at Ctrl-C', async () => {
    const run = runDemo('liangshan', ...place.address);
    await run.told(/accepted, no result yet/);
    run.interrupt();
    const { code, stderr, result } = await run.ended;
    expect({ code, result }).toEqual({ code: 130, result: undefined });
    expect(stderr).toMatch(/已中止 · ended/);
  }, A_STORY_MS);
});

describeWithKafka('the stories with Apache Kafka', () => {
  const place = new DemoSystem(30, true);
  beforeAll(() => place.start(), A_SYSTEM_MS);
  afterAll(() => place.remove(), 30_000);

  it('Liangshan', async () => {
    await endsWell(runDemo('liangshan', ...place.address), LIANGSHAN);
  }, A_STORY_MS);

  it('Boxing, with kill -9 of the worker in the middle', async () => {
    const run = runDemo('boxing', ...place.address);
    await run.told(/the money has moved on/);
    await place.system.children['worker-1']!.kill('SIGKILL');
    await endsWell(run, BOXING);
    expect(Math.max(...(await place.effects()))).toBe(1);
  }, A_STORY_MS);

  it('Boxing, with a restart of everything, the broker included', async () => {
    const run = runDemo('boxing', ...place.address);
    await run.told(/Sea of Clouds Example Bank: accepted/);
    await place.restart();
    await endsWell(run, BOXING);
    expect(Math.max(...(await place.effects()))).toBe(1);
  }, A_STORY_MS);
});
