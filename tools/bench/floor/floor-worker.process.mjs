/**
 * The hand-written floor's worker: woken by NOTIFY, claims with SKIP LOCKED, asks the bank, records the answer in one statement (hence one
 * commit) with the NOTIFY that pushes it. It knows no law, no hash chain, no lease, no audit: that is the point of a floor.
 */
import { randomUUID } from 'node:crypto';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import pg from 'pg';
import { Pool } from 'undici';
import { responseLine, signMessage, verifyMessage } from '#message-signature';
import { serveParent } from '../child-process.mjs';
import { DONE_CHANNEL, POOL, WORK_CHANNEL } from './floor-schema.mjs';

const { FLOOR_DATABASE_URL: databaseUrl, FLOOR_BANK_URL: bankUrl } = process.env;
const keys = Object.fromEntries(Object.entries(JSON.parse(process.env.FLOOR_KEYS)).map(([code, pair]) => [code, { toBank: Buffer.from(pair.toBank, 'base64'), fromBank: Buffer.from(pair.fromBank, 'base64') }]));
const SWEEP_MS = 250;
const CLAIM_MAX = 64;
const IN_FLIGHT_MAX = 384;
const pool = new pg.Pool({ connectionString: databaseUrl, ...POOL });
const bank = new Pool(bankUrl, { connections: 64, pipelining: 1 });
const delay = monitorEventLoopDelay({ resolution: 10 });
delay.enable();

const CLAIM = {
  name: 'claim',
  text: `update outbox set state = 'sending' where id = any(array(select id from outbox where state = 'new' order by id limit $1 for update skip locked))
         returning id, case_id, institution, account, amount_fen::float8 as amount_fen`,
};
const RECORD = {
  name: 'record',
  text: `with o as (update outbox set state = $2, answer = $3 where id = $1 and state = 'sending' returning case_id, amount_fen),
         onward as (insert into outbox (id, case_id, institution, account, amount_fen)
                    select t.id, o.case_id, t.institution, t.account, t.amount from o, unnest($5::uuid[], $6::text[], $7::text[], $8::bigint[]) as t(id, institution, account, amount)),
         told as (insert into facts (case_id, type, data) select case_id, $4, $3 from o returning case_id)
         select pg_notify('${DONE_CHANNEL}', json_build_array(json_build_object('type', $4::text, 'incidentId', case_id, 'data', json_build_object('instructionId', $1::uuid)))::text) from told`,
};
const WAKE = { name: 'wake', text: `select pg_notify('${WORK_CHANNEL}', '')` };

let inFlight = 0;
let claiming = false;
let again = false;

async function claim() {
  if (claiming) {
    again = true;
    return;
  }
  claiming = true;
  try {
    do {
      again = false;
      const room = Math.min(CLAIM_MAX, IN_FLIGHT_MAX - inFlight);
      const { rows } = room > 0 ? await pool.query({ ...CLAIM, values: [room] }) : { rows: [] };
      for (const row of rows) void handle(row);
      if (rows.length === room && room > 0) again = true;
    } while (again);
  } finally {
    claiming = false;
  }
}

async function handle(row) {
  inFlight += 1;
  try {
    await record(row, await ask(row));
  } catch (fault) {
    process.stderr.write(`floor worker: ${fault.stack}\n`);
  } finally {
    inFlight -= 1;
    if (inFlight === IN_FLIGHT_MAX - 1) void claim();
  }
}

async function ask(row) {
  const path = `/banks/${row.institution}/v1/instructions`;
  const nonce = randomUUID();
  const body = JSON.stringify({ instructionId: row.id, kind: 'stop', account: { number: row.account, kind: 'card', holderName: null }, amountFen: row.amount_fen, issuedAt: new Date().toISOString() });
  const signature = signMessage({ method: 'POST', path, keyId: row.institution, key: keys[row.institution].toBank, body, nonce, now: new Date() });
  const { statusCode, headers, body: answer } = await bank.request({ method: 'POST', path, headers: { 'content-type': 'application/json', 'idempotency-key': row.id, ...signature }, body });
  const text = await answer.text();
  const verdict = verifyMessage({ method: responseLine(statusCode), path, headers, body: text, keyId: row.institution, key: keys[row.institution].fromBank, now: new Date() });
  if (statusCode !== 200 || verdict.kind !== 'valid' || verdict.nonce !== nonce) throw new Error(`the bank said ${statusCode}, ${verdict.kind}`);
  return text;
}

async function record(row, text) {
  const { code, onward = [] } = JSON.parse(text);
  const [state, type] = code === '0000' ? ['done', 'instruction.done'] : ['refused', 'instruction.refused'];
  await pool.query({ ...RECORD, values: [row.id, state, text, type, onward.map(() => randomUUID()), onward.map((o) => o.institutionCode), onward.map((o) => o.accountNumber), onward.map((o) => o.amountFen)] });
  if (onward.length > 0) await pool.query(WAKE);
}

const listener = new pg.Client({ connectionString: databaseUrl });
await listener.connect();
listener.on('notification', () => void claim());
await listener.query(`listen ${WORK_CHANNEL}`);
setInterval(() => void claim(), SWEEP_MS);
serveParent({
  delay: () => {
    const p99 = Math.round(delay.percentile(99) / 1e5) / 10;
    delay.reset();
    return { type: 'delay', p99 };
  },
});
