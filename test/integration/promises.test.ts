import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, describe, expect, test } from 'vitest';
import { answerFromPrompt } from '../e2e/answer-from-prompt.ts';
import { startFakeAnthropic } from '../fakes/anthropic.ts';
import { startFakeOpenAi } from '../fakes/openai.ts';
import { startFakePagerDuty } from '../fakes/pagerduty.ts';
import { startFakePrometheus } from '../fakes/prometheus.ts';
import { startFakeSlack } from '../fakes/slack.ts';
import { createTemporaryFolder } from '../servers/temporary-folder.ts';
import { waitFor } from '../servers/wait-for.ts';
import { type ServiceRig, startService, webhookBody } from './service-rig.ts';

const running: { stop(): Promise<void> }[] = [];

function keep<T extends { stop(): Promise<void> }>(server: T): T {
  running.push(server);
  return server;
}

afterEach(async () => {
  for (const server of running.splice(0).reverse()) await server.stop();
});

async function startSlackService(extra: Readonly<Record<string, unknown>> = {}) {
  const slack = keep(await startFakeSlack());
  const config = {
    notifiers: [{ type: 'slack', bot_token: slack.token, channel: '#alerts', api_url: slack.apiUrl }],
    route: { notifiers: ['slack'] },
    ...extra,
  };
  const service = keep(await startService(config));
  return { slack, service, config };
}

async function fire(service: ServiceRig, body: unknown = webhookBody()): Promise<string> {
  const { status, json } = await service.post('/webhook', body);
  expect(status).toBe(200);
  return json.incidents?.[0]?.id ?? '';
}

/** A Prometheus whose only series rises steadily to its last value, now. */
function risingSeries() {
  return ({ endpoint, parameters }: { endpoint: string; parameters: Readonly<Record<string, string>> }) => {
    if (endpoint !== 'query_range') return undefined;
    const end = Number(parameters['end']);
    const values = Array.from({ length: 60 }, (_, index) => [end - (59 - index) * 60, String(1 + index / 5)]);
    return { resultType: 'matrix', result: [{ metric: { instance: 'node-3:9100' }, values }] };
  };
}

