import { randomBytes, randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { responseLine, signMessage, verifyMessage } from '#message-signature';
import type { InboundAnswer, InstitutionEndpoint } from '../bank-adapter.port';
import type { DoneFault, InstitutionStage, ReceivedMessage, SaidByInstitution, StagedBehaviour } from '../contract/institution-stage';
import { ANSWER_BYTES_MAX } from '../http-exchange/http-exchange';
import { doneBody, wireAnswer } from './rest-json.stage-bodies';

const CODE = '999010000001';

/** Opens a staged institution that speaks rest-json on a free loopback port. */
export async function openRestJsonStage(): Promise<InstitutionStage> {
  const stage = new RestJsonStage();
  await stage.open();
  return stage;
}

interface Exchange {
  readonly request: IncomingMessage;
  readonly reply: ServerResponse;
  readonly message: ReceivedMessage;
  readonly nonce: string;
}

class RestJsonStage implements InstitutionStage {
  readonly received: ReceivedMessage[] = [];
  private readonly keys = { toBank: randomBytes(32), fromBank: randomBytes(32) };
  private readonly tookEffect = new Set<string>();
  private readonly waiting: ((message: ReceivedMessage) => void)[] = [];
  private behaviour: StagedBehaviour = { kind: 'hangs' };
  private port = 0;
  private deadPort = 0;
  private readonly server: Server = createServer((request, reply) => void this.serve(request, reply));

  async open(): Promise<void> {
    this.port = await listen(this.server);
    const passing = createServer();
    this.deadPort = await listen(passing);
    await new Promise((resolve) => passing.close(resolve));
  }

  get endpoint(): InstitutionEndpoint {
    return this.endpointAt(`http://127.0.0.1:${this.port}/banks/${CODE}`);
  }

  get deadEndpoint(): InstitutionEndpoint {
    return this.endpointAt(`http://127.0.0.1:${this.deadPort}`);
  }

  get insecureEndpoint(): InstitutionEndpoint {
    return this.endpointAt(`https://127.0.0.1:${this.port}`);
  }

  get effects(): number {
    return this.tookEffect.size;
  }

  behave(behaviour: StagedBehaviour): void {
    this.behaviour = behaviour;
  }

  nextMessage(): Promise<ReceivedMessage> {
    return new Promise((resolve) => this.waiting.push(resolve));
  }

  inbound(instructionId: string, answer: SaidByInstitution): InboundAnswer {
    return inboundOf(JSON.stringify(wireAnswer(instructionId, answer)));
  }

  readonly undecodable: readonly InboundAnswer[] = [
    inboundOf(''), inboundOf('<xml/>'), inboundOf('null'), inboundOf('[]'), inboundOf('"0000"'), inboundOf('{"code":"0000"}'), inboundOf('{"instructionId":7,"code":"0000"}'),
    inboundOf(Buffer.from([0xff, 0xfe, 0x00])), inboundOf(`{"instructionId":"${'9'.repeat(65)}"}`), inboundOf(Buffer.alloc(ANSWER_BYTES_MAX + 1, 0x20)),
  ];

  close(): Promise<void> {
    return new Promise((resolve) => {
      this.server.close(() => resolve());
      this.server.closeAllConnections();
    });
  }

  private endpointAt(baseUrl: string): InstitutionEndpoint {
    return { code: CODE, baseUrl, keys: this.keys };
  }

  private async serve(request: IncomingMessage, reply: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
    const bytes = Buffer.concat(chunks);
    const verdict = verifyMessage({
      method: request.method ?? '', path: request.url ?? '', headers: request.headers, body: bytes, keyId: CODE, key: this.keys.toBank, now: new Date(),
    });
    const message = messageIn(request, bytes, verdict.kind === 'valid');
    this.received.push(message);
    for (const resolve of this.waiting.splice(0)) resolve(message);
    this.play({ request, reply, message, nonce: verdict.kind === 'valid' ? verdict.nonce : randomUUID() });
  }

  private play(exchange: Exchange): void {
    const { reply, request, message: { instructionId } } = exchange;
    const { behaviour } = this;
    switch (behaviour.kind) {
      case 'says':
        this.tookEffect.add(instructionId);
        return this.sayJson(exchange, 200, wireAnswer(instructionId, behaviour.answer));
      case 'accepts': return this.sayJson(exchange, 202, { instructionId, reference: behaviour.reference });
      case 'never_received': return this.sayJson(exchange, 404, { instructionId, code: 'NEVER_RECEIVED' });
      case 'turns_away': return this.sayJson(exchange, 503, { code: 'NOT_ACCEPTED' });
      case 'not_authorised': return void reply.writeHead(401, { 'content-type': 'application/problem+json' }).end('{"status":401}');
      case 'hangs': return;
      case 'stalls': return void reply.writeHead(200, { 'content-type': 'application/json' }).write('{"instructionId":');
      case 'cuts_connection': return void request.socket.destroy();
      case 'cuts_answer':
        reply.writeHead(200, { 'content-length': 500 }).write('{"instructionId":', () => request.socket.destroy());
        return;
      case 'endless': return flood(reply);
      case 'garbage': return this.say(exchange, 200, '<html>成功 OK</html>');
      case 'fails': return void reply.writeHead(500).end('{"code":"0000"}');
      case 'not_found_vaguely': return void reply.writeHead(404, { 'content-type': 'application/json' }).end(JSON.stringify({ instructionId, code: 'NEVER_RECEIVED' }));
      case 'busy_vaguely': return this.sayJson(exchange, 503, { text: 'busy' });
      case 'done_but': return this.sayDoneBut(exchange, behaviour.fault);
    }
  }

  private sayDoneBut(exchange: Exchange, fault: DoneFault): void {
    const body = JSON.stringify(doneBody(exchange.message.instructionId, fault));
    const { reply } = exchange;
    const headers = this.sign(exchange, 200, body);
    switch (fault) {
      case 'unsigned': return void reply.writeHead(200, { 'content-type': 'application/json' }).end(body);
      case 'wrongly_signed': return void reply.writeHead(200, { ...this.sign(exchange, 200, body, { key: this.keys.toBank }) }).end(body);
      case 'changed_after_signing': return void reply.writeHead(200, { ...headers }).end(body.replace('2800000', '2800001'));
      case 'signed_for_another_request': return void reply.writeHead(200, { ...this.sign(exchange, 200, body, { nonce: randomUUID() }) }).end(body);
      case 'signed_long_ago': return void reply.writeHead(200, { ...this.sign(exchange, 200, body, { now: new Date(Date.now() - 301_000) }) }).end(body);
      default: return void reply.writeHead(200, { ...headers }).end(body);
    }
  }

  private sayJson(exchange: Exchange, status: number, body: object): void {
    this.say(exchange, status, JSON.stringify(body));
  }

  private say(exchange: Exchange, status: number, body: string): void {
    exchange.reply.writeHead(status, { 'content-type': 'application/json', ...this.sign(exchange, status, body) }).end(body);
  }

  private sign({ request, nonce }: Exchange, status: number, body: string, change: { key?: Uint8Array; nonce?: string; now?: Date } = {}): object {
    return signMessage({ method: responseLine(status), path: request.url ?? '', keyId: CODE, key: this.keys.fromBank, body, nonce, now: new Date(), ...change });
  }
}

function messageIn(request: IncomingMessage, bytes: Buffer, isSignedByUs: boolean): ReceivedMessage {
  const traceparent = typeof request.headers['traceparent'] === 'string' ? request.headers['traceparent'] : null;
  if (request.method === 'GET') {
    const instructionId = (request.url ?? '').split('/').at(-1) ?? '';
    return { purpose: 'query', instructionId, amountFen: null, accountNumber: null, callbackUrl: null, traceparent, isSignedByUs };
  }
  const body = JSON.parse(bytes.toString('utf8')) as { instructionId: string; amountFen: number; account: { number: string }; callbackUrl: string };
  return { purpose: 'send', instructionId: body.instructionId, amountFen: body.amountFen, accountNumber: body.account.number, callbackUrl: body.callbackUrl, traceparent, isSignedByUs };
}

function flood(reply: ServerResponse): void {
  reply.writeHead(200, { 'content-type': 'application/json' });
  const block = Buffer.alloc(64 * 1024, 0x20);
  const pour = (): void => {
    while (!reply.destroyed && reply.write(block));
    if (!reply.destroyed) reply.once('drain', pour);
  };
  pour();
}

function inboundOf(body: string | Buffer): InboundAnswer {
  return { contentType: 'application/json', body: typeof body === 'string' ? Buffer.from(body) : body, receivedAt: new Date() };
}

function listen(server: Server): Promise<number> {
  return new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve((server.address() as AddressInfo).port)));
}
