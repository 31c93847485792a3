import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

/** Starts a server and kills it while a backend is busy, which speaks once more when its server is gone, and ends. */
const KILLS = `
  const [, module, folder] = process.argv;
  const { startPostgres } = await import(module);
  const { default: pg } = await import('pg');
  const server = await startPostgres({ dataDir: folder, password: 'p', throwAway: true, logFile: folder + '/postgres.log' });
  const client = new pg.Client(server.urlFor('postgres'));
  const ended = new Promise((resolve) => client.once('end', resolve));
  client.on('error', () => {});
  await client.connect();
  const busy = new Promise((resolve) => client.once('notice', resolve));
  client.query("do $$ begin raise notice 'busy'; for i in 1..10000000 loop end loop; raise log 'a late word'; end $$").catch(() => {});
  await busy;
  server.kill();
  await server.exited;
  await ended;
  console.log('survived');
`;

describe('a PostgreSQL that is killed', () => {
  it('takes nobody along: its backends may still speak when it is gone, and their words are in the log', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'stop-payment-killed-'));
    try {
      const said = await new Promise<string>((resolve) => {
        execFile(process.execPath, ['--input-type=module', '-e', KILLS, pathToFileURL(join(__dirname, '../../tools/postgres/start-postgres.mjs')).href, folder], { cwd: join(__dirname, '../..') }, (_, stdout, stderr) => resolve(`${stdout}${stderr}`));
      });
      expect(said).toBe('survived\n');
      expect(readFileSync(join(folder, 'postgres.log'), 'utf8')).toContain('a late word');
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  }, 60_000);
});
