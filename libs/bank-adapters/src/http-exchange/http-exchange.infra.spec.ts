import { createServer as createTcpServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { buildConnector, Pool } from 'undici';
import { ConnectionPools } from './connection-pools';
import { ANSWER_BYTES_MAX, exchange, type HttpQuestion } from './http-exchange';

/** Everything here ends by itself within milliseconds; a busy machine may take its time. */
jest.setTimeout(30_000);

/** A server that speaks bytes, so that every way of breaking HTTP can be staged. */
class ByteServer {
  connections = 0;
  readonly requests: string[] = [];
  private readonly sockets = new Set<Socket>();
  private readonly server: Server;

  constructor(onRequest: (socket: Socket, no: number) => void) {
    this.server = createTcpServer((socket) => {
      this.connections += 1;
      this.sockets.add(socket);
      socket.on('error', () => undefined).on('data', (bytes) => {
        this.requests.push(bytes.toString());
        onRequest(socket, this.requests.length);
      });
    });
  }

  open(): Promise<string> {
    return new Promise((resolve) => this.server.listen(0, '127.0.0.1', () => resolve(`http://127.0.0.1:${(this.server.address() as AddressInfo).port}`)));
  }

  close(): Promise<void> {
    for (const socket of this.sockets) socket.destroy();
    return new Promise((resolve) => this.server.close(() => resolve()));
  }
}

const OK = 'HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\n{}';
const question = (change: Partial<HttpQuestion> = {}): HttpQuestion => ({
  method: 'POST', path: '/v1/instructions', headers: { 'content-type': 'application/json' }, body: '{"a":1}', deadlineMs: 2_000, signal: new AbortController().signal, ...change,
});

describe('one HTTP exchange', () => {
  const pools = new ConnectionPools();
  afterAll(() => pools.close());

  async function asked(onRequest: (socket: Socket, no: number) => void, change: Partial<HttpQuestion> = {}) {
    const server = new ByteServer(onRequest);
    const origin = await server.open();
    const outcome = await exchange(pools.poolFor('a', origin)!, question(change)).finally(() => server.close());
    return { outcome, server };
  }

  it.each([
    ['a plain answer', OK, { kind: 'replied', status: 200 }],
    ['early hints before the answer', `HTTP/1.1 103 Early Hints\r\n\r\n${OK}`, { kind: 'replied', status: 200 }],
    ['a redirect is not followed', 'HTTP/1.1 307 Temporary Redirect\r\nlocation: /elsewhere\r\ncontent-length: 0\r\n\r\n', { kind: 'replied', status: 307 }],
    ['no HTTP at all', 'SSH-2.0-OpenSSH_9.2\r\n\r\n', { kind: 'lost', cause: 'garbled' }],
    ['headers without end', `HTTP/1.1 200 OK\r\nx: ${'y'.repeat(20_000)}`, { kind: 'lost', cause: 'answer_too_large' }],
    ['a length announced beyond the limit', `HTTP/1.1 200 OK\r\ncontent-length: ${ANSWER_BYTES_MAX + 1}\r\n\r\n{`, { kind: 'lost', cause: 'answer_too_large', status: 200 }],
    ['a body that contradicts its length', 'HTTP/1.1 200 OK\r\ncontent-length: 5\r\ntransfer-encoding: chunked\r\n\r\n{}', { kind: 'lost' }],
  ])('%s', async (_name, bytes, expected) => {
    const { outcome, server } = await asked((socket) => socket.write(bytes));
    expect(outcome).toMatchObject(expected);
    expect(server.requests).toHaveLength(1);
  });

  it('a body of exactly the limit is read, one byte more is not', async () => {
    for (const [bytes, kind] of [[ANSWER_BYTES_MAX, 'replied'], [ANSWER_BYTES_MAX + 1, 'lost']] as const) {
      const { outcome } = await asked((socket) => socket.write(`HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n${bytes.toString(16)}\r\n${' '.repeat(bytes)}\r\n0\r\n\r\n`));
      expect(outcome.kind).toBe(kind);
    }
  });

  it('a drip of bytes does not outlive the deadline', async () => {
    const { outcome } = await asked((socket) => {
      socket.write('HTTP/1.1 200 OK\r\ncontent-length: 1000\r\n\r\n');
      const drip = setInterval(() => socket.write(' '), 20);
      socket.on('close', () => clearInterval(drip));
    }, { deadlineMs: 600 });
    expect(outcome).toMatchObject({ kind: 'lost', cause: 'timeout', status: 200 });
  });

  it('connections are used again, and each institution has its own', async () => {
    const server = new ByteServer((socket) => socket.write(OK));
    const origin = await server.open();
    for (let no = 0; no < 10; no += 1) await exchange(pools.poolFor('a', origin)!, question());
    const ofA = server.connections;
    await exchange(pools.poolFor('b', origin)!, question());
    const ofB = server.connections - ofA;
    await server.close();
    // The pool may open a second one before it notices that the first is free again.
    expect([ofA <= 2, ofB]).toEqual([true, 1]);
  });

  it('a request on a kept connection that the server cuts is not sent a second time', async () => {
    const server = new ByteServer((socket, no) => (no === 1 ? socket.write(OK) : socket.destroy()));
    const origin = await server.open();
    const pool = pools.poolFor('a', origin)!;
    expect((await exchange(pool, question())).kind).toBe('replied');
    expect(await exchange(pool, question())).toMatchObject({ kind: 'lost', cause: 'connection_lost' });
    expect(await exchange(pool, question({ method: 'GET', body: null, path: '/v1/instructions/x' }))).toMatchObject({ kind: 'lost' });
    expect(server.requests).toHaveLength(3);
    await server.close();
  });

  it('a deadline that passes before the connection exists means not sent, and nothing is sent later', async () => {
    const server = new ByteServer((socket) => socket.write(OK));
    const origin = await server.open();
    const connect = buildConnector({});
    let goAhead: (() => void) | null = null;
    let isFirst = true;
    const pool = new Pool(origin, {
      connections: 1,
      connect: (options, callback) => {
        if (isFirst) goAhead = () => connect(options, callback);
        else connect(options, callback);
        isFirst = false;
      },
    });
    expect(await exchange(pool, question({ deadlineMs: 20, path: '/first' }))).toEqual({ kind: 'not_sent', cause: 'connection_refused' });
    const second = exchange(pool, question({ path: '/second' }));
    goAhead!();
    expect((await second).kind).toBe('replied');
    await pool.destroy();
    await server.close();
    expect(server.requests.map((text) => text.split(' ')[1])).toEqual(['/second']);
  });

  it('closing ends what is running as lost, and what comes later goes nowhere', async () => {
    const closing = new ConnectionPools();
    let tellArrival: () => void = () => undefined;
    const arrival = new Promise<void>((resolve) => {
      tellArrival = resolve;
    });
    const server = new ByteServer(() => tellArrival());
    const origin = await server.open();
    const running = exchange(closing.poolFor('a', origin)!, question());
    await arrival;
    await closing.close();
    await server.close();
    expect(await running).toMatchObject({ kind: 'lost', cause: 'connection_lost' });
    expect(closing.poolFor('a', origin)).toBeUndefined();
  });

  it('a thousand attempts on one stop signal leave no listener behind and no warning', async () => {
    const warned = jest.spyOn(process, 'emitWarning');
    const server = new ByteServer((socket) => socket.write(OK));
    const origin = await server.open();
    const { signal } = new AbortController();
    const outcomes = await Promise.all(Array.from({ length: 1_000 }, () => exchange(pools.poolFor('a', origin)!, question({ signal, deadlineMs: 20_000 }))));
    expect(outcomes.every((outcome) => outcome.kind === 'replied')).toBe(true);
    expect(warned).not.toHaveBeenCalled();
    warned.mockRestore();
    await server.close();
  });
});
