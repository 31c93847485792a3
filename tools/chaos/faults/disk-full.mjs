import { execFileSync } from 'node:child_process';
import { chownSync, closeSync, mkdtempSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { firstDispatchAfter } from '../first-dispatch.mjs';
import { isRoot } from '../../postgres/place.mjs';

/** Room beside the tables as they are. */
const ROOM_MB = 96;
const NOBODY = 65_534;
/** The tables whose growth the reports need. */
const TABLES = ['incidents', 'transfers', 'journal', 'idempotency_keys', 'instructions'];

/** The disk under the hot tables is full: they are moved to a tablespace on a small tmpfs, which is then filled. */
export default {
  name: 'disk-full',
  inShort: ['embedded'],
  breaks: '磁盘写满（tmpfs 上的表空间）· the disk is full (a tablespace on a small tmpfs)',
  expects: 'reports are refused with 503 and never accepted and lost; first dispatch within 3 s after there is room',
  heals: 'room is made; the tables move back',
  worseBy: ({ diskFullFirstDispatchMs }) => diskFullFirstDispatchMs,
  absent: () => (isRoot() && process.platform === 'linux' ? undefined : 'mounting a tmpfs needs root on Linux'),
  async run(world) {
    const place = mkdtempSync(join(world.system.dataDir, 'small-disk-'));
    const { postgresPassword } = JSON.parse(readFileSync(join(world.system.dataDir, 'secrets.json'), 'utf8'));
    const url = new URL(world.system.databaseUrl);
    Object.assign(url, { username: 'postgres', password: postgresPassword });
    const admin = new pg.Client({ connectionString: url.toString() });
    admin.on('error', () => undefined);
    await admin.connect();
    const sizeMb = Math.ceil(await sizeOfTables(admin) / 2 ** 20) + ROOM_MB;
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${sizeMb}m,mode=0700,uid=${NOBODY},gid=${NOBODY}`, 'tmpfs', place]);
    try {
      chownSync(place, NOBODY, NOBODY);
      await admin.query(`create tablespace small_disk location '${place}'`);
      try {
        await move(admin, 'small_disk');
        return await fill(world, join(place, 'ballast'));
      } finally {
        rmSync(join(place, 'ballast'), { force: true });
        await move(admin, 'pg_default');
        await admin.query('checkpoint');
        await admin.query('drop tablespace small_disk');
      }
    } finally {
      await admin.end();
      execFileSync('umount', ['-l', place]);
    }
  },
};

function fillUp(ballast) {
  const page = Buffer.alloc(8_192, 1);
  const file = openSync(ballast, 'w');
  try {
    for (;;) writeSync(file, page);
  } catch (error) {
    if (error.code !== 'ENOSPC') throw error;
  } finally {
    closeSync(file);
  }
}

async function fill(world, ballast) {
  fillUp(ballast);
  const from = world.load.told.length;
  const refused = () => world.load.told.slice(from).filter(({ status }) => status === 503).length;
  const send = (count) => {
    for (let i = 0; i < count; i += 1) void world.load.send(undefined, { tries: world.short ? 10 : 40 });
  };
  send(200);
  for (const until = performance.now() + (world.short ? 4_000 : 20_000); performance.now() < until; await world.pause(100)) {
    // After a storm the tables have free pages inside: they must be used up before the disk is asked for more.
    if (refused() === 0) send(20);
  }
  const diskFullRefused = refused();
  rmSync(ballast, { force: true });
  const diskFullFirstDispatchMs = await firstDispatchAfter(world);
  if (diskFullRefused === 0) throw new Error('the disk was full and no report was refused with 503');
  return { diskFullRefused, diskFullFirstDispatchMs };
}

async function move(admin, tablespace) {
  for (const table of TABLES) await admin.query(`alter table ${table} set tablespace ${tablespace}`);
}

async function sizeOfTables(admin) {
  const { rows: [{ bytes }] } = await admin.query('select sum(pg_table_size(name::regclass)) as bytes from unnest($1::text[]) name', [TABLES]);
  return Number(bytes);
}
