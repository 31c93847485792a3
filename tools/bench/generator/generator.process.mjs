/**
 * The load, in a process of its own: an open loop with a fixed timetable. A report that finds the system slow is sent all the same, and its
 * latency counts from the moment it was due, so a stall hits every report that it delays (no coordinated omission).
 */
import { randomUUID } from 'node:crypto';
import { Worker } from 'node:worker_threads';
import { Pool } from 'undici';
import { benchInstitutions } from '../accounts.mjs';
import { serveParent } from '../child-process.mjs';
import { nowMs } from '../monotonic.mjs';
import { openDesk } from './desk-socket.mjs';
import { reportBody } from './report-body.mjs';
import { dueTimes } from './schedule.mjs';

const CONNECTIONS = 256;
/** After the last report the run goes on until nothing has happened for so long, at most DRAIN_MS_MAX. */
const QUIET_MS = 1_500;
const DRAIN_MS_MAX = 30_000;
const STARTS_IN_MS = 200;

const institutions = benchInstitutions();
let pool;
let url;
let tokens = [];
let desk;
let pushes = [];
let lastEventAt = 0;

async function logIn(login, password) {
  const { statusCode, body } = await pool.request({ method: 'POST', path: '/api/v1/sessions', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ login, password }) });
  const answer = await body.json();
  if (statusCode >= 300) throw new Error(`login ${login}: ${statusCode} ${JSON.stringify(answer)}`);
  return answer.token;
}

async function connect(message) {
  url = message.url;
  pool = new Pool(url, { connections: CONNECTIONS, pipelining: 1, keepAliveTimeout: 60_000 });
  tokens = [];
  for (const login of message.operators) tokens.push(await logIn(login, message.password));
  desk = await openDesk({ url, token: await logIn(message.commander, message.password), onFacts: notePush });
  return { type: 'connected' };
}

function notePush(facts, at) {
  for (const fact of facts) if (fact.type === 'instruction.done') pushes.push({ incidentId: fact.incidentId, instructionId: fact.data.instructionId, at });
  lastEventAt = at;
}

async function send(report, spec) {
  report.sentAt = nowMs();
  try {
    const { statusCode, body } = await pool.request({
      method: 'POST', path: '/api/v1/incidents', body: reportBody({ serial: report.serial, accounts: spec.accounts, layers: spec.layers, institutions, now: Date.now() }),
      headers: { 'content-type': 'application/json', 'idempotency-key': randomUUID(), authorization: `Bearer ${tokens[report.serial % tokens.length]}` },
    });
    const answer = await body.json();
    report.answeredAt = nowMs();
    report.status = statusCode;
    report.incidentId = answer.incident?.id ?? null;
    if (statusCode !== 201 && statusCode !== 429 && statusCode !== 503) report.fault = JSON.stringify(answer).slice(0, 300);
  } catch (fault) {
    report.status = 0;
    report.fault = fault.message;
  }
  lastEventAt = nowMs();
}

async function run(spec) {
  pushes = [];
  const fromMs = nowMs() + STARTS_IN_MS;
  const due = dueTimes({ fromMs, rate: spec.rate, seconds: spec.warmUpSeconds + spec.seconds });
  const warm = Math.round(spec.rate * spec.warmUpSeconds);
  const reports = due.map((dueAt, i) => ({ serial: spec.serialFrom + i, dueAt, measured: i >= warm, sentAt: null, answeredAt: null, status: null, incidentId: null, fault: null }));
  const sending = [];
  await new Promise((resolve, reject) => {
    let sent = 0;
    const metronome = new Worker(new URL('./metronome.thread.mjs', import.meta.url), { workerData: { due } });
    metronome.on('error', reject);
    metronome.on('message', (upTo) => {
      if (sent < warm && upTo >= warm) process.send({ type: 'measuring' });
      for (; sent < upTo; sent += 1) sending.push(send(reports[sent], spec));
    });
    metronome.on('exit', resolve);
  });
  process.send({ type: 'sent' });
  await Promise.all(sending);
  await drain(reports, spec);
  return { type: 'result', reports, pushes, lastEventAt };
}

/** Waits for the last pushes; ends early when all have come, and gives up when nothing comes any more. */
async function drain(reports, spec) {
  const expected = reports.filter(({ incidentId }) => incidentId).length * spec.accounts;
  const until = nowMs() + DRAIN_MS_MAX;
  lastEventAt = nowMs();
  while (pushes.length < expected && nowMs() < until && nowMs() - lastEventAt < QUIET_MS + DRAIN_MS_MAX / 4) await new Promise((resolve) => setTimeout(resolve, 20));
}

serveParent({
  connect, run,
  close: async () => {
    desk?.disconnect();
    await pool?.destroy();
    return { type: 'closed' };
  },
});
