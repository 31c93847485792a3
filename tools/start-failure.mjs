/** A start that cannot go on for a reason a person can act on: shown without a stack, and nothing is left running. */
export class StartFailure extends Error {
  /** @param {number} exitCode 1, or 78 for faults of configuration */
  constructor(message, exitCode = 1) {
    super(message);
    this.name = 'StartFailure';
    this.exitCode = exitCode;
  }
}
