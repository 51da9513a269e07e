import type { FastifyInstance, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { breakableParts } from '../app/breakage.ts';
import type { Bridge } from '../app/compose.ts';
import { AppError } from '../domain/errors.ts';
import type { ReadBody } from './read-body.ts';

const longestSeconds = 60;

const BreakRequest = z.strictObject({
  part: z.enum(breakableParts),
  seconds: z.number().positive().max(longestSeconds),
});

function parseBreakRequest(request: FastifyRequest): z.infer<typeof BreakRequest> {
  try {
    const body = request.body as ReadBody | object | undefined;
    const value = body !== undefined && 'text' in body ? JSON.parse(String(body.text)) : body;
    return BreakRequest.parse(value);
  } catch (cause) {
    const message = `send {"part": ${breakableParts.map((part) => `"${part}"`).join(' | ')}, "seconds": at most ${longestSeconds}}`;
    throw new AppError({ code: 'bad_request', message, cause });
  }
}

/** For `drill`: breaks a part of this process for a while, and says what has become of a test alert. */
export function addDrill(server: FastifyInstance, bridge: Bridge): void {
  server.post('/-/drill', async (request) => {
    const { part, seconds } = parseBreakRequest(request);
    bridge.drill.breakFor(part, seconds * 1000);
    request.log.warn({ part, seconds }, 'broken on purpose by a drill');
    return { part, seconds };
  });
  server.get<{ Params: { id: string } }>('/-/drill/:id', async (request) => {
    const report = await bridge.drill.report(request.params.id);
    if (report !== null) return report;
    throw new AppError({ code: 'not_found', message: `no incident has the id ${request.params.id}` });
  });
}
