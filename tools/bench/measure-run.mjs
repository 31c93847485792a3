import { auditRun } from './measure/audit-run.mjs';
import { databaseCounters } from './measure/database-counters.mjs';
import { joinMoments } from './measure/join-moments.mjs';
import { histogramOf, percentilesOf } from './measure/latencies.mjs';
import { machineSeconds, processorSeconds, residentMiB } from './measure/processor-time.mjs';
import { forgetStatements, topStatements } from './measure/top-statements.mjs';
import { nowMs } from './monotonic.mjs';

/** Backends tell their commits to the statistics at most once a second. */
const STATISTICS_MS = 1_100;
const AUDIT_PATIENCE_MS = 10_000;
let serialFrom = 1;

const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

/** One run: load from the generator, snapshots around it, the audit after it. Returns the histograms and one flat line of figures. */
export async function measureRun({ system, bank, generator, listeners, spec, facts }) {
  await bank.ask({ type: 'take' }, 'ledger');
  await listeners?.ask({ type: 'take' }, 'heard');
  const measuring = generator.next('measuring');
  const running = generator.ask({ type: 'run', rate: spec.rate, seconds: spec.seconds, warmUpSeconds: spec.warmUpSeconds, accounts: spec.accounts, layers: spec.layers, serialFrom }, 'result');
  running.catch(() => undefined);
  serialFrom += Math.ceil(spec.rate * (spec.seconds + spec.warmUpSeconds)) + 1;
  await Promise.race([measuring, running]);
  await system.loopDelays();
  const before = await snapshot(system, { generator, bank, listeners });
  if (spec.statements && system.name === 'ours') await forgetStatements(system.admin);
  const { reports, pushes } = await running;
  const after = await snapshot(system, { generator, bank, listeners });
  const statements = spec.statements && system.name === 'ours' ? { statements: await topStatements(system.admin) } : {};
  const delays = await system.loopDelays();
  const accepted = reports.filter(({ incidentId }) => incidentId).map(({ incidentId }) => incidentId);
  const { instructions, ledger } = await settledBooks(system, bank, accepted);
  await pause(STATISTICS_MS);
  const counters = await databaseCounters(system.admin);
  const moments = joinMoments({ reports, pushes, ledger, heard: (await listeners?.ask({ type: 'take' }, 'heard'))?.heard });
  const histograms = Object.fromEntries(Object.entries(moments).map(([name, durations]) => [name, histogramOf(durations)]));
  const audit = auditRun({ accepted, instructions, ledger, perIncident: spec.accounts * spec.layers });
  const measured = reports.filter((report) => report.measured);
  const figures = { ...figuresOf({ spec, reports: measured, histograms }), ...costs({ before, after, counters, incidents: Math.max(1, measured.filter(({ incidentId }) => incidentId).length) }) };
  return { histograms, line: { system: system.name, ...facts, ...figures, ...audit, loopDelayP99Ms: delays, faults: [...new Set(reports.map(({ fault }) => fault).filter(Boolean))].slice(0, 3), ...statements } };
}

/** What ours and the bench's `own` processes have used so far: whoever is left out here counts among the others that disturb. */
async function snapshot(system, own) {
  const pids = { ...system.pids(), ...Object.fromEntries(Object.entries(own).map(([name, child]) => [name, child?.pid])) };
  const cpu = Object.fromEntries(Object.entries(pids).filter(([, pid]) => pid).map(([name, pid]) => [name, processorSeconds(pid)]));
  const rss = Object.fromEntries(Object.entries(pids).filter(([, pid]) => pid).map(([name, pid]) => [name, residentMiB(pid)]));
  return { at: nowMs(), machine: machineSeconds(), cpu, rss, ...(await databaseCounters(system.admin)) };
}

/** Waits until every accepted report has ended in the books, then takes both ledgers. */
async function settledBooks(system, bank, accepted) {
  const until = nowMs() + AUDIT_PATIENCE_MS;
  for (;;) {
    const instructions = await system.instructionsOf(accepted);
    const open = instructions.length === 0 || instructions.some(({ state }) => ['planned', 'sending', 'waiting', 'uncertain'].includes(state));
    if (!open || accepted.length === 0 || nowMs() > until) return { instructions, ledger: (await bank.ask({ type: 'take' }, 'ledger')).ledger };
    await pause(200);
  }
}

function figuresOf({ spec, reports, histograms }) {
  const accepted = reports.filter(({ incidentId }) => incidentId);
  const span = (Math.max(...reports.map(({ answeredAt, dueAt }) => answeredAt ?? dueAt)) - reports[0].dueAt) / 1_000;
  return {
    rate: spec.rate, seconds: spec.seconds, accounts: spec.accounts, layers: spec.layers, reachedPerSecond: round(accepted.length / Math.max(span, spec.seconds)),
    reported: reports.length, accepted: accepted.length, refused: reports.filter(({ status }) => status === 429 || status === 503).length, failed: reports.filter(({ status }) => status === 0 || (status >= 400 && status !== 429 && status !== 503)).length,
    ...Object.fromEntries(Object.entries(histograms).map(([name, histogram]) => [name, percentilesOf(histogram)])),
  };
}

function costs({ before, after, counters, incidents }) {
  const cpu = Object.fromEntries(Object.keys(after.cpu).map((name) => [name, after.cpu[name] - (before.cpu[name] ?? 0)]));
  const all = Object.values(cpu).reduce((sum, seconds) => sum + seconds, 0);
  const wallSeconds = (after.at - before.at) / 1_000;
  return {
    cpuMsPerIncident: round((all * 1_000) / incidents), cpuMsPerIncidentOf: Object.fromEntries(Object.entries(cpu).map(([name, seconds]) => [name, round((seconds * 1_000) / incidents)])),
    othersCpuPercent: Math.max(0, Math.round(((after.machine - before.machine - all) / wallSeconds) * 100)),
    commitsPerIncident: round((counters.commits - before.commits) / incidents), walBytesPerIncident: Math.round((counters.wal - before.wal) / incidents), rssMiB: after.rss,
  };
}

const round = (value) => Math.round(value * 100) / 100;
