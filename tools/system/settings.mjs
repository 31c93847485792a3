import { isPortFree } from '../process/free-port.mjs';
import { StartFailure } from '../start-failure.mjs';

const BAD_CONFIGURATION = 78;

function wholeNumber(faults, name, value, least, most) {
  const number = Number(value);
  if (Number.isInteger(number) && number >= least && number <= most) return number;
  faults.push(`${name}=${value}: 应为 ${least}..${most} 的整数 · must be a whole number from ${least} to ${most}`);
  return undefined;
}

/**
 * The launcher's own settings out of options and environment; all faults are reported together.
 * @throws {StartFailure} with exit code 78 for faults, 1 for a taken port
 */
export async function readSettings(options, env) {
  const faults = [];
  const port = wholeNumber(faults, 'PORT', options.port ?? env.PORT ?? 3000, 0, 65_535);
  const workers = wholeNumber(faults, '--workers', options.workers ?? 1, 1, 16);
  const workerPort = wholeNumber(faults, 'WORKER_PORT', env.WORKER_PORT ?? 0, 0, 65_535);
  const simulatorPort = wholeNumber(faults, 'SIMULATOR_PORT', env.SIMULATOR_PORT ?? 0, 0, 65_535);
  const clockSpeed = options.clockSpeed ?? env.CLOCK_SPEED;
  if (clockSpeed !== undefined && !(Number(clockSpeed) > 0)) faults.push(`CLOCK_SPEED=${clockSpeed}: 应为正数 · must be a positive number`);
  const production = env.NODE_ENV === 'production';
  if (production && !env.DATABASE_URL && !options.embeddedPostgres) {
    faults.push('NODE_ENV=production 需要 DATABASE_URL（或明确给出 --embedded-postgres）· needs DATABASE_URL (or an explicit --embedded-postgres)');
  }
  if (faults.length > 0) throw new StartFailure(faults.join('\n'), BAD_CONFIGURATION);

  const host = env.HOST ?? '127.0.0.1';
  await refuseTakenPorts({ PORT: port, WORKER_PORT: workerPort, SIMULATOR_PORT: simulatorPort }, host);
  return {
    port,
    host,
    workers,
    workerPort,
    simulatorPort,
    clockSpeed,
    kafka: options.kafka ?? false,
    production,
  };
}

async function refuseTakenPorts(ports, host) {
  for (const [name, port] of Object.entries(ports)) {
    const on = name === 'PORT' ? host : '127.0.0.1';
    if (!port || (await isPortFree(port, on))) continue;
    throw new StartFailure(
      `端口 ${port} 已被占用（${name}）。换一个：${name}=${port + 1} npm start，或 ${name}=0 自动选择。\n` +
        `Port ${port} (${name}) is already in use. Choose another: ${name}=${port + 1} npm start, or ${name}=0 for any free one.`,
    );
  }
}