describe('P1: an alert answered with 2xx is never lost', () => {
  test('while the store is locked the answer is 503 within 5 s, and the alert is taken in afterwards', async () => {
    const folder = await createTemporaryFolder('locked');
    const path = join(folder.path, 'bridge.db');
    const { service } = await startSlackService({ storage: { path } });
    const intruder = new DatabaseSync(path);
    intruder.exec('BEGIN EXCLUSIVE');
    const startedAt = performance.now();
    const refused = await service.post('/webhook', webhookBody());
    expect(refused.status).toBe(503);
    expect(refused.json.code).toBe('storage_unavailable');
    expect(performance.now() - startedAt).toBeLessThan(5000);
    intruder.exec('ROLLBACK');
    intruder.close();
    await fire(service);
    await folder.remove();
  });

  test.each([
    ['not JSON', 'firing: disk full'],
    ['empty', ''],
    ['a number', '42'],
    ['a list of numbers', '[1, 2]'],
    ['no alerts in it', '{"version": "4", "alerts": []}'],
    ['alerts of a wrong type', '{"alerts": "many"}'],
  ])('a body that cannot be read (%s) is stored, answered with 200 and shown', async (_, body) => {
    const { slack, service } = await startSlackService();
    const { status, json } = await service.post('/webhook', body, { 'content-type': 'text/plain' });
    expect(status).toBe(200);
    expect(json.status).toBe('stored_unparsed');
    await service.settle(json.incidents?.[0]?.id);
    expect(slack.messages('#alerts')[0]?.shown).toContain('could not be read');
  });

  test.each([
    ['an alert without labels', { alerts: [{ status: 'firing' }] }],
    [
      'labels of wrong types',
      { alerts: [{ labels: { alertname: 'Odd', code: 500, on: true }, startsAt: 17 }] },
    ],
    ['an alert that is no mapping', { alerts: ['Odd', null] }],
    ['no group key and no status', { alerts: [{ labels: { alertname: 'Odd' } }] }],
  ])('an odd payload (%s) becomes a message', async (_, body) => {
    const { slack, service } = await startSlackService();
    const id = await fire(service, body);
    await service.settle(id);
    expect(slack.messages('#alerts')).toHaveLength(1);
  });

  test('a body of 50 MB is taken in, one of 70 MB is kept in part and shown', async () => {
    const { slack, service } = await startSlackService();
    // Annotations are in a body twice: for the group and for the alert.
    const big = webhookBody({ annotations: { description: 'x'.repeat(25_000_000) } });
    await service.settle(await fire(service, big));
    const huge = webhookBody({ name: 'Huge', annotations: { description: 'x'.repeat(35_000_000) } });
    const { status, json } = await service.post('/webhook', huge);
    expect([status, json.status]).toEqual([200, 'stored_unparsed']);
    await service.settle(json.incidents?.[0]?.id);
    expect(slack.messages('#alerts').map(({ shown }) => shown.includes('larger than 64 MB'))).toEqual([
      false,
      true,
    ]);
  }, 60_000);

  test('what could not be sent before a restart is sent after it, once', async () => {
    const folder = await createTemporaryFolder('restart');
    const { slack, service, config } = await startSlackService({
      storage: { path: join(folder.path, 'bridge.db') },
    });
    slack.failAlways({ kind: 'status', status: 500 });
    await fire(service);
    await waitFor(() => slack.requests.length > 0, { what: 'a first attempt' });
    await service.stop();
    slack.failAlways(undefined);
    const again = keep(await startService({ ...config }));
    await waitFor(() => slack.messages('#alerts').length > 0, { what: 'the message after the restart' });
    const [{ id = '' } = {}] = await again.bridge.listIncidents(1);
    await again.settle(id);
    expect(slack.messages('#alerts')).toHaveLength(1);
    await again.stop();
    await folder.remove();
  });

  test('only who has the token may send; the answer to others is 401 and never another 4xx', async () => {
    const { service } = await startSlackService({ server: { auth: { bearer_token: 'right' } } });
    const send = (authorization?: string) =>
      service.post('/webhook', webhookBody(), authorization === undefined ? {} : { authorization });
    expect((await send()).status).toBe(401);
    expect((await send('Bearer wrong')).status).toBe(401);
    expect((await send('bearer right')).status).toBe(200);
    expect((await service.get('/-/healthy')).status).toBe(200);
    expect((await service.get('/api/v1/incidents')).status).toBe(401);
  });
});

describe('P2: raw first', () => {
  test('a notifier that hangs, with many messages waiting, holds up no other one', async () => {
    const [dead, alive] = [keep(await startFakeSlack()), keep(await startFakeSlack())];
    for (let index = 0; index < 60; index += 1) dead.failNext({ kind: 'hang' });
    const bot = (name: string, slack: typeof dead) => ({
      type: 'slack',
      name,
      bot_token: slack.token,
      channel: '#alerts',
      api_url: slack.apiUrl,
      messages_per_second: 1000,
    });
    const service = keep(
      await startService({
        notifiers: [bot('dead', dead), bot('alive', alive)],
        route: { notifiers: ['dead', 'alive'] },
      }),
    );
    const names = Array.from({ length: 20 }, (_, index) => `Alert${index}`);
    for (const name of names) await fire(service, webhookBody({ name }));
    await waitFor(() => alive.messages('#alerts').length === names.length, {
      what: 'the other notifier has all messages',
      timeoutMs: 8000,
    });
    expect(dead.messages('#alerts')).toHaveLength(0);
  });

  test('the raw message is there while Prometheus and the model both hang', async () => {
    const prometheus = keep(await startFakePrometheus());
    prometheus.failAlways({ kind: 'hang' });
    const model = keep(await startFakeAnthropic({ answer: () => '' }));
    model.failAlways({ kind: 'hang' });
    const { slack, service } = await startSlackService({
      evidence: { deadline: '3s', collectors: [{ type: 'prometheus', url: prometheus.url, timeout: '1s' }] },
      reasoning: {
        models: [{ type: 'anthropic', api_key: model.apiKey, base_url: model.baseUrl, timeout: '1s' }],
      },
    });
    const id = await fire(service);
    await waitFor(() => slack.messages('#alerts')[0], { what: 'the raw message' });
    expect(model.requests).toHaveLength(0);
    await service.settle(id);
    const shown = slack.messages('#alerts')[0]?.shown ?? '';
    expect(shown).toContain('prometheus: timed out after 1 s');
    expect(shown).toContain('no answer within 1 s');
    expect(slack.messages('#alerts')).toHaveLength(1);
  });

  test.each([
    [
      '422',
      { kind: 'execution_error', message: 'many-to-many matching not allowed' } as const,
      'answered 422: many-to-many',
    ],
    ['503', { kind: 'unavailable' } as const, 'answered 503'],
    ['401', { kind: 'unauthorized' } as const, 'answered 401'],
    ['garbage', { kind: 'garbage' } as const, 'not what its API promises'],
    ['an empty result', { kind: 'empty' } as const, 'code alone'],
  ])(
    'a Prometheus that answers %s is named in the message, and nothing else suffers',
    async (_, failure, expected) => {
      const prometheus = keep(await startFakePrometheus());
      prometheus.failAlways(failure);
      const { slack, service } = await startSlackService({
        evidence: { collectors: [{ type: 'prometheus', url: prometheus.url }] },
      });
      await service.settle(await fire(service));
      expect(slack.messages('#alerts')[0]?.shown).toContain(expected);
    },
  );
});

