import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { AppError } from '../../domain/errors.ts';

/** A call as it is kept on disk; credentials travel in headers, which are not kept. */
interface RecordedCall {
  readonly url: string;
  readonly request: string;
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly durationMs: number;
}

/** A `fetch` that knows how long its calls took, by a clock that no replay changes. */
export interface MeteredFetch {
  readonly fetch: typeof fetch;
  /** Milliseconds that calls took since it was asked last. */
  readonly takeMs: () => number;
  /** Calls for which a recording has no answer. */
  readonly missing: () => number;
}

/** Headers that decide how an answer is read. */
const keptHeaders = ['content-type', 'retry-after'];

/** The same request the second time has another answer: calls are numbered. */
function createNaming(folder: string): (url: string, request: string) => string {
  const seen = new Map<string, number>();
  return (url, request) => {
    const { pathname } = new URL(url);
    const key = createHash('sha256').update(`${pathname}\n${request}`).digest('hex').slice(0, 24);
    const count = (seen.get(key) ?? 0) + 1;
    seen.set(key, count);
    return join(folder, `${key}-${count}.json`);
  };
}

function readRequest(input: Parameters<typeof fetch>[0], init: RequestInit | undefined) {
  const url = input instanceof Request ? input.url : String(input);
  return { url, request: typeof init?.body === 'string' ? init.body : '' };
}

/** Calls through, and keeps every answer in a folder where one is given. */
export function createRecordingFetch(
  folder: string | null,
  send: typeof fetch,
  nowMs: () => number,
): MeteredFetch {
  if (folder !== null) mkdirSync(folder, { recursive: true });
  const nameCall = createNaming(folder ?? '.');
  let tookMs = 0;
  return {
    fetch: async (input, init) => {
      const { url, request } = readRequest(input, init);
      const startedAtMs = nowMs();
      const response = await send(input, init);
      const body = await response.text();
      const durationMs = nowMs() - startedAtMs;
      tookMs += durationMs;
      const headers = Object.fromEntries(
        keptHeaders.flatMap((name) => {
          const value = response.headers.get(name);
          return value === null ? [] : [[name, value] as const];
        }),
      );
      const call: RecordedCall = { url, request, status: response.status, headers, body, durationMs };
      if (folder !== null) writeFileSync(nameCall(url, request), `${JSON.stringify(call, null, 2)}\n`);
      return new Response(body, { status: response.status, headers });
    },
    takeMs: () => {
      const taken = tookMs;
      tookMs = 0;
      return taken;
    },
    missing: () => 0,
  };
}

/** Answers from a folder what was recorded there, and nothing else. */
export function createReplayingFetch(folder: string): MeteredFetch {
  if (!existsSync(folder))
    throw new AppError({ code: 'bad_request', message: `there is no recording in "${folder}"` });
  const nameCall = createNaming(folder);
  let tookMs = 0;
  let missing = 0;
  return {
    fetch: (input, init) => {
      const { url, request } = readRequest(input, init);
      const file = nameCall(url, request);
      if (!existsSync(file)) {
        missing += 1;
        return Promise.reject(new AppError({ code: 'not_found', message: `${file} was not recorded` }));
      }
      const call = JSON.parse(readFileSync(file, 'utf8')) as RecordedCall;
      tookMs += call.durationMs;
      return Promise.resolve(new Response(call.body, { status: call.status, headers: call.headers }));
    },
    takeMs: () => {
      const taken = tookMs;
      tookMs = 0;
      return taken;
    },
    missing: () => missing,
  };
}
