/** The rails' front door. */
export * from './fact-stream.port';
export * from './open-fact-stream';
export { isTransientFault } from './delivery/transient-fault';
