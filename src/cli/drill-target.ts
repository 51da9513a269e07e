import { setTimeout as delay } from 'node:timers/promises';
import { z } from 'zod';
import type { BreakablePart } from '../app/breakage.ts';
import type { DrillReport } from '../app/drill-report.ts';
import { AppError } from '../domain/errors.ts';

/** The installation that is drilled, over HTTP. */
export interface DrillTarget {
  readonly breakFor: (part: BreakablePart, seconds: number) => Promise<void>;
  /** Sends until it is answered with 2xx, as Alertmanager does; null when it never is. */
  readonly send: (body: object) => Promise<Delivery | null>;
  /** Null when it does not answer now. */
  readonly report: (incidentId: string) => Promise<DrillReport | null>;
}

export interface Delivery {
  readonly incidentId: string;
  /** Attempts that were answered with 5xx, or not at all. */
  readonly refused: number;
  readonly tookMs: number;
}

const retryMs = 500;
const giveUpMs = 60_000;
const answerTimeoutMs = 10_000;

const Receipt = z.object({ incidents: z.array(z.object({ id: z.string() })).min(1) });
const Report = z.object({
  settled: z.boolean(),
  firstMessageMs: z.number().nullable(),
  rung: z.string().nullable(),
  unavailable: z.array(z.string()),
});
const Problem = z.object({ detail: z.string() });

/** `urls`: the replicas; asked in turn when one does not answer. */
export function createDrillTarget(urls: () => readonly string[], token: string | null): DrillTarget {
  const headers = {
    'content-type': 'application/json',
    ...(token === null ? {} : { authorization: `Bearer ${token}` }),
  };
  let turn = 0;

  function call(path: string, body: object | null): Promise<Response> {
    const base = urls()[turn % urls().length] ?? '';
    return fetch(`${base}${path}`, {
      headers,
      redirect: 'error',
      signal: AbortSignal.timeout(answerTimeoutMs),
      ...(body === null ? {} : { method: 'POST', body: JSON.stringify(body) }),
    });
  }

  async function refuse(response: Response, what: string): Promise<AppError> {
    const problem = Problem.safeParse(await response.json().catch(() => null));
    const why = problem.success ? problem.data.detail : 'it gave no reason';
    return new AppError({ code: 'bad_request', message: `${what}: HTTP ${response.status}, ${why}` });
  }

  return {
    breakFor: async (part, seconds) => {
      for (const _ of urls()) {
        turn += 1;
        const response = await call('/-/drill', { part, seconds });
        if (!response.ok) throw await refuse(response, `cannot break the ${part} there`);
      }
    },
    send: async (body) => {
      const startedAtMs = performance.now();
      for (let refused = 0; performance.now() - startedAtMs < giveUpMs; refused++) {
        const response = await call('/webhook', body).catch(() => null);
        if (response?.ok === true) {
          const { incidents } = Receipt.parse(await response.json());
          return { incidentId: incidents[0]?.id ?? '', refused, tookMs: performance.now() - startedAtMs };
        }
        if (response !== null && response.status < 500) {
          throw await refuse(response, 'the test alert was not taken in');
        }
        turn += 1;
        await delay(retryMs);
      }
      return null;
    },
    report: async (incidentId) => {
      const response = await call(`/-/drill/${incidentId}`, null).catch(() => null);
      if (response?.ok === true) return Report.parse(await response.json());
      turn += 1;
      return null;
    },
  };
}
