import { randomBytes, randomUUID } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { signMessage, verifyMessage } from '#message-signature';
import type { AnswerSaid, InstructionReceived } from './answers/wire-messages';
import { InstitutionKeys } from './institutions/institution-keys';
import { InstitutionRegister, type SimulatedInstitution } from './institutions/institution-register';
import type { Temperament } from './institutions/temperament';
import { openSimulator, type RunningSimulator, type SimulatorOptions } from './simulator';

export const HOUSE = '999010000001';
export const OTHER_HOUSE = '999010000002';

/** A dispatcher as the simulated banks see it: it signs, asks, and keeps a callback door. For specs of this room. */
export class DispatcherStage {
  readonly callbacks: { readonly answer: AnswerSaid; readonly isSigned: boolean }[] = [];
  private readonly keys: InstitutionKeys;
  private readonly waiting = new Set<() => void>();
  private readonly door: Server = createServer((request, reply) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk)).on('end', () => {
      const body = Buffer.concat(chunks);
      const code = String(request.headers['stop-key-id']);
      const verdict = verifyMessage({ method: 'POST', path: request.url ?? '', headers: request.headers, body, keyId: code, key: this.keys.of(code).fromBank, now: new Date() });
      reply.statusCode = this.doorStatuses.shift() ?? 202;
      reply.end();
      this.callbacks.push({ answer: JSON.parse(body.toString('utf8')) as AnswerSaid, isSigned: verdict.kind === 'valid' });
      for (const look of this.waiting) look();
    });
  });
  /** What the callback door says next; 202 when empty. */
  doorStatuses: number[] = [];
  private simulator: RunningSimulator | null = null;
  private readonly register: InstitutionRegister;

  constructor(temperament: Temperament, private readonly options: Partial<SimulatorOptions> = {}) {
    const house = (code: string, prefix: string): SimulatedInstitution => ({ code, name: { zh: '示例', en: 'Example' }, binPrefixes: [prefix], temperament });
    this.register = new InstitutionRegister([house(HOUSE, '999001'), house(OTHER_HOUSE, '999002')]);
    this.keys = new InstitutionKeys(new Map(this.register.all.map(({ code }) => [code, { toBank: randomBytes(32), fromBank: randomBytes(32) }])));
  }

  async open(): Promise<void> {
    if (!this.door.listening) await new Promise<void>((resolve) => this.door.listen(0, '127.0.0.1', resolve));
    this.simulator = await openSimulator({
      register: this.register, keys: this.keys, host: '127.0.0.1', port: 0, dataFile: null, clockSpeed: 1, adminToken: null, ...this.options,
    });
  }

  /** Ends the simulator only, as a restart does. */
  async closeSimulator(): Promise<void> {
    await this.simulator?.close();
  }

  async close(): Promise<void> {
    await this.closeSimulator();
    this.door.closeAllConnections();
    await new Promise((resolve) => this.door.close(resolve));
  }

  get url(): string {
    return this.simulator!.url;
  }

  keyToBank(code: string): Uint8Array {
    return this.keys.of(code).toBank;
  }

  instruction(change: Partial<InstructionReceived> = {}): InstructionReceived {
    const { port } = this.door.address() as AddressInfo;
    return {
      instructionId: randomUUID(), kind: 'stop', accountNumber: '9990010000000124', accountKind: 'card', holderName: null, amountFen: 1_000, organCode: '370800000000',
      callbackUrl: `http://127.0.0.1:${port}/door?of=us`, ...change,
    };
  }

  send(instruction: InstructionReceived, headers: Record<string, string> = {}, code = HOUSE): Promise<Response> {
    const { accountNumber: number, accountKind: kind, holderName, ...rest } = instruction;
    const body = JSON.stringify({ ...rest, account: { number, kind, holderName } });
    return this.ask('POST', `/banks/${code}/v1/instructions`, body, { 'idempotency-key': instruction.instructionId, ...headers }, code);
  }

  query(instructionId: string, code = HOUSE): Promise<Response> {
    return this.ask('GET', `/banks/${code}/v1/instructions/${instructionId}`, null, {}, code);
  }

  async stage(path: string, body?: object, headers: Record<string, string> = {}): Promise<Response> {
    return fetch(`${this.url}/simulator/${path}`, body ? { method: 'POST', body: JSON.stringify(body), headers } : { headers });
  }

  async books(): Promise<{ instructionId: string; timesReceived: number; effects: number; answer: AnswerSaid | null; callbacksDelivered: number }[]> {
    const view = await (await this.stage('books')).json() as { institutions: { instructions: [] }[] };
    return view.institutions.flatMap((institution) => institution.instructions);
  }

  /** Resolves once so many callbacks have arrived. */
  callbackCount(count: number): Promise<void> {
    return new Promise((resolve) => {
      const look = (): void => {
        if (this.callbacks.length < count) return;
        this.waiting.delete(look);
        resolve();
      };
      this.waiting.add(look);
      look();
    });
  }

  /** Signs and asks; `headers` may spoil what was signed. */
  ask(method: string, path: string, body: string | null, headers: Record<string, string>, code: string): Promise<Response> {
    const signature = signMessage({ method, path, keyId: code, key: this.keys.of(code).toBank, body: body ?? '', nonce: randomUUID(), now: new Date() });
    return fetch(this.url + path, { method, headers: { ...signature, ...headers }, ...(body === null ? {} : { body }) });
  }
}