describe('P5: it degrades by rungs and says which one', () => {
  async function startWithModels(maxCalls = 10) {
    const prometheus = keep(await startFakePrometheus({ answer: risingSeries() }));
    const first = keep(await startFakeAnthropic({ answer: ({ prompt }) => answerFromPrompt(prompt) }));
    const second = keep(await startFakeOpenAi({ answer: ({ prompt }) => answerFromPrompt(prompt) }));
    const rig = await startSlackService({
      evidence: { collectors: [{ type: 'prometheus', url: prometheus.url }] },
      reasoning: {
        max_calls_per_minute: maxCalls,
        models: [
          { type: 'anthropic', api_key: first.apiKey, base_url: first.baseUrl },
          { type: 'openai', api_key: second.apiKey, base_url: second.baseUrl },
        ],
      },
    });
    return { ...rig, first, second };
  }

  test('full: the first model answers', async () => {
    const { slack, service } = await startWithModels();
    await service.settle(await fire(service));
    expect(slack.messages('#alerts')[0]?.shown).toMatch(
      /stands at [\s\S]*claude-sonnet-5-5 · prompt explain-alert v\d+/,
    );
  });

  test('economy: the next model answers when the first is overloaded', async () => {
    const { slack, service, first, second } = await startWithModels();
    first.failAlways({ kind: 'overloaded' });
    await service.settle(await fire(service));
    expect(second.asked).toHaveLength(1);
    expect(slack.messages('#alerts')[0]?.shown).toContain('overloaded');
    expect(slack.messages('#alerts')[0]?.shown).toContain('gpt-6.1-terra');
  });

  test.each([
    ['nonsense', { kind: 'html' } as const],
    ['a cut answer', { kind: 'truncated' } as const],
    ['a refusal', { kind: 'refusal' } as const],
    ['nothing', { kind: 'empty' } as const],
    ['401', { kind: 'unauthorized' } as const],
  ])('deterministic: every model answers %s', async (_, failure) => {
    const { slack, service, first, second } = await startWithModels();
    first.failAlways(failure);
    second.failAlways(failure);
    await service.settle(await fire(service));
    const shown = slack.messages('#alerts')[0]?.shown ?? '';
    expect(shown).toContain('code alone');
    expect(shown).toMatch(/errors_per_second/);
    expect(service.logged()).not.toContain(first.apiKey);
  });

  test('P7: the limit of calls a minute holds, and the others are explained by code', async () => {
    const { slack, service, first } = await startWithModels(2);
    const ids: string[] = [];
    for (const name of ['A', 'B', 'C', 'D', 'E']) ids.push(await fire(service, webhookBody({ name })));
    for (const id of ids) await service.settle(id);
    expect(first.asked).toHaveLength(2);
    const limited = slack
      .messages('#alerts')
      .filter(({ shown }) => shown.includes('limit of calls a minute'));
    expect(limited).toHaveLength(3);
  });

  test('P7: the budget in money holds, and a part of it is kept for critical incidents', async () => {
    const prometheus = keep(await startFakePrometheus({ answer: risingSeries() }));
    const model = keep(await startFakeAnthropic({ answer: ({ prompt }) => answerFromPrompt(prompt) }));
    // A call is reserved at no more than 0.06 USD and costs about 0.007.
    const { service, slack } = await startSlackService({
      evidence: { collectors: [{ type: 'prometheus', url: prometheus.url }] },
      reasoning: {
        budget: { usd_per_day: 0.08, reserve_for_critical: 0.5 },
        models: [{ type: 'anthropic', api_key: model.apiKey, base_url: model.baseUrl }],
      },
    });
    const warning = { severity: 'warning' };
    await service.settle(await fire(service, webhookBody({ name: 'Minor', labels: warning })));
    expect(model.asked).toHaveLength(0);
    expect(slack.messages('#alerts')[0]?.shown).toContain("the day's budget does not allow it");
    for (const name of ['A', 'B', 'C', 'D', 'E', 'F', 'G', 'H', 'I', 'J']) {
      await service.settle(await fire(service, webhookBody({ name })));
    }
    const metrics = (await service.get('/metrics')).text;
    const spent = Number(
      /llm_alert_bridge_model_cost_usd_total\{model="anthropic"\} (\S+)/.exec(metrics)?.[1],
    );
    expect(model.asked.length).toBeGreaterThan(0);
    expect(model.asked.length).toBeLessThan(10);
    expect(spent).toBeLessThanOrEqual(0.08);
  });

  test('cached: the same question is asked once, and the answer says so', async () => {
    const model = keep(await startFakeAnthropic({ answer: ({ prompt }) => answerFromPrompt(prompt) }));
    const { service } = await startSlackService({
      evidence: { lookback: '90m', collectors: [{ type: 'bundle', path: 'demo/disk-full' }] },
      reasoning: { models: [{ type: 'anthropic', api_key: model.apiKey, base_url: model.baseUrl }] },
    });
    const body = await readFile('demo/disk-full/alert.json', 'utf8');
    const rungs = [await service.post('/enrich', body), await service.post('/enrich', body)].map(
      ({ json }) => json.enrichment?.['rung'],
    );
    expect(rungs).toEqual(['full', 'cached']);
    expect(model.asked).toHaveLength(1);
  });

  test('raw: an incident that is over before it was analysed is not analysed', async () => {
    const { service, first, slack } = await startWithModels();
    await service.settle(await fire(service, webhookBody({ status: 'resolved' })));
    expect(first.requests).toHaveLength(0);
    expect(slack.messages('#alerts')[0]?.shown).toMatch(/resolved/i);
  });
});

