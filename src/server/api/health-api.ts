import type { FastifyPluginCallbackZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import type { Bridge } from '../../app/compose.ts';
import type { Clock } from '../../domain/clock.ts';
import { dayMs } from '../../domain/time.ts';
import { Health, Noise } from './shapes.ts';

/** How the parts do that the service depends on, and which alerts are noise. */
export function createHealthApi(bridge: Bridge, clock: Clock): FastifyPluginCallbackZod {
  return (api, _options, done) => {
    api.get(
      '/health',
      {
        schema: {
          summary: 'Sources, models and notifiers: how they did in the last 24 hours',
          tags: ['health'],
          response: { 200: Health },
        },
      },
      async () => ({ parts: await bridge.readHealth() }),
    );
    api.get(
      '/noise',
      {
        schema: {
          summary: 'Alerts by how often and how long they fire, with what could be done about it',
          tags: ['usage'],
          querystring: z.object({ days: z.coerce.number().int().min(1).max(366).default(30) }),
          response: { 200: Noise },
        },
      },
      async (request) => {
        const untilMs = clock.now();
        const sinceMs = untilMs - request.query.days * dayMs;
        return { sinceMs, untilMs, rows: await bridge.readNoise(sinceMs) };
      },
    );
    done();
  };
}
