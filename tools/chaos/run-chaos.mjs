import { auditLedgers, isSound } from './audit-ledgers.mjs';
import { FAULTS } from './fault-list.mjs';
import { openWorld } from './open-world.mjs';
import { countOpen, percentile, readDatabase, takeovers, verifyChains } from './read-database.mjs';
import { worstRun } from './worst-run.mjs';

/** How long things may take to come to their end once everything is healed: a silent bank becomes a human's task after a minute, and what an overload left behind comes to it late. */
const SETTLE_MS = 150_000;
const CLERKS_EVERY_MS = 3_000;

/**
 * One run: a system of its own, clients that report all the time, faults chosen by the seed, then the audit of the three ledgers.
 * @param {{ seed: number, stream: 'embedded' | 'kafka', minutes: number, short: boolean, only?: string[], rate: number, signal: AbortSignal, say: (line: string) => void }} options
 * @returns {Promise<{ sound: boolean, line: object }>} `line` is what the command prints as JSON
 */
export async function runChaos(options) {
  const { say, signal } = options;
  const chosen = FAULTS.filter((fault) => (options.only ? options.only.includes(fault.name) : true) && (fault.streams ?? ['embedded', 'kafka']).includes(options.stream))
    .filter((fault) => options.only || !options.short || (fault.inShort ?? ['embedded', 'kafka']).includes(options.stream));
  const world = await openWorld(options);
  try {
    world.load.start();
    await world.pause(2_000);
    const outcome = await breakThings(world, chosen, options);
    await world.load.stop();
    await settle(world);
    signal.throwIfAborted();
    return await conclude(world, outcome, options);
  } finally {
    say('结束 ending');
    await world.close();
  }
}

async function breakThings(world, chosen, { short, minutes, signal, say }) {
  const until = Date.now() + minutes * 60_000;
  const outcome = { ran: {}, notRun: {}, broken: [], worst: {} };
  const choosing = world.dice.branch('choice');
  let left = choosing.shuffled(chosen);
  while (left.length > 0 && !signal.aborted && (short || Date.now() < until)) {
    const fault = left.shift();
    if (left.length === 0 && !short) left = choosing.shuffled(chosen);
    const absent = await fault.absent?.(world);
    if (absent) {
      outcome.notRun[fault.name] ??= absent;
      if (Object.keys(outcome.notRun).length === chosen.length) break;
      continue;
    }
    const since = Date.now();
    try {
      outcome.worst[fault.name] = worstRun(fault, outcome.worst[fault.name], await fault.run(world, world.dice.branch(`${fault.name}/${outcome.ran[fault.name] ?? 0}`)));
    } catch (error) {
      outcome.broken.push(`${fault.name}: ${error.message}`);
      say(`  ✗ ${fault.name}: ${error.stack}`);
    }
    outcome.ran[fault.name] = (outcome.ran[fault.name] ?? 0) + 1;
    say(`  ${fault.name}  ${((Date.now() - since) / 1000).toFixed(1)} s   （警情 reports ${world.load.told.length}）`);
    if (signal.aborted) break;
    await world.pause(short ? 500 : world.dice.whole(500, 3_000));
  }
  return outcome;
}

/** Everything is healed: clerks clear their desks until nothing accepted is still on its way. */
async function settle(world) {
  for (const until = Date.now() + SETTLE_MS; Date.now() < until; ) {
    await world.banks.clearDesks();
    if ((await countOpen(world.database)) === 0) return;
    await world.pause(CLERKS_EVERY_MS / 2);
  }
}

async function conclude(world, outcome, { seed, stream, short, say }) {
  const verdict = auditLedgers(world.load.told, await readDatabase(world.database), await world.banks.books());
  const journal = await verifyChains(world.database);
  const taken = await takeovers(world.database, world);
  const { faults, ...counts } = verdict;
  for (const fault of faults.slice(0, 20)) say(`  ✗ ${fault}`);
  for (const fault of journal.faults.slice(0, 20)) say(`  ✗ journal ${fault.incidentId} #${fault.seq}: ${fault.fault}`);
  for (const [name, why] of Object.entries(outcome.notRun)) say(`  未演练 not run: ${name} (${why})`);
  const line = {
    ...counts, kills: world.kills.length, takeoverP50Ms: percentile(taken, 0.5), takeoverP99Ms: percentile(taken, 0.99), takeovers: taken.length,
    journalFacts: journal.facts, journalFaults: journal.faults.length, ...Object.assign({}, ...Object.values(outcome.worst)), seed, stream, short,
    faults: outcome.ran, notRun: Object.keys(outcome.notRun), broken: outcome.broken,
  };
  return { sound: isSound(verdict) && journal.faults.length === 0 && outcome.broken.length === 0, line };
}