test('P6: a secret in labels, annotations and queries reaches no model, no message and no log', async () => {
  const canary = `CANARY${'7'.repeat(24)}`;
  const prometheus = keep(await startFakePrometheus({ answer: risingSeries() }));
  const model = keep(await startFakeAnthropic({ answer: ({ prompt }) => answerFromPrompt(prompt) }));
  const pagerduty = keep(await startFakePagerDuty());
  const slack = keep(await startFakeSlack());
  const service = keep(
    await startService({
      evidence: { collectors: [{ type: 'prometheus', url: prometheus.url }] },
      reasoning: { models: [{ type: 'anthropic', api_key: model.apiKey, base_url: model.baseUrl }] },
      notifiers: [
        { type: 'slack', bot_token: slack.token, channel: '#alerts', api_url: slack.apiUrl },
        { type: 'pagerduty', routing_key: pagerduty.routingKey, events_url: pagerduty.url },
      ],
      route: { notifiers: ['slack', 'pagerduty'] },
    }),
  );
  const body = webhookBody({
    labels: { dsn: `postgres://app:${canary}@db:5432/orders` },
    annotations: {
      summary: `login failed with password=${canary}`,
      description: `Authorization: Bearer ${canary}`,
    },
  });
  const id = await fire(service, body);
  await service.settle(id);
  expect(model.requests.length).toBeGreaterThan(0);
  const left = [model, pagerduty, slack].map((fake) =>
    JSON.stringify(fake.requests.map(({ rawBody }) => rawBody)),
  );
  for (const text of [...left, service.logged(), (await service.get(`/api/v1/incidents/${id}`)).text]) {
    expect(text).not.toContain(canary);
  }
});

