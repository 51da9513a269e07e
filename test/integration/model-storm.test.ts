import { afterEach, expect, test } from 'vitest';
import { WebhookBody } from '../../src/notification/webhook/webhook-body.ts';
import { answerFromPrompt } from '../e2e/answer-from-prompt.ts';
import { startFakeAnthropic } from '../fakes/anthropic.ts';
import { startHttpFake } from '../fakes/http-fake.ts';
import { startFakePrometheus } from '../fakes/prometheus.ts';
import { startService } from './service-rig.ts';

const running: { stop(): Promise<void> }[] = [];
function keep<T extends { stop(): Promise<void> }>(server: T): T {
  running.push(server);
  return server;
}
afterEach(async () => {
  for (const server of running.splice(0).reverse()) await server.stop();
});

const groups = 60;
const kinds = 6;
const alertsPerGroup = 20;
const maxCalls = 4;
const budgetUsd = 0.2;
/** Calls are counted when they are allowed, and come in a little later. */
const almostMinuteMs = 50_000;

/** Groups of one kind differ in their host only. */
function groupBody(group: number): Record<string, unknown> {
  const name = `Kind${group % kinds}`;
  const shared = { alertname: name, severity: 'critical', host: `worker-${100 + group}` };
  const annotations = { summary: `${name} on worker-${100 + group}` };
  return {
    ...{ version: '4', truncatedAlerts: 0, status: 'firing', receiver: 'bridge' },
    groupKey: `{}:{alertname="${name}", host="${shared.host}"}`,
    groupLabels: { alertname: name, host: shared.host },
    commonLabels: shared,
    commonAnnotations: annotations,
    externalURL: 'http://alertmanager.example.com',
    alerts: Array.from({ length: alertsPerGroup }, (_, index) => ({
      status: 'firing',
      labels: { ...shared, instance: `worker-${100 + group}:${9100 + index}` },
      annotations,
      startsAt: '2026-11-23T02:41:00Z',
      endsAt: '0001-01-01T00:00:00Z',
      generatorURL: 'http://prometheus.example.com/graph?g0.expr=errors_per_second+%3E+5&g0.tab=1',
      fingerprint: (group * 1000 + index).toString(16).padStart(16, '0'),
    })),
  };
}

test('a storm asks each kind of question once at most, keeps to its limits, and explains every group', async () => {
  const seen = new Map<string, WebhookBody>();
  const notifier = keep(
    await startHttpFake({
      handle: ({ body }) => {
        const message = WebhookBody.parse(body);
        seen.set(message.group_key, message);
        return { status: 204 };
      },
    }),
  );
  const model = keep(await startFakeAnthropic({ answer: ({ prompt }) => answerFromPrompt(prompt) }));
  const prometheus = keep(
    await startFakePrometheus({
      answer: ({ endpoint, parameters }) => {
        if (endpoint !== 'query_range') return undefined;
        const end = Number(parameters['end']);
        const values = Array.from({ length: 60 }, (_, index) => [end - (59 - index) * 60, String(6 + index)]);
        return { resultType: 'matrix', result: [{ metric: { job: 'node' }, values }] };
      },
    }),
  );
  const service = keep(
    await startService({
      evidence: { collectors: [{ type: 'prometheus', url: prometheus.url }] },
      reasoning: {
        max_calls_per_minute: maxCalls,
        budget: { usd_per_day: budgetUsd, at_once: 1 },
        models: [{ type: 'anthropic', api_key: model.apiKey, base_url: model.baseUrl }],
      },
      notifiers: [{ type: 'webhook', url: `${notifier.url}/hook` }],
      route: { notifiers: ['webhook'] },
    }),
  );
  const answers = await Promise.all(
    Array.from({ length: groups }, (_, group) => service.post('/webhook', groupBody(group))),
  );
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
  for (const { json } of answers) await service.settle(json.incidents?.[0]?.id);

  expect(seen.size).toBe(groups);
  const analyses = [...seen.values()].map(({ analysis }) => analysis);
  for (const analysis of analyses) expect(analysis).toMatchObject({ state: 'done' });
  const shown = analyses.map((analysis) => (analysis.state === 'done' ? analysis.rung : 'none'));
  expect(['cached', 'deterministic', 'full']).toEqual(expect.arrayContaining([...new Set(shown)]));
  expect(shown).toContain('cached');
  expect(shown.filter((rung) => rung === 'full')).toHaveLength(model.asked.length);
  // A slow machine takes more than a minute, and may ask again in the next one.
  const times = model.requests.map(({ receivedAtMs }) => receivedAtMs);
  for (const fromMs of times) {
    const within = times.filter((atMs) => atMs >= fromMs && atMs < fromMs + almostMinuteMs);
    expect(within.length).toBeLessThanOrEqual(maxCalls);
  }
  expect(model.asked.length).toBeGreaterThan(0);
  const { spentUsd } = await service.bridge.readSpend();
  expect(spentUsd).toBeGreaterThan(0);
  expect(spentUsd).toBeLessThanOrEqual(budgetUsd);
}, 120_000);
