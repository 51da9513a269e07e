import type { FastifyPluginCallbackZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import type { Bridge } from '../../app/compose.ts';
import { rungs } from '../../domain/analysis.ts';
import { AppError } from '../../domain/errors.ts';
import { rootCauseStatuses } from '../../domain/hypothesis.ts';
import { parseCursor, toCursor } from './cursor.ts';
import { IncidentDetail, IncidentList } from './shapes.ts';

const Query = z.object({
  state: z.enum(['firing', 'resolved']).optional(),
  severity: z.string().max(100).optional(),
  rung: z.enum(rungs).optional(),
  cause: z.enum(rootCauseStatuses).optional().meta({ description: 'Status of the root cause.' }),
  ids: z
    .string()
    .max(8000)
    .optional()
    .meta({ description: 'Only these, separated by commas: to look again at incidents that changed.' }),
  q: z.string().max(500).optional().meta({ description: 'Text to look for in alerts and explanations.' }),
  cursor: z.string().max(500).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});

/** What is wrong now, and what was. */
export function createIncidentsApi(bridge: Bridge): FastifyPluginCallbackZod {
  return (api, _options, done) => {
    api.get(
      '/incidents',
      {
        schema: {
          summary: 'Incidents, those that fire first',
          tags: ['incidents'],
          querystring: Query,
          response: { 200: IncidentList },
        },
      },
      async (request) => {
        const { state, severity, rung, cause, ids, q, cursor, limit } = request.query;
        const page = await bridge.readIncidents({
          state: state ?? null,
          severity: severity ?? null,
          rung: rung ?? null,
          causeStatus: cause ?? null,
          ids: ids === undefined ? null : ids.split(','),
          text: q === undefined || q.trim() === '' ? null : q.trim(),
          after: parseCursor(cursor),
          limit,
        });
        return { ...page, next: toCursor(page.next) };
      },
    );
    api.get(
      '/incidents/:id',
      {
        schema: {
          summary: 'One incident: alerts, explanation, timeline, reviews',
          tags: ['incidents'],
          params: z.object({ id: z.string() }),
          response: { 200: IncidentDetail },
        },
      },
      async (request) => {
        const found = await bridge.readIncident(request.params.id);
        if (found === null)
          throw new AppError({ code: 'not_found', message: `no incident has the id ${request.params.id}` });
        return found as unknown as IncidentDetail;
      },
    );
    api.get(
      '/incidents/:id/egress',
      {
        schema: {
          summary: 'Every byte that left for an incident: to models and to notifiers',
          tags: ['incidents'],
          params: z.object({ id: z.string() }),
          response: { 200: z.object({ egress: z.array(z.looseObject({})).readonly() }) },
        },
      },
      async (request) => {
        const egress = await bridge.listEgress(request.params.id);
        if (egress === null)
          throw new AppError({ code: 'not_found', message: `no incident has the id ${request.params.id}` });
        return { egress: egress.map((one) => ({ ...one })) };
      },
    );
    done();
  };
}
