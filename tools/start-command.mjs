import { parseArgs } from 'node:util';
import { ensureBuilt } from './prepare/build.mjs';
import { ensureInstalled } from './prepare/install.mjs';
import { createProgress } from './terminal/progress.mjs';
import { describeReport, welcome } from './terminal/welcome.mjs';
import { StartFailure } from './start-failure.mjs';

const HELP = `用法 Usage: npm start -- [选项 options]
  --kafka               同时启动测试用 Kafka 并使用它 · also start the test Kafka and use it
  --workers N           调度进程数 · number of dispatch workers (1)
  --verbose             在终端显示各进程日志 · show the processes' logs here
  --embedded-postgres   在 NODE_ENV=production 下允许内嵌数据库 · allow the embedded database in production
环境变量 Environment: PORT (3000; 0 = 自动 any free), DATA_DIR (./.data), HOST, DATABASE_URL, KAFKA_BROKERS, CLOCK_SPEED, JWT_SECRET, BANK_SECRETS_FILE`;

function readArguments(args) {
  try {
    const { values } = parseArgs({
      args,
      options: {
        kafka: { type: 'boolean', default: false },
        workers: { type: 'string', default: '1' },
        verbose: { type: 'boolean', default: false },
        'embedded-postgres': { type: 'boolean', default: false },
        help: { type: 'boolean', short: 'h', default: false },
      },
    });
    return values;
  } catch (error) {
    throw new StartFailure(`${error.message}\n${HELP}`, 78);
  }
}

/** `npm start`: prepares, starts everything, shows the box, and stays until Ctrl-C. */
export async function startCommand(args) {
  const progress = createProgress();
  const asked = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => asked.abort(new Interrupted()));
  endWithNpm(() => asked.abort(new Interrupted()));
  try {
    const options = readArguments(args);
    if (options.help) {
      console.log(HELP);
      return;
    }
    progress.say('紧急止付调度 · emergency stop-payment dispatcher');
    await refuseEarly(options);
    await Promise.race([prepare(progress), whenAsked(asked.signal)]);
    await run(options, progress, asked.signal);
  } catch (error) {
    if (error instanceof Interrupted) process.exit(0);
    const known = error instanceof StartFailure;
    process.stderr.write(`\n${known ? error.message : (error.stack ?? error)}\n`);
    process.exit(known ? error.exitCode : 1);
  }
}

/** npm and its shell do not pass SIGTERM on: they end and leave us behind, which we notice by our new parent. */
function endWithNpm(end) {
  if (!process.env.npm_lifecycle_event || process.platform === 'win32') return;
  const parent = process.ppid;
  setInterval(() => process.ppid !== parent && end(), 500).unref();
}

class Interrupted extends Error {}

/** Rejects when somebody asks us to end. */
function whenAsked(signal) {
  return new Promise((_, reject) => {
    if (signal.aborted) reject(signal.reason);
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
  });
}

/** A taken port should not cost a minute of installing first. */
async function refuseEarly(options) {
  const { readSettings } = await import('./system/settings.mjs');
  await readSettings({ workers: options.workers, embeddedPostgres: options['embedded-postgres'] }, process.env);
}

async function prepare(progress) {
  await ensureInstalled(progress);
  await ensureBuilt(progress);
}

async function run(options, progress, signal) {
  const { startSystem } = await import('./system.mjs');
  const say = (line) => !signal.aborted && progress.say(line);
  const system = await startSystem({
    signal,
    kafka: options.kafka,
    workers: options.workers,
    embeddedPostgres: options['embedded-postgres'],
    onStep: progress.step,
    onReport: (report) => say(`  ${describeReport(report)}`),
    ...(options.verbose && { echo: (name, line) => progress.say(`${name.padEnd(10)} ${line}`) }),
  });
  say(welcome(system));
  await whenAsked(signal).catch(() => undefined);
  const since = Date.now();
  progress.say('\n正在停止… stopping…');
  await system.stop();
  progress.say(`已停止 stopped (${((Date.now() - since) / 1000).toFixed(1)} s)`);
  process.exit(0);
}
