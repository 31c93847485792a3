import { v7 } from 'uuid';
import { Clock, IdSource } from '#domain';

/** UUID version 7 (RFC 9562): ordered by time, so that index pages of new rows stay warm. */
export class UuidV7IdSource extends IdSource {
  next(): string {
    return v7();
  }
}

/** The host's wall clock. */
export class SystemClock extends Clock {
  now(): Date {
    return new Date();
  }
}
