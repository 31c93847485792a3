import { parseArgs } from 'node:util';
import { StartFailure } from '../start-failure.mjs';

const HELP = `用法 Usage: npm run bench -- [选项 options]
  --rate 50,200         每秒警情数，逗号分隔 · incidents a second, several by commas (50,200)
  --seconds N           每轮测量秒数 · measured seconds of a round (15)
  --warm-up N           不计入的预热秒数 · seconds before, not counted (4)
  --rounds N            轮数，各系统交替 · rounds, systems alternating (3)
  --stream embedded|kafka   事实流 · fact stream (embedded)
  --workers N           调度进程数 · dispatch workers (1)
  --accounts N          每条警情的转账数 · transfers in one report (1)
  --layers N            资金层级数 · layers that the money goes through (1)
  --sockets N           另开 N 个席位连接，各自计时 · consoles beside, each timed (0)
  --past N              先在库中放入 N 条已办结警情 · fill the books with N settled incidents first (0)
  --ramp                找出 p99 ≤ 50 ms 的最高速率 · find the highest rate with p99 <= 50 ms
  --fan-out             一条警情 5 家银行 × 3 层 · one report, 5 banks x 3 layers
  --push                1000 个席位，每秒约 50 个事实 · 1,000 consoles at about 50 facts a second
  --ours-only, --floor-only   只测一方 · measure one of them only
  --profile DIR         各进程写出 CPU 剖析 · every program of ours writes a CPU profile there
  --statements          打印最耗时的 SQL · print the statements that took most time (ours only)
  --json                只输出每轮一行 JSON · one JSON line a run, nothing else`;

const OPTIONS = {
  rate: { type: 'string' }, seconds: { type: 'string', default: '15' }, 'warm-up': { type: 'string', default: '4' }, rounds: { type: 'string', default: '3' },
  stream: { type: 'string', default: 'embedded' }, workers: { type: 'string', default: '1' }, accounts: { type: 'string' }, layers: { type: 'string' }, sockets: { type: 'string' }, past: { type: 'string', default: '0' },
  ramp: { type: 'boolean', default: false }, 'fan-out': { type: 'boolean', default: false }, push: { type: 'boolean', default: false },
  'ours-only': { type: 'boolean', default: false }, 'floor-only': { type: 'boolean', default: false }, profile: { type: 'string' }, statements: { type: 'boolean', default: false },
  json: { type: 'boolean', default: false }, help: { type: 'boolean', short: 'h', default: false },
};

/** What the named loads stand for; every single value may be given beside them. About ten facts tell one incident, so 5 a second make 50 facts. */
const PRESETS = {
  plain: { rate: '50,200', accounts: '1', layers: '1', sockets: '0' },
  'fan-out': { rate: '10,50,100,200,334', accounts: '5', layers: '3', sockets: '0' },
  push: { rate: '5', accounts: '1', layers: '1', sockets: '1000' },
};

export const benchHelp = () => HELP;

/** @throws {StartFailure} 78 that names every fault at once */
export function readBenchArguments(args) {
  let values;
  try {
    ({ values } = parseArgs({ args, options: OPTIONS }));
  } catch (error) {
    throw new StartFailure(`${error.message}\n${HELP}`, 78);
  }
  const preset = PRESETS[values['fan-out'] ? 'fan-out' : values.push ? 'push' : 'plain'];
  values = { ...values, ...Object.fromEntries(Object.entries(preset).map(([name, value]) => [name, values[name] ?? value])) };
  const faults = [];
  const number = (name, text, least, most) => {
    const value = Number(text);
    if (!(value >= least && value <= most)) faults.push(`--${name} ${text}: 应为 ${least}..${most} · must be from ${least} to ${most}`);
    return value;
  };
  const chosen = {
    help: values.help, json: values.json, profile: values.profile, statements: values.statements, stream: values.stream,
    rates: values.rate.split(',').map((rate) => number('rate', rate, 0.1, 100_000)),
    seconds: number('seconds', values.seconds, 1, 3_600), warmUpSeconds: number('warm-up', values['warm-up'], 0, 600), rounds: number('rounds', values.rounds, 1, 100),
    workers: number('workers', values.workers, 1, 16), accounts: number('accounts', values.accounts, 1, 50), layers: number('layers', values.layers, 1, 9),
    sockets: number('sockets', values.sockets, 0, 10_000), past: number('past', values.past, 0, 10_000_000), ramp: values.ramp,
    systems: values['ours-only'] ? ['ours'] : values['floor-only'] ? ['floor'] : ['floor', 'ours'],
  };
  if (!['embedded', 'kafka'].includes(values.stream)) faults.push(`--stream ${values.stream}: embedded | kafka`);
  if (values['ours-only'] && values['floor-only']) faults.push('--ours-only, --floor-only: 只能选一个 · choose one of them');
  if (faults.length > 0) throw new StartFailure(`${faults.join('\n')}\n${HELP}`, 78);
  return chosen;
}
