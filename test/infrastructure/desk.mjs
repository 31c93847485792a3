import { createServer } from 'node:http';

/**
 * A loopback desk where test processes ask for infrastructure (`GET /postgres`, `GET /kafka`).
 * Each thing is started at the first question and shared by everybody after.
 */
export async function openDesk(starters) {
  const started = new Map();
  const provide = (name) => {
    if (!started.has(name)) started.set(name, starters[name]());
    return started.get(name);
  };
  const server = createServer(async (request, response) => {
    const name = request.url.slice(1);
    try {
      if (!Object.hasOwn(starters, name)) throw new Error(`nothing called ${name} here`);
      const { answer } = await provide(name);
      response.end(JSON.stringify(answer));
    } catch (error) {
      response.statusCode = 500;
      response.end(JSON.stringify({ error: error.message }));
    }
  });
  // A connection that we close while the asker reuses it would fail a test that has nothing to do with it.
  server.keepAliveTimeout = 30 * 60_000;
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${server.address().port}`,
    close: async () => {
      server.close();
      server.closeAllConnections();
      const things = await Promise.allSettled(started.values());
      await Promise.all(things.filter(({ status }) => status === 'fulfilled').map(({ value }) => value.stop()));
    },
  };
}
