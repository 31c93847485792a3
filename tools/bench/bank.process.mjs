/**
 * A stub bank that plays all institutions: checks the signature, answers at once, signed, and keeps a ledger of every message with the
 * moments (monotonic clock) at which it came in and was answered. The money of an account with layers left has moved on to one next account.
 */
import { createServer } from 'node:http';
import { responseLine, signMessage, verifyMessage } from '#message-signature';
import { accountNumber, benchInstitutions, readAccountNumber } from './accounts.mjs';
import { serveParent } from './child-process.mjs';
import { nowMs } from './monotonic.mjs';

const institutions = benchInstitutions();
let keys = {};
let ledger = [];

const PATH = /^\/banks\/([^/]+)\/v1\/instructions$/;

function answerTo(instruction) {
  const account = readAccountNumber(instruction.account.number);
  const left = account?.layersLeft ?? 0;
  const said = { instructionId: instruction.instructionId, cashedOutFen: 0 };
  if (left === 0) return { ...said, code: '0000', text: '已止付 stopped', controlledFen: instruction.amountFen, bankAt: new Date().toISOString(), onward: [] };
  const next = institutions[(institutions.findIndex(({ prefix }) => prefix === account.prefix) + 1) % institutions.length];
  const onward = { institutionCode: next.code, accountNumber: accountNumber({ ...account, prefix: next.prefix, layersLeft: left - 1 }), accountKind: 'card', amountFen: instruction.amountFen };
  return { ...said, code: 'M100', text: '已转出 moved on', onward: [onward] };
}

function serve(request, reply, body) {
  const receivedAt = nowMs();
  const code = PATH.exec(request.url)?.[1];
  const key = keys[code];
  const verdict = key && request.method === 'POST' && verifyMessage({ method: 'POST', path: request.url, headers: request.headers, body, keyId: code, key: key.toBank, now: new Date() });
  if (verdict?.kind !== 'valid') {
    // A question about an instruction, or an unknown caller: the bench counts it, nothing was sent for it.
    ledger.push({ instructionId: request.url, accountNumber: '', receivedAt, answeredAt: nowMs(), refused: true });
    reply.writeHead(401, { 'content-type': 'application/problem+json' }).end('{"status":401}');
    return;
  }
  const instruction = JSON.parse(body);
  const text = JSON.stringify(answerTo(instruction));
  const signed = signMessage({ method: responseLine(200), path: request.url, keyId: code, key: key.fromBank, body: text, nonce: verdict.nonce, now: new Date() });
  reply.writeHead(200, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text), ...signed }).end(text);
  ledger.push({ instructionId: instruction.instructionId, accountNumber: instruction.account.number, receivedAt, answeredAt: nowMs() });
}

const server = createServer({ keepAliveTimeout: 65_000 }, (request, reply) => {
  const chunks = [];
  request.on('data', (chunk) => chunks.push(chunk));
  request.on('end', () => serve(request, reply, Buffer.concat(chunks)));
});
server.listen(0, '127.0.0.1', () => {
  serveParent({
    keys: (message) => {
      keys = Object.fromEntries(Object.entries(message.keys).map(([code, pair]) => [code, { toBank: Buffer.from(pair.toBank, 'base64'), fromBank: Buffer.from(pair.fromBank, 'base64') }]));
      return { type: 'keys-taken' };
    },
    take: () => {
      const taken = ledger;
      ledger = [];
      return { type: 'ledger', ledger: taken };
    },
  }, { url: `http://127.0.0.1:${server.address().port}` });
});
