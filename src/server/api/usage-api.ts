import type { FastifyPluginCallbackZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import type { Bridge } from '../../app/compose.ts';
import { usageGroupings } from '../../domain/usage.ts';
import { Usage } from './shapes.ts';

/** What models were asked, and what it cost. */
export function createUsageApi(bridge: Bridge): FastifyPluginCallbackZod {
  return (api, _options, done) => {
    api.get(
      '/usage',
      {
        schema: {
          summary: 'Model calls, tokens and money, and where the limits stand',
          tags: ['usage'],
          querystring: z.object({
            by: z.enum(usageGroupings).default('day'),
            days: z.coerce.number().int().min(1).max(366).default(30),
          }),
          response: { 200: Usage },
        },
      },
      async (request) => bridge.readUsage(request.query),
    );
    done();
  };
}
