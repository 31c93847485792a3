/** Wakes the generator at each due time: a thread that sleeps exactly, where a timer would be up to a millisecond late. */
import { parentPort, workerData } from 'node:worker_threads';
import { nowMs } from '../monotonic.mjs';

const sleeper = new Int32Array(new SharedArrayBuffer(4));
let next = 0;
while (next < workerData.due.length) {
  const wait = workerData.due[next] - nowMs();
  if (wait > 0) Atomics.wait(sleeper, 0, 0, wait);
  const now = nowMs();
  while (next < workerData.due.length && workerData.due[next] <= now) next += 1;
  parentPort.postMessage(next);
}
