import {
  createFailurePlan,
  type FailureControls,
  replyToCommonFailure,
  retryAfterHeader,
} from './failure-plan.ts';
import { type HttpFake, type RecordedRequest, type Reply, startHttpFake } from './http-fake.ts';
import { asList, asObject, asText, toText } from './json.ts';
import {
  type BadAnswer,
  estimateUsage,
  isBadAnswer,
  type ModelFailure,
  type ModelHandler,
  type ModelRequest,
  type ModelUsage,
} from './model-fake.ts';
import { chatProtocol, type OpenAiProtocol, responsesProtocol } from './openai-shapes.ts';
import { findOpenAiSchemaProblem } from './schema-rules.ts';

/** `insufficient_quota` is a 429 that waiting does not help. */
export type OpenAiFailure = ModelFailure | { readonly kind: 'insufficient_quota' };

export type FakeOpenAiOptions = {
  readonly port?: number;
  /** `null` asks for no key, as Ollama and a bare vLLM do. */
  readonly apiKey?: string | null;
  /** Models that exist and are listed; any, and one listed, if left out. */
  readonly models?: readonly string[];
  readonly answer: ModelHandler;
  /** Reported with every answer; estimated from the lengths if left out. */
  readonly usage?: ModelUsage;
};

export type FakeOpenAi = HttpFake &
  FailureControls<OpenAiFailure> & {
    readonly apiKey: string;
    /** For `baseURL` of @ai-sdk/openai and @ai-sdk/openai-compatible. */
    readonly baseUrl: string;
    /** Calls that reached the model, as the handler saw them. */
    readonly asked: readonly ModelRequest[];
  };

const protocols: Readonly<Record<string, OpenAiProtocol>> = {
  '/v1/responses': responsesProtocol,
  '/v1/chat/completions': chatProtocol,
};

/** OpenAI's Responses and Chat Completions, `GET /v1/models`, and Ollama's `GET /api/tags`; without streaming. */
export async function startFakeOpenAi(options: FakeOpenAiOptions): Promise<FakeOpenAi> {
  const apiKey = options.apiKey === undefined ? 'sk-fake' : options.apiKey;
  const listed = options.models ?? ['fake-model'];
  const plan = createFailurePlan<OpenAiFailure>();
  const asked: ModelRequest[] = [];

  async function handle(recorded: RecordedRequest): Promise<Reply> {
    const failure = plan.take();
    if (failure !== undefined && !isBadAnswer(failure)) return replyToFailure(failure);
    if (recorded.path === '/api/tags') return listForOllama(listed);
    if (apiKey !== null && recorded.headers['authorization'] !== `Bearer ${apiKey}`) {
      return refuse(401, 'invalid_api_key', 'Incorrect API key provided.');
    }
    if (recorded.path === '/v1/models') return listForOpenAi(listed);
    const protocol = recorded.method === 'POST' ? protocols[recorded.path] : undefined;
    if (protocol === undefined) return refuse(404, null, `Invalid URL (${recorded.method} ${recorded.path})`);
    return ask(recorded, protocol, failure);
  }

  async function ask(
    recorded: RecordedRequest,
    protocol: OpenAiProtocol,
    bad: BadAnswer | undefined,
  ): Promise<Reply> {
    const refusal = refuseRequest(recorded, protocol);
    if (refusal !== undefined) return refusal;
    const request = protocol.toModelRequest(asObject(recorded.body));
    if (options.models?.includes(request.model) === false) return modelNotFound(request.model);
    asked.push(request);
    const text = toText(await options.answer(request));
    return { body: protocol.toAnswer(request, text, bad, options.usage ?? estimateUsage(recorded, text)) };
  }

  const fake = await startHttpFake({ port: options.port, handle });
  return {
    ...fake,
    failNext: plan.failNext,
    failAlways: plan.failAlways,
    apiKey: apiKey ?? '',
    baseUrl: `${fake.url}/v1`,
    asked,
  };
}

function refuseRequest(recorded: RecordedRequest, protocol: OpenAiProtocol): Reply | undefined {
  const body = asObject(recorded.body);
  const { conversation, schemaParam } = protocol;
  if (asText(body['model']) === undefined)
    return refuse(400, 'missing_required_parameter', 'you must provide a model parameter');
  if (asList(body[conversation]).length === 0 && asText(body[conversation]) === undefined) {
    return refuse(400, 'missing_required_parameter', `Missing required parameter: '${conversation}'.`);
  }
  if (body['stream'] === true) return refuse(400, 'unsupported_value', 'this fake does not stream');
  const format = protocol.formatOf(body);
  const problem = format['strict'] === true ? findOpenAiSchemaProblem(format['schema']) : undefined;
  if (problem === undefined) return undefined;
  const message = `Invalid schema for response_format '${String(format['name'])}': ${problem}`;
  return refuse(400, 'invalid_json_schema', message, { param: schemaParam });
}

function refuse(
  status: number,
  code: string | null,
  message: string,
  extra: { readonly type?: string; readonly param?: string; readonly headers?: Record<string, string> } = {},
): Reply {
  const { type = 'invalid_request_error', param = null, headers = {} } = extra;
  return {
    status,
    headers: { 'x-request-id': 'req_fake', ...headers },
    body: { error: { message, type, param, code } },
  };
}

function modelNotFound(model: string): Reply {
  return refuse(
    404,
    'model_not_found',
    `The model '${model}' does not exist or you do not have access to it.`,
  );
}

/** https://developers.openai.com/api/docs/guides/error-codes */
function replyToFailure(failure: Exclude<OpenAiFailure, BadAnswer>): Reply {
  switch (failure.kind) {
    case 'unauthorized':
      return refuse(401, 'invalid_api_key', 'Incorrect API key provided.');
    case 'model_not_found':
      return modelNotFound('not-there');
    case 'rate_limited': {
      const extra = { type: 'requests', headers: retryAfterHeader(failure.retryAfterS) };
      return refuse(429, 'rate_limit_exceeded', 'Rate limit reached for requests.', extra);
    }
    case 'insufficient_quota': {
      const message = 'You exceeded your current quota, please check your plan and billing details.';
      return refuse(429, 'insufficient_quota', message, { type: 'insufficient_quota' });
    }
    case 'overloaded':
      return refuse(503, null, 'The engine is currently overloaded, please try again later.', {
        type: 'server_error',
      });
    case 'server_error':
      return refuse(500, null, 'The server had an error while processing your request.', {
        type: 'server_error',
      });
    default:
      return replyToCommonFailure(failure);
  }
}

function listForOpenAi(models: readonly string[]): Reply {
  const data = models.map((id) => ({ id, object: 'model', created: 1_700_000_000, owned_by: 'fake' }));
  return { body: { object: 'list', data } };
}

function listForOllama(models: readonly string[]): Reply {
  const entries = models.map((name) => ({
    name,
    model: name,
    modified_at: '2026-01-01T00:00:00Z',
    size: 1_000_000_000,
    digest: '0'.repeat(64),
    details: { format: 'gguf', family: 'fake', parameter_size: '1B', quantization_level: 'Q4_K_M' },
  }));
  return { body: { models: entries } };
}
