import { afterEach, describe, expect, test } from 'vitest';
import { startHttpFake } from '../../../test/fakes/http-fake.ts';
import {
  type FakePrometheus,
  type FakePrometheusOptions,
  type PrometheusCall,
  type PrometheusFailure,
  startFakePrometheus,
} from '../../../test/fakes/prometheus.ts';
import { createManualClock } from '../../../test/manual-clock.ts';
import {
  lineOfPoints,
  minuteMs,
  noEdges,
  sampleAlert,
  sampleIncident,
  startMs,
} from '../../../test/samples.ts';
import type { EvidenceDraft } from '../../domain/evidence.ts';
import type { Incident } from '../../domain/incident.ts';
import { prometheus } from './prometheus.ts';

const token = 'CANARY-token';
let fakes: FakePrometheus[] = [];
afterEach(async () => {
  for (const fake of fakes) await fake.stop();
  fakes = [];
});

async function start(options: FakePrometheusOptions = {}): Promise<FakePrometheus> {
  const fake = await startFakePrometheus(options);
  fakes.push(fake);
  return fake;
}

/** What the collector gives when it is pointed at this address. */
async function collect(
  url: string,
  {
    incident = sampleIncident([diskAlert]),
    fetch: send = fetch,
    ...config
  }: { incident?: Incident; fetch?: typeof fetch; [option: string]: unknown } = {},
): Promise<readonly EvidenceDraft[]> {
  const deps = { fetch: send, clock: createManualClock(startMs) };
  const collector = prometheus.create(
    'prom',
    prometheus.Config.parse({ url, timeout: '1s', ...config }),
    deps,
  );
  const range = { fromMs: startMs - 60 * minuteMs, toMs: startMs };
  const { drafts } = await collector.collect({
    incident,
    range,
    signal: new AbortController().signal,
    edges: noEdges,
  });
  return drafts;
}

const expression = '100 * node_filesystem_used_bytes / node_filesystem_size_bytes > 90';
const diskAlert = sampleAlert({
  generatorUrl: `https://prometheus.example.com/graph?g0.expr=${encodeURIComponent(expression)}`,
});

function matrix(metric: object, from: number, to: number): object {
  const values = lineOfPoints(from, to).map(([ms, value]) => [ms / 1000, String(value)]);
  return { resultType: 'matrix', result: [{ metric, values }] };
}

const own = { instance: 'node-3:9100', mountpoint: '/var' };

/** A node whose disk fills up. */
function answerAboutDisk({ endpoint, parameters }: PrometheusCall): object | undefined {
  const query = parameters['query'] ?? '';
  if (endpoint === 'label/__name__/values') return ['node_load1', 'node_filesystem_used_bytes'];
  if (query.startsWith('100 *')) return matrix(own, 58, 93.4);
  if (query.startsWith('node_filesystem_used_bytes'))
    return matrix({ __name__: 'node_filesystem_used_bytes', ...own }, 3e10, 6e10);
  if (query.startsWith('node_load1')) return matrix({ __name__: 'node_load1', ...own }, 0.5, 0.5);
  return undefined;
}

function find(drafts: readonly EvidenceDraft[], title: string): EvidenceDraft | undefined {
  return drafts.find((draft) => draft.title.startsWith(title));
}

