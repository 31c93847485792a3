import { randomBytes, randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { answerCodesFrom, parsePolicies } from '#domain';
import { Ledger } from '#ledger';
import { io, type Socket } from 'socket.io-client';
import { startApi, type RunningApi } from '../src/start-api';
import { seed } from '../src/seed/seed';
import { DEMO_PASSWORD } from '../src/auth/demo-password';
import type { ApiConfiguration } from '../src/configuration/api-configuration';
import { freshDatabase, type FreshDatabase } from '../../../test/infrastructure';

export interface Answer<Body = any> { readonly status: number; readonly body: Body; readonly headers: Headers }
export interface AskOptions { readonly token?: string; readonly body?: unknown; readonly raw?: string | Buffer; readonly headers?: Record<string, string>; readonly key?: string | null }

/** The real api in this process, on a real database with the demonstration data, and helpers to talk to it as a stranger would. */
export class ApiStage {
  private readonly tokens = new Map<string, string>();
  private readonly sockets: Socket[] = [];

  private constructor(readonly database: FreshDatabase, readonly configuration: ApiConfiguration, private running: RunningApi) {}

  get api(): RunningApi {
    return this.running;
  }

  static async open(changed: Partial<ApiConfiguration> = {}): Promise<ApiStage> {
    const database = await freshDatabase();
    await seed(database.url, 'http://127.0.0.1:1');
    const configuration: ApiConfiguration = {
      databaseUrl: database.url, kafkaBrokers: null, host: '127.0.0.1', port: 0, jwtSecret: randomBytes(48), logLevel: 'silent', production: false, userRequestsPerSecondMax: 2_000, poolSizeMax: 8,
      fromBankKeys: new Map([[FAST_BANK, randomBytes(32)]]), consoleDirectory: '/nonexistent', policies: parsePolicies('{}').policies, answerCodes: answerCodesFrom(undefined, (path) => readFileSync(path, 'utf8'), []), ...changed,
    };
    return new ApiStage(database, configuration, await startApi(configuration));
  }

  async close(): Promise<void> {
    for (const socket of this.sockets) socket.close();
    await this.api.close();
    await this.database.drop();
  }

  /** In good order and on the same port, as an upgrade does. */
  async restart(meanwhile = async (): Promise<void> => undefined): Promise<void> {
    const { port } = new URL(this.api.url);
    await this.api.close();
    await meanwhile();
    this.running = await startApi({ ...this.configuration, port: Number(port) });
  }

  async ask<Body = any>(method: string, path: string, options: AskOptions = {}): Promise<Answer<Body>> {
    const headers: Record<string, string> = { ...(options.token ? { authorization: `Bearer ${options.token}` } : {}) };
    if (options.body !== undefined || options.raw !== undefined) headers['content-type'] = 'application/json';
    if (method === 'POST' && options.key !== null) headers['idempotency-key'] = options.key ?? randomUUID();
    const response = await fetch(`${this.api.url}${path}`, { method, headers: { ...headers, ...options.headers }, body: options.raw !== undefined ? new Uint8Array(Buffer.from(options.raw)) : options.body === undefined ? undefined : JSON.stringify(options.body) });
    const text = await response.text();
    return { status: response.status, headers: response.headers, body: /json/.test(response.headers.get('content-type') ?? '') ? JSON.parse(text) : text };
  }

  async login(login: string): Promise<string> {
    const known = this.tokens.get(login);
    if (known) return known;
    const { body } = await this.ask('POST', '/api/v1/sessions', { body: { login, password: DEMO_PASSWORD } });
    this.tokens.set(login, body.token);
    return body.token;
  }

  /** Reports an incident with one transfer to the fast bank unless said otherwise. */
  async report(login: string, body: object = { transfers: [transfer()] }, key?: string): Promise<Answer> {
    return this.ask('POST', '/api/v1/incidents', { token: await this.login(login), body, ...(key ? { key } : {}) });
  }

  /** A console's connection, once it was welcomed. */
  async connect(login: string, token?: string): Promise<Socket> {
    const socket = io(`${this.api.url}/board`, { transports: ['websocket'], auth: { token: token ?? (await this.login(login)) }, forceNew: true, reconnection: false });
    this.sockets.push(socket);
    await new Promise<void>((resolve, reject) => {
      socket.once('welcome', () => resolve());
      socket.once('connect_error', reject);
    });
    return socket;
  }

  sql<Row = any>(statement: string, parameters: unknown[] = []): Promise<Row[]> {
    return this.ledger().sql.rows<Row>(statement, parameters);
  }

  ledger(): Ledger {
    return this.api.app.get(Ledger, { strict: false });
  }
}

export const FAST_BANK = '999010000001';
export const HAND_BANK = '999010000005';
let serial = 0;

/** A card of the fast bank with a right check digit is not needed: soft checks never block. */
export function transfer(changed: object = {}): object {
  serial += 1;
  return { accountNumber: `999001${String(serial).padStart(10, '0')}`, amountFen: 1_000_00, ...changed };
}

/** The first value for which `wanted` holds, among those an event brings. */
export function heard<Message>(socket: Socket, event: string, wanted: (message: Message) => boolean): Promise<Message> {
  return new Promise((resolve) => {
    const listen = (message: Message): void => {
      if (!wanted(message)) return;
      socket.off(event, listen);
      resolve(message);
    };
    socket.on(event, listen);
  });
}
