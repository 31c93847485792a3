import { residentMb } from '../resident-memory.mjs';
import { percentile } from '../read-database.mjs';

const WARM_UP_MS = 3_000;

/** Three times what the system can take: first the capacity is found by a closed loop, then thrice as much comes in whatever is answered. */
export default {
  name: 'overload',
  inShort: ['embedded'],
  breaks: '三倍于容量的负载 · three times the capacity',
  expects: '429 with Retry-After at the door; goodput stays; memory is bounded; recovery at once',
  heals: 'the load is normal again',
  async run(world) {
    const ms = world.short ? 6_000 : 60_000;
    const capacity = await closedLoop(world, 64, world.short ? WARM_UP_MS : 10_000);
    const from = world.load.told.length;
    const rss = watchMemory(world.system.children.api.pid);
    const since = performance.now();
    for (let sent = 0; performance.now() - since < ms; await world.pause(10)) {
      for (const due = ((performance.now() - since) / 1000) * capacity * 3; sent < due; sent += 1) void world.load.send(undefined, { tries: 1 });
    }
    const seconds = (performance.now() - since) / 1000;
    const rssMaxMb = rss();
    const answered = () => world.load.told.slice(from).filter(({ status }) => status !== undefined);
    const accepted = answered().filter(({ status }) => status === 201);
    const shed = answered().filter(({ status }) => status === 429).length;
    const recovered = await firstAccepted(world);
    return {
      overload: {
        capacityPerSecond: Math.round(capacity), goodputRatio: Number((accepted.length / seconds / capacity).toFixed(2)), shed,
        acceptedP99Ms: percentile(accepted.map(({ tookMs }) => tookMs), 0.99), apiRssMaxMb: rssMaxMb, recoveredMs: recovered,
      },
    };
  },
};

/** Reports per second that so many clients get through, each with its next report as soon as the last is answered. */
async function closedLoop(world, clients, ms) {
  const until = performance.now() + ms;
  let done = 0;
  await Promise.all(Array.from({ length: clients }, async () => {
    while (performance.now() < until) if ((await world.load.send(undefined, { tries: 1 })).told === 'accepted') done += 1;
  }));
  return done / (ms / 1000);
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
