import { type HttpFake, type Reply, startHttpFake } from './http-fake.ts';

/** What the fake holds, in the shapes of its API v2. */
export interface HeldByAlertmanager {
  readonly alerts?: readonly object[];
  readonly silences?: readonly object[];
}

/** An alert as `GET /api/v2/alerts` of Alertmanager 0.25 gives it. */
export function heldAlert(
  fingerprint: string,
  labels: Readonly<Record<string, string>>,
  more: { readonly startsAtMs: number; readonly silencedBy?: string[]; readonly inhibitedBy?: string[] },
): object {
  const { startsAtMs, silencedBy = [], inhibitedBy = [] } = more;
  const at = new Date(startsAtMs).toISOString();
  const state = silencedBy.length + inhibitedBy.length > 0 ? 'suppressed' : 'active';
  return {
    annotations: {},
    endsAt: new Date(startsAtMs + 3_600_000).toISOString(),
    fingerprint,
    receivers: [{ name: 'bridge' }],
    startsAt: at,
    status: { inhibitedBy, silencedBy, state },
    updatedAt: at,
    generatorURL: 'http://prometheus:9090/graph',
    labels,
  };
}

/** Alertmanager's API v2, as far as it is read. */
export async function startFakeAlertmanager(
  { alerts = [], silences = [] }: HeldByAlertmanager,
  failure?: Reply,
): Promise<HttpFake> {
  return startHttpFake({
    handle: ({ method, path }) => {
      if (failure !== undefined) return failure;
      if (method === 'GET' && path === '/api/v2/alerts') return { body: alerts };
      if (method === 'GET' && path === '/api/v2/silences') return { body: silences };
      return { status: 404, body: { code: 404, message: `path ${path} was not found` } };
    },
  });
}
