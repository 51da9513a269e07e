import {
  type CommonFailure,
  createFailurePlan,
  type FailureControls,
  replyToCommonFailure,
  retryAfterHeader,
} from './failure-plan.ts';
import { type HttpFake, type RecordedRequest, type Reply, startHttpFake } from './http-fake.ts';
import { asObject, asText, type JsonObject } from './json.ts';
import {
  createPagerDutyIncidents,
  type PagerDutyAction,
  type PagerDutyIncident,
} from './pagerduty-incidents.ts';

export type PagerDutyFailure =
  | CommonFailure
  /** 400 "invalid event", whatever was sent. */
  | { readonly kind: 'invalid' }
  /** The connection breaks after PagerDuty has taken the event. */
  | { readonly kind: 'reset_after_accept' }
  | { readonly kind: 'rate_limited'; readonly retryAfterS?: number }
  | { readonly kind: 'status'; readonly status: number };

export type FakePagerDutyOptions = {
  readonly port?: number;
  /** 32 characters. */
  readonly routingKey?: string;
  readonly restToken?: string;
  /** Addresses of the account's users, one of which `From` must name. */
  readonly users?: readonly string[];
};

export type FakePagerDuty = HttpFake &
  FailureControls<PagerDutyFailure> & {
    readonly routingKey: string;
    readonly restToken: string;
    /** Address for `From`. */
    readonly user: string;
    /** Oldest first. */
    readonly incidents: readonly PagerDutyIncident[];
    /** The last incident of a key. */
    incident(dedupKey: string): PagerDutyIncident | undefined;
  };

/** https://developer.pagerduty.com/docs/events-api-v2/trigger-events/ */
const maxBodyBytes = 512_000;
const actions: readonly unknown[] = ['trigger', 'acknowledge', 'resolve'];
const severities: readonly unknown[] = ['critical', 'error', 'warning', 'info'];

/** Events API v2 and, at the same address, the REST API's search by incident key and its notes. */
export async function startFakePagerDuty(options: FakePagerDutyOptions = {}): Promise<FakePagerDuty> {
  const routingKey = options.routingKey ?? 'R0000000000000000000000000000000';
  const restToken = options.restToken ?? 'fake-rest-token';
  const users = options.users ?? ['oncall@example.com'];
  const store = createPagerDutyIncidents();
  const plan = createFailurePlan<PagerDutyFailure>();
  let keyCount = 0;

  function enqueue(request: RecordedRequest): Reply {
    if (Buffer.byteLength(request.rawBody) > maxBodyBytes) {
      return invalidEvent(['Event size exceeds 512 KB']);
    }
    const event = asObject(request.body);
    const errors = findEventErrors(event);
    if (errors.length > 0) return invalidEvent(errors);
    if (event['routing_key'] !== routingKey) return invalidEvent(['Invalid routing key']);
    const dedupKey = asText(event['dedup_key']) ?? `fake-dedup-key-${++keyCount}`;
    const title = asText(asObject(event['payload'])['summary']) ?? '';
    store.apply(event['event_action'] as PagerDutyAction, dedupKey, title, event);
    return { status: 202, body: { status: 'success', message: 'Event processed', dedup_key: dedupKey } };
  }

  function callRest(request: RecordedRequest): Reply {
    if (request.headers['authorization'] !== `Token token=${restToken}`) {
      return restError(401, 2006, 'Unauthorized');
    }
    const { method, path, query } = request;
    if (method === 'GET' && path === '/incidents') {
      const found = query['incident_key'] === undefined ? store.list : store.byKey(query['incident_key']);
      const incidents = found.filter(
        ({ state }) => query['statuses[]'] === undefined || query['statuses[]'] === state,
      );
      return {
        body: { incidents: incidents.map(toRestIncident), limit: 25, offset: 0, total: null, more: false },
      };
    }
    const id = /^\/incidents\/([^/]+)\/notes$/.exec(path)?.[1];
    if (id === undefined) return restError(404, 2100, 'Not Found');
    if (method === 'POST') return addNote(id, request);
    const incident = store.list.find((candidate) => candidate.id === id);
    if (method !== 'GET' || incident === undefined) return restError(404, 2100, 'Not Found');
    return {
      body: {
        notes: incident.notes.map((note) => ({
          id: note.id,
          content: note.content,
          user: { summary: note.from },
        })),
      },
    };
  }

  function addNote(id: string, { headers, body }: RecordedRequest): Reply {
    const from = headers['from'] ?? '';
    if (!users.includes(from)) return restError(400, 1008, 'Requester User Not Found');
    const content = asText(asObject(asObject(body)['note'])['content']) ?? '';
    if (content === '') return restError(400, 2001, 'Invalid Input Provided', ['Content cannot be empty.']);
    const note = store.addNote(id, content, from);
    if (note === undefined) return restError(404, 2100, 'Not Found');
    const createdAt = new Date(note.atMs).toISOString();
    return {
      status: 201,
      body: { note: { id: note.id, content, created_at: createdAt, user: { summary: from } } },
    };
  }

  const fake = await startHttpFake({
    port: options.port,
    handle(request) {
      const failure = plan.take();
      if (failure?.kind === 'reset_after_accept') {
        enqueue(request);
        return 'reset';
      }
      if (failure !== undefined) return replyToFailure(failure);
      return request.method === 'POST' && request.path === '/v2/enqueue'
        ? enqueue(request)
        : callRest(request);
    },
  });
  return {
    ...fake,
    failNext: plan.failNext,
    failAlways: plan.failAlways,
    routingKey,
    restToken,
    user: users[0] ?? '',
    incidents: store.list,
    incident: (dedupKey) => store.byKey(dedupKey).at(-1),
  };
}

