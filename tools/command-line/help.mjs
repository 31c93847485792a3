import { padded, widthOf } from '../terminal/width.mjs';
import { COMMANDS } from './commands.mjs';

const usageOf = ({ name, args, fields }) => [name, ...args.map((one) => (one.endsWith('?') ? `[${one.slice(0, -1)}]` : `<${one}>`)), ...(fields ? ['[…]'] : [])].join(' ');

/** All commands, for a stranger. */
export function helpOfAll(lang) {
  const zh = lang === 'zh';
  const width = Math.max(...COMMANDS.map((command) => widthOf(usageOf(command))));
  return [
    zh ? '紧急止付调度命令行。用法：npm run zf -- <命令> [参数]' : 'Emergency stop-payment dispatch, command line. Usage: npm run zf -- <command> [arguments]',
    '', zh ? '命令（id 可写警情编号；“<命令> --help”看字段与示例）' : 'Commands (id may be the incident number; "<command> --help" shows fields and an example)',
    ...COMMANDS.map((command) => `  ${padded(usageOf(command), width)}  ${command[lang]}`),
    '', zh ? '通用选项' : 'Options of every command',
    ...(zh ? ['  --url URL    系统网址；否则 ZF_URL，再否则上次登录的网址，默认 http://127.0.0.1:3000', '  --json       输出原始 JSON，供程序使用', '  --lang zh|en 语言；否则按 LANG', '  --key KEY    重试上一次无应答的请求，不会重复', '', '令牌：登录后存于数据目录（仅本人可读），或用 ZF_TOKEN。密码只从 ZF_PASSWORD 读取或现场输入，从不写在命令行。', '退出码：0 成功 · 1 被拒绝 · 2 用法有误 · 69 无法连接', '', '从这里开始：npm run zf -- login liangshan-op，然后 npm run zf -- list']
      : ['  --url URL    the system; else ZF_URL, else where you last logged in, else http://127.0.0.1:3000', '  --json       raw JSON, for programs', '  --lang zh|en language; else by LANG', '  --key KEY    repeat a request that got no answer; it cannot happen twice', '', 'Token: kept in the data folder after login (readable by you only), or ZF_TOKEN. The password comes from ZF_PASSWORD or is asked for, never from the command line.', 'Exit codes: 0 done · 1 refused · 2 wrong usage · 69 unreachable', '', 'Start here: npm run zf -- login liangshan-op, then npm run zf -- list']),
  ].join('\n');
}

/** One command: its fields, which are needed, and an example that works. */
export function helpOf(command, lang) {
  const zh = lang === 'zh';
  const fields = Object.entries(command.fields ?? {});
  const width = Math.max(0, ...fields.map(([name]) => name.length));
  return [
    `npm run zf -- ${usageOf(command)}`, `  ${command[lang]}`,
    ...fields.map(([name, field]) => `  --${name.padEnd(width)}  ${field[lang]}${field.must ? (zh ? '（必填）' : ' (needed)') : ''}`),
    '', `${zh ? '示例' : 'Example'}: npm run zf -- ${command.example}`,
  ].join('\n');
}
