/** The rails' front door. */
export * from './fact-stream.port';
