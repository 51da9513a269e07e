/**
 * One table for every expected failure: what it means to an HTTP caller, to a shell, and whether trying again can help.
 * `http` is the status the server answers with, `exit` the exit code of a command.
 */
export const errorCodes = {
  config_invalid: { http: 400, exit: 1, retryable: false },
  bad_request: { http: 400, exit: 1, retryable: false },
  unauthorized: { http: 401, exit: 1, retryable: false },
  forbidden: { http: 403, exit: 1, retryable: false },
  not_found: { http: 404, exit: 1, retryable: false },
  conflict: { http: 409, exit: 1, retryable: false },
  too_many_requests: { http: 429, exit: 3, retryable: true },
  overloaded: { http: 503, exit: 3, retryable: true },
  storage_unavailable: { http: 503, exit: 3, retryable: true },
  source_unauthorized: { http: 502, exit: 3, retryable: false },
  source_rejected: { http: 502, exit: 3, retryable: false },
  source_unreachable: { http: 502, exit: 3, retryable: true },
  source_timeout: { http: 504, exit: 3, retryable: true },
  source_bad_answer: { http: 502, exit: 3, retryable: false },
  model_unauthorized: { http: 502, exit: 3, retryable: false },
  model_not_found: { http: 502, exit: 3, retryable: false },
  model_rejected: { http: 502, exit: 3, retryable: false },
  model_rate_limited: { http: 502, exit: 3, retryable: true },
  model_quota_exhausted: { http: 502, exit: 3, retryable: false },
  model_overloaded: { http: 502, exit: 3, retryable: true },
  model_unreachable: { http: 502, exit: 3, retryable: true },
  model_timeout: { http: 504, exit: 3, retryable: false },
  model_refused: { http: 502, exit: 3, retryable: false },
  model_truncated: { http: 502, exit: 3, retryable: false },
  model_empty: { http: 502, exit: 3, retryable: true },
  model_looping: { http: 502, exit: 3, retryable: false },
  model_bad_answer: { http: 502, exit: 3, retryable: true },
  budget_exhausted: { http: 503, exit: 3, retryable: false },
  notifier_unauthorized: { http: 502, exit: 3, retryable: true },
  notifier_rejected: { http: 502, exit: 3, retryable: true },
  notifier_rate_limited: { http: 502, exit: 3, retryable: true },
  notifier_unreachable: { http: 502, exit: 3, retryable: true },
  notifier_timeout: { http: 504, exit: 3, retryable: true },
  internal: { http: 500, exit: 70, retryable: false },
} as const;

export type ErrorCode = keyof typeof errorCodes;

/** What each code means, for the reference. */
export const errorMeanings: Readonly<Record<ErrorCode, string>> = {
  config_invalid: 'The configuration cannot be used; the message lists every problem.',
  bad_request: 'What was given cannot be read: a request, a file or an argument.',
  unauthorized: 'The request has no token or password, or not the right one.',
  forbidden: 'Whoever asks is known, but may not do this.',
  conflict: 'It was decided, changed or taken before; look again.',
  not_found: 'There is nothing under this name or address.',
  too_many_requests: 'One caller of the API asks more often than is allowed; wait a moment.',
  overloaded: 'More is asked for than can be done at once; try again in a moment.',
  storage_unavailable:
    'The store cannot be read or written. Nothing was taken in; Alertmanager sends it again.',
  source_unauthorized: 'A source of evidence refused our credentials.',
  source_rejected: 'A source of evidence refused the query.',
  source_unreachable: 'A source of evidence cannot be reached, is overloaded or broken.',
  source_timeout: 'A source of evidence did not answer in time.',
  source_bad_answer: 'A source of evidence answered something that its API does not promise.',
  model_unauthorized: 'The provider refused the API key.',
  model_not_found: 'The provider does not know the model.',
  model_rejected: 'The provider refused the request.',
  model_rate_limited: 'The provider limits the rate of calls.',
  model_quota_exhausted: "The account's credit or quota is used up.",
  model_overloaded: 'The provider is overloaded.',
  model_unreachable: 'The provider cannot be reached or is broken.',
  model_timeout: 'The model did not answer in time.',
  model_refused: 'The model declined to answer.',
  model_truncated: 'The answer was cut off at the largest length allowed.',
  model_empty: 'The model answered nothing.',
  model_looping: 'The answer repeats itself without end.',
  model_bad_answer: 'The answer does not have the shape that was asked for.',
  budget_exhausted: 'Our own limit on model calls is reached; the explanation is made without a model.',
  notifier_unauthorized: 'The vendor refused our credentials or their permissions.',
  notifier_rejected: 'The vendor refused the message, or does not know where to put it.',
  notifier_rate_limited: 'The vendor limits the rate of messages.',
  notifier_unreachable: 'The vendor cannot be reached or is broken.',
  notifier_timeout: 'The vendor did not answer in time; it may have the message or not.',
  internal: 'A mistake in this program. The log has the details.',
};

/** Values that are safe to log: never a secret, never a body. */
export type ErrorContext = Readonly<Record<string, string | number | boolean | null>>;

export interface AppErrorOptions {
  readonly code: ErrorCode;
  /** What happened, to what, and what to do. Shown to people. */
  readonly message: string;
  readonly context?: ErrorContext;
  /** How long the other side asked us to wait. */
  readonly retryAfterMs?: number | null;
  readonly cause?: unknown;
}

/** The only error that stages throw on purpose. Branch on `code`, never on `message`. */
export class AppError extends Error {
  readonly code: ErrorCode;
  readonly retryable: boolean;
  readonly retryAfterMs: number | null;
  readonly context: ErrorContext;

  constructor(options: AppErrorOptions) {
    super(options.message, { cause: options.cause });
    this.name = 'AppError';
    this.code = options.code;
    this.retryable = errorCodes[options.code].retryable;
    this.retryAfterMs = options.retryAfterMs ?? null;
    this.context = options.context ?? {};
  }
}

/** Whatever was thrown, as an AppError; unknown things become `internal`. */
export function toAppError(thrown: unknown): AppError {
  if (thrown instanceof AppError) return thrown;
  const message = thrown instanceof Error ? thrown.message : String(thrown);
  return new AppError({ code: 'internal', message, cause: thrown });
}
