import type { FastifyPluginCallbackZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import type { Bridge } from '../../app/compose.ts';
import { AuditEntry } from './shapes.ts';

/** What was decided, by whom, as a chain that shows when it was tampered with. */
export function createAuditApi(bridge: Bridge): FastifyPluginCallbackZod {
  return (api, _options, done) => {
    api.get(
      '/audit',
      {
        schema: {
          summary: 'The audit log, oldest first',
          tags: ['audit'],
          querystring: z.object({
            after: z.coerce
              .number()
              .int()
              .min(0)
              .default(0)
              .meta({ description: 'The last `seq` you have.' }),
            limit: z.coerce.number().int().min(1).max(1000).default(200),
          }),
          response: { 200: z.object({ items: z.array(AuditEntry).readonly() }) },
        },
      },
      async (request) => ({
        items: await bridge.listAudit({ afterSeq: request.query.after, limit: request.query.limit }),
      }),
    );
    done();
  };
}
