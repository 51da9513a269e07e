import { APICallError, EmptyResponseBodyError, JSONParseError, TypeValidationError } from '@ai-sdk/provider';
import { type LanguageModelUsage, NoObjectGeneratedError } from 'ai';
import { AppError, type ErrorCode } from '../../domain/errors.ts';
import { formatDuration } from '../../domain/time.ts';
import type { TokenUsage } from './prices.ts';
import { findProblems, isLooping, wantedLanguage } from './repair.ts';

export interface AskedModel {
  readonly name: string;
  readonly model: string;
  readonly timeoutMs: number;
  /** Where its API key was read from; null without one, or when it stands in the configuration itself. */
  readonly keyOrigin: string | null;
}

/** `Retry-After` in seconds or as a date; Anthropic and OpenAI send seconds. */
function readRetryAfter(headers: Readonly<Record<string, string>> | undefined): number | null {
  const value = headers?.['retry-after'];
  if (value === undefined) return null;
  const seconds = Number(value);
  return Number.isFinite(seconds) && seconds >= 0 ? seconds * 1000 : null;
}

function codeOfStatus(error: APICallError): ErrorCode {
  const status = error.statusCode;
  if (status === undefined) return 'model_unreachable';
  if (status === 401 || status === 403) return 'model_unauthorized';
  if (status === 404) return 'model_not_found';
  // OpenAI says so with 429; Anthropic with 402, and with 400 where the account is prepaid.
  const spent = /insufficient_quota|credit balance/.test(error.responseBody ?? '');
  if (status === 402 || (spent && (status === 429 || status === 400))) return 'model_quota_exhausted';
  if (status === 429) return 'model_rate_limited';
  // 529 is Anthropic's "overloaded": https://platform.claude.com/docs/en/api/errors
  if (status === 529 || status === 503) return 'model_overloaded';
  if (status >= 500) return 'model_unreachable';
  if (status < 400 && isCausedBy(error, brokenOff)) return 'model_unreachable';
  // A 200 whose body cannot be read comes here as well.
  return status >= 400 ? 'model_rejected' : 'model_bad_answer';
}

export function toUsage(usage: LanguageModelUsage | undefined): TokenUsage {
  return {
    inputTokens: usage?.inputTokens ?? 0,
    cachedInputTokens: usage?.inputTokenDetails.cacheReadTokens ?? 0,
    outputTokens: usage?.outputTokens ?? 0,
  };
}

/** The connection was never made: nothing was sent that a provider could charge for. */
const neverSent = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
]);

/** The connection broke while the answer came. */
const brokenOff = new Set(['ECONNRESET', 'EPIPE', 'UND_ERR_SOCKET', 'UND_ERR_RES_CONTENT_LENGTH_MISMATCH']);

/** Whether a network error of these lies in the chain of causes; they lie deep in it. */
function isCausedBy(thrown: unknown, codes: ReadonlySet<string>): boolean {
  let cause: unknown = thrown;
  for (let depth = 0; depth < 6 && typeof cause === 'object' && cause !== null; depth += 1) {
    if ('code' in cause && typeof cause.code === 'string' && codes.has(cause.code)) return true;
    cause = 'cause' in cause ? cause.cause : null;
  }
  return false;
}

/** Whether a provider may charge for a call that failed so. */
function mayCharge(thrown: unknown): boolean {
  if (APICallError.isInstance(thrown) && thrown.statusCode !== undefined) return thrown.statusCode < 400;
  return !isCausedBy(thrown, neverSent);
}

/** What a failed call is known to have used, for the ledger; null when the provider did not say. */
export function readUsage(error: AppError): TokenUsage | null {
  const { inputTokens, cachedInputTokens, outputTokens } = error.context;
  return typeof inputTokens === 'number' &&
    typeof cachedInputTokens === 'number' &&
    typeof outputTokens === 'number'
    ? { inputTokens, cachedInputTokens, outputTokens }
    : null;
}

const advice: Readonly<Partial<Record<ErrorCode, string>>> = {
  model_not_found: 'the provider does not know this model; check model and base_url',
  model_rejected: 'the provider refused the request',
  model_rate_limited: 'the provider limits the rate of calls',
  model_quota_exhausted: "the provider's quota is used up; check its billing page",
  model_overloaded: 'the provider is overloaded',
  model_unreachable: 'the provider cannot be reached',
  model_empty: 'the answer is empty',
  model_looping: 'the answer repeats itself without end',
  model_bad_answer: 'the answer is not what was asked for',
  model_truncated: 'the answer was cut off at max_output_tokens',
  model_refused: 'the model refused to answer',
};

/** A message must lead to the place where the key is written. */
function describe(code: ErrorCode, asked: AskedModel): string {
  if (code !== 'model_unauthorized') return advice[code] ?? code;
  const origin = asked.keyOrigin ?? `api_key of "${asked.name}" under reasoning.models`;
  return `the provider refused the API key; check ${origin}`;
}

function codeOfAnswer(error: NoObjectGeneratedError): ErrorCode {
  const text = error.text ?? '';
  if (error.finishReason === 'content-filter') return 'model_refused';
  if (isLooping(text)) return 'model_looping';
  if (error.finishReason === 'length') return 'model_truncated';
  return text.trim() === '' ? 'model_empty' : 'model_bad_answer';
}

/** Says once and for all what a failed call was. Bodies are never repeated: they may hold what was sent. */
export function classifyModelError(thrown: unknown, asked: AskedModel, timeout: AbortSignal): AppError {
  const fail = (code: ErrorCode, why: string, retryAfterMs: number | null = null): AppError =>
    new AppError({
      code,
      message: `${asked.name} (${asked.model}): ${why}`,
      context: {
        model: asked.name,
        charged: mayCharge(thrown),
        ...(NoObjectGeneratedError.isInstance(thrown) && (thrown.usage?.inputTokens ?? 0) > 0
          ? toUsage(thrown.usage)
          : {}),
      },
      retryAfterMs,
      cause: thrown,
    });
  if (timeout.aborted) return fail('model_timeout', `no answer within ${formatDuration(asked.timeoutMs)}`);
  if (APICallError.isInstance(thrown)) {
    const code = codeOfStatus(thrown);
    const status = thrown.statusCode === undefined ? '' : ` (HTTP ${thrown.statusCode})`;
    return fail(code, `${describe(code, asked)}${status}`, readRetryAfter(thrown.responseHeaders));
  }
  if (NoObjectGeneratedError.isInstance(thrown)) {
    const code = codeOfAnswer(thrown);
    const foreign = code === 'model_bad_answer' && findProblems(thrown.text ?? '').includes(wantedLanguage);
    return fail(code, foreign ? wantedLanguage : describe(code, asked));
  }
  const unreadable = [EmptyResponseBodyError, JSONParseError, TypeValidationError].some((kind) =>
    kind.isInstance(thrown),
  );
  const code = isCausedBy(thrown, brokenOff)
    ? 'model_unreachable'
    : unreadable || (thrown instanceof Error && thrown.name.startsWith('AI_'))
      ? 'model_bad_answer'
      : 'model_unreachable';
  return fail(code, describe(code, asked));
}
