import pino from 'pino';
import { afterEach, expect, test } from 'vitest';
import { compose } from '../../src/app/compose.ts';
import type { Clock } from '../../src/domain/clock.ts';
import { answerFromPrompt } from '../e2e/answer-from-prompt.ts';
import { startFakeAnthropic } from '../fakes/anthropic.ts';
import { startFakePrometheus } from '../fakes/prometheus.ts';
import { startFakeSlack } from '../fakes/slack.ts';
import { waitFor } from '../servers/wait-for.ts';
import { readTestConfig, webhookBody } from './service-rig.ts';

const running: { stop(): Promise<void> }[] = [];

function keep<T extends { stop(): Promise<void> }>(server: T): T {
  running.push(server);
  return server;
}

afterEach(async () => {
  for (const server of running.splice(0).reverse()) await server.stop();
});

/** Ten minutes pass in three seconds; only the clock knows. */
const speed = 200;
const bornMs = Date.now();
const fastClock: Clock = {
  now: () => bornMs + (Date.now() - bornMs) * speed,
  after: (delayMs, fn) => {
    const timer = setTimeout(fn, delayMs / speed);
    return () => clearTimeout(timer);
  },
};

test('the query that would disprove a cause is run at once and ten minutes later, and the message tells both', async () => {
  const test = { value: '0.02' };
  const prometheus = keep(
    await startFakePrometheus({
      answer: ({ endpoint, parameters }) => {
        if (endpoint !== 'query_range') return undefined;
        const end = Number(parameters['end']);
        const own = parameters['query'] === 'retries_per_second';
        const values = Array.from({ length: 60 }, (_, index) => [
          end - (59 - index) * 60,
          own ? test.value : String(1 + index / 5),
        ]);
        return { resultType: 'matrix', result: [{ metric: { instance: 'node-3:9100' }, values }] };
      },
    }),
  );
  const model = keep(
    await startFakeAnthropic({
      answer: ({ prompt }) => ({
        ...answerFromPrompt(prompt),
        disproof: { query: 'retries_per_second', expected: '< 0.1' },
      }),
    }),
  );
  const slack = keep(await startFakeSlack());
  const config = readTestConfig({
    storage: { path: ':memory:' },
    evidence: { deadline: '30m', collectors: [{ type: 'prometheus', url: prometheus.url }] },
    reasoning: { models: [{ type: 'anthropic', api_key: model.apiKey, base_url: model.baseUrl }] },
    notifiers: [{ type: 'slack', bot_token: slack.token, channel: '#alerts', api_url: slack.apiUrl }],
    route: { notifiers: ['slack'] },
  });
  const bridge = keep(
    await compose(config, {
      fetch,
      clock: fastClock,
      log: pino({ level: 'silent' }),
      print: () => undefined,
      version: 'test',
    }),
  );
  bridge.start();
  await bridge.receive({ path: '/webhook', body: JSON.stringify(webhookBody()), problem: null });
  const shown = (): string => slack.messages('#alerts')[0]?.shown ?? '';
  await waitFor(
    () =>
      shown().includes('expected &lt; 0.1, is 0.02: holds') ||
      shown().includes('expected < 0.1, is 0.02: holds'),
    {
      what: 'the first look',
      timeoutMs: 20_000,
    },
  );
  test.value = '0.4';
  await waitFor(() => shown().includes('is 0.4 on the second look: weakened'), {
    what: 'the second look',
    timeoutMs: 30_000,
  });
  expect(shown()).toContain('Cause unclear');
  expect(slack.messages('#alerts')).toHaveLength(1);
}, 60_000);
