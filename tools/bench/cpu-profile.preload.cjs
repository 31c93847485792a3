/** Preloaded into our programs by `--profile`: records where their time goes and writes a .cpuprofile (for Chromium's DevTools) at their end. */
const { writeFileSync } = require('node:fs');
const { Session } = require('node:inspector');
const { join } = require('node:path');

const [, program] = /dist[\\/]apps[\\/]([\w-]+)[\\/]src[\\/]main\.js$/.exec(process.argv[1] ?? '') ?? [];
if (program) {
  const session = new Session();
  session.connect();
  session.post('Profiler.enable');
  session.post('Profiler.setSamplingInterval', { interval: 500 });
  session.post('Profiler.start');
  process.on('exit', () => {
    session.post('Profiler.stop', (fault, stopped) => {
      if (!fault) writeFileSync(join(process.env.BENCH_PROFILE_DIR, `${program}-${process.pid}.cpuprofile`), JSON.stringify(stopped.profile));
    });
  });
}
