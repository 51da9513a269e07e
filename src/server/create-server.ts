import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Readable } from 'node:stream';
import cookie from '@fastify/cookie';
import helmet from '@fastify/helmet';
import Fastify, {
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
  LogController,
} from 'fastify';
import { AppError, type ErrorCode, errorCodes, errorMeanings, toAppError } from '../domain/errors.ts';
import { authenticate } from './access/authenticate.ts';
import { anonymous } from './access/principal.ts';
import { isFrom } from './access/proxy.ts';
import { addApi } from './api/add-api.ts';
import { addDrill } from './drill-api.ts';
import { toEnrichAnswer } from './enrich-answer.ts';
import { createListener } from './listen.ts';
import { addPage } from './page.ts';
import { largestBodyBytes, type ReadBody, readBody } from './read-body.ts';
import type { ServerDeps } from './server-deps.ts';
import { addSlack } from './slack-api.ts';

/** The Alertmanager webhook, under the names that its neighbours use. */
const webhookPaths = ['/webhook', '/analyze', '/api/v1/webhook/alertmanager'] as const;

/** Bodies that are taken raw, whatever their content type. */
const rawPaths: readonly string[] = [...webhookPaths, '/enrich', '/api/v1/changes'];

const saneRequestId = /^[\w.:-]{1,100}$/;

/** A proxy that is trusted may have given the request an id already; anybody else gets ours. */
function toRequestId(request: IncomingMessage, trusted: readonly string[]): string {
  const given = request.headers['x-request-id'];
  const from = request.socket?.remoteAddress ?? '';
  return typeof given === 'string' && saneRequestId.test(given) && isFrom(from, trusted)
    ? given
    : randomUUID();
}

function bodyOf(request: FastifyRequest): ReadBody {
  return request.body === undefined ? { text: '', problem: null } : (request.body as ReadBody);
}

/** What went wrong, as RFC 9457 has it. Internals are in the log only. */
function addErrors(server: FastifyInstance): void {
  const answer = (reply: FastifyReply, problem: { readonly code: ErrorCode; readonly detail: string }) => {
    const { http: status } = errorCodes[problem.code];
    return reply
      .status(status)
      .type('application/problem+json')
      .send(
        JSON.stringify({
          type: 'about:blank',
          title: errorMeanings[problem.code],
          status,
          detail: problem.detail,
          code: problem.code,
          request_id: reply.request.id,
        }),
      );
  };
  server.setErrorHandler((thrown, request, reply) => {
    const status =
      typeof thrown === 'object' && thrown !== null && 'statusCode' in thrown ? thrown.statusCode : undefined;
    const error = toAppError(thrown);
    const code = error.code === 'internal' && (status === 400 || status === 413) ? 'bad_request' : error.code;
    if (errorCodes[code].http >= 500) request.log.error({ code, err: error }, 'request failed');
    const detail = code === 'internal' ? 'internal error; the log has the details' : error.message;
    return answer(reply, { code, detail });
  });
  server.setNotFoundHandler((request, reply) => {
    const detail = `there is no ${request.method} ${request.url.split('?')[0]}`;
    return answer(reply, { code: 'not_found', detail });
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
  server.post('/-/reload', async (request) => {
    deps.reload(request.principal.name);
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

/** The HTTP server, not yet listening. Bodies are read whole and raw: what they mean is the intake's business. */
export async function createServer(deps: ServerDeps): Promise<FastifyInstance> {
  const server = Fastify({
    loggerInstance: deps.log,
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: largestBodyBytes,
    serverFactory: createListener(deps.tls),
    trustProxy: (address: string) => isFrom(address, deps.config().server.trusted_proxies),
    genReqId: (request: IncomingMessage) => toRequestId(request, deps.config().server.trusted_proxies),
    forceCloseConnections: true,
  });
  await server.register(helmet, {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        'default-src': ["'none'"],
        'script-src': ["'self'"],
        'style-src': ["'self'"],
        'img-src': ["'self'", 'data:'],
        'font-src': ["'self'"],
        'connect-src': ["'self'"],
        'manifest-src': ["'self'"],
        'base-uri': ["'none'"],
        'form-action': ["'self'"],
        'frame-ancestors': ["'none'"],
      },
    },
    referrerPolicy: { policy: 'no-referrer' },
  });
  server.removeAllContentTypeParsers();
  server.addContentTypeParser('*', (_request, payload, done) => {
    readBody(payload as Readable).then((body) => done(null, body), done);
  });
  await server.register(cookie);
  server.decorateRequest('principal');
  server.addHook('onRequest', async (request, reply) => {
    reply.header('x-request-id', request.id);
    request.principal = anonymous;
    const asked = request.url.split('?')[0] ?? '';
    // Whatever a sender calls its body, it is read.
    if (rawPaths.includes(asked)) request.raw.headers['content-type'] = 'application/octet-stream';
    try {
      request.principal = await authenticate(request, deps.config().server, deps.bridge.sessions);
    } catch (thrown) {
      if (webhookPaths.some((known) => known === asked))
        deps.bridge.metrics.webhooks.inc({ outcome: 'refused' });
      if (toAppError(thrown).code === 'unauthorized')
        reply.header('www-authenticate', 'Bearer, Basic realm="llm-alert-bridge"');
      throw thrown;
    }
  });
  addErrors(server);
  addOperations(server, deps);
  addAlerts(server, deps);
  addDrill(server, deps.bridge);
  await addApi(server, deps);
  addChanges(server, deps);
  await addPage(server, deps.pageFolder);
  await addSlack(server, deps.bridge);
  return server;
}
