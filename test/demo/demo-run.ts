import { spawn } from 'node:child_process';

/** The last line of a demo: its scenario's name; amounts in fen, times in milliseconds. */
export type DemoResult = { readonly scenario: string } & Readonly<Record<string, number | null | string>>;

export interface DemoRun {
  /** Resolves when the story has told something that matches. */
  told(what: RegExp): Promise<void>;
  interrupt(): void;
  readonly ended: Promise<{ readonly code: number | null; readonly stdout: string; readonly stderr: string; readonly result: DemoResult | undefined }>;
}

/** `node tools/demo.mjs …` as a stranger would start it. */
export function runDemo(...args: string[]): DemoRun {
  const env = { ...process.env, FORCE_COLOR: '0' };
  const child = spawn(process.execPath, ['tools/demo.mjs', ...args], { env, stdio: ['ignore', 'pipe', 'pipe'] });
  let stdout = '';
  let stderr = '';
  const listeners = new Set<() => void>();
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
    for (const listener of listeners) listener();
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  const closed = new Promise<number | null>((resolve) => child.once('close', resolve));
  return {
    told: (what) =>
      new Promise((resolve, reject) => {
        const look = (): void => {
          if (!what.test(stdout)) return;
          listeners.delete(look);
          resolve();
        };
        listeners.add(look);
        look();
        void closed.then(() => reject(new Error(`the demo ended without telling ${what}:\n${stdout}\n${stderr}`)));
      }),
    interrupt: () => void child.kill('SIGINT'),
    ended: closed.then((code) => ({ code, stdout, stderr, result: resultIn(stdout) })),
  };
}

function resultIn(stdout: string): DemoResult | undefined {
  const last = stdout.trimEnd().split('\n').at(-1) ?? '';
  return last.startsWith('{') ? (JSON.parse(last) as DemoResult) : undefined;
}