describe('a Prometheus that answers', () => {
  test("gives the alert's own expression without its threshold, and what moved beside it", async () => {
    const fake = await start({ answer: answerAboutDisk });
    const drafts = await collect(fake.url);
    const [primary] = drafts;
    expect(primary).toMatchObject({
      source: 'prom',
      status: 'observed',
      primary: true,
      query: '100 * node_filesystem_used_bytes / node_filesystem_size_bytes',
    });
    expect(primary?.facts.map((fact) => fact.text)).toEqual(
      expect.arrayContaining([expect.stringContaining('now 93.4 %'), 'threshold > 90 %']),
    );
    expect(find(drafts, 'node_filesystem_used_bytes')).toMatchObject({ status: 'observed', primary: false });
    expect(drafts.indexOf(find(drafts, 'node_filesystem_used_bytes') as EvidenceDraft)).toBeLessThan(
      drafts.indexOf(find(drafts, 'node_load1') as EvidenceDraft),
    );
  });

  test('is asked with the credentials and headers of the configuration', async () => {
    const fake = await start({ bearerToken: token, answer: answerAboutDisk });
    const drafts = await collect(fake.url, { bearer_token: token, headers: { 'X-Scope-OrgID': 'team' } });
    expect(drafts[0]?.status).toBe('observed');
    expect(fake.requests.every((request) => request.headers['x-scope-orgid'] === 'team')).toBe(true);
  });

  test('with basic authentication, too', async () => {
    const fake = await start();
    await collect(fake.url, { basic: { username: 'me', password: 'secret' } });
    expect(fake.requests[0]?.headers['authorization']).toBe(
      `Basic ${Buffer.from('me:secret').toString('base64')}`,
    );
  });

  test('is asked for the rule of an alert that does not carry its expression', async () => {
    const rule = (query: string, labels: object) => ({
      type: 'alerting',
      name: 'DiskAlmostFull',
      query,
      labels,
    });
    const fake = await start({
      answer: (call) =>
        call.endpoint === 'rules'
          ? {
              groups: [
                {
                  rules: [
                    rule('up == 0', { severity: 'warning' }),
                    rule('node_load1 > 5', { severity: 'critical' }),
                  ],
                },
              ],
            }
          : answerAboutDisk(call),
    });
    const drafts = await collect(fake.url, { incident: sampleIncident() });
    expect(drafts[0]).toMatchObject({ primary: true, query: 'node_load1', status: 'observed' });
  });

  test('but has nothing is "empty", with the query that was asked', async () => {
    const fake = await start();
    const [primary] = await collect(fake.url);
    expect(primary).toMatchObject({
      status: 'empty',
      primary: true,
      reason: 'the query has no result for this alert',
    });
    expect(primary?.query).toContain('node_filesystem_used_bytes');
  });

  test('but only about others is "empty", too', async () => {
    const fake = await start({
      answer: ({ endpoint }) =>
        endpoint === 'query_range' ? matrix({ instance: 'node-9:9100' }, 1, 2) : undefined,
    });
    const [primary] = await collect(fake.url);
    expect(primary).toMatchObject({ status: 'empty', total: 1 });
  });

  test('and has no rule of that name is "empty", and says so', async () => {
    const fake = await start();
    const [primary] = await collect(fake.url, { incident: sampleIncident() });
    expect(primary).toMatchObject({
      status: 'empty',
      reason: 'the alert carries no expression, and no rule has its name',
    });
  });

  test('with values that are no numbers gives those that are', async () => {
    const values = [
      [startMs / 1000 - 60, 'NaN'],
      [startMs / 1000 - 30, '+Inf'],
      [startMs / 1000, '7'],
    ];
    const fake = await start({
      answer: ({ endpoint }) =>
        endpoint === 'query_range' ? { result: [{ metric: own, values }] } : undefined,
    });
    const [primary] = await collect(fake.url);
    expect(primary?.facts[0]?.value).toBe(7);
  });

  test('an expression that is no PromQL is told apart from a source that fails', async () => {
    const fake = await start();
    const odd = sampleAlert({ generatorUrl: 'https://x.example/graph?g0.expr=up+%3D%3D%3D' });
    const [primary] = await collect(fake.url, { incident: sampleIncident([odd]) });
    expect(primary).toMatchObject({ status: 'unavailable', query: 'up ===' });
    expect(primary?.reason).toContain('not valid PromQL');
  });
});

describe('a Prometheus that fails is "unavailable", once for each reason, and says why', () => {
  const failures: readonly (readonly [failure: PrometheusFailure, reason: string])[] = [
    [{ kind: 'execution_error', message: 'too many samples' }, 'prom: answered 422: too many samples'],
    [{ kind: 'bad_data', message: 'parse error' }, 'prom: answered 400: parse error'],
    [{ kind: 'unauthorized' }, 'prom: answered 401'],
    [{ kind: 'unavailable' }, 'prom: answered 503'],
    [{ kind: 'html', status: 502 }, 'prom: answered 502'],
    [{ kind: 'html' }, 'prom: answered something that is not what its API promises'],
    [{ kind: 'garbage' }, 'prom: answered something that is not what its API promises'],
    [{ kind: 'reset' }, 'prom: cannot be reached'],
    [{ kind: 'hang' }, 'prom: timed out after 100 ms'],
  ];

  test.each(failures)('%j', async (failure, reason) => {
    const fake = await start({ bearerToken: token, answer: answerAboutDisk });
    fake.failAlways(failure);
    const timeout = failure.kind === 'hang' ? '100ms' : '9s';
    const drafts = await collect(fake.url, { bearer_token: token, timeout });
    expect(drafts[0]).toMatchObject({ status: 'unavailable', primary: true, reason });
    const reasons = drafts.filter((draft) => !draft.primary).map((draft) => draft.reason);
    expect(new Set(reasons).size).toBe(reasons.length);
    expect(drafts.every((draft) => draft.status === 'unavailable')).toBe(true);
    expect(JSON.stringify(drafts)).not.toContain(token);
  });

  test('an answer that is too large to be meant is not read to its end', async () => {
    let read = 0;
    const flood = (): Promise<Response> => {
      const megabyte = new Uint8Array(1_000_000).fill(32);
      const body = new ReadableStream<Uint8Array>({
        pull: (controller) => {
          read += 1;
          controller.enqueue(megabyte);
        },
      });
      return Promise.resolve(new Response(body));
    };
    const [primary] = await collect('http://flood.example', { fetch: flood, timeout: '9s' });
    expect(primary?.reason).toBe('prom: answered more than 32 MB');
    const queries = 11;
    expect(read).toBeLessThan(queries * 40);
  });

  test('nobody listens', async () => {
    const fake = await start();
    await fake.stop();
    expect((await collect(fake.url))[0]?.reason).toBe('prom: cannot be reached');
  });

  test('a redirect is not followed', async () => {
    const target = await start({ answer: answerAboutDisk });
    const proxy = await startHttpFake({
      handle: () => ({ status: 302, headers: { location: target.url } }),
    });
    const [primary] = await collect(proxy.url, { bearer_token: token });
    await proxy.stop();
    expect(primary?.status).toBe('unavailable');
    expect(target.requests).toHaveLength(0);
  });

  test('one failed query leaves the others', async () => {
    const fake = await start({ answer: answerAboutDisk });
    fake.failNext({ kind: 'execution_error' });
    const drafts = await collect(fake.url);
    expect(drafts.some((draft) => draft.status === 'observed')).toBe(true);
    expect(drafts.some((draft) => draft.status === 'unavailable')).toBe(true);
  });
});
