import { Logger } from '@nestjs/common';
import type { StreamLogger } from '#fact-stream';

/** The rails speak through Nest's logger, so that every line of the process has one form. */
export function streamLogger(): StreamLogger {
  const logger = new Logger('FactStream');
  return {
    info: (fields, message) => logger.log(fields, message),
    warn: (fields, message) => logger.warn(fields, message),
    error: (fields, message) => logger.error(fields, message),
  };
}
