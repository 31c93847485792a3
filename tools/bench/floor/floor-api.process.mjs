/**
 * The hand-written floor's door: node:http, pg and socket.io, no framework. A report becomes a case row and its outbox rows in one statement,
 * hence one commit, with the NOTIFY in it; what the worker has recorded is pushed to every socket.
 */
import { randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import pg from 'pg';
import { Server } from 'socket.io';
import { benchInstitutions } from '../accounts.mjs';
import { serveParent } from '../child-process.mjs';
import { DONE_CHANNEL, POOL, WORK_CHANNEL } from './floor-schema.mjs';

const { FLOOR_DATABASE_URL: databaseUrl, FLOOR_TOKEN: token } = process.env;
const BODY_BYTES_MAX = 256 * 1024;
const pool = new pg.Pool({ connectionString: databaseUrl, ...POOL });
const codeOfPrefix = new Map(benchInstitutions().map(({ code, prefix }) => [prefix, code]));
const delay = monitorEventLoopDelay({ resolution: 10 });
delay.enable();

const REPORT = {
  name: 'report',
  text: `with c as (insert into cases (id, body) values ($1, $2) returning id),
         o as (insert into outbox (id, case_id, institution, account, amount_fen) select t.id, c.id, t.institution, t.account, t.amount from c, unnest($3::uuid[], $4::text[], $5::text[], $6::bigint[]) as t(id, institution, account, amount))
         select pg_notify('${WORK_CHANNEL}', '')`,
};

/** The least that a door must check: who asks, that it is a report, and that each transfer has an account of a known bank and an amount. */
function transfersIn(body) {
  if (!Array.isArray(body?.transfers) || body.transfers.length === 0 || body.transfers.length > 50) return undefined;
  const transfers = body.transfers.map(({ accountNumber, amountFen }) => ({ accountNumber, amountFen, institution: typeof accountNumber === 'string' ? codeOfPrefix.get(accountNumber.slice(0, 6)) : undefined }));
  return transfers.every(({ amountFen, institution }) => institution && Number.isSafeInteger(amountFen) && amountFen > 0) ? transfers : undefined;
}

async function report(request, text) {
  if (request.headers.authorization !== `Bearer ${token}`) return [401, { title: 'log in' }];
  let body;
  try {
    body = JSON.parse(text);
  } catch {
    return [400, { title: 'not JSON' }];
  }
  const transfers = transfersIn(body);
  if (!transfers) return [400, { title: 'not a report' }];
  const id = randomUUID();
  await pool.query({ ...REPORT, values: [id, text, transfers.map(() => randomUUID()), transfers.map((t) => t.institution), transfers.map((t) => t.accountNumber), transfers.map((t) => t.amountFen)] });
  return [201, { incident: { id } }];
}

async function serve(request, text) {
  const route = `${request.method} ${request.url}`;
  if (route === 'POST /api/v1/incidents') return report(request, text);
  if (route === 'POST /api/v1/sessions') return [201, { token }];
  return [404, { title: 'not here' }];
}

const server = createServer({ keepAliveTimeout: 65_000 }, (request, reply) => {
  const chunks = [];
  let bytes = 0;
  request.on('data', (chunk) => ((bytes += chunk.length) > BODY_BYTES_MAX ? request.destroy() : chunks.push(chunk)));
  request.on('end', () => {
    serve(request, Buffer.concat(chunks).toString('utf8')).catch((fault) => [500, { title: fault.message }]).then(([status, body]) => {
      const text = JSON.stringify(body);
      reply.writeHead(status, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) }).end(text);
    });
  });
});

const board = new Server(server, { path: '/socket.io', transports: ['websocket'], perMessageDeflate: false, serveClient: false }).of('/board');
board.use((socket, next) => next(socket.handshake.auth.token === token ? undefined : new Error('log in')));
board.on('connection', (socket) => socket.emit('welcome', {}));

const listener = new pg.Client({ connectionString: databaseUrl });
await listener.connect();
listener.on('notification', ({ payload }) => board.emit('facts', { facts: JSON.parse(payload) }));
await listener.query(`listen ${DONE_CHANNEL}`);

server.listen(0, '127.0.0.1', () => {
  serveParent({
    delay: () => {
      const p99 = Math.round(delay.percentile(99) / 1e5) / 10;
      delay.reset();
      return { type: 'delay', p99 };
    },
  }, { url: `http://127.0.0.1:${server.address().port}` });
});
