import { AppError, type ErrorCode } from '../../domain/errors.ts';
import type { Secret } from '../../domain/secret.ts';
import { formatDuration } from '../../domain/time.ts';
import { takeSubtree } from './find-runbook.ts';
import { htmlToMarkdown } from './html-to-markdown.ts';
import { normaliseName, parseSections, type RunbookSection } from './parse-runbook.ts';

export interface FetchOptions {
  /** The collector, for messages. */
  readonly name: string;
  readonly fetch: typeof fetch;
  readonly timeoutMs: number;
  readonly maxBytes: number;
  readonly token: Secret | undefined;
  readonly signal: AbortSignal;
}

function codeOf(status: number): ErrorCode {
  if (status === 401 || status === 403) return 'source_unauthorized';
  return status >= 500 || status === 429 ? 'source_unreachable' : 'source_rejected';
}

async function readLimited(response: Response, maxBytes: number): Promise<string | null> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body ?? []) {
    size += chunk.byteLength;
    if (size > maxBytes) return null;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

async function getPage(
  url: URL,
  options: FetchOptions,
): Promise<{ readonly text: string; readonly type: string }> {
  const { name, token, maxBytes } = options;
  const fail = (code: ErrorCode, what: string, cause?: unknown): AppError =>
    new AppError({ code, message: `${name}: ${url.host} ${what}`, cause });
  if (!/^https?:$/.test(url.protocol) || url.username !== '' || url.password !== '')
    throw fail('source_rejected', 'is not asked: the address has a password or is no web page');
  const timeout = AbortSignal.timeout(options.timeoutMs);
  let response: Response;
  let text: string | null;
  try {
    response = await options.fetch(url, {
      headers: {
        accept: 'text/markdown, text/plain;q=0.9, text/html;q=0.8',
        ...(token === undefined ? {} : { authorization: `Bearer ${token.reveal()}` }),
      },
      redirect: 'error',
      signal: AbortSignal.any([timeout, options.signal]),
    });
    text = await readLimited(response, maxBytes);
  } catch (cause) {
    if (timeout.aborted)
      throw fail('source_timeout', `did not answer within ${formatDuration(options.timeoutMs)}`, cause);
    if (options.signal.aborted) throw fail('source_timeout', 'did not answer before the deadline', cause);
    throw fail('source_unreachable', 'cannot be reached, or leads elsewhere', cause);
  }
  if (text === null) throw fail('source_bad_answer', `answered more than ${maxBytes} bytes`);
  if (!response.ok) throw fail(codeOf(response.status), `answered ${response.status}`);
  const type = response.headers.get('content-type')?.split(';')[0]?.trim().toLowerCase() ?? '';
  if (!/^text\/|^$/.test(type) || text.includes('\0'))
    throw fail('source_bad_answer', `answered ${type || 'something'}, not a page`);
  return { text, type };
}

/** The anchor that sites make of a heading. */
function toAnchor(heading: string): string {
  return heading
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}\s_-]/gu, '')
    .trim()
    .replaceAll(/\s+/g, '-');
}

/**
 * The sections of the page behind an address whose host is allowed: of a page about many alerts, those about this one.
 * Throws AppError `source_*`.
 */
export async function fetchRunbook(
  url: URL,
  alertName: string,
  options: FetchOptions,
): Promise<readonly RunbookSection[]> {
  const { text, type } = await getPage(url, options);
  const sections = parseSections(
    type === 'text/html' || /^\s*<(?:!doctype|html)/i.test(text) ? htmlToMarkdown(text) : text,
  );
  const fragment = decodeURIComponent(url.hash.slice(1)).toLowerCase();
  const wanted = normaliseName(alertName);
  const start = sections.findIndex(
    ({ heading, level }) =>
      (fragment !== '' && toAnchor(heading) === fragment) || (level > 1 && normaliseName(heading) === wanted),
  );
  return start < 0 ? sections : takeSubtree(sections, start);
}
