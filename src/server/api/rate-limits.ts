import rateLimit from '@fastify/rate-limit';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Config } from '../../config/schema.ts';
import { AppError } from '../../domain/errors.ts';

const minuteMs = 60_000;
/** Tries to log in, an address and minute: a person mistypes, a program guesses. */
const loginsPerMinute = 20;
/** Callers that are remembered at a time. */
const rememberedCallers = 10_000;

/** Whoever is logged in counts for themselves, wherever they connect from; everybody else by address. */
function toCaller(request: FastifyRequest): string {
  const { name } = request.principal;
  return name === 'anonymous' ? `address ${request.ip}` : name;
}

/**
 * Limits how often one caller may ask within a minute. For what people and scripts read and decide only: an alert is
 * never answered with 429, which Alertmanager does not retry (promise P1).
 */
async function addLimit(
  server: FastifyInstance,
  options: { readonly most: () => number; readonly keyOf: (request: FastifyRequest) => string },
): Promise<void> {
  await server.register(rateLimit, {
    timeWindow: minuteMs,
    max: () => options.most(),
    cache: rememberedCallers,
    keyGenerator: options.keyOf,
    enableDraftSpec: true,
    errorResponseBuilder: (_request, { ttl }) =>
      new AppError({
        code: 'too_many_requests',
        message: `more than ${options.most()} requests within a minute; wait ${Math.ceil(ttl / 1000)} s`,
        retryAfterMs: ttl,
      }),
  });
}

export async function limitApi(server: FastifyInstance, config: () => Config): Promise<void> {
  await addLimit(server, { most: () => config().server.access.requests_per_minute, keyOf: toCaller });
}

export async function limitLogins(server: FastifyInstance): Promise<void> {
  await addLimit(server, { most: () => loginsPerMinute, keyOf: (request) => request.ip });
}
