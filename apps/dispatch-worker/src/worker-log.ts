import pino, { type Logger } from 'pino';
import { maskAccountNumber } from '#domain';

/** Runs of 12 to 25 digits may be account numbers; the last line of defence, nobody should log them in the first place. */
function maskDigits(text: string): string {
  return text.replace(/\d{12,25}/g, maskAccountNumber);
}

/** Structured JSON lines on standard output. */
export class WorkerLog {
  /** For libraries that log by themselves. */
  readonly logger: Logger;

  constructor(level: string) {
    this.logger = pino({ level, base: { process: 'dispatch-worker' }, timestamp: pino.stdTimeFunctions.isoTime });
  }

  info(message: string, fields: Readonly<Record<string, unknown>> = {}): void {
    this.logger.info(fields, message);
  }

  /** A fault that was survived: recorded with its kind, and without account numbers. */
  fault(what: string, fault: unknown): void {
    const error = fault instanceof Error ? { kind: fault.name, message: maskDigits(fault.message), stack: maskDigits(fault.stack ?? '') } : { kind: typeof fault, message: maskDigits(String(fault)) };
    this.logger.error({ error }, what);
  }
}
