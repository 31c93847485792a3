import { existsSync, writeFileSync } from 'node:fs';
import { constants, setPriority } from 'node:os';
import { percentile } from '../read-database.mjs';
import { residentMb } from '../resident-memory.mjs';

/** As many as the door takes for no queue, so that hardly anybody is turned away for coming together. */
const CLIENTS = 32;

/** One caller in so many hangs up after so short a time, milliseconds, whether it has been answered or not. */
const HANGS_UP = { oneIn: 100, afterMs: 50 };

/**
 * Three times what the system can take. The capacity is what a closed loop gets through to the banks once it is warm; then thrice as much comes
 * in, whatever is answered. Goodput, too, is counted where the money is: instructions that reached a bank for the first time.
 */
export default {
  name: 'overload',
  inShort: ['embedded'],
  breaks: '三倍于容量的负载，百分之一中途挂断 · three times the capacity, one caller in a hundred hangs up',
  expects: '429 with Retry-After at the door; goodput stays; memory is bounded; recovery at once',
  heals: 'the load is normal again',
  worseBy: ({ overload }) => -overload.goodputRatio,
  async run(world) {
    const [warmMs, countedMs, stormMs] = world.short ? [2_000, 3_000, 6_000] : [15_000, 20_000, 60_000];
    preferBanks(world);
    const capacity = await closedLoop(world, warmMs, countedMs);
    const from = world.load.told.length;
    const rss = watchMemory(world.system.children.api.pid);
    const goodput = await reaching(world, () => storm(world, capacity * 3, stormMs));
    const rssMaxMb = rss();
    const inStorm = world.load.told.slice(from);
    const recoveredMs = await firstAccepted(world);
    const withStatus = (status) => inStorm.filter((entry) => entry.status === status);
    return {
      overload: {
        capacityPerSecond: Math.round(capacity), offeredPerSecond: Math.round(inStorm.length / (stormMs / 1000)), goodputRatio: Number((goodput / capacity).toFixed(2)),
        accepted: withStatus(201).length, shed: withStatus(429).length, unanswered: inStorm.filter(({ status }) => !status).length,
        acceptedP50Ms: percentile(withStatus(201).map(({ tookMs }) => tookMs), 0.5), acceptedP99Ms: percentile(withStatus(201).map(({ tookMs }) => tookMs), 0.99),
        shedP99Ms: percentile(withStatus(429).map(({ tookMs }) => tookMs), 0.99), apiRssMaxMb: rssMaxMb, recoveredMs,
      },
    };
  },
};

/**
 * Real banks are other machines. Here they share the processor with the storm and would be what it drowns first: where the system lets us, they
 * come first. Linux weighs sessions against each other before it weighs processes, so their session is preferred as well.
 */
function preferBanks({ system, say }) {
  const { pid } = system.children.simulator;
  try {
    setPriority(pid, constants.priority.PRIORITY_HIGHEST);
    if (existsSync(`/proc/${pid}/autogroup`)) writeFileSync(`/proc/${pid}/autogroup`, String(constants.priority.PRIORITY_HIGHEST));
  } catch (fault) {
    say(`  模拟银行与系统争用处理器 the simulated banks share the processor as equals (${fault.message})`);
  }
}

/** How many a second reach the banks for clients that each report again as soon as the last report is answered. */
async function closedLoop(world, warmMs, countedMs) {
  const until = performance.now() + warmMs + countedMs;
  const clients = Array.from({ length: CLIENTS }, async () => {
    while (performance.now() < until) await world.load.send();
  });
  await world.pause(warmMs);
  const perSecond = await reaching(world, () => world.pause(countedMs));
  await Promise.all(clients);
  return perSecond;
}

async function storm(world, perSecond, ms) {
  const since = performance.now();
  for (let sent = 0; performance.now() - since < ms; await world.pause(10)) {
    for (const due = ((performance.now() - since) / 1000) * perSecond; sent < due; sent += 1) void world.load.send(undefined, { tries: 1, ...(sent % HANGS_UP.oneIn === 0 && { patienceMs: HANGS_UP.afterMs }) });
  }
}

/** Instructions per second that reach a bank for the first time while `work` goes on. */
async function reaching(world, work) {
  const reached = async () => Number((await world.database.insist('select count(sent_at) as n from instructions'))[0].n);
  const [since, before] = [performance.now(), await reached()];
  await work();
  return ((await reached()) - before) / ((performance.now() - since) / 1000);
}

/** How long after the storm one more client gets through, who tries again when told to. */
async function firstAccepted(world) {
  const since = performance.now();
  const entry = await world.load.send(undefined, { tries: 40 });
  if (entry.told !== 'accepted') throw new Error(`after the overload a report was ${entry.told} (${entry.status})`);
  return Math.round(performance.now() - since);
}

function watchMemory(pid) {
  let most = 0;
  const look = () => {
    most = Math.max(most, residentMb(pid));
  };
  const beat = setInterval(look, 250);
  return () => {
    clearInterval(beat);
    look();
    return Math.round(most);
  };
}
