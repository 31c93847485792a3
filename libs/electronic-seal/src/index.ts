/** The organs' electronic seal: SM2 over the exact bytes of a document, made by the worker and checked by banks. */
export * from './seal';
export * from './seal-keys';
export { prepareSealing } from './ephemeral-point';
