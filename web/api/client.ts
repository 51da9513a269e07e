/** What the API says when it refuses: RFC 9457. */
interface Problem {
  readonly title?: string;
  readonly detail?: string;
  readonly code?: string;
  readonly status?: number;
}

export class ApiError extends Error {
  readonly status: number;
  readonly code: string;

  constructor(status: number, problem: Problem) {
    super(problem.detail ?? problem.title ?? `the service answered ${status}`);
    this.name = 'ApiError';
    this.status = status;
    this.code = problem.code ?? 'unknown';
  }
}

/** The token that a session's writes must carry; `/me` brings it. */
let csrfToken: string | null = null;

export function keepCsrfToken(token: string | null): void {
  csrfToken = token;
}

async function toError(response: Response): Promise<ApiError> {
  try {
    return new ApiError(response.status, (await response.json()) as Problem);
  } catch {
    return new ApiError(response.status, {});
  }
}

async function send(path: string, init: RequestInit): Promise<Response> {
  let response: Response;
  try {
    response = await fetch(path, { ...init, credentials: 'same-origin' });
  } catch {
    throw new ApiError(0, { detail: 'the service does not answer', code: 'unreachable' });
  }
  if (!response.ok) throw await toError(response);
  return response;
}

/** Reads from the API. Throws ApiError. */
export async function getJson<T>(path: string, signal?: AbortSignal): Promise<T> {
  const response = await send(path, { headers: { accept: 'application/json' }, signal: signal ?? null });
  return (await response.json()) as T;
}

/** Writes to the API. Throws ApiError. */
export async function postJson<T>(path: string, body: unknown): Promise<T> {
  const response = await send(path, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      ...(csrfToken === null ? {} : { 'x-csrf-token': csrfToken }),
    },
    body: JSON.stringify(body),
  });
  return (await response.json()) as T;
}
