import { afterEach, describe, expect, test } from 'vitest';
import type { StoredEgress } from '../../src/storage/egress.ts';
import { answerFromPrompt } from '../e2e/answer-from-prompt.ts';
import { startFakeAnthropic } from '../fakes/anthropic.ts';
import { startFakePagerDuty } from '../fakes/pagerduty.ts';
import { type PrometheusCall, startFakePrometheus } from '../fakes/prometheus.ts';
import { startFakeSlack } from '../fakes/slack.ts';
import { type ServiceRig, startService, webhookBody } from './service-rig.ts';

const running: { stop(): Promise<void> }[] = [];

function keep<T extends { stop(): Promise<void> }>(server: T): T {
  running.push(server);
  return server;
}

afterEach(async () => {
  for (const server of running.splice(0).reverse()) await server.stop();
});

const address = '10.20.30.40';
const mailbox = 'maria@example.com';
const labels = { instance: `${address}:9100`, data_class: 'restricted' };

/** A series that has risen steadily until now. */
function rise({ endpoint, parameters }: PrometheusCall): object | undefined {
  if (endpoint !== 'query_range') return undefined;
  const end = Number(parameters['end']);
  const values = Array.from({ length: 60 }, (_, index) => [end - (59 - index) * 60, String(1 + index / 5)]);
  return { resultType: 'matrix', result: [{ metric: { job: 'node' }, values }] };
}

/** The service between a model, Slack and PagerDuty, with an alert that names an address and a mailbox. */
async function startAll(extra: Readonly<Record<string, unknown>> = {}, model: object = {}) {
  const prometheus = keep(await startFakePrometheus({ answer: rise }));
  const claude = keep(await startFakeAnthropic({ answer: ({ prompt }) => answerFromPrompt(prompt) }));
  const slack = keep(await startFakeSlack());
  const pagerduty = keep(await startFakePagerDuty());
  const service = keep(
    await startService({
      evidence: { collectors: [{ type: 'prometheus', url: prometheus.url }] },
      reasoning: {
        models: [{ type: 'anthropic', api_key: claude.apiKey, base_url: claude.baseUrl, ...model }],
      },
      notifiers: [
        { type: 'slack', bot_token: slack.token, channel: '#alerts', api_url: slack.apiUrl },
        { type: 'pagerduty', routing_key: pagerduty.routingKey, events_url: pagerduty.url },
      ],
      route: { notifiers: ['slack', 'pagerduty'] },
      ...extra,
    }),
  );
  return { claude, slack, pagerduty, service };
}

async function fire(service: ServiceRig): Promise<string> {
  const summary = `node ${address} is slow, ask ${mailbox}`;
  const { json } = await service.post('/webhook', webhookBody({ labels, annotations: { summary } }));
  const id = json.incidents?.[0]?.id ?? '';
  await service.settle(id);
  return id;
}

async function readEgress(service: ServiceRig, id: string): Promise<readonly StoredEgress[]> {
  const { text } = await service.get(`/api/v1/incidents/${id}/egress`);
  return (JSON.parse(text) as { readonly egress: readonly StoredEgress[] }).egress;
}

