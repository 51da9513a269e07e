import { asList, asObject, asText, type JsonObject } from './json.ts';
import {
  type BadAnswer,
  cutInTheMiddle,
  type ModelRequest,
  type ModelUsage,
  textOfContent,
} from './model-fake.ts';

/** What one of OpenAI's two protocols calls things. */
export type OpenAiProtocol = {
  /** The field of the body that carries the conversation. */
  readonly conversation: 'input' | 'messages';
  /** The strict schema's place, for error messages. */
  readonly schemaParam: string;
  formatOf(body: JsonObject): JsonObject;
  toModelRequest(body: JsonObject): ModelRequest;
  toAnswer(request: ModelRequest, text: string, bad: BadAnswer | undefined, usage: ModelUsage): object;
};

const refusalText = 'I’m sorry, I can’t help with that.';
let answerCount = 0;
const nextId = (prefix: string) => `${prefix}_fake${String(++answerCount).padStart(16, '0')}`;
const nowS = () => Math.floor(Date.now() / 1000);

function sayOf(text: string, bad: BadAnswer | undefined): string {
  if (bad === undefined) return text;
  return bad.kind === 'truncated' ? cutInTheMiddle(text) : '';
}

function conversationOf(messages: unknown): { readonly system: string; readonly prompt: string } {
  const isSystem = (message: unknown) => ['system', 'developer'].includes(String(asObject(message)['role']));
  const textOf = (list: readonly unknown[]) =>
    list.map((message) => textOfContent(asObject(message)['content'])).join('\n');
  const list = asList(messages);
  return {
    system: textOf(list.filter(isSystem)),
    prompt: textOf(list.filter((message) => !isSystem(message))),
  };
}

function toNumber(value: unknown): number | undefined {
  return typeof value === 'number' ? value : undefined;
}

function schemaOf(format: JsonObject): JsonObject | undefined {
  return format['schema'] === undefined ? undefined : asObject(format['schema']);
}

/** `POST /v1/responses` */
export const responsesProtocol: OpenAiProtocol = {
  conversation: 'input',
  schemaParam: 'text.format.schema',
  formatOf: (body) => asObject(asObject(body['text'])['format']),
  toModelRequest(body) {
    const input = body['input'];
    const { system, prompt } = conversationOf(
      typeof input === 'string' ? [{ role: 'user', content: input }] : input,
    );
    return {
      model: asText(body['model']) ?? '',
      system: [asText(body['instructions']) ?? '', system].filter((part) => part !== '').join('\n'),
      prompt,
      schema: schemaOf(this.formatOf(body)),
      maxOutputTokens: toNumber(body['max_output_tokens']),
      body,
    };
  },
  toAnswer(request, text, bad, usage) {
    const said = sayOf(text, bad);
    const isCut = bad?.kind === 'truncated';
    const content =
      bad?.kind === 'refusal'
        ? [{ type: 'refusal', refusal: refusalText }]
        : [{ type: 'output_text', text: said, annotations: [], logprobs: [] }];
    const status = isCut ? 'incomplete' : 'completed';
    return {
      id: nextId('resp'),
      object: 'response',
      created_at: nowS(),
      status,
      error: null,
      incomplete_details: isCut ? { reason: 'max_output_tokens' } : null,
      model: request.model,
      output:
        bad?.kind === 'empty'
          ? []
          : [{ type: 'message', id: nextId('msg'), role: 'assistant', status, content }],
      usage: {
        input_tokens: usage.inputTokens,
        input_tokens_details: { cached_tokens: usage.cacheReadTokens },
        output_tokens: usage.outputTokens,
        output_tokens_details: { reasoning_tokens: 0 },
        total_tokens: usage.inputTokens + usage.outputTokens,
      },
    };
  },
};

/** `POST /v1/chat/completions`, which Ollama, vLLM and many others speak too. */
export const chatProtocol: OpenAiProtocol = {
  conversation: 'messages',
  schemaParam: 'response_format',
  formatOf: (body) => asObject(asObject(body['response_format'])['json_schema']),
  toModelRequest(body) {
    return {
      model: asText(body['model']) ?? '',
      ...conversationOf(body['messages']),
      schema: schemaOf(this.formatOf(body)),
      maxOutputTokens: toNumber(body['max_completion_tokens']) ?? toNumber(body['max_tokens']),
      body,
    };
  },
  toAnswer(request, text, bad, usage) {
    const isRefusal = bad?.kind === 'refusal';
    return {
      id: nextId('chatcmpl'),
      object: 'chat.completion',
      created: nowS(),
      model: request.model,
      choices: [
        {
          index: 0,
          message: {
            role: 'assistant',
            content: isRefusal ? null : sayOf(text, bad),
            refusal: isRefusal ? refusalText : null,
          },
          logprobs: null,
          finish_reason: bad?.kind === 'truncated' ? 'length' : 'stop',
        },
      ],
      usage: {
        prompt_tokens: usage.inputTokens,
        completion_tokens: usage.outputTokens,
        total_tokens: usage.inputTokens + usage.outputTokens,
        prompt_tokens_details: { cached_tokens: usage.cacheReadTokens },
      },
    };
  },
};
