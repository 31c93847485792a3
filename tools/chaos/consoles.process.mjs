/** Many consoles in one process of their own: see faults/console-storm.mjs. Told `{ url, tokens, count }`, answers `{ kind: 'connected' }` and, asked `{ kind: 'look' }`, what they have seen. */
import { io } from 'socket.io-client';

const consoles = [];

function open({ url, tokens, count }) {
  for (let i = 0; i < count; i += 1) {
    const one = { seqs: new Map(), gaps: 0, since: new Date().toISOString(), back: 0, isCurrent: false, early: [] };
    const socket = io(`${url}/board`, { transports: ['websocket'], auth: { token: tokens[i % tokens.length] }, forceNew: true, reconnectionDelay: 200, reconnectionDelayMax: 1_000 });
    one.socket = socket;
    socket.on('welcome', () => welcomed(one));
    // What is pushed before the missed facts are here waits for them, as in the console.
    socket.on('facts', ({ facts }) => (one.isCurrent ? take(one, facts) : one.early.push(...facts)));
    socket.on('disconnect', () => (one.isCurrent = false));
    consoles.push(one);
  }
}

/** As a console does: the last number per incident is given, and exactly what was missed comes back. */
function welcomed(one) {
  const first = one.back === 0;
  one.back += 1;
  if (first) return settle(one);
  one.socket.emit('resume', { incidents: Object.fromEntries([...one.seqs].slice(-500)), since: one.since }, (answer) => {
    if (answer.error) return void (one.fault = answer.error.code);
    // Too much was missed: a console then loads anew by HTTP and forgets what it had.
    if (answer.resync) one.seqs.clear();
    one.resynced = answer.resync;
    take(one, answer.facts);
    settle(one);
  });
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

function look() {
  const largest = new Map();
  for (const { seqs } of consoles) for (const [id, seq] of seqs) if (seq > (largest.get(id) ?? 0)) largest.set(id, seq);
  process.send({ kind: 'seen', gaps: consoles.reduce((sum, { gaps }) => sum + gaps, 0), largest: Object.fromEntries(largest), resynced: consoles.filter(({ resynced }) => resynced).length });
}

process.on('message', (message) => {
  if (message.kind === 'open') open(message);
  if (message.kind === 'away') for (const one of consoles) one.isCurrent = false;
  if (message.kind === 'look') look();
});
process.on('disconnect', () => process.exit(0));
