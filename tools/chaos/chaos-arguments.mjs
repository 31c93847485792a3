import { parseArgs } from 'node:util';
import { StartFailure } from '../start-failure.mjs';
import { FAULTS } from './fault-list.mjs';

const BAD_USAGE = 64;
const STREAMS = ['embedded', 'kafka'];

/** What can be broken and how. */
export function usage() {
  const list = FAULTS.map(({ name, breaks }) => `  ${name.padEnd(20)} ${breaks}`).join('\n');
  return `用法 Usage: npm run chaos -- [--minutes 10] [--seed S] [--stream embedded|kafka] [--only fault,fault] [--short] [--rate 20]

故障 Faults
${list}

选项 Options
  --minutes N   演练时长（默认 10）· how long the faults go on (10)
  --seed S      0..4294967295；同一种子重演同样的选择 · the same seed makes the same choices
  --stream X    embedded（默认）或 kafka · the rails
  --only a,b    只用这些故障 · only these faults
  --short       短式：每种故障一次（CI 用）· every fault once, each in its short form (as CI does)
  --rate N      每秒警情数（默认 20）· reports per second (20)`;
}

/** Reads the command line. @throws {StartFailure} that names the fault and shows the usage */
export function readChaosArguments(args) {
  const values = parsed(args);
  if (values.help) return { help: true };
  if (!STREAMS.includes(values.stream)) throw wrong(`--stream=${values.stream}: embedded | kafka`);
  const only = values.only?.split(',').map((name) => name.trim()).filter(Boolean);
  const stranger = only?.find((name) => !FAULTS.some((fault) => fault.name === name));
  if (stranger) throw wrong(`没有名为“${stranger}”的故障 · there is no fault "${stranger}"`);
  return {
    minutes: number('--minutes', values.minutes, 0.1, 24 * 60), seed: values.seed === undefined ? undefined : number('--seed', values.seed, 0, 2 ** 32 - 1),
    stream: values.stream, only, short: values.short, rate: number('--rate', values.rate, 1, 1_000),
  };
}

function parsed(args) {
  try {
    return parseArgs({
      args,
      options: {
        minutes: { type: 'string', default: '10' }, seed: { type: 'string' }, stream: { type: 'string', default: 'embedded' }, only: { type: 'string' },
        short: { type: 'boolean', default: false }, rate: { type: 'string', default: '20' }, help: { type: 'boolean', short: 'h', default: false },
      },
    }).values;
  } catch (error) {
    throw wrong(error.message);
  }
}

function number(name, text, least, most) {
  const value = Number(text);
  if (value >= least && value <= most) return value;
  throw wrong(`${name}=${text}: 应为 ${least}..${most} · must be from ${least} to ${most}`);
}

const wrong = (message) => new StartFailure(`${message}\n\n${usage()}`, BAD_USAGE);
