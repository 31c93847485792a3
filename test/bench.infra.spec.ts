import { spawn } from 'node:child_process';
import { chmodSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

interface Line { system: string; accepted: number; reported: number; lost: number; duplicated: number; unfinished: number; strangers: number; toBank: { p50: number }; toPush: { p50: number }; hop: { p50: number }; toSockets: { p50: number }; cpuMsPerIncident: number; cpuMsPerIncidentOf: Record<string, number> }

/** `npm run bench` as a stranger would start it, with its temporary folders where the test can see that none is left. */
function runBench(folder: string, ...args: string[]): Promise<{ code: number | null; stdout: string; stderr: string; lines: Line[] }> {
  const child = spawn(process.execPath, ['tools/bench.mjs', ...args], { env: { ...process.env, TMPDIR: folder }, stdio: ['ignore', 'pipe', 'pipe'] });
  let [stdout, stderr] = ['', ''];
  child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  return new Promise((resolve) => {
    child.once('close', (code) => resolve({ code, stdout, stderr, lines: stdout.split('\n').filter((line) => line.startsWith('{')).map((line) => JSON.parse(line) as Line) }));
  });
}

/** A short run of the whole bench, so that it cannot rot. What is fast or slow is never asserted: that depends on the machine. */
describe('npm run bench', () => {
  it('measures the floor and ours in turn, finds nothing lost or doubled, and leaves nothing behind', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'bench-spec-'));
    // The embedded database may run as another user and must get through.
    chmodSync(folder, 0o711);
    try {
      const args = ['--rate', '20', '--seconds', '5', '--warm-up', '1', '--rounds', '1', '--accounts', '2', '--layers', '2', '--sockets', '3', '--past', '300'];
      const { code, stdout, stderr, lines } = await runBench(folder, ...args);
      expect({ code, stderr: code === 0 ? '' : stderr }).toEqual({ code: 0, stderr: '' });
      expect(lines.map(({ system }) => system)).toEqual(['floor', 'ours']);
      for (const line of lines) {
        expect(line).toMatchObject({ reported: 100, accepted: 100, lost: 0, duplicated: 0, unfinished: 0, strangers: 0 });
        for (const figure of [line.toBank.p50, line.toPush.p50, line.hop.p50, line.toSockets.p50, line.cpuMsPerIncident]) expect(figure).toBeGreaterThan(0);
        expect(line.toPush.p50).toBeGreaterThan(line.toBank.p50);
        // What the bench itself uses is none of the others, who make a verdict not count.
        expect(Object.keys(line.cpuMsPerIncidentOf)).toEqual(expect.arrayContaining(['generator', 'bank', 'listeners']));
      }
      expect(stdout).toMatch(/ours\/floor .*toPush p50 ×[\d.]+ p99 ×[\d.]+/);
      expect(stdout).toMatch(/journal:verify .*42\d/);
      expect(readdirSync(folder)).toEqual([]);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  }, 180_000);
});
