import { readFileSync } from 'node:fs';
import { wrongUse } from './refusal.mjs';

/** Kinds of values that a person types, each to what the api wants. They throw what is wrong, in both languages. */
const READERS = {
  text: (value) => value,
  number: (value) => (/^\d{1,9}$/.test(value) ? Number(value) : no('须为整数', 'must be a whole number')),
  yuan: yuanToFen,
  moment: (value) => (/T.*(Z|[+-]\d\d:?\d\d)$/.test(value) && !Number.isNaN(Date.parse(value)) ? value : no('须为带时区的 ISO 8601 时间，例 2026-11-24T10:02:00+08:00', 'must be ISO 8601 with its zone, e.g. 2026-11-24T10:02:00+08:00')),
  account: accountOf,
  prior: priorOf,
  file: textOfFile,
};

/** `28000`, `28,000.50` yuan to fen, exactly. */
function yuanToFen(value) {
  const found = /^(\d{1,11})(?:\.(\d{1,2}))?$/.exec(value.replaceAll(',', ''));
  return found ? Number(found[1]) * 100 + Number((found[2] ?? '').padEnd(2, '0')) : no('金额以元为单位，例 28000 或 28000.50', 'an amount in yuan, e.g. 28000 or 28000.50');
}

/** `ACCOUNT:YUAN[:INSTITUTION[:HOLDER]]` to a transfer. */
function accountOf(value) {
  const [accountNumber, yuan, institutionCode, holderName] = value.split(':');
  if (!accountNumber || !yuan) no('写作 账号:金额[:机构代码[:户名]]', 'write ACCOUNT:YUAN[:INSTITUTION[:HOLDER]]');
  return { accountNumber, amountFen: yuanToFen(yuan), ...(institutionCode && { institutionCode }), ...(holderName && { holderName }) };
}

/** `AUTHORITY[@UNTIL]` to an earlier freeze. */
function priorOf(value) {
  const [authority, until] = value.split('@');
  if (!authority) no('写作 机关[@到期时间]', 'write AUTHORITY[@UNTIL]');
  return { authority, ...(until && { until: READERS.moment(until) }) };
}

/** A file, or standard input for `-`. What banks export is often GBK; what is no UTF-8 is read as that. */
function textOfFile(path) {
  let bytes;
  try {
    bytes = readFileSync(path === '-' ? 0 : path);
  } catch (error) {
    no(`无法读取（${error.code}）；请检查路径，- 为标准输入`, `cannot be read (${error.code}); check the path, - is standard input`);
  }
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('gb18030').decode(bytes);
  }
}

function no(zh, en) {
  throw wrongUse(zh, en);
}

/** The options of a command for node:util parseArgs. */
export function optionsOf(command) {
  return Object.fromEntries(Object.entries(command.fields ?? {}).map(([name, field]) => [name, { type: 'string', ...(field.many && { multiple: true }) }]));
}

/** What was typed, as the api's own names and kinds. @throws {Refusal} naming the option and the remedy */
export function readFields(command, values) {
  const body = {};
  for (const [name, field] of Object.entries(command.fields ?? {})) {
    const typed = values[name];
    if (typed === undefined) {
      if (field.must) throw wrongUse(`缺少 --${name}（${field.zh}）`, `--${name} is missing (${field.en})`);
      continue;
    }
    const read = (value) => {
      try {
        return READERS[field.kind ?? 'text'](value);
      } catch (refusal) {
        throw wrongUse(`--${name}=${value}：${refusal.zh}`, `--${name}=${value}: ${refusal.en}`);
      }
    };
    body[field.as ?? name] = field.many ? typed.map(read) : read(typed);
  }
  return body;
}
