import type { CommonFailure } from './failure-plan.ts';
import type { RecordedRequest } from './http-fake.ts';
import { asList, asObject, asText, type JsonObject } from './json.ts';

/** What a model is asked, whichever vendor's words it came in. */
export type ModelRequest = {
  readonly model: string;
  /** The system prompt. */
  readonly system: string;
  /** The text of the other messages, one after the other. */
  readonly prompt: string;
  /** The JSON schema the answer must follow, where one was sent. */
  readonly schema: JsonObject | undefined;
  readonly maxOutputTokens: number | undefined;
  readonly body: JsonObject;
};

/** What the model says: an object is sent as JSON text, a string as it is. May take its time. */
export type ModelHandler = (request: ModelRequest) => object | string | Promise<object | string>;

export type ModelUsage = {
  /** Everything read, whether from the cache or not. */
  readonly inputTokens: number;
  readonly outputTokens: number;
  readonly cacheReadTokens: number;
  readonly cacheWriteTokens: number;
};

/** The failures that every vendor of models has. */
export type ModelFailure =
  | CommonFailure
  /** 401. */
  | { readonly kind: 'unauthorized' }
  /** 404. */
  | { readonly kind: 'model_not_found' }
  /** 429, with or without Retry-After. */
  | { readonly kind: 'rate_limited'; readonly retryAfterS?: number }
  /** 529 at Anthropic, 503 at OpenAI. */
  | { readonly kind: 'overloaded' }
  /** 500. */
  | { readonly kind: 'server_error' }
  /** 200, the answer cut in the middle because the tokens ran out. */
  | { readonly kind: 'truncated' }
  /** 200, the model refuses. */
  | { readonly kind: 'refusal' }
  /** 200, nothing said. */
  | { readonly kind: 'empty' };

/** The failures in which the model itself answered, and only the answer is bad. */
export type BadAnswer = Extract<ModelFailure, { kind: 'truncated' | 'refusal' | 'empty' }>;

export function isBadAnswer(failure: { readonly kind: string }): failure is BadAnswer {
  return failure.kind === 'truncated' || failure.kind === 'refusal' || failure.kind === 'empty';
}

/** The text of a message's content: a string, or a list of parts that have one. */
export function textOfContent(content: unknown): string {
  if (typeof content === 'string') return content;
  return asList(content)
    .map((part) => asText(asObject(part)['text']) ?? '')
    .join('\n');
}

/** Four characters a token, as everybody guesses. */
export function estimateUsage(request: RecordedRequest, text: string): ModelUsage {
  return {
    inputTokens: Math.ceil(request.rawBody.length / 4),
    outputTokens: Math.ceil(text.length / 4),
    cacheReadTokens: 0,
    cacheWriteTokens: 0,
  };
}

/** The first half, so that JSON is broken. */
export function cutInTheMiddle(text: string): string {
  return text.slice(0, Math.ceil(text.length / 2));
}
