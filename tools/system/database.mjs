import { ensureDatabase, OWNER } from '../postgres/databases.mjs';
import { startPostgres } from '../postgres/start-postgres.mjs';

const DATABASE = 'dispatcher';
const PAUSE_MS = 500;

/** An embedded PostgreSQL with the dispatcher's database, brought back on the same port should it die. */
export async function keepPostgres({ data, guardian, report }) {
  const password = data.secrets.postgresPassword;
  const start = (port) => startPostgres({ dataDir: data.path, password, port, guardian, logFile: data.logFile('postgres') });
  let stopping = false;
  let server = await start(data.ports.postgres);
  data.ports.postgres = server.port;
  await ensureDatabase(server.urlFor('postgres'), { database: DATABASE, password });

  const watch = () =>
    server.exited.then(async (code) => {
      if (stopping) return;
      guardian.forget(server.pid);
      report({ kind: 'died', name: 'postgres', pid: server.pid, code, pauseMs: PAUSE_MS });
      await bringBack();
    });
  async function bringBack() {
    while (!stopping) {
      await new Promise((wake) => setTimeout(wake, PAUSE_MS));
      if (stopping) return;
      try {
        server = await start(data.ports.postgres);
        report({ kind: 'back', name: 'postgres', pid: server.pid });
        watch();
        return;
      } catch (error) {
        report({ kind: 'failed', name: 'postgres', reason: error.message });
      }
    }
  }
  watch();
  return {
    name: 'postgres',
    url: server.urlFor(DATABASE, OWNER),
    moved: server.moved,
    get pid() {
      return server.pid;
    },
    kill: async () => {
      server.kill();
      await server.exited;
    },
    stop: async (graceMs) => {
      stopping = true;
      await server.stop(graceMs);
    },
  };
}
