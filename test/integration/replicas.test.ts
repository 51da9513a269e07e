import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { answerFromPrompt } from '../e2e/answer-from-prompt.ts';
import { startFakeAnthropic } from '../fakes/anthropic.ts';
import { startFakeSlack } from '../fakes/slack.ts';
import { describeWithServers } from '../servers/availability.ts';
import { type Postgres, startPostgres } from '../servers/postgres.ts';
import { waitFor } from '../servers/wait-for.ts';
import { type ServiceRig, startService, webhookBody } from './service-rig.ts';

const patience = { timeoutMs: 90_000 };

describeWithServers(['postgresql'], 'two replicas on one PostgreSQL', () => {
  let postgres: Postgres;
  const running: { stop(): Promise<void> }[] = [];
  const keep = <T extends { stop(): Promise<void> }>(server: T): T => {
    running.push(server);
    return server;
  };
  beforeAll(async () => {
    postgres = await startPostgres();
  }, 60_000);
  afterEach(async () => {
    for (const server of running.splice(0).reverse()) await server.stop();
  }, 60_000);
  afterAll(() => postgres.stop());

  async function startTwo(extra: Readonly<Record<string, unknown>> = {}) {
    const slack = keep(await startFakeSlack());
    const url = await postgres.createDatabase();
    const config = {
      storage: { url },
      notifiers: [{ type: 'slack', bot_token: slack.token, channel: '#alerts', api_url: slack.apiUrl }],
      route: { notifiers: ['slack'] },
      ...extra,
    };
    const one = keep(await startService(config));
    const two = keep(await startService(config));
    for (const replica of [one, two]) {
      await waitFor(
        () =>
          replica.bridge.checkReady().then(
            () => true,
            () => false,
          ),
        {
          what: 'the replica is ready',
          ...patience,
        },
      );
    }
    return { slack, one, two };
  }

  const isStored = async (service: ServiceRig, body: unknown): Promise<boolean> =>
    (await service.post('/webhook', body)).status === 200;

  test('the same notification from both Alertmanagers of a pair makes one message', async () => {
    const { slack, one, two } = await startTwo();
    const names = Array.from({ length: 8 }, (_, index) => `Alert${index}`);
    const answers = await Promise.all(
      names.flatMap((name) => [one, two].map((replica) => replica.post('/webhook', webhookBody({ name })))),
    );
    expect(answers.map((answer) => answer.status)).toEqual(answers.map(() => 200));
    const ids = new Set(answers.map((answer) => answer.json.incidents?.[0]?.id));
    expect(ids.size).toBe(names.length);
    for (const id of ids) await one.settle(id);
    expect(slack.messages('#alerts')).toHaveLength(names.length);
  }, 240_000);

  test('both together spend no more than the budget', async () => {
    const model = keep(await startFakeAnthropic({ answer: ({ prompt }) => answerFromPrompt(prompt) }));
    const { one, two } = await startTwo({
      reasoning: {
        max_calls_per_minute: 1000,
        cache_ttl: '0s',
        budget: { usd_per_day: 0.15, reserve_for_critical: 0 },
        models: [{ type: 'anthropic', api_key: model.apiKey, base_url: model.baseUrl }],
      },
    });
    const ids: string[] = [];
    for (let index = 0; index < 10; index += 1) {
      const [a, b] = await Promise.all(
        [one, two].map((replica, side) =>
          replica.post('/webhook', webhookBody({ name: `Alert${index}-${side}` })),
        ),
      );
      ids.push(a?.json.incidents?.[0]?.id ?? '', b?.json.incidents?.[0]?.id ?? '');
    }
    for (const id of ids) await one.settle(id);
    const { spentUsd, calls } = await one.bridge.readSpend();
    expect(calls).toBeGreaterThan(0);
    expect(spentUsd).toBeLessThanOrEqual(0.15);
  }, 240_000);

  test('PostgreSQL that is restarted in the middle of the work loses nothing', async () => {
    const { slack, one, two } = await startTwo();
    const names = Array.from({ length: 12 }, (_, index) => `Alert${index}`);
    const accepted: string[] = [];
    const sending = (async () => {
      for (const [index, name] of names.entries()) {
        const replica = index % 2 === 0 ? one : two;
        await waitFor(() => isStored(replica, webhookBody({ name })), {
          what: `${name} is stored`,
          ...patience,
        });
        accepted.push(name);
      }
    })();
    await waitFor(() => accepted.length >= 5, { what: 'the first alerts', ...patience });
    await postgres.restart();
    await sending;
    await waitFor(
      () =>
        names.every((name) =>
          slack.messages('#alerts').some((message) => message.shown.includes(`${name} `)),
        ),
      { what: 'every alert is in Slack', ...patience },
    );
  }, 240_000);

  test('while PostgreSQL hangs the answer is 503 within five seconds', async () => {
    const { one } = await startTwo();
    postgres.signal('SIGSTOP');
    try {
      const startedAt = performance.now();
      const { status } = await one.post('/webhook', webhookBody());
      expect(performance.now() - startedAt).toBeLessThan(5000);
      expect(status).toBe(503);
      expect((await one.get('/-/ready')).status).toBe(503);
    } finally {
      postgres.signal('SIGCONT');
    }
    await waitFor(() => isStored(one, webhookBody()), { what: 'it is taken in again', ...patience });
  }, 240_000);
});

describeWithServers(['postgresql'], 'a service whose PostgreSQL is away at the start', () => {
  test('answers 503 until it is there', async () => {
    const postgres = await startPostgres();
    const url = await postgres.createDatabase();
    await postgres.halt();
    const service = await startService({
      storage: { url },
      notifiers: [{ type: 'console' }],
      route: { notifiers: ['console'] },
    });
    try {
      expect((await service.post('/webhook', webhookBody())).status).toBe(503);
      expect((await service.get('/-/ready')).status).toBe(503);
      await postgres.restart();
      await waitFor(async () => (await service.post('/webhook', webhookBody())).status === 200, {
        what: 'it is stored',
        ...patience,
      });
    } finally {
      await service.stop();
      await postgres.stop();
    }
  }, 240_000);
});
