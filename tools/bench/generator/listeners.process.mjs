/** Many consoles in a process of their own: each notes when it heard that an instruction was done. */
import { serveParent } from '../child-process.mjs';
import { openDesk } from './desk-socket.mjs';

const AT_ONCE = 50;
let heard = new Map();
const sockets = [];

function note(facts, at) {
  for (const fact of facts) {
    if (fact.type !== 'instruction.done') continue;
    const times = heard.get(fact.data.instructionId);
    if (times) times.push(at);
    else heard.set(fact.data.instructionId, [at]);
  }
}

async function logIn({ url, commander, password }) {
  const answer = await fetch(`${url}/api/v1/sessions`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ login: commander, password }) });
  return (await answer.json()).token;
}

serveParent({
  connect: async (message) => {
    const token = await logIn(message);
    for (let open = 0; open < message.sockets; open += AT_ONCE) {
      const batch = Math.min(AT_ONCE, message.sockets - open);
      sockets.push(...(await Promise.all(Array.from({ length: batch }, () => openDesk({ url: message.url, token, onFacts: note })))));
    }
    return { type: 'connected' };
  },
  take: () => {
    const taken = heard;
    heard = new Map();
    return { type: 'heard', heard: taken };
  },
});
