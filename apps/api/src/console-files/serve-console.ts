import { existsSync } from 'node:fs';
import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance } from 'fastify';

/** These belong to machines: an unknown address below them is a 404, never the console's page. */
const MACHINE_PATHS = /^\/(api|health|metrics|socket\.io)(\/|$)/;
const YEAR_SECONDS = 31_536_000;

/** Serves the built console with every unknown address falling back to its page; without a build, a page that says what to do. */
export async function serveConsole(fastify: FastifyInstance, directory: string): Promise<void> {
  await fastify.register(fastifyStatic, { root: directory, serve: false });
  fastify.get('/*', (request, reply) => {
    const path = new URL(request.raw.url ?? '/', 'http://console').pathname;
    if (MACHINE_PATHS.test(path)) return reply.callNotFound();
    // Looked up at every request: the console may be built while the api runs.
    if (!existsSync(join(directory, 'index.html'))) return reply.status(503).type('text/html; charset=utf-8').send(NOT_BUILT);
    const file = decodePath(path);
    const isFile = file !== undefined && /\.\w+$/.test(file);
    if (file?.startsWith('assets/')) return reply.header('cache-control', `public, max-age=${YEAR_SECONDS}, immutable`).sendFile(file, { cacheControl: false });
    return isFile ? reply.sendFile(file) : reply.header('cache-control', 'no-cache').sendFile('index.html', { cacheControl: false });
  });
}

function decodePath(path: string): string | undefined {
  try {
    return decodeURIComponent(path).replace(/^\/+/, '');
  } catch {
    return undefined;
  }
}

const NOT_BUILT = `<!doctype html><html lang="zh"><meta charset="utf-8"><title>控制台尚未构建</title>
<body style="font: 16px/1.7 system-ui; max-width: 40em; margin: 15vh auto; padding: 0 1em">
<h1>控制台尚未构建 <small>The console is not built yet</small></h1>
<p>服务已在运行。请在项目目录执行 <code>npm run build:console</code>，然后刷新本页。接口文档：<a href="/api/docs">/api/docs</a></p>
<p lang="en">The service is running. Run <code>npm run build:console</code> in the project's folder, then reload this page. API: <a href="/api/docs">/api/docs</a></p>
</body></html>`;
