import { io, type Socket } from 'socket.io-client';
import type { FactsPushed, ResumeAnswer } from '../api/contract';
import { serverNow, setServerClock, type TimeSample } from '../clock/server-clock';
import { say } from '../language/translate';
import { useSession } from '../session/session.store';
import type { BoardCache } from '../board/cache/board-cache';
import { useLink } from './link.store';

const TIME_SAMPLES = 5;
const TIME_EVERY_MS = 60_000;
const ACK_WITHIN_MS = 5_000;
const RESUMED_INCIDENTS_MAX = 500;

/** Keeps one socket to the board: pushes go to the cache, a reconnect asks for exactly what was missed. Returns how to end it. */
export function openBoardLink(token: string, cache: BoardCache): () => void {
  const socket = io('/board', { path: '/socket.io', transports: ['websocket'], auth: { token }, reconnectionDelay: 250, reconnectionDelayMax: 3_000 });
  let heardAt: string | undefined;
  const heard = (): void => {
    heardAt = new Date(serverNow()).toISOString();
  };
  socket.on('connect', () => {
    useLink.getState().set('connected');
    void readServerTime(socket);
    if (heardAt) void resume(socket, cache, heardAt).then(heard);
    else heard();
  });
  socket.on('facts', ({ facts, summaries }: FactsPushed) => {
    cache.take(facts, summaries);
    heard();
  });
  socket.on('disconnect', () => useLink.getState().set('offline'));
  socket.on('connect_error', (error: Error & { data?: { code?: string } }) => {
    if (error.data?.code === 'unauthorised') useSession.getState().close('expired');
    else useLink.getState().set('offline');
  });
  // A browser that says it is offline is believed at once; the socket itself may notice only after its ping time.
  const offline = (): void => void socket.disconnect();
  const online = (): void => void socket.connect();
  window.addEventListener('offline', offline);
  window.addEventListener('online', online);
  const timer = setInterval(() => socket.connected && void readServerTime(socket), TIME_EVERY_MS);
  return () => {
    clearInterval(timer);
    window.removeEventListener('offline', offline);
    window.removeEventListener('online', online);
    socket.removeAllListeners().disconnect();
    useLink.getState().set('connecting');
  };
}

async function readServerTime(socket: Socket): Promise<void> {
  const samples: TimeSample[] = [];
  for (let i = 0; i < TIME_SAMPLES && socket.connected; i++) {
    const askedAt = performance.now();
    const answer = await asked<{ serverTime?: string }>(socket, 'time', {});
    if (answer?.serverTime) samples.push({ askedAt, answeredAt: performance.now(), serverMs: Date.parse(answer.serverTime) });
  }
  setServerClock(samples);
}

async function resume(socket: Socket, cache: BoardCache, since: string): Promise<void> {
  const incidents = Object.fromEntries([...cache.known].slice(-RESUMED_INCIDENTS_MAX));
  const answer = await asked<ResumeAnswer>(socket, 'resume', { incidents, since });
  const { notify } = useLink.getState();
  if (!answer || answer.resync || !answer.facts) {
    cache.forget();
    notify(say('link.resynced'), 'info');
    return;
  }
  const filled = cache.take(answer.facts);
  // Summaries do not come with the facts: lists are read again.
  cache.refresh(['incidents']);
  notify(filled ? say('link.filled', { n: filled }) : say('link.back'), 'good');
}

/** Undefined when no answer came in time. */
function asked<Answer>(socket: Socket, event: string, body: unknown): Promise<Answer | undefined> {
  return socket.timeout(ACK_WITHIN_MS).emitWithAck(event, body).then((answer) => answer as Answer, () => undefined);
}
