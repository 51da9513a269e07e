import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import type { FastifyPluginCallbackZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import type { Bridge } from '../../app/compose.ts';
import { toPostMortem } from '../../app/post-mortem.ts';
import type { Clock } from '../../domain/clock.ts';
import { AppError } from '../../domain/errors.ts';
import { toTar } from './to-tar.ts';

const compress = promisify(gzip);
const params = z.object({ id: z.string() });

/** An incident to take away: as the draft of a post-mortem, and as a bundle. */
export function createExportApi(bridge: Bridge, clock: Clock): FastifyPluginCallbackZod {
  return (api, _options, done) => {
    api.get(
      '/incidents/:id/post-mortem.md',
      { schema: { summary: 'The draft of a post-mortem, in Markdown', tags: ['incidents'], params } },
      async (request, reply) => {
        const { id } = request.params;
        const found = await bridge.readIncident(id);
        if (found === null)
          throw new AppError({ code: 'not_found', message: `no incident has the id ${id}` });
        return reply
          .type('text/markdown; charset=utf-8')
          .header('content-disposition', `attachment; filename="post-mortem-${found.incident.id}.md"`)
          .send(toPostMortem(found));
      },
    );
    api.get(
      '/incidents/:id/bundle.tar.gz',
      {
        schema: {
          summary: 'The incident as a bundle, with what its sources still know of it',
          tags: ['incidents'],
          params,
        },
      },
      async (request, reply) => {
        const { id } = request.params;
        const gone = new AbortController();
        request.raw.once('close', () => gone.abort());
        const { files } = await bridge.exportIncident(id, gone.signal);
        return reply
          .type('application/gzip')
          .header(
            'content-disposition',
            `attachment; filename="incident-${id.replaceAll(/[^\w-]/g, '_')}.tar.gz"`,
          )
          .send(await compress(toTar(`incident-${id.replaceAll(/[^\w-]/g, '_')}`, files, clock.now())));
      },
    );
    done();
  };
}
