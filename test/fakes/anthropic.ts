import {
  createFailurePlan,
  type FailureControls,
  replyToCommonFailure,
  retryAfterHeader,
} from './failure-plan.ts';
import { type HttpFake, type RecordedRequest, type Reply, startHttpFake } from './http-fake.ts';
import { asList, asObject, asText, type JsonObject, toText } from './json.ts';
import {
  type BadAnswer,
  cutInTheMiddle,
  estimateUsage,
  isBadAnswer,
  type ModelFailure,
  type ModelHandler,
  type ModelRequest,
  type ModelUsage,
  textOfContent,
} from './model-fake.ts';
import { findAnthropicSchemaProblem } from './schema-rules.ts';

export type FakeAnthropicOptions = {
  readonly port?: number;
  readonly apiKey?: string;
  /** Models that exist; any if left out. */
  readonly models?: readonly string[];
  readonly answer: ModelHandler;
  /** Reported with every answer; estimated from the lengths if left out. */
  readonly usage?: ModelUsage;
};

export type FakeAnthropic = HttpFake &
  FailureControls<ModelFailure> & {
    readonly apiKey: string;
    /** For `baseURL` of @ai-sdk/anthropic. */
    readonly baseUrl: string;
    /** Calls that reached the model, as the handler saw them. */
    readonly asked: readonly ModelRequest[];
  };

/** Anthropic's `POST /v1/messages`, without streaming. */
export async function startFakeAnthropic(options: FakeAnthropicOptions): Promise<FakeAnthropic> {
  const apiKey = options.apiKey ?? 'sk-ant-fake';
  const plan = createFailurePlan<ModelFailure>();
  const asked: ModelRequest[] = [];

  async function handle(recorded: RecordedRequest): Promise<Reply> {
    const failure = plan.take();
    if (failure !== undefined && !isBadAnswer(failure)) return replyToFailure(failure);
    if (recorded.method !== 'POST' || recorded.path !== '/v1/messages')
      return refuse('not_found_error', 'Not found');
    if (recorded.headers['x-api-key'] !== apiKey) return refuse('authentication_error', 'invalid x-api-key');
    const problem = findProblem(recorded);
    if (problem !== undefined) return refuse('invalid_request_error', problem);
    const request = toModelRequest(asObject(recorded.body));
    if (options.models?.includes(request.model) === false) {
      return refuse('not_found_error', `model: ${request.model}`);
    }
    asked.push(request);
    const text = toText(await options.answer(request));
    return { body: toMessage(request, text, failure, options.usage ?? estimateUsage(recorded, text)) };
  }

  const fake = await startHttpFake({ port: options.port, handle });
  return {
    ...fake,
    failNext: plan.failNext,
    failAlways: plan.failAlways,
    apiKey,
    baseUrl: `${fake.url}/v1`,
    asked,
  };
}

function findProblem({ headers, body: value }: RecordedRequest): string | undefined {
  if (headers['anthropic-version'] === undefined) return 'anthropic-version: header is required';
  const body = asObject(value);
  if (asText(body['model']) === undefined) return 'model: Field required';
  const maxTokens = body['max_tokens'];
  if (maxTokens === undefined) return 'max_tokens: Field required';
  if (!Number.isInteger(maxTokens) || Number(maxTokens) < 1)
    return 'max_tokens: Input should be greater than 0';
  if (asList(body['messages']).length === 0) return 'messages: at least one message is required';
  if (body['stream'] === true) return 'stream: this fake does not stream';
  const schema = schemaOf(body);
  const schemaProblem = schema === undefined ? undefined : findAnthropicSchemaProblem(schema);
  return schemaProblem === undefined ? undefined : `output_config.format.schema: ${schemaProblem}`;
}

function schemaOf(body: JsonObject): JsonObject | undefined {
  const format = asObject(asObject(body['output_config'])['format']);
  return format['schema'] === undefined ? undefined : asObject(format['schema']);
}

function toModelRequest(body: JsonObject): ModelRequest {
  return {
    model: asText(body['model']) ?? '',
    system: textOfContent(body['system']),
    prompt: asList(body['messages'])
      .map((message) => textOfContent(asObject(message)['content']))
      .join('\n'),
    schema: schemaOf(body),
    maxOutputTokens: Number(body['max_tokens']),
    body,
  };
}

let messageCount = 0;

function toMessage(
  request: ModelRequest,
  text: string,
  bad: BadAnswer | undefined,
  usage: ModelUsage,
): object {
  const said = { truncated: cutInTheMiddle(text), refusal: '', empty: '' };
  const stopReasons = { truncated: 'max_tokens', refusal: 'refusal', empty: 'end_turn' };
  const shown = bad === undefined ? text : said[bad.kind];
  return {
    id: `msg_fake${String(++messageCount).padStart(20, '0')}`,
    type: 'message',
    role: 'assistant',
    model: request.model,
    content: shown === '' ? [] : [{ type: 'text', text: shown }],
    stop_reason: bad === undefined ? 'end_turn' : stopReasons[bad.kind],
    stop_sequence: null,
    usage: {
      // Anthropic counts what the cache gave or took apart.
      input_tokens: usage.inputTokens - usage.cacheReadTokens - usage.cacheWriteTokens,
      cache_creation_input_tokens: usage.cacheWriteTokens,
      cache_read_input_tokens: usage.cacheReadTokens,
      output_tokens: usage.outputTokens,
      service_tier: 'standard',
    },
  };
}

/** https://platform.claude.com/docs/en/api/errors */
const statuses = Object.freeze({
  invalid_request_error: 400,
  authentication_error: 401,
  not_found_error: 404,
  rate_limit_error: 429,
  api_error: 500,
  overloaded_error: 529,
});

function refuse(type: keyof typeof statuses, message: string, headers: Record<string, string> = {}): Reply {
  const body = { type: 'error', error: { type, message }, request_id: 'req_fake' };
  return { status: statuses[type], headers: { 'request-id': 'req_fake', ...headers }, body };
}

function replyToFailure(failure: Exclude<ModelFailure, BadAnswer>): Reply {
  switch (failure.kind) {
    case 'unauthorized':
      return refuse('authentication_error', 'invalid x-api-key');
    case 'model_not_found':
      return refuse('not_found_error', 'model: not-there');
    case 'rate_limited': {
      const message = 'This request would exceed your organization’s rate limit.';
      return refuse('rate_limit_error', message, retryAfterHeader(failure.retryAfterS));
    }
    case 'overloaded':
      return refuse('overloaded_error', 'Overloaded');
    case 'server_error':
      return refuse('api_error', 'Internal server error');
    default:
      return replyToCommonFailure(failure);
  }
}
