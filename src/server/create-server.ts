import { randomUUID } from 'node:crypto';
import type { Readable } from 'node:stream';
import helmet from '@fastify/helmet';
import Fastify, {
  type FastifyBaseLogger,
  type FastifyInstance,
  type FastifyRequest,
  LogController,
} from 'fastify';
import type { Bridge } from '../app/compose.ts';
import type { Config } from '../config/schema.ts';
import { AppError, errorCodes, toAppError } from '../domain/errors.ts';
import { redactDeep } from '../redaction/redact.ts';
import { isAuthorized } from './auth.ts';
import { toEnrichAnswer } from './enrich-answer.ts';
import { largestBodyBytes, type ReadBody, readBody } from './read-body.ts';

export interface ServerDeps {
  readonly bridge: Bridge;
  readonly log: FastifyBaseLogger;
  /** Asked at each request: a reload may change it. */
  readonly config: () => Config;
  /** Reads the configuration file again. Throws `config_invalid` with all problems. */
  readonly reload: () => void;
}

/** The Alertmanager webhook, under the names that its neighbours use. */
const webhookPaths = ['/webhook', '/analyze', '/api/v1/webhook/alertmanager'] as const;
const openPaths: readonly string[] = ['/-/healthy', '/-/ready'];

/** Alertmanager keeps its connections for five minutes; ours must live longer, or it sees resets. */
const keepAliveMs = 320_000;
const mostListed = 200;

function bodyOf(request: FastifyRequest): ReadBody {
  return request.body === undefined ? { text: '', problem: null } : (request.body as ReadBody);
}

function addErrors(server: FastifyInstance): void {
  server.setErrorHandler((thrown, request, reply) => {
    const status =
      typeof thrown === 'object' && thrown !== null && 'statusCode' in thrown ? thrown.statusCode : undefined;
    const error = toAppError(thrown);
    const code = error.code === 'internal' && status === 400 ? 'bad_request' : error.code;
    const { http } = errorCodes[code];
    if (http >= 500) request.log.error({ code, err: error }, 'request failed');
    const message = code === 'internal' ? 'internal error; the log has the details' : error.message;
    return reply.status(http).send({ error: { code, message, request_id: request.id } });
  });
  server.setNotFoundHandler((request, reply) => {
    const message = `there is no ${request.method} ${request.url.split('?')[0]}`;
    return reply.status(404).send({ error: { code: 'not_found', message, request_id: request.id } });
  });
}

function addOperations(server: FastifyInstance, deps: ServerDeps): void {
  const { bridge } = deps;
  server.get('/-/healthy', async () => 'llm-alert-bridge is healthy.\n');
  server.get('/-/ready', async (_, reply) => {
    try {
      await bridge.checkReady();
      return 'llm-alert-bridge is ready.\n';
    } catch {
      return reply.status(503).send('The store does not answer.\n');
    }
  });
  server.post('/-/reload', async () => {
    deps.reload();
    return 'The configuration was reloaded.\n';
  });
  server.get('/metrics', async (_, reply) => {
    const text = await bridge.metrics.registry.metrics();
    return reply.type(bridge.metrics.registry.contentType).send(text);
  });
}

function addAlerts(server: FastifyInstance, { bridge }: ServerDeps): void {
  for (const path of webhookPaths) {
    server.post(path, async (request) => {
      const { text, problem } = bodyOf(request);
      const receipt = await bridge.receive({ path, body: text, problem });
      return { status: receipt.problem === null ? 'stored' : 'stored_unparsed', ...receipt };
    });
  }
  server.post('/enrich', async (request, reply) => {
    const { text, problem } = bodyOf(request);
    if (problem !== null)
      throw new AppError({ code: 'bad_request', message: `cannot enrich this: ${problem}` });
    const gone = new AbortController();
    reply.raw.once('close', () => gone.abort());
    const enrichments = await bridge.enrich(text, gone.signal);
    return toEnrichAnswer(JSON.parse(text), enrichments);
  });
}

function addChanges(server: FastifyInstance, { bridge }: ServerDeps): void {
  server.post('/api/v1/changes', async (request) => {
    const { text, problem } = bodyOf(request);
    if (problem !== null)
      throw new AppError({ code: 'bad_request', message: `no change was stored: ${problem}` });
    return { status: 'stored', ...(await bridge.receiveChanges(text)) };
  });
}

function addIncidents(server: FastifyInstance, { bridge }: ServerDeps): void {
  server.get('/api/v1/incidents', async () => ({
    incidents: redactDeep(await bridge.listIncidents(mostListed)),
  }));
  server.get<{ Params: { id: string } }>('/api/v1/incidents/:id', async (request) => {
    const found = await bridge.findIncident(request.params.id);
    if (found === null)
      throw new AppError({ code: 'not_found', message: `no incident has the id ${request.params.id}` });
    return redactDeep(found);
  });
  server.get<{ Params: { id: string } }>('/api/v1/incidents/:id/egress', async (request) => {
    const egress = await bridge.listEgress(request.params.id);
    if (egress === null)
      throw new AppError({ code: 'not_found', message: `no incident has the id ${request.params.id}` });
    return { egress };
  });
}

/** The HTTP server, not yet listening. Bodies are read whole and raw: what they mean is the intake's business. */
export async function createServer(deps: ServerDeps): Promise<FastifyInstance> {
  const server = Fastify({
    loggerInstance: deps.log,
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: largestBodyBytes,
    keepAliveTimeout: keepAliveMs,
    genReqId: () => randomUUID(),
    forceCloseConnections: true,
  });
  await server.register(helmet);
  server.removeAllContentTypeParsers();
  server.addContentTypeParser('*', (_request, payload, done) => {
    readBody(payload as Readable).then((body) => done(null, body), done);
  });
  server.addHook('onRequest', async (request, reply) => {
    reply.header('x-request-id', request.id);
    const path = request.url.split('?')[0] ?? '';
    if (openPaths.includes(path) || isAuthorized(request.headers.authorization, deps.config().server.auth))
      return;
    if (webhookPaths.some((known) => known === path))
      deps.bridge.metrics.webhooks.inc({ outcome: 'refused' });
    reply.header('www-authenticate', 'Bearer, Basic realm="llm-alert-bridge"');
    throw new AppError({
      code: 'unauthorized',
      message: 'send the bearer token or the user name and password that are configured',
    });
  });
  addErrors(server);
  addOperations(server, deps);
  addAlerts(server, deps);
  addChanges(server, deps);
  addIncidents(server, deps);
  return server;
}