describe('P8: one message an incident', () => {
  test('the same notification from both Alertmanagers of a pair makes one message', async () => {
    const { slack, service } = await startSlackService();
    const id = await fire(service);
    expect(await fire(service)).toBe(id);
    await service.settle(id);
    expect(slack.messages('#alerts')).toHaveLength(1);
    const { incident } = (await service.bridge.findIncident(id)) ?? {};
    expect(incident?.repeats).toBe(1);
  });

  test('an alert that resolves while Slack is down ends as one resolved message', async () => {
    const { slack, service } = await startSlackService();
    slack.failAlways({ kind: 'status', status: 500 });
    const id = await fire(service);
    await waitFor(() => slack.requests.length > 0, { what: 'a first attempt' });
    await fire(service, webhookBody({ status: 'resolved' }));
    slack.failAlways(undefined);
    await service.settle(id);
    expect(slack.messages('#alerts')).toHaveLength(1);
    expect(slack.messages('#alerts')[0]?.shown).toMatch(/resolved/i);
  });

  test('an alert that fires again is a new message, and the end of the old one does not close it', async () => {
    const pagerduty = keep(await startFakePagerDuty());
    const service = keep(
      await startService({
        notifiers: [{ type: 'pagerduty', routing_key: pagerduty.routingKey, events_url: pagerduty.url }],
        route: { notifiers: ['pagerduty'] },
      }),
    );
    const first = await fire(service);
    await service.settle(first);
    pagerduty.failAlways({ kind: 'status', status: 500 });
    await fire(service, webhookBody({ status: 'resolved' }));
    const second = await fire(service, webhookBody({ startsAt: '2026-11-23T03:30:00Z' }));
    expect(second).not.toBe(first);
    pagerduty.failAlways(undefined);
    await service.settle(first);
    await service.settle(second);
    expect(pagerduty.incidents.at(-1)?.state).toBe('triggered');
  });
});

describe('POST /enrich', () => {
  const alert = { labels: { alertname: 'HighErrorRate', severity: 'critical', instance: 'node-3:9100' } };

  test('a plain alert comes back with its explanation, and nobody is notified', async () => {
    const { slack, service } = await startSlackService();
    const { status, json } = await service.post('/enrich', alert);
    expect(status).toBe(200);
    expect(json).toMatchObject({
      ...alert,
      enrichment: { rung: 'deterministic', title: 'HighErrorRate · node-3:9100' },
    });
    expect(slack.requests).toHaveLength(0);
    expect(await service.bridge.listIncidents(10)).toEqual([]);
  });

  test.each([
    ['a list of alerts', [alert]],
    ['a webhook body', webhookBody()],
  ])('%s works as well', async (_, body) => {
    const { service } = await startSlackService();
    const { status, json } = await service.post('/enrich', body);
    expect([status, json.enrichment?.['rung']]).toEqual([200, 'deterministic']);
  });

  test('what is no alert is refused with a reason', async () => {
    const { service } = await startSlackService();
    const { status, json } = await service.post('/enrich', 'hello');
    expect([status, json.code]).toEqual([400, 'bad_request']);
    expect(json.detail).toContain('not JSON');
  });
});

test('operations: metrics, health, readiness, and errors that say nothing of the inside', async () => {
  const { service } = await startSlackService();
  await service.settle(await fire(service));
  const metrics = (await service.get('/metrics')).text;
  expect(metrics).toContain('llm_alert_bridge_webhooks_total{outcome="stored"} 1');
  expect(metrics).toMatch(/llm_alert_bridge_delivery_delay_seconds_count\{notifier="slack"\} 1/);
  expect((await service.get('/-/ready')).status).toBe(200);
  expect((await service.get('/nowhere')).status).toBe(404);
  expect((await service.get('/api/v1/incidents/none')).text).toContain('no incident has the id');
});