function findEventErrors(event: JsonObject): readonly string[] {
  const payload = asObject(event['payload']);
  const isTrigger = event['event_action'] === 'trigger';
  const key = asText(event['routing_key']) ?? '';
  const dedupKey = event['dedup_key'];
  const summary = asText(payload['summary']) ?? '';
  const checks: readonly (readonly [boolean, string])[] = [
    [key.length !== 32, "Length of 'routing_key' is incorrect (should be 32 characters)"],
    [/[^0-9a-z]/i.test(key), "'routing_key' cannot contain non-alphanumeric characters."],
    [
      !actions.includes(event['event_action']),
      "'event_action' is missing or invalid (must be one of the following: 'trigger', 'acknowledge' or 'resolve')",
    ],
    [!isTrigger && (asText(dedupKey) ?? '') === '', "'dedup_key' is missing or blank"],
    [(asText(dedupKey) ?? '').length > 255, "'dedup_key' is too long (maximum is 255 characters)"],
    [isTrigger && event['payload'] === undefined, "'payload' is missing or blank"],
    [isTrigger && summary === '', "'payload.summary' is missing or blank"],
    [summary.length > 1024, "'summary' is too long (maximum is 1024 characters)"],
    [isTrigger && (asText(payload['source']) ?? '') === '', "'payload.source' is missing or blank"],
    [
      isTrigger && !severities.includes(payload['severity']),
      "'payload.severity' is invalid (must be one of the following: 'critical', 'warning', 'error' or 'info')",
    ],
  ];
  return checks.filter(([isWrong]) => isWrong).map(([, message]) => message);
}

function invalidEvent(errors: readonly string[]): Reply {
  return { status: 400, body: { status: 'invalid event', message: 'Event object is invalid', errors } };
}

function restError(status: number, code: number, message: string, errors: readonly string[] = []): Reply {
  return { status, body: { error: { code, message, errors } } };
}

function toRestIncident(incident: PagerDutyIncident): object {
  const { id, number, title, state, dedupKey } = incident;
  return {
    id,
    type: 'incident',
    incident_number: number,
    title,
    summary: `[#${number}] ${title}`,
    status: state,
    incident_key: dedupKey,
    html_url: `https://example.pagerduty.com/incidents/${id}`,
  };
}

function replyToFailure(failure: Exclude<PagerDutyFailure, { kind: 'reset_after_accept' }>): Reply {
  switch (failure.kind) {
    case 'invalid':
      return invalidEvent(['Event object is invalid for a reason of its own']);
    case 'rate_limited': {
      const message = 'Requests for this service are arriving too quickly. Please retry later.';
      return {
        status: 429,
        headers: retryAfterHeader(failure.retryAfterS),
        body: { status: 'throttle exceeded', message },
      };
    }
    case 'status':
      return { status: failure.status, body: 'Internal Server Error' };
    default:
      return replyToCommonFailure(failure);
  }
}
