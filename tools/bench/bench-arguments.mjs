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
  --ours-only, --floor-only   只测一方 · measure one of them only
  --profile DIR         各进程写出 CPU 剖析 · every program of ours writes a CPU profile there
  --statements          打印最耗时的 SQL · print the statements that took most time (ours only)
  --json                只输出每轮一行 JSON · one JSON line a run, nothing else`;

const OPTIONS = {
  rate: { type: 'string', default: '50,200' }, seconds: { type: 'string', default: '15' }, 'warm-up': { type: 'string', default: '4' }, rounds: { type: 'string', default: '3' },
  stream: { type: 'string', default: 'embedded' }, workers: { type: 'string', default: '1' }, accounts: { type: 'string', default: '1' }, layers: { type: 'string', default: '1' },
  'ours-only': { type: 'boolean', default: false }, 'floor-only': { type: 'boolean', default: false }, profile: { type: 'string' }, statements: { type: 'boolean', default: false },
  json: { type: 'boolean', default: false }, help: { type: 'boolean', short: 'h', default: false },
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
    systems: values['ours-only'] ? ['ours'] : values['floor-only'] ? ['floor'] : ['floor', 'ours'],
  };
  if (!['embedded', 'kafka'].includes(values.stream)) faults.push(`--stream ${values.stream}: embedded | kafka`);
  if (values['ours-only'] && values['floor-only']) faults.push('--ours-only, --floor-only: 只能选一个 · choose one of them');
  if (faults.length > 0) throw new StartFailure(`${faults.join('\n')}\n${HELP}`, 78);
  return chosen;
}
