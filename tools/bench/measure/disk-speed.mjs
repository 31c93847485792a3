import { closeSync, fdatasyncSync, openSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { nowMs } from '../monotonic.mjs';

const WRITES = 200;

/** Median microseconds of writing 8 kB and forcing it to the disk, in this folder: what a commit costs at least. */
export function fdatasyncMicroseconds(folder) {
  const file = join(folder, 'fdatasync.probe');
  const handle = openSync(file, 'w');
  const block = Buffer.alloc(8192, 1);
  try {
    const taken = [];
    for (let i = 0; i < WRITES; i += 1) {
      const since = nowMs();
      writeSync(handle, block, 0, block.length, (i % 64) * block.length);
      fdatasyncSync(handle);
      taken.push(nowMs() - since);
    }
    return Math.round(taken.sort((a, b) => a - b)[WRITES / 2] * 1_000);
  } finally {
    closeSync(handle);
    rmSync(file, { force: true });
  }
}
