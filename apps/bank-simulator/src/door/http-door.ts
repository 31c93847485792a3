import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Longer than any client keeps an idle connection, so that the client closes first and no request meets a closing socket. */
const KEEP_ALIVE_MS = 65_000;

export interface DoorRequest {
  readonly http: IncomingMessage;
  readonly reply: ServerResponse;
  readonly method: string;
  /** Path with query string as in the request line. */
  readonly target: string;
  readonly url: URL;
}

/** Returns false when the request is not for this handler. */
export type DoorHandler = (request: DoorRequest) => Promise<boolean> | boolean;

/** The simulator's one HTTP server; handlers are tried in order. */
export class HttpDoor {
  private readonly server: Server;

  constructor(private readonly handlers: readonly DoorHandler[]) {
    this.server = createServer({ keepAliveTimeout: KEEP_ALIVE_MS, requestTimeout: 30_000 }, (http, reply) => {
      this.serve(http, reply).catch((error: unknown) => {
        if (http.destroyed && !http.complete) return;
        process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
        if (!reply.headersSent) sendJson(reply, 500, { code: 'INTERNAL', detail: 'internal error' });
      });
    });
  }

  /** Listens; port 0 takes a free one. Resolves with the base URL, rejects when the port is taken. */
  open(host: string, port: number): Promise<string> {
    return new Promise((resolve, reject) => {
      this.server.once('error', reject);
      this.server.listen(port, host, () => {
        const { port: taken } = this.server.address() as AddressInfo;
        resolve(`http://${host.includes(':') ? `[${host}]` : host}:${taken}`);
      });
    });
  }

  close(): Promise<void> {
    return new Promise((resolve) => {
      this.server.close(() => resolve());
      this.server.closeAllConnections();
    });
  }

  private async serve(http: IncomingMessage, reply: ServerResponse): Promise<void> {
    const target = http.url ?? '/';
    if (!URL.canParse(target, 'http://simulator')) return sendJson(reply, 400, { code: 'BAD_TARGET', detail: 'not a path' });
    const request: DoorRequest = { http, reply, method: http.method ?? 'GET', target, url: new URL(target, 'http://simulator') };
    for (const handler of this.handlers) if (await handler(request)) return;
    sendJson(reply, 404, { code: 'NO_SUCH_PLACE', detail: `${request.method} ${request.url.pathname} is not served here` });
  }
}

export function sendJson(reply: ServerResponse, status: number, body: unknown, headers: Readonly<Record<string, string>> = {}): void {
  const text = JSON.stringify(body);
  reply.writeHead(status, { 'content-type': status >= 400 ? 'application/problem+json' : 'application/json', 'content-length': Buffer.byteLength(text), ...headers });
  reply.end(text);
}
