import type { z } from 'zod';
import { AppError, type ErrorCode } from '../domain/errors.ts';
import { formatDuration } from '../domain/time.ts';
import type { HttpSource } from './http-source.ts';

/** More than a source should ever answer; a million samples are about 25 MB. */
const largestAnswerBytes = 32_000_000;

function codeOfStatus(status: number): ErrorCode {
  if (status === 401 || status === 403) return 'source_unauthorized';
  if (status >= 500 || status === 429) return 'source_unreachable';
  return 'source_rejected';
}

async function readLimited(response: Response): Promise<string | null> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body ?? []) {
    size += chunk.byteLength;
    if (size > largestAnswerBytes) return null;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Whether a source has answered that there is no such thing. */
export function isMissing(thrown: unknown): boolean {
  return thrown instanceof AppError && thrown.context['status'] === 404;
}

/** The `error` that Prometheus, Elasticsearch and their relatives put into a refusal; nothing else is repeated. */
function readErrorText(body: unknown): string {
  const error = typeof body === 'object' && body !== null && 'error' in body ? body.error : undefined;
  const text = typeof error === 'object' && error !== null && 'reason' in error ? error.reason : error;
  return typeof text === 'string' ? `: ${text.slice(0, 200)}` : '';
}

export interface HttpQuery {
  readonly path: string;
  readonly query: URLSearchParams;
  readonly signal: AbortSignal;
}

interface TextRequest extends HttpQuery {
  readonly init: {
    readonly method: 'GET' | 'POST';
    readonly body: string | null;
    readonly headers: Record<string, string>;
  };
}

function failure(source: HttpSource, path: string) {
  return (code: ErrorCode, what: string, cause?: unknown): AppError =>
    new AppError({ code, message: `${source.name}: ${what}`, context: { path }, cause });
}

/** The body of an answer with a status 2xx. */
async function requestText(source: HttpSource, request: TextRequest): Promise<string> {
  const fail = failure(source, request.path);
  const timeout = AbortSignal.timeout(source.timeoutMs);
  const { headers, ...init } = request.init;
  const search = request.query.size === 0 ? '' : `?${request.query}`;
  let response: Response;
  let text: string | null;
  try {
    response = await source.fetch(`${source.baseUrl}${request.path}${search}`, {
      ...init,
      headers: { ...headers, ...source.headers },
      redirect: 'error',
      signal: AbortSignal.any([timeout, request.signal]),
    });
    text = await readLimited(response);
  } catch (cause) {
    if (timeout.aborted)
      throw fail('source_timeout', `timed out after ${formatDuration(source.timeoutMs)}`, cause);
    if (request.signal.aborted) throw fail('source_timeout', 'no answer before the deadline', cause);
    throw fail('source_unreachable', 'cannot be reached', cause);
  }
  if (text === null) throw fail('source_bad_answer', `answered more than ${largestAnswerBytes / 1e6} MB`);
  if (!response.ok) {
    const said = readErrorText(parseJson(text));
    const { status } = response;
    const context = { path: request.path, status };
    throw new AppError({
      code: codeOfStatus(status),
      message: `${source.name}: answered ${status}${said}`,
      context,
    });
  }
  return text;
}

const notPromised = 'answered something that is not what its API promises';

function readJson<Schema extends z.ZodType>(
  source: HttpSource,
  path: string,
  answer: { readonly text: string; readonly schema: Schema },
): z.output<Schema> {
  const parsed = answer.schema.safeParse(parseJson(answer.text));
  if (!parsed.success) throw failure(source, path)('source_bad_answer', notPromised);
  return parsed.data;
}

/**
 * GET `path` with these query parameters, as JSON of this shape. Throws AppError `source_*`: `source_timeout`,
 * `source_unreachable` (network, 5xx, 429), `source_unauthorized`, `source_rejected` (other 4xx), `source_bad_answer`.
 */
export async function getJson<Schema extends z.ZodType>(
  source: HttpSource,
  request: HttpQuery & { readonly schema: Schema },
): Promise<z.output<Schema>> {
  const init = { method: 'GET', body: null, headers: { accept: 'application/json' } } as const;
  const text = await requestText(source, { ...request, init });
  return readJson(source, request.path, { text, schema: request.schema });
}

/** The same by POST, with a body of JSON. */
export async function postJson<Schema extends z.ZodType>(
  source: HttpSource,
  request: HttpQuery & { readonly schema: Schema; readonly body: unknown },
): Promise<z.output<Schema>> {
  const headers = { accept: 'application/json', 'content-type': 'application/json' };
  const init = { method: 'POST', body: JSON.stringify(request.body), headers } as const;
  const text = await requestText(source, { ...request, init });
  return readJson(source, request.path, { text, schema: request.schema });
}

/** The same for JSON a line, asked for with more headers. */
export async function getJsonLines<Schema extends z.ZodType>(
  source: HttpSource,
  request: HttpQuery & { readonly schema: Schema; readonly headers: Readonly<Record<string, string>> },
): Promise<readonly z.output<Schema>[]> {
  const headers = { accept: 'application/json', ...request.headers };
  const text = await requestText(source, { ...request, init: { method: 'GET', body: null, headers } });
  return text
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => readJson(source, request.path, { text: line, schema: request.schema }));
}
