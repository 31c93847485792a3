import { createInterface } from 'node:readline';
import { Writable } from 'node:stream';
import { wrongUse } from './refusal.mjs';

/** The password from ZF_PASSWORD or typed unseen; never from the command line, which everybody on the machine can read. */
export async function askPassword(env, prompt) {
  if (env.ZF_PASSWORD) return env.ZF_PASSWORD;
  if (!process.stdin.isTTY) throw wrongUse('没有终端可输入密码：请设置环境变量 ZF_PASSWORD', 'no terminal to type a password at: set ZF_PASSWORD');
  process.stderr.write(`${prompt}: `);
  const reader = createInterface({ input: process.stdin, output: new Writable({ write: (_chunk, _encoding, done) => done() }), terminal: true });
  try {
    return await new Promise((resolve) => reader.question('', resolve));
  } finally {
    reader.close();
    process.stderr.write('\n');
  }
}
