import swagger from '@fastify/swagger';
import type { FastifyInstance } from 'fastify';
import {
  jsonSchemaTransform,
  jsonSchemaTransformObject,
  serializerCompiler,
  validatorCompiler,
} from 'fastify-type-provider-zod';
import { AppError } from '../../domain/errors.ts';
import { addLogin } from '../access/login.ts';
import type { ServerDeps } from '../server-deps.ts';
import { addEtags } from './add-etags.ts';
import { createAuditApi } from './audit-api.ts';
import { createEventsApi } from './events-api.ts';
import { createExportApi } from './export-api.ts';
import { createHealthApi } from './health-api.ts';
import { createIncidentsApi } from './incidents-api.ts';
import { ingestOperations } from './ingest-operations.ts';
import { createMeApi } from './me-api.ts';
import { limitApi, limitLogins } from './rate-limits.ts';
import { createReviewsApi } from './reviews-api.ts';
import { createUsageApi } from './usage-api.ts';

const largestJsonBytes = 100_000;

/** Small JSON bodies; what is not JSON is a `bad_request` that says so. */
function takeJson(server: FastifyInstance): void {
  server.removeAllContentTypeParsers();
  server.addContentTypeParser(
    'application/json',
    { parseAs: 'string', bodyLimit: largestJsonBytes },
    (_request, body, done) => {
      try {
        done(null, body === '' ? undefined : JSON.parse(String(body)));
      } catch {
        done(new AppError({ code: 'bad_request', message: 'the body is not JSON' }), undefined);
      }
    },
  );
}

async function createApi(api: FastifyInstance, deps: ServerDeps): Promise<void> {
  const { bridge, clock } = deps;
  takeJson(api);
  addEtags(api);
  await limitApi(api, deps.config);
  api.setValidatorCompiler(validatorCompiler);
  api.setSerializerCompiler(serializerCompiler);
  await api.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: { title: 'llm-alert-bridge', version: 'v1', description: 'Incidents, reviews and usage.' },
      components: { securitySchemes: { bearer: { type: 'http', scheme: 'bearer' } } },
      security: [{ bearer: [] }],
    },
    transform: jsonSchemaTransform,
    transformObject: jsonSchemaTransformObject,
  });
  const prefix = '/api/v1';
  await api.register(createIncidentsApi(bridge), { prefix });
  await api.register(createReviewsApi(bridge), { prefix });
  await api.register(createAuditApi(bridge), { prefix });
  await api.register(createMeApi(deps.config, clock), { prefix });
  await api.register(createUsageApi(bridge), { prefix });
  await api.register(createExportApi(bridge, clock), { prefix });
  await api.register(createHealthApi(bridge, clock), { prefix });
  await api.register(createEventsApi(bridge, clock), { prefix });
  api.get('/api/v1/openapi.json', { schema: { hide: true } }, () => {
    const document = api.swagger();
    return { ...document, paths: { ...document.paths, ...ingestOperations } };
  });
}

/** `/api/v1/…` and `/auth/…`: what the page and scripts read and write, with its OpenAPI document. */
export async function addApi(server: FastifyInstance, deps: ServerDeps): Promise<void> {
  const { bridge, clock, config } = deps;
  await server.register((api, _options, done) => {
    createApi(api, deps).then(() => done(), done);
  });
  await server.register((login, _options, done) => {
    takeJson(login);
    limitLogins(login).then(() => {
      addLogin(login, { config, sessions: bridge.sessions, clock, audit: bridge.audit });
      done();
    }, done);
  });
}
