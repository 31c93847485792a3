const seconds = (since) => `${((Date.now() - since) / 1000).toFixed(1)} s`;

/** Says what is being done and how long it took; on a terminal the running steps are rewritten in place. */
export function createProgress({ out = process.stdout } = {}) {
  const live = Boolean(out.isTTY);
  const running = new Map();
  let beat;
  const show = () => {
    const steps = [...running].map(([label, since]) => `${label} ${seconds(since)}`);
    if (live) out.write(`\r\x1b[K  … ${steps.join(' · ')}`);
    else for (const step of steps) out.write(`  … ${step}\n`);
  };
  const say = (line) => {
    out.write(`${live ? '\r\x1b[K' : ''}${line}\n`);
    if (live && running.size > 0) show();
  };
  const begin = (label) => {
    running.set(label, Date.now());
    if (live) show();
    beat ??= setInterval(show, live ? 200 : 10_000);
  };
  const finish = (label, sign) => {
    const since = running.get(label);
    running.delete(label);
    if (running.size === 0) {
      clearInterval(beat);
      beat = undefined;
    }
    say(`  ${sign} ${label} ${seconds(since)}`);
  };
  return {
    say,
    /** Runs one step, several may run at once; `label` in Chinese and English. On a pipe, long steps repeat themselves every 10 s. */
    step: async (label, work) => {
      begin(label);
      try {
        const result = await work();
        finish(label, '✓');
        return result;
      } catch (error) {
        finish(label, '✗');
        throw error;
      }
    },
  };
}
