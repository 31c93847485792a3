/** Signing between us and institutions: the same bytes on both sides of the wire. */
export * from './signed-message';
export { signMessage, type MessageToSign } from './sign-message';
export * from './verify-message';
