import { setTimeout as pause } from 'node:timers/promises';
import { io } from 'socket.io-client';
import { EXIT, Refusal } from './refusal.mjs';
import { brief, clockOf } from './show.mjs';

const CONNECTS_WITHIN_MS = 10_000;

/** Follows the board by socket and prints every fact as it is committed. Ends by Ctrl-C, after `seconds`, or with the session. */
export async function watchBoard({ url, token, lang }, incidentId, { seconds, json, print }) {
  const socket = io(`${url}/board`, { path: '/socket.io', transports: ['websocket'], auth: { token }, reconnection: true });
  const numbers = new Map();
  socket.on('facts', ({ facts, summaries }) => {
    for (const summary of summaries ?? []) numbers.set(summary.id, summary.number);
    for (const fact of facts.filter((one) => !incidentId || one.incidentId === incidentId)) {
      print(json ? JSON.stringify(fact) : `${clockOf(fact.at)}  ${numbers.get(fact.incidentId) ?? fact.incidentId}  #${fact.seq}  ${fact.type}  ${brief(fact.data)}`);
    }
  });
  const ended = new AbortController();
  process.once('SIGINT', () => ended.abort());
  try {
    await connected(socket, url);
    process.stderr.write(lang === 'zh' ? '正在跟随，Ctrl-C 结束\n' : 'following; Ctrl-C ends it\n');
    await pause(seconds === undefined ? 2 ** 31 - 1 : seconds * 1_000, undefined, { signal: ended.signal }).catch(() => undefined);
  } finally {
    socket.disconnect();
  }
}

function connected(socket, url) {
  return new Promise((resolve, reject) => {
    const late = setTimeout(() => reject(gone(url, 'timeout')), CONNECTS_WITHIN_MS);
    socket.once('connect', () => (clearTimeout(late), resolve()));
    socket.once('connect_error', (error) => {
      clearTimeout(late);
      reject(error.data?.code === 'unauthorised' ? new Refusal(EXIT.refused, '登录已失效，请运行 npm run zf -- login', 'your session has ended: run npm run zf -- login') : gone(url, error.message));
    });
  });
}

const gone = (url, why) => new Refusal(EXIT.unreachable, `${url} 没有应答（${why}）：请检查网址和系统是否在运行`, `${url} gave no answer (${why}): check the address and whether the system runs`);
