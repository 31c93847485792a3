/** SQLSTATE classes and codes that pass by themselves: connection, resources, server going down or starting, serialisation, deadlock, lock and statement timeouts. */
const TRANSIENT_SQLSTATE = /^(08...|53...|57P0[1-5]|57014|40001|40P01|55P03|25P03|25P04)$/;

/** Node's network faults. */
const TRANSIENT_NODE_CODES = new Set([
  'ECONNREFUSED', 'ECONNRESET', 'ECONNABORTED', 'EPIPE', 'ETIMEDOUT', 'EHOSTUNREACH', 'ENETUNREACH', 'ENETDOWN', 'EHOSTDOWN', 'ENOTFOUND', 'EAI_AGAIN', 'EADDRNOTAVAIL',
]);

/**
 * True when the fault says that the database or the broker could not be reached or was busy, so that the same work may succeed later.
 * It looks at codes only, never at texts, through `cause`, TypeORM's `driverError` and the members of an AggregateError.
 */
export function isTransientFault(fault: unknown): boolean {
  return isTransientAt(fault, 0);
}

const DEPTH_MAX = 5;

function isTransientAt(fault: unknown, depth: number): boolean {
  if (typeof fault !== 'object' || fault === null || depth > DEPTH_MAX) return false;
  const { code, retriable, cause, driverError, errors } = fault as { code?: unknown; retriable?: unknown; cause?: unknown; driverError?: unknown; errors?: unknown };
  if (typeof code === 'string' && (TRANSIENT_SQLSTATE.test(code) || TRANSIENT_NODE_CODES.has(code))) return true;
  if (retriable === true) return true; // kafkajs marks its own
  // node-postgres gives no code when the connection ended under a statement; an answer of the server always has one.
  if (driverError instanceof Error && (driverError as { code?: unknown }).code === undefined) return true;
  if (Array.isArray(errors) && errors.length > 0 && errors.every((member) => isTransientAt(member, depth + 1))) return true;
  return isTransientAt(cause, depth + 1) || isTransientAt(driverError, depth + 1);
}
