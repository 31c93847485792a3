/** The rails' front door. */
export * from './fact-stream.port';
export * from './open-fact-stream';
export { crashPoint } from './delivery/crash-point';
export { isTransientFault } from './delivery/transient-fault';
export { FactRelay } from './kafka/fact-relay';
export { type FactEnvelope, parseEnvelope, type ParsedEnvelope, wrapFact } from './kafka/fact-envelope';
