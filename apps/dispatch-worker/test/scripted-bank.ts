import { randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { responseLine, signMessage, verifyMessage, NONCE_HEADER } from '#message-signature';

/** One message that reached the bank. */
export interface Heard {
  readonly purpose: 'send' | 'query';
  readonly institutionCode: string;
  readonly instructionId: string;
  readonly accountNumber: string;
  /** The body of a send; empty for a query. */
  readonly said: Readonly<Record<string, unknown>>;
  /** 1 for the first message of this purpose about this instruction. */
  readonly no: number;
  readonly traceparent: string | undefined;
}

/** What the bank does with a message: answers it, lets it hang, or tears the connection. */
export type Reaction = { readonly status: number; readonly body: Readonly<Record<string, unknown>> } | 'hang' | 'tear';
export type Script = (heard: Heard) => Reaction | Promise<Reaction>;

export const money = (code: string, more: Readonly<Record<string, unknown>> = {}): Reaction => ({ status: 200, body: { code, ...more } });
export const stopped = (controlledFen: number): Reaction => money('0000', { controlledFen, bankAt: new Date().toISOString() });
export const ACCEPTED: Reaction = { status: 202, body: { reference: 'R-1' } };
export const NEVER_RECEIVED: Reaction = { status: 404, body: { code: 'NEVER_RECEIVED' } };

/** A bank behind real HTTP that signs and checks as the wire demands, and otherwise does what a test's script says, per account. */
export class ScriptedBank {
  readonly keys = { toBank: randomBytes(32), fromBank: randomBytes(32) };
  readonly heard: Heard[] = [];
  /** Faults of the dispatcher's side of the wire; must stay empty. */
  readonly faults: string[] = [];
  private readonly scripts = new Map<string, Script>();
  private readonly accountOf = new Map<string, string>();
  private readonly waiting: (() => void)[] = [];
  private readonly server: Server;

  constructor() {
    this.server = createServer((request, reply) => void this.serve(request, reply).catch((fault: unknown) => this.faults.push(String(fault))));
  }

  async open(): Promise<string> {
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  at(accountNumber: string, script: Script): void {
    this.scripts.set(accountNumber, script);
  }

  heardOf(accountNumber: string, purpose: Heard['purpose']): Heard[] {
    return this.heard.filter((one) => one.accountNumber === accountNumber && one.purpose === purpose);
  }

  /** Resolves at the next message, so that a test can look again. */
  next(): Promise<void> {
    return new Promise((resolve) => this.waiting.push(resolve));
  }

  private async serve(request: IncomingMessage, reply: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const body = Buffer.concat(chunks);
    const path = request.url ?? '';
    const institutionCode = /^\/banks\/([^/]+)\/v1\/instructions/.exec(path)?.[1] ?? '';
    const verdict = verifyMessage({ method: request.method ?? '', path, headers: request.headers, body, keyId: institutionCode, key: this.keys.toBank, now: new Date() });
    if (verdict.kind !== 'valid') this.faults.push(`signature: ${verdict.reason}`);
    const heard = this.hear(request, institutionCode, path, body);
    for (const wake of this.waiting.splice(0)) wake();
    const reaction = await (this.scripts.get(heard.accountNumber) ?? (() => 'hang' as const))(heard);
    if (reaction === 'hang') return;
    if (reaction === 'tear') return void request.socket.destroy();
    const bytes = JSON.stringify({ instructionId: heard.instructionId, ...reaction.body });
    const signature = signMessage({ method: responseLine(reaction.status), path, keyId: institutionCode, key: this.keys.fromBank, body: bytes, nonce: String(request.headers[NONCE_HEADER]), now: new Date() });
    reply.writeHead(reaction.status, { 'content-type': 'application/json', ...signature }).end(bytes);
  }

  private hear(request: IncomingMessage, institutionCode: string, path: string, body: Buffer): Heard {
    const purpose = request.method === 'POST' ? 'send' : 'query';
    const said = purpose === 'send' ? (JSON.parse(body.toString('utf8')) as { instructionId: string; account: { number: string } } & Record<string, unknown>) : undefined;
    const instructionId = said?.instructionId ?? decodeURIComponent(path.split('/').at(-1) ?? '');
    if (said) this.accountOf.set(instructionId, said.account.number);
    if (said && request.headers['idempotency-key'] !== instructionId) this.faults.push('the idempotency key is not the instruction');
    const accountNumber = this.accountOf.get(instructionId) ?? '';
    const no = this.heard.filter((one) => one.instructionId === instructionId && one.purpose === purpose).length + 1;
    const traceparent = request.headers['traceparent'];
    const heard: Heard = { purpose, institutionCode, instructionId, accountNumber, said: said ?? {}, no, traceparent: typeof traceparent === 'string' ? traceparent : undefined };
    this.heard.push(heard);
    return heard;
  }
}
