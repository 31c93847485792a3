import { execFileSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { ROOT } from '../project.mjs';
import { startChild } from './child-process.mjs';
import { measureRun } from './measure-run.mjs';
import { assertDurable, serverVersion } from './measure/database-counters.mjs';
import { fdatasyncMicroseconds } from './measure/disk-speed.mjs';
import { othersCpuPercent, quietWarning } from './quiet-check.mjs';
import { climb, describeRamp } from './ramp.mjs';
import { describeSummary, summarise } from './summary-table.mjs';
import { startFloor } from './systems/floor.mjs';
import { startOurs } from './systems/ours.mjs';

const STARTERS = { floor: startFloor, ours: startOurs };

/** Up to so many past incidents the whole journal is verified at the end; beyond that it would take longer than the measuring. */
const VERIFY_PAST_MAX = 100_000;

/**
 * Starts the systems, plays all rounds of all rates, prints a JSON line a run and, unless told not to, the tables.
 * Everything started is ended and removed, whatever happens. Returns the exit code: 1 when something was lost or sent twice.
 */
export async function runBench(chosen, progress, signal) {
  const opened = [];
  const say = (text) => chosen.json || console.log(text);
  try {
    const busy = quietWarning(await othersCpuPercent());
    if (busy) process.stderr.write(`  ! ${busy}\n`);
    const stands = [];
    for (const name of chosen.systems) stands.push(await openStand(name, chosen, progress, opened, signal));
    const { admin, dataDir } = stands[0].system;
    const facts = { commit: commitId(), node: process.version, pg: await serverVersion(admin), fdatasyncUs: fdatasyncMicroseconds(dataDir), stream: chosen.stream, workers: chosen.workers, past: chosen.past, sockets: chosen.sockets };
    say(`fdatasync ${facts.fdatasyncUs} µs · node ${facts.node} · PostgreSQL ${facts.pg} · fsync, synchronous_commit, full_page_writes on`);
    const lines = [];
    const measure = async (stand, rate, round) => {
      signal?.throwIfAborted();
      const run = await measureRun({ ...stand, spec: { ...chosen, rate }, facts: { ...facts, round } });
      lines.push(run.line);
      console.log(JSON.stringify(run.line));
      return run;
    };
    if (chosen.ramp) await playRamp(stands, measure, say);
    else await playRounds(chosen, stands, measure, say);
    const journal = chosen.past <= VERIFY_PAST_MAX ? stands.find(({ system }) => system.verifyJournal)?.system.verifyJournal() : undefined;
    if (journal) say(`journal:verify ${journal.said}`);
    return lines.every(({ lost, duplicated }) => lost + duplicated === 0) && journal?.whole !== false ? 0 : 1;
  } finally {
    for (const close of opened.reverse()) await close();
  }
}

/** A, B, A, B: what disturbs one system disturbs the other soon after. */
async function playRounds(chosen, stands, measure, say) {
  for (const rate of chosen.rates) {
    const runs = [];
    for (let round = 1; round <= chosen.rounds; round += 1) {
      for (const stand of stands) runs.push(await measure(stand, rate, round));
    }
    say(describeSummary(summarise(runs), chosen));
  }
}

async function playRamp(stands, measure, say) {
  const highest = {};
  for (const stand of stands) highest[stand.system.name] = await climb(async (rate) => (await measure(stand, rate, 1)).line);
  console.log(JSON.stringify({ ramp: highest }));
  say(describeRamp(highest));
}

/** One system with its own stub bank, its own generator and, if wanted, its own crowd of consoles. */
async function openStand(name, chosen, progress, opened, signal) {
  const start = async (script) => {
    const child = await startChild(script);
    opened.push(child.stop);
    return child;
  };
  const bank = await start('./bank.process.mjs');
  const system = await STARTERS[name]({ bank, progress, signal, stream: chosen.stream, workers: chosen.workers, past: chosen.past, statements: chosen.statements, env: profiling(chosen.profile) });
  opened.push(system.stop);
  await assertDurable(system.admin);
  const generator = await start('./generator/generator.process.mjs');
  await generator.ask({ type: 'connect', ...system.door }, 'connected');
  const listeners = chosen.sockets > 0 ? await start('./generator/listeners.process.mjs') : undefined;
  await listeners?.ask({ type: 'connect', ...system.door, sockets: chosen.sockets }, 'connected');
  return { system, bank, generator, listeners };
}

function profiling(folder) {
  if (!folder) return {};
  mkdirSync(resolve(folder), { recursive: true });
  return { NODE_OPTIONS: `--require=${join(ROOT, 'tools/bench/cpu-profile.preload.cjs')}`, BENCH_PROFILE_DIR: resolve(folder) };
}

/** The commit that is measured, with a plus when there are changes on top of it; null outside of a clone. */
function commitId() {
  const git = (...args) => execFileSync('git', args, { cwd: ROOT, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim();
  try {
    return git('rev-parse', '--short', 'HEAD') + (git('status', '--porcelain', '--untracked-files=no') ? '+' : '');
  } catch {
    return null;
  }
}
