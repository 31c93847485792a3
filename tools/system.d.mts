/** One running part of a system; programs of ours can be faulted and are brought back by the launcher. */
export interface SystemChild {
  readonly name: string;
  readonly pid: number | undefined;
  /** Base URL (programs only). */
  readonly url?: string;
  readonly alive?: boolean;
  /** Ends it as a fault would (default SIGKILL) and resolves when it is gone. It comes back by itself unless `restart` is false. */
  kill(signal?: NodeJS.Signals, options?: { restart?: boolean }): Promise<void>;
  /** Starts it (again) on the same port and resolves when it is ready (programs only). */
  restart?(): Promise<string>;
  /** SIGSTOP / SIGCONT (kafka only). */
  pause?(): unknown;
  resume?(): unknown;
}

export interface RunningSystem {
  readonly url: string;
  readonly simulatorUrl: string;
  readonly workerUrls: readonly string[];
  readonly databaseUrl: string;
  readonly kafkaBrokers: string | undefined;
  readonly dataDir: string;
  readonly logsDir: string;
  /** data/demo-users.json, empty in production. */
  readonly demoUsers: readonly { login: string; password: string; role: string; name: string; place: string }[];
  /** By name: postgres, kafka, simulator, api, worker-1, worker-2 … */
  readonly children: Readonly<Record<string, SystemChild>>;
  /** Ends everything in order within 5 s. Idempotent. */
  stop(): Promise<void>;
}

export type SystemReport =
  | { kind: 'died'; name: string; pid: number | undefined; code?: number | null; signal?: string | null; pauseMs: number }
  | { kind: 'back'; name: string; pid: number }
  | { kind: 'failed'; name: string; reason: string }
  | { kind: 'moved'; name: string; where: string }
  | { kind: 'note'; line: string };

export interface SystemOptions {
  /** Where this copy keeps everything (default DATA_DIR, then ./.data). */
  dataDir?: string;
  /** The api's port; 0 for a free one (default PORT, then 3000). */
  port?: number;
  /** Bring up the test broker and use it. */
  kafka?: boolean;
  /** Number of dispatch workers, default 1. */
  workers?: number;
  /** Divides policy durations; never in production. */
  clockSpeed?: number;
  /** Allow the embedded database with NODE_ENV=production. */
  embeddedPostgres?: boolean;
  /** Added to the environment of every program. */
  env?: Record<string, string | undefined>;
  /** Folder that holds the built programs, default the project's root. */
  programsRoot?: string;
  /** Calls the start off: everything started so far is ended, and startSystem throws the signal's reason. */
  signal?: AbortSignal;
  onStep?<Result>(label: string, work: () => Promise<Result>): Promise<Result>;
  onReport?(report: SystemReport): void;
  /** Gets every line of the programs' logs. */
  echo?(name: string, line: string): void;
}

/** A start that cannot go on, told for people in its message. */
export class StartFailure extends Error {
  readonly exitCode: number;
}

/** Starts a whole copy from built programs (`ensureBuilt` in tools/prepare/build.mjs builds them). Nothing is left running when it throws. */
export function startSystem(options?: SystemOptions): Promise<RunningSystem>;
