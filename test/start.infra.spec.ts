import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { type RunningSystem, startSystem, type SystemOptions, type SystemReport } from '../tools/system.mjs';
import { standInPrograms } from './infrastructure/stand-in-programs';

/** The launcher with a real embedded PostgreSQL and stand-ins for our own programs. */
describe('the launcher', () => {
  const programs = standInPrograms();
  let dataDir: string;
  let running: RunningSystem[];

  // One data folder for all: each test starts where the one before left it, as people do; making a cluster costs seconds.
  beforeAll(() => {
    dataDir = mkdtempSync(join(tmpdir(), 'launcher-'));
  });
  beforeEach(() => {
    running = [];
  });
  afterEach(() => Promise.all(running.map((system) => system.stop())));
  afterAll(() => {
    rmSync(dataDir, { recursive: true, force: true });
    programs.remove();
  });

  async function start(options: SystemOptions = {}): Promise<RunningSystem> {
    const env = { DATABASE_URL: undefined, KAFKA_BROKERS: undefined, ...options.env };
    const system = await startSystem({ dataDir, port: 0, programsRoot: programs.root, ...options, env });
    running.push(system);
    return system;
  }

  it('starts everything on free ports, ends within five seconds, and finds its data and addresses again', async () => {
    const first = await start({ workers: 2 });
    expect(Object.keys(first.children)).toEqual(['postgres', 'simulator', 'api', 'worker-1', 'worker-2']);
    expect(await (await fetch(first.url)).text()).toBe(new URL(first.url).port);
    await query(first.databaseUrl, "create table kept as select 'kept'::text as word");

    const since = Date.now();
    await first.stop();
    expect(Date.now() - since).toBeLessThan(5_000);
    expect(Object.values(first.children).filter(({ pid }) => isAlive(pid))).toEqual([]);

    const second = await start({ workers: 2 });
    expect(await query(second.databaseUrl, 'select word from kept')).toEqual([{ word: 'kept' }]);
    expect([second.url, second.simulatorUrl, ...second.workerUrls]).toEqual([first.url, first.simulatorUrl, ...first.workerUrls]);
  });

  it('keeps its secrets for itself and the same from start to start', async () => {
    await (await start()).stop();
    const file = join(dataDir, 'secrets.json');
    const [mode, before] = [statSync(file).mode & 0o777, readFileSync(file, 'utf8')];
    await (await start()).stop();
    expect({ mode, after: readFileSync(file, 'utf8') }).toEqual({ mode: 0o600, after: before });
    expect(statSync(join(dataDir, 'bank-secrets.json')).mode & 0o777).toBe(0o600);
  });

  it('names a taken port and the remedy, and leaves nothing behind', async () => {
    const [server, port] = await occupyPort();
    const untouched = join(dataDir, 'untouched');
    await expect(start({ port, dataDir: untouched })).rejects.toMatchObject({ exitCode: 1, message: expect.stringMatching(new RegExp(`${port}.*PORT=${port + 1}`)) });
    expect(existsSync(untouched)).toBe(false);
    server.close();
  });

  it('reports all faults of configuration together', async () => {
    await expect(start({ port: 70_000, workers: 0, env: { CLOCK_SPEED: 'fast' } })).rejects.toMatchObject({
      exitCode: 78,
      message: expect.stringMatching(/PORT=70000[^]*workers=0[^]*CLOCK_SPEED=fast/),
    });
  });

  it('refuses a second copy on the same data folder and runs it on another', async () => {
    await start();
    await expect(start()).rejects.toThrow(/DATA_DIR=/);
    const other = mkdtempSync(join(tmpdir(), 'launcher-'));
    const second = await start({ dataDir: other });
    expect(second.url).not.toBe(running[0]!.url);
    await second.stop();
    rmSync(other, { recursive: true });
  });

  it('brings back a killed worker and a killed database on the addresses they had', async () => {
    const back = reportsOf('back');
    const system = await start({ onReport: back.take });
    const before = { worker: system.children['worker-1']!.pid, url: system.workerUrls[0] };
    await system.children['worker-1']!.kill('SIGKILL');
    await back.of('worker-1');
    expect(system.children['worker-1']!.pid).not.toBe(before.worker);
    expect((await fetch(before.url!)).status).toBe(200);

    await system.children['postgres']!.kill();
    await back.of('postgres');
    expect(await query(system.databaseUrl, 'select 1 as one')).toEqual([{ one: 1 }]);
  });

  it('starts over the stale pid file of a database that is gone', async () => {
    await (await start()).stop();
    const pidFile = join(dataDir, 'postgres', 'postmaster.pid');
    writeFileSync(pidFile, `${process.pid}\n${join(dataDir, 'postgres')}\n0\n5432\n\n127.0.0.1\n\nready\n`, { mode: 0o600 });
    const system = await start();
    expect(await query(system.databaseUrl, 'select 1 as one')).toEqual([{ one: 1 }]);
  });

  it('passes on why a program did not start, and ends what was started before it', async () => {
    const broken = standInPrograms({ 'dist/apps/api/src/seed/seed.main.js': `console.error('no demo users in production'); process.exit(78)` });
    await expect(start({ programsRoot: broken.root }).finally(broken.remove)).rejects.toMatchObject({ exitCode: 78, message: expect.stringMatching(/no demo users in production/) });
    expect(existsSync(join(dataDir, 'postgres', 'postmaster.pid'))).toBe(false);
  });

  it('uses no embedded database in production unless told to', async () => {
    await expect(start({ env: { NODE_ENV: 'production' } })).rejects.toMatchObject({ exitCode: 78, message: expect.stringContaining('DATABASE_URL') });
  });

  it('can be called off half-way', async () => {
    const calledOff = new AbortController();
    const onStep = <Result>(label: string, work: () => Promise<Result>): Promise<Result> => {
      if (label.includes('simulator')) calledOff.abort(new Error('called off'));
      return work();
    };
    await expect(start({ signal: calledOff.signal, onStep })).rejects.toThrow('called off');
    expect(existsSync(join(dataDir, 'postgres', 'postmaster.pid'))).toBe(false);
  });
});

function reportsOf(kind: SystemReport['kind']) {
  const waiting = new Map<string, () => void>();
  return {
    take: (report: SystemReport) => void (report.kind === kind && 'name' in report && waiting.get(report.name)?.()),
    of: (name: string) => new Promise<void>((resolve) => waiting.set(name, resolve)),
  };
}

async function query(url: string, sql: string): Promise<unknown[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  const { rows } = await client.query(sql);
  await client.end();
  return rows;
}

function isAlive(pid: number | undefined): boolean {
  try {
    return process.kill(pid!, 0);
  } catch {
    return false;
  }
}

function occupyPort(): Promise<[Server, number]> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => resolve([server, (server.address() as { port: number }).port]));
  });
}
