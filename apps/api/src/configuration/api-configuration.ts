import type { AnswerCodesByProtocol, Policies } from '#domain';

/** Everything the api may be told from outside, parsed once. A class, so that it is its own injection token. */
export class ApiConfiguration {
  readonly databaseUrl!: string;
  /** Null: the fact stream follows PostgreSQL itself. */
  readonly kafkaBrokers!: readonly string[] | null;
  readonly host!: string;
  /** 0 takes a free port. */
  readonly port!: number;
  readonly jwtSecret!: Uint8Array;
  /** HMAC keys with which institutions sign what they send to us, by institution code. */
  readonly fromBankKeys!: ReadonlyMap<string, Uint8Array>;
  readonly consoleDirectory!: string;
  readonly logLevel!: string;
  readonly production!: boolean;
  /** Requests per second and user before 429; a burst of twice as many is let through. */
  readonly userRequestsPerSecondMax!: number;
  readonly poolSizeMax!: number;
  /** The rules as data; the worker reads the same file. */
  readonly policies!: Policies;
  /** What the institutions' codes mean to people, by protocol; the worker reads the same file. */
  readonly answerCodes!: AnswerCodesByProtocol;
}
