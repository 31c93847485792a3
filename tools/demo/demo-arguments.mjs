import { parseArgs } from 'node:util';
import { StartFailure } from '../start-failure.mjs';
import { SCENARIOS } from './scenarios.mjs';

const BAD_USAGE = 64;

/** What can be played and how. */
export function usage() {
  const list = Object.values(SCENARIOS).map(({ name, title }) => `  ${name.padEnd(12)} ${title.zh}\n${' '.repeat(15)}${title.en}`);
  return `用法 Usage: npm run demo -- <剧本 scenario> [--speed 60] [--url http://127.0.0.1:3000] [--kafka]

剧本 Scenarios
${list.join('\n')}

选项 Options
  --speed N          故事时间加快 N 倍（默认 60）· story time runs N times faster (60)
  --url URL          在运行中的系统上演示；不填则另起一个临时系统 · play on a running system; without it a throw-away copy is started and removed
  --simulator-url U  该系统的银行模拟器地址（启动框中可见）· the bank simulator of that system (see its start box)
  --clock-speed N    该系统的 CLOCK_SPEED（默认 1）· the CLOCK_SPEED of that system (1)
  --kafka            临时系统使用 Kafka · the throw-away copy uses Kafka`;
}

/** Reads the command line. @throws {StartFailure} that names the fault and shows the usage */
export function readDemoArguments(args) {
  const { values, positionals } = parsed(args);
  if (values.help || positionals.length === 0) return { help: true };
  const [name] = positionals;
  const scenario = SCENARIOS[name];
  if (!scenario || positionals.length > 1) throw wrong(`没有名为“${positionals.join(' ')}”的剧本 · there is no scenario "${positionals.join(' ')}"`);
  if (values.url && values.kafka) throw wrong('--kafka 只用于临时系统 · --kafka is for the throw-away copy only; a running system has chosen already');
  return {
    scenario,
    speed: positive('--speed', values.speed, 10_000),
    url: address('--url', values.url),
    simulatorUrl: address('--simulator-url', values['simulator-url']),
    clockSpeed: positive('--clock-speed', values['clock-speed'], 10_000),
    kafka: values.kafka,
  };
}

function parsed(args) {
  try {
    return parseArgs({
      args, allowPositionals: true,
      options: {
        speed: { type: 'string', default: '60' }, url: { type: 'string' }, 'simulator-url': { type: 'string' }, 'clock-speed': { type: 'string', default: '1' },
        kafka: { type: 'boolean', default: false }, help: { type: 'boolean', short: 'h', default: false },
      },
    });
  } catch (error) {
    throw wrong(error.message);
  }
}

function positive(name, value, most) {
  const number = Number(value);
  if (number >= 1 && number <= most) return number;
  throw wrong(`${name}=${value}: 应为 1..${most} · must be from 1 to ${most}`);
}

function address(name, value) {
  if (value === undefined) return undefined;
  if (URL.canParse(value) && /^https?:$/.test(new URL(value).protocol)) return value.replace(/\/+$/, '');
  throw wrong(`${name}=${value}: 应为 http 地址 · must be an http address`);
}

const wrong = (message) => new StartFailure(`${message}\n\n${usage()}`, BAD_USAGE);
