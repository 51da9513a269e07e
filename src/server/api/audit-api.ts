import type { FastifyPluginCallbackZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import type { Bridge } from '../../app/compose.ts';
import { parseSeqCursor, toSeqCursor } from './cursor.ts';
import { AuditList } from './shapes.ts';

const Query = z.object({
  order: z.enum(['oldest', 'newest']).default('oldest').meta({ description: 'Which comes first.' }),
  after: z.coerce
    .number()
    .int()
    .min(0)
    .default(0)
    .meta({ description: 'Oldest first only: the last `seq` you have, to ask for what came since.' }),
  cursor: z.string().max(500).optional(),
  limit: z.coerce.number().int().min(1).max(1000).default(200),
});

/** What was decided, by whom, as a chain that shows when it was tampered with. */
export function createAuditApi(bridge: Bridge): FastifyPluginCallbackZod {
  return (api, _options, done) => {
    api.get(
      '/audit',
      {
        schema: {
          summary: 'The audit log',
          tags: ['audit'],
          querystring: Query,
          response: { 200: AuditList },
        },
      },
      async (request) => {
        const { order, after, cursor, limit } = request.query;
        const from = parseSeqCursor(cursor);
        const more = limit + 1;
        const found =
          order === 'newest'
            ? await bridge.listNewestAudit({ beforeSeq: from, limit: more })
            : await bridge.listAudit({ afterSeq: from ?? after, limit: more });
        const items = found.slice(0, limit);
        return { items, next: found.length > limit ? toSeqCursor(items.at(-1)?.seq ?? 0) : null };
      },
    );
    done();
  };
}
