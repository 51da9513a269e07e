import { existsSync } from 'node:fs';
import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance, FastifyReply } from 'fastify';

/** The views of the page: each is the same document, which reads its address. */
const views = ['/', '/incidents/:id', '/reviews', '/usage', '/health', '/audit'] as const;

/** Vite names what it builds by its content: it may be kept for ever. */
const assetsPrefix = '/assets/';
const yearMs = 365 * 86_400_000;

const notBuilt =
  'The page is not built. In a checkout: node scripts/build-page.ts. The API is at /api/v1/openapi.json.\n';

/** Serves the page from the folder that the build wrote; without one, `/` says how to get it. */
export async function addPage(server: FastifyInstance, folder: string): Promise<void> {
  const built = existsSync(join(folder, 'index.html'));
  if (built) {
    await server.register(fastifyStatic, {
      root: join(folder, 'assets'),
      prefix: assetsPrefix,
      maxAge: yearMs,
      immutable: true,
      index: false,
      preCompressed: true,
      decorateReply: true,
    });
  }
  const showPage = (reply: FastifyReply): FastifyReply =>
    built
      ? reply.header('cache-control', 'no-cache').sendFile('index.html', folder, { cacheControl: false })
      : reply.status(404).type('text/plain').send(notBuilt);
  for (const view of views) {
    server.get(view, { schema: { hide: true } }, (_request, reply) => showPage(reply));
  }
}
