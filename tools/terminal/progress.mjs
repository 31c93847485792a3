const seconds = (since) => `${((Date.now() - since) / 1000).toFixed(1)} s`;

/** Says what is being done and how long it took; on a terminal the running step is rewritten in place. */
export function createProgress({ out = process.stdout, quiet = false } = {}) {
  const live = Boolean(out.isTTY) && !quiet;
  const say = (line) => !quiet && out.write(`${live ? '\r\x1b[K' : ''}${line}\n`);
  return {
    say,
    /** Runs one step; `label` in Chinese and English. Long steps on a pipe repeat themselves every 10 s. */
    step: async (label, work) => {
      const since = Date.now();
      const show = () => (live ? out.write(`\r\x1b[K  … ${label} ${seconds(since)}`) : say(`  … ${label} ${seconds(since)}`));
      if (live) show();
      const beat = setInterval(show, live ? 200 : 10_000);
      try {
        const result = await work();
        clearInterval(beat);
        say(`  ✓ ${label} ${seconds(since)}`);
        return result;
      } catch (error) {
        clearInterval(beat);
        say(`  ✗ ${label} ${seconds(since)}`);
        throw error;
      }
    },
  };
}
