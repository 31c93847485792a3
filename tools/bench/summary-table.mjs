import { merge, percentilesOf } from './measure/latencies.mjs';
import { BUSY_PERCENT } from './quiet-check.mjs';
import { targetsOf } from './targets.mjs';

const SHOWN = { committed: '录入已提交 committed', toBank: '→ 银行收到 to bank', toPush: '→ 席位看到 to push', committedToBank: '  提交→银行 commit→bank', bankToPush: '  反馈→席位 answer→push', hop: '  下一层 next hop', toSockets: '反馈→各席位 to sockets', lag: '发压滞后 gen. lag' };

const median = (values) => [...values].sort((a, b) => a - b)[Math.floor((values.length - 1) / 2)] ?? null;
const ratio = (ours, floor) => (ours === null || !floor ? null : Math.round((ours / floor) * 100) / 100);

/**
 * The median over the rounds of ours to the floor in the same round. Never the ratio of the merged figures: a disturbance that
 * fell into one system's turn would count as the other's speed.
 */
function ratioOfRounds(runs, stage, percentile) {
  const figure = (round, name) => runs.find(({ line }) => line.round === round && line.system === name)?.line[stage][percentile] ?? null;
  const rounds = [...new Set(runs.map(({ line }) => line.round))];
  return median(rounds.map((round) => ratio(figure(round, 'ours'), figure(round, 'floor'))).filter((value) => value !== null));
}

/**
 * Puts the rounds of one load together: percentiles of the merged histograms, medians of the costs and of each round's ratio of ours to the floor.
 * @param {{ line: object, histograms: Record<string, object> }[]} runs all rounds of all systems at one rate
 */
export function summarise(runs) {
  const systems = {};
  for (const name of new Set(runs.map(({ line }) => line.system))) {
    const own = runs.filter(({ line }) => line.system === name);
    const sum = (field) => own.reduce((total, { line }) => total + line[field], 0);
    systems[name] = {
      latency: Object.fromEntries(Object.keys(own[0].histograms).map((stage) => [stage, percentilesOf(merge(own.map(({ histograms }) => histograms[stage])))])),
      reachedPerSecond: median(own.map(({ line }) => line.reachedPerSecond)), cpuMsPerIncident: median(own.map(({ line }) => line.cpuMsPerIncident)),
      commitsPerIncident: median(own.map(({ line }) => line.commitsPerIncident)), walBytesPerIncident: median(own.map(({ line }) => line.walBytesPerIncident)),
      ...Object.fromEntries(['reported', 'refused', 'failed', 'lost', 'duplicated', 'unfinished', 'strangers'].map((field) => [field, sum(field)])),
    };
  }
  const { ours, floor } = systems;
  const ratios = ours && floor && Object.fromEntries(['committed', 'toBank', 'toPush'].map((stage) => [stage, { p50: ratioOfRounds(runs, stage, 'p50'), p99: ratioOfRounds(runs, stage, 'p99') }]));
  return { rate: runs[0].line.rate, seconds: runs[0].line.seconds, accounts: runs[0].line.accounts, layers: runs[0].line.layers, rounds: Math.max(...runs.map(({ line }) => line.round)), systems, ratios: ratios ?? null, othersCpuPercent: Math.max(...runs.map(({ line }) => line.othersCpuPercent)) };
}

const cell = (value, width = 9) => String(value ?? '-').padStart(width);

/** The summary for people: latencies in ms, the costs, the ratios, and each target with what was reached. */
export function describeSummary(summary, chosen) {
  const lines = [`\n${summary.rate}/s · ${summary.accounts} 笔转账 transfers × ${summary.layers} 层 layers · ${summary.rounds} × ${summary.seconds} s`];
  lines.push(`${'ms'.padEnd(10)}${cell('p50')}${cell('p95')}${cell('p99')}${cell('p99.9')}${cell('max')}`);
  for (const [name, { latency }] of Object.entries(summary.systems)) {
    for (const [stage, label] of Object.entries(SHOWN)) {
      const of = latency[stage];
      if (of && of.p50 !== null) lines.push(`${name.padEnd(10)}${cell(of.p50)}${cell(of.p95)}${cell(of.p99)}${cell(of.p999)}${cell(of.max)}  ${label}`);
    }
  }
  for (const [name, of] of Object.entries(summary.systems)) {
    lines.push(`${name.padEnd(10)}${of.reachedPerSecond}/s · CPU ${of.cpuMsPerIncident} ms · ${of.commitsPerIncident} commits · WAL ${of.walBytesPerIncident} B / 警情 incident · refused ${of.refused} failed ${of.failed} lost ${of.lost} duplicated ${of.duplicated} unfinished ${of.unfinished}`);
  }
  if (summary.ratios) lines.push(`ours/floor 各轮比值的中位数 median of the rounds' ratios: ${Object.entries(summary.ratios).map(([stage, { p50, p99 }]) => `${stage} p50 ×${p50} p99 ×${p99}`).join(' · ')}`);
  const busy = summary.othersCpuPercent > BUSY_PERCENT;
  for (const { what, reached, value } of targetsOf(summary, chosen)) lines.push(`  ${reached ? '✓ 达到 reached    ' : '✗ 未达到 not reached'} ${what}: ${value}${busy ? ' （？机器不空闲 busy machine）' : ''}`);
  if (busy) lines.push(`  ? 其他进程占用多至 ${summary.othersCpuPercent}% 核，以上结论不作数 · others used up to ${summary.othersCpuPercent} % of a core: none of these verdicts counts`);
  return lines.join('\n');
}
