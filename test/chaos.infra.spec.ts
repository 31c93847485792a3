import { execFile } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describeWithKafka } from './infrastructure';

const PROGRAM = join(__dirname, '../tools/chaos.mjs');
const A_RUN_MS = 400_000;

interface ChaosRun { readonly code: number | null; readonly output: string; readonly line: Record<string, unknown> | undefined }

/** `npm run chaos` as people run it: a process of its own, its last line as JSON. */
function chaos(...args: string[]): Promise<ChaosRun> {
  return new Promise((resolve) => {
    const child = execFile(process.execPath, [PROGRAM, ...args], { maxBuffer: 16 * 1024 * 1024 }, (_, stdout, stderr) => {
      const last = stdout.trim().split('\n').at(-1) ?? '';
      resolve({ code: child.exitCode, output: `${stdout}\n${stderr}`, line: last.startsWith('{') ? (JSON.parse(last) as Record<string, unknown>) : undefined });
    });
  });
}

const SOUND = { lost: 0, duplicatedEffects: 0, falseStops: 0, unfinished: 0, journalFaults: 0, broken: [] };

async function isSoundRun(stream: string, ...args: string[]): Promise<void> {
  const before = leftBehind();
  const { code, output, line } = await chaos('--short', '--stream', stream, ...args);
  if (code !== 0) throw new Error(output);
  expect(line).toMatchObject({ ...SOUND, stream });
  expect(line!['accepted']).toBeGreaterThan(100);
  // A crash point always leaves something to take over; a kill at a random moment may meet a worker with empty hands.
  expect(line![stream === 'embedded' ? 'takeovers' : 'kills']).toBeGreaterThan(0);
  expect(leftBehind()).toEqual(before);
}

/** Folders and mounts of chaos runs that are still there. */
function leftBehind(): string[] {
  const folders = readdirSync(tmpdir()).filter((name) => name.startsWith('stop-payment-chaos-'));
  const mounts = existsSync('/proc/mounts') ? readFileSync('/proc/mounts', 'utf8').split('\n').filter((line) => line.includes('stop-payment-chaos-')) : [];
  return [...folders, ...mounts];
}

describe('chaos, the short form', () => {
  it('says what it does not know', async () => {
    const wrong = await chaos('--only', 'earthquake');
    expect(wrong.code).toBe(64);
    expect(wrong.output).toMatch(/there is no fault "earthquake"[^]*kill-worker/);
  }, 30_000);

  it('on the embedded default: nothing lost, nothing twice, nothing claimed', () => isSoundRun('embedded', '--seed', '7'), A_RUN_MS);
});

describeWithKafka('chaos, the short form with Apache Kafka', () => {
  it('nothing lost, nothing twice, nothing claimed', () => isSoundRun('kafka', '--seed', '8'), A_RUN_MS);
});