describe('what left for an incident', () => {
  test('is kept as it was sent, with the answers, and without our own credentials', async () => {
    const { claude, slack, pagerduty, service } = await startAll();
    const id = await fire(service);
    const kept = await readEgress(service, id);
    const sent = [claude, slack, pagerduty].flatMap((fake) => fake.requests.map(({ rawBody }) => rawBody));
    const bodies = sent.map((body) => body.replaceAll(pagerduty.routingKey, '[credential]'));
    expect(kept.map(({ body }) => body).sort()).toEqual(bodies.sort());
    expect(new Set(kept.map(({ name }) => name))).toEqual(new Set(['anthropic', 'slack', 'pagerduty']));
    for (const one of kept) {
      expect(one).toMatchObject({ method: 'POST', error: null });
      expect([200, 202]).toContain(one.status);
      expect(one.answer?.length).toBeGreaterThan(0);
      expect(one.answeredAtMs).toBeGreaterThanOrEqual(one.sentAtMs);
    }
    for (const credential of [claude.apiKey, slack.token, pagerduty.routingKey]) {
      expect(JSON.stringify(kept)).not.toContain(credential);
    }
  });

  test('is kept apart from what left for another, also while both are worked on', async () => {
    const { service } = await startAll();
    const post = (name: string) => service.post('/webhook', webhookBody({ name }));
    const answers = await Promise.all([post('First'), post('Second')]);
    const ids = answers.map(({ json }) => json.incidents?.[0]?.id ?? '');
    for (const id of ids) await service.settle(id);
    const [first, second] = await Promise.all(
      ids.map(async (id) => JSON.stringify(await readEgress(service, id))),
    );
    expect(first).toContain('First');
    expect(first).not.toContain('Second');
    expect(second).not.toContain('First on');
  });

  test('is kept too when nobody answered', async () => {
    const { service, slack, pagerduty } = await startAll();
    await pagerduty.stop();
    const { json } = await service.post('/webhook', webhookBody());
    const id = json.incidents?.[0]?.id ?? '';
    await expect
      .poll(async () => (await readEgress(service, id)).find(({ name }) => name === 'pagerduty')?.error, {
        timeout: 10_000,
      })
      .toEqual(expect.any(String));
    expect(slack.messages('#alerts')).toHaveLength(1);
  });

  test('of an incident that does not exist is 404', async () => {
    const { service } = await startAll();
    expect((await service.get('/api/v1/incidents/none/egress')).status).toBe(404);
  });
});

describe('addresses', () => {
  test('that models do not see are put back for people', async () => {
    const { claude, slack, service } = await startAll({ redaction: { ip_addresses: 'mask' } });
    await fire(service);
    const prompt = claude.requests[0]?.rawBody ?? '';
    expect(prompt).toContain('⟨ip-1⟩');
    expect(prompt).not.toContain(address);
    expect(prompt).not.toContain(mailbox);
    const shown = slack.messages('#alerts')[0]?.shown ?? '';
    expect(shown).toContain(address);
    expect(shown).not.toContain('⟨');
  });

  test('stay masked for people too when the policy says so', async () => {
    const { slack, pagerduty, service } = await startAll({
      redaction: { ip_addresses: 'mask', restore_in_messages: false },
    });
    await fire(service);
    const told = JSON.stringify([...slack.requests, ...pagerduty.requests].map(({ rawBody }) => rawBody));
    expect(told).not.toContain(address);
    expect(told).not.toContain(mailbox);
  });
});

describe('an alert under a policy', () => {
  const policies = (models: string) => ({
    redaction: { ip_addresses: 'mask', policies: [{ matchers: [`instance=~"10\\\\.20\\\\..*"`], models }] },
  });

  test('is explained without a model that is not local, and says why', async () => {
    const { claude, slack, service } = await startAll(policies('local'));
    await fire(service);
    expect(claude.requests).toHaveLength(0);
    expect(slack.messages('#alerts')[0]?.shown).toContain('lets only local models see it');
  });

  test('goes to a local model', async () => {
    const { claude, service } = await startAll(policies('local'), { local: true });
    await fire(service);
    expect(claude.asked).toHaveLength(1);
  });

  test('goes to no model at all if so wanted', async () => {
    const { claude, service } = await startAll(policies('none'), { local: true });
    await fire(service);
    expect(claude.requests).toHaveLength(0);
  });
});

test('an explanation speaks to people of addresses as they are, and to models of placeholders', async () => {
  const { claude, service } = await startAll({ redaction: { ip_addresses: 'mask' } });
  const { json } = await service.post('/enrich', webhookBody({ labels, annotations: { summary: mailbox } }));
  const told = JSON.stringify(json.enrichment);
  expect(told).toContain(address);
  expect(told).toContain(mailbox);
  expect(told).not.toContain('⟨');
  expect(JSON.stringify(claude.requests.map(({ rawBody }) => rawBody))).not.toContain(address);
});
