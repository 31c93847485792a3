import { setTimeout as pause } from 'node:timers/promises';
import { io } from 'socket.io-client';
import { EXIT, Refusal } from './refusal.mjs';
import { brief, clockOf } from './show.mjs';

const CONNECTS_WITHIN_MS = 10_000;
const ANSWERED_WITHIN_MS = 10_000;
/** The board takes no longer list of what a client has. */
const RESUMED_INCIDENTS_MAX = 500;

/** Follows the board by socket and prints every fact once as it is committed, also those of a time when the line was broken. Ends by Ctrl-C, after `seconds`, or with the session. */
export async function watchBoard({ url, token, lang }, incidentId, { seconds, json, print }) {
  const say = (zh, en) => process.stderr.write(`${lang === 'zh' ? zh : en}\n`);
  const socket = io(`${url}/board`, { path: '/socket.io', transports: ['websocket'], auth: { token }, reconnectionDelay: 250, reconnectionDelayMax: 3_000 });
  const ended = new AbortController();
  process.once('SIGINT', () => ended.abort());
  try {
    await watched(socket, url, ended.signal, {
      seconds,
      begun: () => say('正在跟随，Ctrl-C 结束', 'following; Ctrl-C ends it'),
      lost: () => say('连接中断，自动重连', 'the line is broken, connecting again'),
      back: () => say('已重连，断线期间的事实已补齐', 'back again, nothing was missed'),
      gap: (why) => say(`已重连，但断线期间的事实未能补齐（${why}）：请运行 npm run zf -- list`, `back again, but what happened meanwhile is missing (${why}): run npm run zf -- list`),
      take: factPrinter(incidentId, json ? JSON.stringify : lineOf, print),
    });
  } finally {
    socket.disconnect();
  }
}

const lineOf = (fact, number) => `${clockOf(fact.at)}  ${number ?? fact.incidentId}  #${fact.seq}  ${fact.type}  ${brief(fact.data)}`;

/** Prints each fact once; facts may come twice. Its `seqs` are the last numbers per incident, in the order of the last movement. */
function factPrinter(incidentId, lineFor, print) {
  const numbers = new Map();
  const seqs = new Map();
  const take = ({ facts, summaries }) => {
    for (const summary of summaries ?? []) numbers.set(summary.id, summary.number);
    for (const fact of facts) {
      const last = seqs.get(fact.incidentId) ?? 0;
      if (fact.seq <= last) continue;
      // Of those that are not asked for too: what is named on return need not be told again.
      seqs.delete(fact.incidentId);
      seqs.set(fact.incidentId, fact.seq);
      take.since = fact.at;
      if (!incidentId || fact.incidentId === incidentId) print(lineFor(fact, numbers.get(fact.incidentId)));
    }
  };
  return Object.assign(take, { seqs, begunAt: undefined, since: undefined });
}

/** Resolves when it is to end, refuses when the board cannot be reached at first or lets us in no more. */
function watched(socket, url, signal, { seconds, begun, lost, back, gap, take }) {
  return new Promise((resolve, reject) => {
    const late = setTimeout(() => reject(gone(url, 'timeout')), CONNECTS_WITHIN_MS);
    signal.addEventListener('abort', () => (clearTimeout(late), resolve()));
    let early;
    socket.on('facts', (push) => (early ? early.push(push) : take(push)));
    socket.on('welcome', async ({ serverTime }) => {
      if (take.since !== undefined) {
        const missed = await missedFacts(socket, take);
        if (!socket.connected) return;
        if (missed.facts) (take(missed), back());
        else gap(missed.why);
      } else {
        clearTimeout(late);
        take.begunAt = take.since = serverTime;
        begun();
        if (seconds !== undefined) void pause(seconds * 1_000, undefined, { signal }).then(resolve, resolve);
      }
      for (const push of early?.splice(0) ?? []) take(push);
      early = undefined;
    });
    // What is pushed before the missed facts are here waits for them.
    socket.on('disconnect', () => {
      if (early) return;
      early = [];
      if (take.since !== undefined) lost();
    });
    socket.on('connect_error', (error) => {
      if (error.data?.code === 'unauthorised') reject(new Refusal(EXIT.refused, '登录已失效，请运行 npm run zf -- login', 'your session has ended: run npm run zf -- login'));
      else if (take.since === undefined) reject(gone(url, error.message));
    });
  });
}

/** Facts of an incident that we have not seen move come from its first on: those of before we began are not ours to tell. */
async function missedFacts(socket, { seqs, begunAt, since }) {
  try {
    const answer = await socket.timeout(ANSWERED_WITHIN_MS).emitWithAck('resume', { incidents: Object.fromEntries([...seqs].slice(-RESUMED_INCIDENTS_MAX)), since });
    if (answer.error) return { why: answer.error.code };
    if (answer.resync) return { why: 'resync' };
    return { facts: answer.facts.filter(({ incidentId, at }) => seqs.has(incidentId) || Date.parse(at) >= Date.parse(begunAt)) };
  } catch (error) {
    return { why: error.message };
  }
}

const gone = (url, why) => new Refusal(EXIT.unreachable, `${url} 没有应答（${why}）：请检查网址和系统是否在运行`, `${url} gave no answer (${why}): check the address and whether the system runs`);
