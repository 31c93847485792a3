import { io } from 'socket.io-client';
import { nowMs } from '../monotonic.mjs';
import { sharedParser } from '../../sockets/shared-decoder.mjs';

/** Sits at the board as a person with this token does, and hands every push over with the moment at which it came (monotonic ms). */
export function openDesk({ url, token, onFacts }) {
  const socket = io(`${url}/board`, { path: '/socket.io', transports: ['websocket'], auth: { token }, reconnection: true, forceNew: true, parser: sharedParser });
  socket.on('facts', (push) => onFacts(push.facts, nowMs()));
  return new Promise((resolve, reject) => {
    socket.once('welcome', () => resolve(socket));
    socket.once('connect_error', reject);
  });
}
