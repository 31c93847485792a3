/** Many consoles in one process of their own: see faults/console-storm.mjs. Told to open, says `current` whenever all have what they missed; asked to `look`, what they have `seen`, and `missing`, who is not current and why. */
import { io } from 'socket.io-client';
import { sharedParser } from '../sockets/shared-decoder.mjs';

const consoles = [];

/** Pages of 200 that a console has read of its desk's list when it opens; after too long an absence it begins anew with one, as the console's screen does. */
const PAGES_AT_FIRST = 3;

/** The desk's list by HTTP, with the last number of each incident. */
async function listOf(url, token, pages) {
  const seqs = [];
  let [next, serverTime] = ['', undefined];
  for (let page = 0; page < pages && next !== null; page += 1) {
    const response = await fetch(`${url}/api/v1/incidents?limit=200${next && `&before=${next}`}`, { headers: { authorization: `Bearer ${token}` } });
    if (!response.ok) throw new Error(`the list was refused (${response.status})`);
    const list = await response.json();
    seqs.unshift(...list.items.map(({ id, lastSeq }) => [id, lastSeq]).reverse());
    next = list.next;
    serverTime ??= list.serverTime;
  }
  return { seqs, serverTime };
}

async function open({ url, tokens, count }) {
  const lists = await Promise.all(tokens.map((token) => listOf(url, token, PAGES_AT_FIRST)));
  for (let i = 0; i < count; i += 1) {
    const { seqs, serverTime } = lists[i % tokens.length];
    const one = { list: () => listOf(url, tokens[i % tokens.length], 1), seqs: new Map(seqs), gaps: 0, since: serverTime, isCurrent: false, why: 'no connection yet', early: [] };
    const socket = io(`${url}/board`, { transports: ['websocket'], auth: { token: tokens[i % tokens.length] }, forceNew: true, parser: sharedParser, reconnectionDelay: 200, reconnectionDelayMax: 1_000 });
    one.socket = socket;
    socket.on('welcome', () => welcomed(one));
    // What is pushed before the missed facts are here waits for them, as in the console.
    socket.on('facts', ({ facts }) => (one.isCurrent ? take(one, facts) : one.early.push(...facts)));
    socket.on('disconnect', (reason) => Object.assign(one, { isCurrent: false, why: reason }));
    socket.on('connect_error', ({ message }) => (one.why = message));
    consoles.push(one);
  }
}

/** As a console does: the last number per incident is given, and exactly what was missed comes back. */
function welcomed(one) {
  one.why = 'no answer to resume';
  one.socket.emit('resume', { incidents: Object.fromEntries([...one.seqs].slice(-500)), since: one.since }, (answer) => {
    if (answer.error) return faulty(one, answer.error.code);
    one.resynced = answer.resync;
    if (answer.resync) return void beginAnew(one);
    take(one, answer.facts);
    settle(one);
  });
}

/** Too much was missed: what it had is forgotten, and the list is read again. */
async function beginAnew(one) {
  one.why = 'the list was not read again';
  const { id } = one.socket;
  try {
    const { seqs, serverTime } = await one.list();
    // It was away again meanwhile, and has asked again.
    if (one.socket.id !== id) return;
    Object.assign(one, { seqs: new Map(seqs), since: serverTime });
    settle(one);
  } catch (fault) {
    faulty(one, fault.message);
  }
}

/** Nobody may wait for it for ever: it is told, and counts as back. */
function faulty(one, code) {
  one.fault = code;
  settle(one);
}

function settle(one) {
  one.isCurrent = true;
  take(one, one.early.splice(0));
  tellWhenAll();
}

function take(one, facts) {
  one.since = new Date().toISOString();
  for (const { incidentId, seq } of [...facts].sort((a, b) => a.seq - b.seq)) {
    const last = one.seqs.get(incidentId) ?? 0;
    // Facts may repeat; a number that was jumped over is a gap. An incident first seen by a fact in its middle began before this console.
    if (last > 0 && seq > last + 1) one.gaps += 1;
    // Deleted first: the map stays in the order of the last movement.
    one.seqs.delete(incidentId);
    one.seqs.set(incidentId, Math.max(seq, last));
  }
}

function tellWhenAll() {
  if (consoles.every(({ isCurrent }) => isCurrent)) process.send({ kind: 'current', faults: consoles.filter(({ fault }) => fault).length });
}

/** Said back, so that the api does not return before all have noticed: a console that was current already would be waited for in vain. */
function beAway() {
  for (const one of consoles) one.isCurrent = false;
  process.send({ kind: 'away' });
}

function look() {
  const largest = new Map();
  for (const { seqs } of consoles) for (const [id, seq] of seqs) if (seq > (largest.get(id) ?? 0)) largest.set(id, seq);
  process.send({ kind: 'seen', gaps: consoles.reduce((sum, { gaps }) => sum + gaps, 0), largest: Object.fromEntries(largest), resynced: consoles.filter(({ resynced }) => resynced).length });
}

/** How many are not back, by what they last heard. */
function missing() {
  const reasons = {};
  for (const { why } of consoles.filter(({ isCurrent }) => !isCurrent)) reasons[why] = (reasons[why] ?? 0) + 1;
  process.send({ kind: 'missing', reasons });
}

process.on('message', (message) => {
  if (message.kind === 'open') void open(message);
  if (message.kind === 'away') beAway();
  if (message.kind === 'look') look();
  if (message.kind === 'missing') missing();
});
process.on('disconnect', () => process.exit(0));
