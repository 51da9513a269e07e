import {
  type CommonFailure,
  createFailurePlan,
  type FailureControls,
  replyToCommonFailure,
} from './failure-plan.ts';
import { type HttpFake, type RecordedRequest, type Reply, startHttpFake } from './http-fake.ts';
import { asObject, asText } from './json.ts';

export type PrometheusFailure =
  | CommonFailure
  /** 422 with Prometheus' error document. */
  | { readonly kind: 'execution_error'; readonly message?: string }
  /** 400 with Prometheus' error document. */
  | { readonly kind: 'bad_data'; readonly message?: string }
  | { readonly kind: 'unauthorized' }
  | { readonly kind: 'unavailable' }
  /** 200 and `success`, with nothing found. */
  | { readonly kind: 'empty' }
  /** 200, JSON that breaks off. */
  | { readonly kind: 'garbage' }
  /** 200, so many series with so many points. */
  | { readonly kind: 'huge'; readonly series: number; readonly points: number };

const endpoints = [
  'query_range',
  'query',
  'series',
  'rules',
  'labels',
  'metadata',
  'label/__name__/values',
  'label/values',
] as const;
export type PrometheusEndpoint = (typeof endpoints)[number];

/** `label/instance/values` is `label/values` with the parameter `label`. */
function readPath(path: string): { readonly endpoint: PrometheusEndpoint; readonly label?: string } | null {
  const endpoint = endpoints.find((name) => path === `/api/v1/${name}`);
  if (endpoint !== undefined) return { endpoint };
  const label = /^\/api\/v1\/label\/([^/]+)\/values$/.exec(path)?.[1];
  return label === undefined ? null : { endpoint: 'label/values', label };
}

export type PrometheusCall = {
  readonly endpoint: PrometheusEndpoint;
  /** From the query and the form together; of a repeated name, the last. */
  readonly parameters: Readonly<Record<string, string>>;
};

export type FakePrometheusOptions = {
  readonly port?: number;
  readonly bearerToken?: string;
  /** The `data` of the answer; an empty result if left out or if it gives undefined. */
  readonly answer?: (call: PrometheusCall) => object | undefined;
};

export type FakePrometheus = HttpFake &
  FailureControls<PrometheusFailure> & { readonly calls: readonly PrometheusCall[] };

/** Prometheus' query API, for failures and given answers; where a real one will do, use that. */
export async function startFakePrometheus(options: FakePrometheusOptions = {}): Promise<FakePrometheus> {
  const plan = createFailurePlan<PrometheusFailure>();
  const calls: PrometheusCall[] = [];
  const { bearerToken } = options;
  const fake = await startHttpFake({
    port: options.port,
    handle(request) {
      const asked = readPath(request.path);
      if (asked === null) return { status: 404, body: '404 page not found' };
      const label = asked.label === undefined ? {} : { label: asked.label };
      const call = { endpoint: asked.endpoint, parameters: { ...parametersOf(request), ...label } };
      calls.push(call);
      const failure = plan.take();
      if (failure !== undefined) return replyToFailure(failure, call);
      if (bearerToken !== undefined && request.headers['authorization'] !== `Bearer ${bearerToken}`) {
        return unauthorized;
      }
      return success(options.answer?.(call) ?? emptyData[call.endpoint]);
    },
  });
  return { ...fake, failNext: plan.failNext, failAlways: plan.failAlways, calls };
}

const unauthorized: Reply = { status: 401, headers: { 'www-authenticate': 'Basic' }, body: 'Unauthorized' };

const emptyData: Readonly<Record<PrometheusEndpoint, object>> = {
  query: { resultType: 'vector', result: [] },
  query_range: { resultType: 'matrix', result: [] },
  series: [],
  rules: { groups: [] },
  labels: [],
  metadata: {},
  'label/__name__/values': [],
  'label/values': [],
};

function parametersOf({ query, body }: RecordedRequest): Readonly<Record<string, string>> {
  const form = Object.entries(asObject(body)).map(([name, value]) => [name, asText(value) ?? '']);
  return { ...query, ...Object.fromEntries(form) };
}

function success(data: object): Reply {
  return { body: { status: 'success', data } };
}

function failed(status: number, errorType: string, error: string): Reply {
  return { status, body: { status: 'error', errorType, error } };
}

function replyToFailure(failure: PrometheusFailure, call: PrometheusCall): Reply {
  switch (failure.kind) {
    case 'execution_error':
      return failed(
        422,
        'execution',
        failure.message ?? 'query processing would load too many samples into memory',
      );
    case 'bad_data':
      return failed(400, 'bad_data', failure.message ?? 'invalid parameter "query": parse error');
    case 'unauthorized':
      return unauthorized;
    case 'unavailable':
      return { status: 503, body: 'Service Unavailable' };
    case 'empty':
      return success(emptyData[call.endpoint]);
    case 'garbage':
      return {
        headers: { 'content-type': 'application/json' },
        body: '{"status":"success","data":{"resultTy',
      };
    case 'huge':
      return success(hugeData(failure, call));
    default:
      return replyToCommonFailure(failure);
  }
}

function hugeData(
  { series, points }: { series: number; points: number },
  { endpoint, parameters }: PrometheusCall,
) {
  const metrics = Array.from({ length: series }, (_, index) => ({ __name__: 'huge', series: String(index) }));
  if (endpoint === 'series') return metrics;
  if (endpoint === 'label/__name__/values') return ['huge'];
  if (endpoint === 'rules' || endpoint === 'metadata') return emptyData[endpoint];
  const start = Number(parameters['start']) || 1_700_000_000;
  const values = Array.from({ length: points }, (_, index) => [start + index, String(index % 97)]);
  if (endpoint === 'query')
    return { resultType: 'vector', result: metrics.map((metric) => ({ metric, value: values[0] })) };
  return { resultType: 'matrix', result: metrics.map((metric) => ({ metric, values })) };
}
