import type { NonDeliveryCause } from '#domain';

const HOST_UNKNOWN: ReadonlySet<string> = new Set(['ENOTFOUND', 'EAI_AGAIN', 'ERR_INVALID_URL']);
const TLS_CODES = /^(ERR_TLS_|ERR_SSL_|CERT_|UNABLE_TO_|DEPTH_ZERO_|SELF_SIGNED_|EPROTO$|HOSTNAME_MISMATCH$|INVALID_CA$|PATH_LENGTH_EXCEEDED$)/;

/** Names why no connection came about. Refused, unreachable and "did not connect in time" need the same remedy: try again. */
export function causeOfNotSent(code: string): NonDeliveryCause {
  if (HOST_UNKNOWN.has(code)) return 'host_unknown';
  return TLS_CODES.test(code) ? 'tls_failed' : 'connection_refused';
}
