import { z } from 'zod';
import { AppError, toAppError } from '../domain/errors.ts';

const callTimeoutMs = 10_000;

const Delivery = z.object({
  notifier: z.string(),
  behind: z.boolean(),
  firstShownAtMs: z.number().nullable(),
  error: z.string().nullable(),
  handle: z.looseObject({ channel: z.unknown().optional(), ts: z.unknown().optional() }).nullable(),
});
export type SeenDelivery = z.infer<typeof Delivery>;

/** As much of an incident as a test looks at. */
const SeenIncident = z.object({
  incident: z.object({ state: z.enum(['firing', 'resolved']), openedAtMs: z.number() }),
  analysis: z
    .object({
      rung: z.string(),
      rungReason: z.string().nullable(),
      finishedAtMs: z.number(),
      failures: z.array(z.object({ name: z.string(), code: z.string() })),
      model: z
        .object({
          model: z.string(),
          inputTokens: z.number(),
          outputTokens: z.number(),
          costUsd: z.number().nullable(),
        })
        .nullable(),
      hypothesis: z
        .object({ claimsFound: z.number(), claimsTotal: z.number(), withheld: z.string().nullable() })
        .nullable(),
    })
    .nullable(),
  deliveries: z.array(Delivery),
});
export type SeenIncident = z.infer<typeof SeenIncident>;

const Receipt = z.object({ incidents: z.array(z.object({ id: z.string() })).min(1) });
const List = z.object({ items: z.array(z.object({ id: z.string(), alertName: z.string() })) });
const Problem = z.object({ detail: z.string() });

/** The service that is tested, over HTTP. Everything throws an AppError that says what was answered. */
export interface PipelineClient {
  readonly checkReady: () => Promise<void>;
  /** Gives the incident that the alert became. */
  readonly send: (webhook: object) => Promise<string>;
  /** Null while there is none of this alert. */
  readonly findIncident: (alertName: string) => Promise<string | null>;
  readonly readIncident: (id: string) => Promise<SeenIncident>;
}

async function describeRefusal(response: Response): Promise<string> {
  const problem = Problem.safeParse(await response.json().catch(() => null));
  return `HTTP ${response.status}${problem.success ? `, ${problem.data.detail}` : ''}`;
}

/** One call; throws an AppError for whatever is not 2xx, with the reason that was given. */
export async function callOrExplain(url: string, init: RequestInit): Promise<Response> {
  const options = { ...init, redirect: 'error' as const, signal: AbortSignal.timeout(callTimeoutMs) };
  const response = await fetch(url, options).catch((cause: unknown) => {
    const reason = toAppError(
      cause instanceof Error && cause.cause !== undefined ? cause.cause : cause,
    ).message;
    throw new AppError({
      code: 'source_unreachable',
      message: `${new URL(url).origin} cannot be reached: ${reason}`,
      cause,
    });
  });
  if (response.ok) return response;
  const message = `${new URL(url).pathname}: ${await describeRefusal(response)}`;
  throw new AppError({ code: 'bad_request', message });
}

export function createPipelineClient(url: string, authorization: string | null): PipelineClient {
  const headers = {
    'content-type': 'application/json',
    ...(authorization === null ? {} : { authorization }),
  };
  const get = async (path: string): Promise<unknown> =>
    (await callOrExplain(`${url}${path}`, { headers })).json();
  return {
    checkReady: async () => {
      await callOrExplain(`${url}/-/ready`, { headers });
    },
    send: async (webhook) => {
      const init = { method: 'POST', headers, body: JSON.stringify(webhook) };
      const answer = await (await callOrExplain(`${url}/webhook`, init)).json();
      return Receipt.parse(answer).incidents[0]?.id ?? '';
    },
    findIncident: async (alertName) => {
      const found = List.parse(await get(`/api/v1/incidents?q=${encodeURIComponent(alertName)}`));
      return found.items.find((item) => item.alertName === alertName)?.id ?? null;
    },
    readIncident: async (id) => SeenIncident.parse(await get(`/api/v1/incidents/${encodeURIComponent(id)}`)),
  };
}
