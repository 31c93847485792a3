/** The guard itself: see guardian.mjs. Reads one JSON message per line; acts when its stdin ends. */
import { rmSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { birthOf, isAlive, waitUntilGone } from './alive.mjs';

const watched = new Map();
const folders = new Set();

function take(message) {
  if (message.watch) watched.set(message.watch, { signal: message.signal, birth: birthOf(message.watch) });
  if (message.forget) watched.delete(message.forget);
  if (message.remove) folders.add(message.remove);
}

function send(pid, signal) {
  try {
    process.kill(pid, signal);
  } catch {
    // already gone, which is what we want
  }
}

/** Not the same process any more when the id was given to another one meanwhile. */
const isStill = (pid, { birth }) => isAlive(pid) && birthOf(pid) === birth;

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => undefined);
createInterface({ input: process.stdin })
  .on('line', (line) => take(JSON.parse(line)))
  .on('close', async () => {
    const left = [...watched].filter(([pid, was]) => isStill(pid, was));
    for (const [pid, was] of left) send(pid, was.signal);
    await Promise.all(
      left.map(async ([pid, was]) => {
        if (!(await waitUntilGone(pid, 4_000)) && isStill(pid, was)) send(pid, 'SIGKILL');
      }),
    );
    for (const folder of folders) rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
    process.exit(0);
  });
