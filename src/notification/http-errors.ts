import { AppError, type ErrorCode } from '../domain/errors.ts';

/** Who was called, for messages and logs. Never has a URL: those may carry secrets. */
export interface Callee {
  /** "PagerDuty", "the webhook". */
  readonly vendor: string;
  /** The notifier's name in the configuration. */
  readonly notifier: string;
}

/** `Retry-After` as milliseconds: seconds or an HTTP date. Null when there is none that can be read. */
export function parseRetryAfter(header: string | null, nowMs: number): number | null {
  if (header === null || header.trim() === '') return null;
  const seconds = Number(header);
  if (Number.isFinite(seconds)) return Math.max(0, seconds * 1000);
  const dateMs = Date.parse(header);
  return Number.isNaN(dateMs) ? null : Math.max(0, dateMs - nowMs);
}

const timeoutNames: ReadonlySet<string> = new Set([
  'TimeoutError',
  'AbortError',
  'ETIMEDOUT',
  'UND_ERR_CONNECT_TIMEOUT',
  'UND_ERR_HEADERS_TIMEOUT',
  'UND_ERR_BODY_TIMEOUT',
]);

/** The error names and codes of a failure and of what caused it. `fetch` hides the telling one a level down. */
function listNames(thrown: unknown): readonly string[] {
  const names: string[] = [];
  for (let error = thrown, depth = 0; error instanceof Error && depth < 4; depth += 1) {
    const inner: unknown =
      'original' in error ? error.original : error instanceof AggregateError ? error.errors[0] : error.cause;
    if ('code' in error && typeof error.code === 'string') names.push(error.code);
    names.push(error.name);
    error = inner;
  }
  return names;
}

/** A request that got no answer. */
export function toNetworkError(thrown: unknown, { vendor, notifier }: Callee): AppError {
  if (thrown instanceof AppError) return thrown;
  const names = listNames(thrown);
  const reason = names.find((name) => /^(E[A-Z]+|UND_ERR_\w+|[A-Z_]*CERT[A-Z_]*)$/.test(name));
  const timedOut = names.some((name) => timeoutNames.has(name));
  return new AppError({
    code: timedOut ? 'notifier_timeout' : 'notifier_unreachable',
    message: timedOut
      ? `${vendor} did not answer in time; it will be tried again`
      : `${vendor} cannot be reached (${reason ?? 'network error'}); check its address, DNS and the proxy`,
    context: { notifier, reason: reason ?? null },
    cause: thrown,
  });
}

function codeOfStatus(status: number): ErrorCode {
  if (status === 429) return 'notifier_rate_limited';
  if (status === 401 || status === 403) return 'notifier_unauthorized';
  if (status === 408 || status === 504) return 'notifier_timeout';
  return status >= 500 ? 'notifier_unreachable' : 'notifier_rejected';
}

const advice: Partial<Record<ErrorCode, string>> = {
  notifier_rate_limited: 'it is asked again later',
  notifier_unauthorized: 'check its credentials in the configuration',
  notifier_unreachable: 'it has a problem of its own and is asked again',
  notifier_timeout: 'it is asked again',
  notifier_rejected: 'check its options in the configuration',
};

export interface StatusErrorOptions extends Callee {
  readonly status: number;
  readonly retryAfterMs: number | null;
  /** What the vendor said, already safe to show; null when nothing should be repeated. */
  readonly detail: string | null;
}

/** An answer that is not a success. */
export function toStatusError(options: StatusErrorOptions): AppError {
  const { vendor, notifier, status, retryAfterMs, detail } = options;
  const code = codeOfStatus(status);
  const redirected = status >= 300 && status < 400;
  const what = redirected
    ? `${vendor} redirects (HTTP ${status}), which is not followed; configure the final address`
    : `${vendor} answered HTTP ${status}${detail === null ? '' : ` (${detail})`}; ${advice[code]}`;
  return new AppError({ code, message: what, context: { notifier, status }, retryAfterMs });
}

/** A success that cannot be the vendor's own: the login page of a proxy, or another service at this address. */
export function toBadAnswerError({ vendor, notifier }: Callee, status: number): AppError {
  return new AppError({
    code: 'notifier_unreachable',
    message: `${vendor} did not answer itself (HTTP ${status}, not in its form); check its address and the proxy`,
    context: { notifier, status },
  });
}
