import { afterEach, describe, expect, test } from 'vitest';
import { answerFromPrompt } from '../e2e/answer-from-prompt.ts';
import { startFakeAnthropic } from '../fakes/anthropic.ts';
import { type OpenAiFailure, startFakeOpenAi } from '../fakes/openai.ts';
import { type PrometheusFailure, startFakePrometheus } from '../fakes/prometheus.ts';
import { startFakeSlack } from '../fakes/slack.ts';
import { webhookBody } from '../integration/service-rig.ts';
import { waitFor } from '../servers/wait-for.ts';
import { createTestClock, fire, keep, start, stopAll } from './wire-rig.ts';

const patience = { timeoutMs: 30_000 };

afterEach(stopAll);

/** A Prometheus whose only series rises steadily to its last value, now. */
function risingSeries({
  endpoint,
  parameters,
}: {
  endpoint: string;
  parameters: Readonly<Record<string, string>>;
}) {
  if (endpoint !== 'query_range') return undefined;
  const end = Number(parameters['end']);
  const values = Array.from({ length: 60 }, (_, index) => [end - (59 - index) * 60, String(1 + index / 5)]);
  return { resultType: 'matrix', result: [{ metric: { instance: 'node-3:9100' }, values }] };
}

describe('models', () => {
  async function startWithModels() {
    const prometheus = keep(await startFakePrometheus({ answer: risingSeries }));
    const answer = ({ prompt }: { readonly prompt: string }) => answerFromPrompt(prompt);
    const first = keep(await startFakeAnthropic({ answer }));
    const second = keep(await startFakeOpenAi({ answer }));
    const slack = keep(await startFakeSlack());
    const service = await start({
      evidence: { deadline: '3m', collectors: [{ type: 'prometheus', url: prometheus.url }] },
      reasoning: {
        models: [
          { type: 'anthropic', api_key: first.apiKey, base_url: first.baseUrl, timeout: '1s' },
          { type: 'openai', api_key: second.apiKey, base_url: second.baseUrl, timeout: '1s' },
        ],
      },
      notifiers: [{ type: 'slack', bot_token: slack.token, channel: '#alerts', api_url: slack.apiUrl }],
      route: { notifiers: ['slack'] },
    });
    return { first, second, slack, service };
  }

  const both: readonly (readonly [
    what: string,
    failure: Exclude<OpenAiFailure, { kind: 'insufficient_quota' }>,
  ])[] = [
    ['429 with Retry-After', { kind: 'rate_limited', retryAfterS: 30 }],
    ['429', { kind: 'rate_limited' }],
    ['overload (529, 503)', { kind: 'overloaded' }],
    ['500', { kind: 'server_error' }],
    ['an answer cut at its largest length', { kind: 'truncated' }],
    ['half of a body', { kind: 'cut' }],
    ['a reset', { kind: 'reset' }],
    ['a page instead of JSON', { kind: 'html' }],
    ['silence', { kind: 'hang' }],
  ];

  test.each(both)(
    'the first answers %s: the raw message was there before, the next model explains',
    async (_, failure) => {
      const { first, second, slack, service } = await startWithModels();
      first.failAlways(failure);
      await service.settle(await fire(service));
      expect(second.asked).toHaveLength(1);
      const [message, ...others] = slack.messages('#alerts');
      expect(others).toEqual([]);
      expect(message?.shown).toContain('gpt-6.1-terra');
      expect(message?.versions[0]?.shown).toContain('analysing');
    },
  );

  test.each(both)('all answer %s: code explains, and says that no model did', async (_, failure) => {
    const { first, second, slack, service } = await startWithModels();
    first.failAlways(failure);
    second.failAlways(failure);
    await service.settle(await fire(service));
    expect(slack.messages('#alerts')).toHaveLength(1);
    expect(slack.messages('#alerts')[0]?.shown).toContain('code alone');
  });

  test('a used-up quota is not asked a second time', async () => {
    const { first, second, slack, service } = await startWithModels();
    first.failAlways({ kind: 'overloaded' });
    second.failAlways({ kind: 'insufficient_quota' });
    await service.settle(await fire(service));
    expect(second.requests).toHaveLength(1);
    expect(slack.messages('#alerts')[0]?.shown).toContain('code alone');
  });
});

describe('Prometheus', () => {
  const rows: readonly (readonly [what: string, failure: PrometheusFailure, shown: string])[] = [
    ['hangs', { kind: 'hang' }, 'timed out after 1 s'],
    ['answers 503', { kind: 'unavailable' }, 'answered 503'],
    ['answers 422', { kind: 'execution_error' }, 'answered 422'],
    ['breaks the connection', { kind: 'reset' }, 'cannot be reached'],
    ['breaks off in the middle of its answer', { kind: 'cut' }, 'cannot be reached'],
    ['is hidden by a page of a proxy', { kind: 'html' }, 'not what its API promises'],
    ['answers two million samples', { kind: 'huge', series: 1000, points: 2000 }, 'more than 32 MB'],
    ['answers a million samples of 1,000 series', { kind: 'huge', series: 1000, points: 1000 }, 'series="1"'],
  ];

  test.each(rows)(
    'that %s is named, and the raw message does not wait for it',
    async (_, failure, expected) => {
      const prometheus = keep(await startFakePrometheus());
      prometheus.failAlways(failure);
      const timeout = failure.kind === 'hang' ? '1s' : '20s';
      const slack = keep(await startFakeSlack());
      const service = await start({
        evidence: {
          deadline: '20m',
          collectors: [{ type: 'prometheus', url: prometheus.url, timeout }],
        },
        notifiers: [{ type: 'slack', bot_token: slack.token, channel: '#alerts', api_url: slack.apiUrl }],
        route: { notifiers: ['slack'] },
      });
      const id = await fire(service);
      await waitFor(() => prometheus.requests.length > 0, { what: 'a query', ...patience });
      const startedAtMs = performance.now();
      await fire(service, webhookBody({ name: 'Meanwhile' }));
      expect(performance.now() - startedAtMs).toBeLessThan(5000);
      await service.settle(id);
      const message = slack
        .messages('#alerts')
        .find(({ versions: [raw] }) => raw?.shown.includes('HighErrorRate'));
      expect(message?.shown).toContain(expected);
      expect(message?.versions[0]?.shown).toContain('analysing');
    },
  );

  test('is asked only after every notifier has been told', async () => {
    const prometheus = keep(await startFakePrometheus({ answer: risingSeries }));
    const slack = keep(await startFakeSlack());
    // Time that stands still: an analysis holds back for notifiers for a while only, and here that never ends.
    const clock = createTestClock();
    const startMs = clock.now();
    const service = await start(
      {
        evidence: { collectors: [{ type: 'prometheus', url: prometheus.url }] },
        notifiers: [{ type: 'slack', bot_token: slack.token, channel: '#alerts', api_url: slack.apiUrl }],
        route: { notifiers: ['slack'] },
      },
      { ...clock, now: () => startMs },
    );
    await service.settle(await fire(service));
    const [message] = slack.messages('#alerts');
    expect(message?.versions[0]?.atMs).toBeLessThan(prometheus.requests[0]?.receivedAtMs ?? 0);
  });
});
