import type { LoggerService } from '@nestjs/common';
import { pino, type Logger } from 'pino';
import { redactAccounts } from './redact-accounts';

/** Structured logs, one JSON object per line on stdout, masked before they leave. */
export function openLog(level: string, write: (line: string) => void = (line) => void process.stdout.write(line)): Logger {
  return pino({ level, base: { process: 'api' }, timestamp: () => `,"at":"${new Date().toISOString()}"`, messageKey: 'message', formatters: { level: (label) => ({ level: label }) } }, { write: (line: string) => write(redactAccounts(line)) });
}

/** Nest's own commentary on its start: of interest only to whoever debugs it. */
const QUIET_ROOMS: ReadonlySet<string | undefined> = new Set(['NestFactory', 'InstanceLoader', 'RoutesResolver', 'RouterExplorer', 'WebSocketsController', 'NestApplication']);

/** Nest's logger on pino: the last string is Nest's context, an object first carries fields. */
export class JsonLogger implements LoggerService {
  constructor(private readonly log_: Logger) {}

  log(message: unknown, ...rest: unknown[]): void { this.write(QUIET_ROOMS.has(rest.at(-1) as string | undefined) ? 'debug' : 'info', message, rest); }
  error(message: unknown, ...rest: unknown[]): void { this.write('error', message, rest); }
  warn(message: unknown, ...rest: unknown[]): void { this.write('warn', message, rest); }
  debug(message: unknown, ...rest: unknown[]): void { this.write('debug', message, rest); }
  verbose(message: unknown, ...rest: unknown[]): void { this.write('trace', message, rest); }
  fatal(message: unknown, ...rest: unknown[]): void { this.write('fatal', message, rest); }

  private write(level: 'info' | 'error' | 'warn' | 'debug' | 'trace' | 'fatal', message: unknown, rest: readonly unknown[]): void {
    const room = rest.length > 0 ? String(rest[rest.length - 1]) : undefined;
    const words = rest.slice(0, -1).map(String);
    if (message instanceof Error) this.log_[level]({ room, fault: message.stack }, message.message);
    else if (typeof message === 'object' && message !== null) this.log_[level]({ room, ...message }, words.join(' '));
    else this.log_[level]({ room, ...(words.length > 0 ? { more: words } : {}) }, String(message));
  }
}
