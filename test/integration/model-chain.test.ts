import { afterEach, describe, expect, test } from 'vitest';
import { answerFromPrompt } from '../e2e/answer-from-prompt.ts';
import { startFakeAnthropic } from '../fakes/anthropic.ts';
import type { ModelRequest } from '../fakes/model-fake.ts';
import { startFakeOpenAi } from '../fakes/openai.ts';
import { startFakePrometheus } from '../fakes/prometheus.ts';
import { startFakeSlack } from '../fakes/slack.ts';
import { startService, webhookBody } from './service-rig.ts';

const running: { stop(): Promise<void> }[] = [];
function keep<T extends { stop(): Promise<void> }>(server: T): T {
  running.push(server);
  return server;
}
afterEach(async () => {
  for (const server of running.splice(0).reverse()) await server.stop();
});

const answer = ({ prompt }: ModelRequest) => answerFromPrompt(prompt);
const startClaude = async () => keep(await startFakeAnthropic({ answer }));
const startGpt = async () => keep(await startFakeOpenAi({ answer }));

interface Vendor {
  readonly apiKey: string | null;
  readonly baseUrl: string;
}

const toModel = (type: string, model: string, { apiKey, baseUrl }: Vendor) => ({
  ...{ type, name: `main-${type}`, model, base_url: baseUrl },
  ...(apiKey === null ? {} : { api_key: apiKey }),
});

/** What Slack shows of one incident, explained by these models. */
async function showWith(models: readonly object[]): Promise<{ shown: string; usage: string }> {
  const slack = keep(await startFakeSlack());
  const prometheus = keep(
    await startFakePrometheus({
      answer: ({ endpoint, parameters }) => {
        if (endpoint !== 'query_range') return undefined;
        const end = Number(parameters['end']);
        const values = Array.from({ length: 60 }, (_, index) => [end - (59 - index) * 60, String(6 + index)]);
        return { resultType: 'matrix', result: [{ metric: { instance: 'node-3:9100' }, values }] };
      },
    }),
  );
  const service = keep(
    await startService({
      evidence: { collectors: [{ type: 'prometheus', url: prometheus.url }] },
      reasoning: { models },
      notifiers: [{ type: 'slack', bot_token: slack.token, channel: '#alerts', api_url: slack.apiUrl }],
      route: { notifiers: ['slack'] },
    }),
  );
  const { json } = await service.post('/webhook', webhookBody());
  await service.settle(json.incidents?.[0]?.id);
  const usage = (await service.get('/api/v1/usage?by=model')).text;
  return { shown: slack.messages('#alerts')[0]?.shown ?? '', usage };
}

describe('one incident, explained through', () => {
  test.each([
    ['anthropic', 'claude-sonnet-5-5', startClaude],
    ['openai', 'gpt-6.1-terra', startGpt],
    ['openai-compatible', 'qwen3:8b', startGpt],
  ] as const)('%s', async (type, model, start) => {
    const { shown, usage } = await showWith([toModel(type, model, await start())]);
    expect(shown).toMatch(new RegExp(`stands at [\\s\\S]*${model} · prompt explain-alert v\\d+`));
    expect(shown).not.toContain('code alone');
    expect(JSON.parse(usage)).toMatchObject({
      rows: [{ key: model, calls: 1, answered: 1, incidents: 1 }],
      total: { calls: 1, answered: 1 },
    });
  });
});

test('when the first two fail, the third explains; the message says by which rung and why, the ledger each call', async () => {
  const [first, second, third] = [await startClaude(), await startGpt(), await startGpt()];
  first.failAlways({ kind: 'unauthorized' });
  second.failAlways({ kind: 'insufficient_quota' });
  const { shown, usage } = await showWith([
    toModel('anthropic', 'claude-sonnet-5-5', first),
    toModel('openai', 'gpt-6.1-terra', second),
    toModel('openai-compatible', 'qwen3:8b', third),
  ]);
  expect([first, second, third].map(({ requests }) => requests.length)).toEqual([1, 1, 1]);
  expect(shown).toContain('qwen3:8b');
  expect(shown).toContain("the provider's quota is used up");
  expect(JSON.parse(usage)).toMatchObject({
    rows: expect.arrayContaining([
      expect.objectContaining({ key: 'claude-sonnet-5-5', calls: 1, answered: 0, costUsd: 0 }),
      expect.objectContaining({ key: 'gpt-6.1-terra', calls: 1, answered: 0, costUsd: 0 }),
      expect.objectContaining({ key: 'qwen3:8b', calls: 1, answered: 1 }),
    ]),
  });
});
