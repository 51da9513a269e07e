import { afterEach, describe, expect, test } from 'vitest';
import { type PagerDutyFailure, startFakePagerDuty } from '../fakes/pagerduty.ts';
import { type SlackFailure, startFakeSlack } from '../fakes/slack.ts';
import { webhookBody } from '../integration/service-rig.ts';
import { waitFor } from '../servers/wait-for.ts';
import { createTestClock, fire, keep, start, stopAll, waitedSeconds } from './wire-rig.ts';

const patience = { timeoutMs: 30_000 };

afterEach(stopAll);

describe('Slack', () => {
  async function startWithSlack() {
    const slack = keep(await startFakeSlack());
    const service = await start({
      notifiers: [
        {
          type: 'slack',
          bot_token: slack.token,
          channel: '#alerts',
          api_url: slack.apiUrl,
          timeout: '300ms',
        },
      ],
      route: { notifiers: ['slack'] },
    });
    return { slack, service };
  }

  const rows: readonly (readonly [what: string, failures: readonly SlackFailure[], messages: 1 | 2])[] = [
    ['asks for 60 s of patience', [{ kind: 'rate_limited', retryAfterS: 60 }], 1],
    ['answers 429 and does not say for how long', [{ kind: 'rate_limited' }], 1],
    ['says ok: false, it has an internal error', [{ kind: 'error', error: 'internal_error' }], 1],
    ['says ok: false, it is rate limited', [{ kind: 'error', error: 'ratelimited' }], 1],
    ['does not know the channel for a while', [{ kind: 'error', error: 'channel_not_found' }], 1],
    [
      'answers 500 three times',
      Array.from({ length: 3 }, () => ({ kind: 'status', status: 500 }) as const),
      1,
    ],
    ['answers 503', [{ kind: 'status', status: 503 }], 1],
    ['is hidden by a page of a proxy', [{ kind: 'status', status: 200 }], 1],
    ['breaks the connection and has not taken the message', [{ kind: 'reset', stored: false }], 1],
    ['breaks the connection after it has taken the message', [{ kind: 'reset', stored: true }], 2],
    ['hangs', [{ kind: 'hang' }], 1],
    ['hangs after it has taken the message', [{ kind: 'hang', stored: true }], 2],
  ];

  test.each(rows)('that %s has the message in the end, explained', async (_, failures, messages) => {
    const { slack, service } = await startWithSlack();
    slack.failNext(...failures);
    await service.settle(await fire(service));
    const shown = slack.messages('#alerts');
    expect(shown).toHaveLength(messages);
    expect(shown.at(-1)?.shown).toContain('code alone');
    const [asked] = failures;
    if (asked?.kind === 'rate_limited') {
      expect(waitedSeconds(slack.requests)).toBeGreaterThan((asked.retryAfterS ?? 0.5) - 0.5);
    }
  });

  test('that fails for one alert has the others at once', async () => {
    const { slack, service } = await startWithSlack();
    slack.failNext({ kind: 'error', error: 'channel_not_found' });
    const first = await fire(service, webhookBody({ name: 'First' }));
    await waitFor(() => slack.requests.length > 0, { what: 'the first attempt', ...patience });
    const second = await fire(service, webhookBody({ name: 'Second' }));
    await service.settle(second);
    await service.settle(first);
    expect(slack.messages('#alerts').map(({ shown }) => /First|Second/.exec(shown)?.[0])).toContain('Second');
    expect(slack.messages('#alerts')).toHaveLength(2);
  });
});

describe('PagerDuty', () => {
  const rows: readonly (readonly [what: string, failures: readonly PagerDutyFailure[]])[] = [
    ['refuses the event with 400 for a while', [{ kind: 'invalid' }]],
    ['asks for 60 s of patience', [{ kind: 'rate_limited', retryAfterS: 60 }]],
    ['answers 429 and does not say for how long', [{ kind: 'rate_limited' }]],
    ['answers 500', [{ kind: 'status', status: 500 }]],
    [
      'answers 503 twice',
      [
        { kind: 'status', status: 503 },
        { kind: 'status', status: 503 },
      ],
    ],
    ['is hidden by a page of a proxy', [{ kind: 'html' }]],
    ['breaks the connection', [{ kind: 'reset' }]],
    ['breaks off in the middle of its answer', [{ kind: 'cut' }]],
    ['breaks the connection after it has taken the event', [{ kind: 'reset_after_accept' }]],
    ['hangs', [{ kind: 'hang' }]],
  ];

  test.each(rows)('that %s has one incident in the end, which resolves', async (_, failures) => {
    const pagerduty = keep(await startFakePagerDuty());
    const service = await start({
      notifiers: [
        { type: 'pagerduty', routing_key: pagerduty.routingKey, events_url: pagerduty.url, timeout: '300ms' },
      ],
      route: { notifiers: ['pagerduty'] },
    });
    pagerduty.failNext(...failures);
    const id = await fire(service);
    await service.settle(id);
    expect(pagerduty.incidents.map(({ state }) => state)).toEqual(['triggered']);
    const [asked] = failures;
    if (asked?.kind === 'rate_limited') {
      expect(waitedSeconds(pagerduty.requests)).toBeGreaterThan((asked.retryAfterS ?? 0.5) - 0.5);
    }
    pagerduty.failNext(...failures);
    await fire(service, webhookBody({ status: 'resolved' }));
    await service.settle(id);
    expect(pagerduty.incidents.map(({ state }) => state)).toEqual(['resolved']);
  });
});

describe('a clock that is set', () => {
  const dayMs = 86_400_000;

  test.each([
    ['a day forth', [dayMs]],
    ['a day back', [-dayMs]],
    ['a day forth and back', [dayMs, -dayMs]],
  ])('%s while alerts come in keeps none from its notifier', async (_, jumps) => {
    const clock = createTestClock();
    const slack = keep(await startFakeSlack());
    const service = await start(
      {
        notifiers: [{ type: 'slack', bot_token: slack.token, channel: '#alerts', api_url: slack.apiUrl }],
        route: { notifiers: ['slack'] },
      },
      clock,
    );
    const ids: string[] = [];
    slack.failNext({ kind: 'status', status: 500 }, { kind: 'rate_limited', retryAfterS: 60 });
    for (const [index, jump] of [...jumps, 0].entries()) {
      ids.push(await fire(service, webhookBody({ name: `Alert${index}` })));
      await waitFor(() => slack.requests.length > index, { what: 'an attempt', ...patience });
      clock.jump(jump);
      await fire(service, webhookBody({ name: `Alert${index}`, status: 'resolved' }));
    }
    for (const id of ids) await service.settle(id);
    const shown = slack.messages('#alerts').map((message) => message.shown);
    expect(shown).toHaveLength(ids.length);
    for (const text of shown) expect(text).toMatch(/resolved/i);
  });
});
