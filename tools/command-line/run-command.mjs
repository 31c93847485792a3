import { randomUUID } from 'node:crypto';
import { parseArgs } from 'node:util';
import { askPassword } from './ask-password.mjs';
import { callApi } from './call-api.mjs';
import { COMMANDS } from './commands.mjs';
import { optionsOf, readFields } from './fields.mjs';
import { helpOf, helpOfAll } from './help.mjs';
import { EXIT, Refusal, wrongUse } from './refusal.mjs';
import { resolvePlaces } from './resolve-places.mjs';
import { forgetSession, keepSession, readSession } from './session-file.mjs';
import { SHOWS } from './show.mjs';

const GENERAL = { url: { type: 'string' }, json: { type: 'boolean' }, lang: { type: 'string' }, key: { type: 'string' }, help: { type: 'boolean', short: 'h' } };
const HERE = 'http://127.0.0.1:3000';

/** Runs one command of `zf` and returns its exit code (refusal.mjs). */
export async function runCommand(args, env = process.env) {
  const lang = languageOf(args, env);
  try {
    await run(args, env, lang);
    return EXIT.ok;
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    process.stderr.write(`${error[lang]}\n`);
    return error.code;
  }
}

async function run(args, env, lang) {
  const command = named(args);
  if (!command) {
    const words = args.filter((one) => !one.startsWith('-'));
    if (args[0] === undefined || args[0].startsWith('-') || args[0] === 'help') return print(helpOfAll(lang));
    throw wrongUse(`没有名为“${words.join(' ')}”的命令；npm run zf 列出全部命令`, `there is no command "${words.join(' ')}"; npm run zf lists them all`);
  }
  const { values, words } = typed(command, args);
  if (values.help) return print(helpOf(command, lang));
  if (words.length > command.args.length) throw wrongUse(`多余的参数：${words.slice(command.args.length).join(' ')}`, `too many arguments: ${words.slice(command.args.length).join(' ')}`);
  const kept = readSession(env);
  const session = { url: addressOf(values.url ?? env.ZF_URL ?? kept.url ?? HERE), token: env.ZF_TOKEN ?? kept.token, lang };
  const given = { command, values, words, session, env, lang };
  if (command.runs) return OWN[command.runs](given);
  const fields = readFields(command, values);
  const places = await resolvePlaces(session, command, words);
  const told = await callApi(session, requestOf(command, places, { ...fields, ...sentAlong(command, places) }, values.key ?? randomUUID()));
  print(values.json ? JSON.stringify(told) : SHOWS[command.shows](told, lang).join('\n'));
}

function requestOf(command, places, fields, key) {
  const path = command.path.replace(/\{(\w+)\}/g, (_all, name) => places[name]);
  if (command.method === 'GET') {
    const query = new URLSearchParams(fields).toString();
    return { method: 'GET', path: query ? `${path}?${query}` : path };
  }
  return { method: command.method, path, body: { ...fields, ...command.fixed }, ...(command.keyed && { key }), ...(command.versioned && { version: places.version }) };
}

/** Things named beside the command that go into its body or query, not into its path. */
function sentAlong({ sends = {} }, places) {
  return Object.fromEntries(Object.entries(sends).map(([name, place]) => [name, places[place]]));
}

/** Commands that are more than one request. */
const OWN = {
  async login({ words, session, env, lang, values }) {
    const [login] = words;
    if (!login) throw wrongUse('缺少 <login>：登录名', '<login> is missing');
    const opened = await callApi(session, { method: 'POST', path: '/sessions', body: { login, password: await askPassword(env, lang === 'zh' ? '密码' : 'Password') } });
    const place = keepSession({ url: session.url, token: opened.token, expiresAt: opened.expiresAt }, env);
    print(values.json ? JSON.stringify({ user: opened.user, expiresAt: opened.expiresAt }) : lang === 'zh' ? `已登录：${opened.user.name}（${opened.user.organ?.name ?? opened.user.login}），令牌存于 ${place}` : `logged in: ${opened.user.name} (${opened.user.organ?.name ?? opened.user.login}); token kept in ${place}`);
  },
  logout({ env, lang }) {
    forgetSession(env);
    print(lang === 'zh' ? '已删除本机的登录' : 'the login on this machine is gone');
  },
  async watch({ command, values, words, session }) {
    const { for: seconds } = readFields(command, values);
    const { id } = await resolvePlaces(session, command, words);
    // Loaded only here: every other command starts without a socket library.
    const { watchBoard } = await import('./watch-board.mjs');
    await watchBoard(session, id, { seconds, json: values.json, print });
  },
};

/** The command whose words the line begins with: the longest name counts (`measure extend`). */
function named(args) {
  const fits = COMMANDS.filter(({ name }) => name.split(' ').every((word, i) => args[i] === word));
  return fits.sort((a, b) => b.name.length - a.name.length)[0];
}

function typed(command, args) {
  const rest = args.slice(command.name.split(' ').length);
  if (rest.some((one) => /^--?pass/i.test(one))) throw wrongUse('密码不写在命令行：请用 ZF_PASSWORD 或现场输入', 'no password on the command line: use ZF_PASSWORD or type it when asked');
  try {
    const { values, positionals } = parseArgs({ args: rest, allowPositionals: true, options: { ...GENERAL, ...optionsOf(command) } });
    return { values, words: positionals };
  } catch (error) {
    throw wrongUse(`${error.message}\n\n${helpOf(command, 'zh')}`, `${error.message}\n\n${helpOf(command, 'en')}`);
  }
}

function addressOf(url) {
  if (URL.canParse(url) && /^https?:$/.test(new URL(url).protocol)) return url.replace(/\/+$/, '');
  throw wrongUse(`网址 ${url} 应为 http 地址`, `the address ${url} must be http`);
}

function languageOf(args, env) {
  const at = args.findIndex((one) => one === '--lang' || one.startsWith('--lang='));
  const asked = at < 0 ? undefined : args[at].includes('=') ? args[at].slice('--lang='.length) : args[at + 1];
  return (asked ?? env.LC_ALL ?? env.LANG ?? '').startsWith('zh') ? 'zh' : 'en';
}

function print(text) {
  process.stdout.write(`${text}\n`);
}
