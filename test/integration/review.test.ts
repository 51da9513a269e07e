import { createHash } from 'node:crypto';
import { afterEach, describe, expect, test } from 'vitest';
import type { Review } from '../../src/domain/review.ts';
import { type ServiceRig, startService, webhookBody } from './service-rig.ts';

const running: { stop(): Promise<void> }[] = [];
afterEach(async () => {
  for (const service of running.splice(0).reverse()) await service.stop();
});

const tokens = { looks: 'look-9d1', decides: 'decide-7c2', sends: 'send-1e4', runs: 'admin-5b8' };
const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
const command = 'kubectl rollout undo deployment/checkout -n shop';

const access = {
  tokens: [
    { name: 'looks', sha256: sha256(tokens.looks), scopes: ['read'] },
    { name: 'decides', sha256: sha256(tokens.decides), scopes: ['read', 'review'] },
    { name: 'sends', sha256: sha256(tokens.sends), scopes: ['ingest'] },
    { name: 'runs', sha256: sha256(tokens.runs), scopes: ['admin', 'read'] },
  ],
};

async function start(extra: Readonly<Record<string, unknown>> = {}): Promise<ServiceRig> {
  const service = await startService({
    server: { access },
    notifiers: [{ type: 'console' }],
    route: { notifiers: ['console'] },
    ...extra,
  });
  running.push(service);
  return service;
}

const as = (token: string) => ({ authorization: `Bearer ${token}` });

async function fireOne(service: ServiceRig): Promise<string> {
  const { json } = await service.post('/webhook', webhookBody(), as(tokens.sends));
  const id = json.incidents?.[0]?.id ?? '';
  await service.settle(id);
  return id;
}

async function queueOne(service: ServiceRig): Promise<Review> {
  const incidentId = await fireOne(service);
  await service.bridge.queueReviews(incidentId, [
    {
      command,
      sha256: sha256(command),
      effect: 'goes back to the revision before',
      dryRun: `${command} --dry-run=server`,
      undo: 'the same command once more',
      purpose: 'the deploy is the likely cause',
    },
  ]);
  const { text } = await service.get('/api/v1/reviews', as(tokens.looks));
  return (JSON.parse(text) as { items: Review[] }).items[0] as Review;
}

const decide = (
  service: ServiceRig,
  review: Review,
  given: Record<string, unknown> = {},
  token = tokens.decides,
) =>
  service.post(
    `/api/v1/reviews/${review.id}/decision`,
    { decision: 'approved', sha256: review.sha256, ...given },
    as(token),
  );

describe('who may do what', () => {
  test.each([
    ['looks', 'GET', '/api/v1/incidents', 200],
    ['looks', 'GET', '/api/v1/audit', 200],
    ['looks', 'POST', '/webhook', 403],
    ['sends', 'GET', '/api/v1/incidents', 403],
    ['sends', 'POST', '/webhook', 200],
    ['decides', 'POST', '/-/reload', 403],
    ['runs', 'POST', '/webhook', 403],
    ['nobody', 'GET', '/api/v1/incidents', 401],
    ['nobody', 'GET', '/api/v1/me', 200],
    ['nobody', 'GET', '/-/healthy', 200],
    ['nobody', 'GET', '/metrics', 401],
  ])('%s: %s %s → %d', async (who, method, path, status) => {
    const service = await start();
    const headers = who === 'nobody' ? {} : as(tokens[who as keyof typeof tokens]);
    const answer =
      method === 'GET' ? await service.get(path, headers) : await service.post(path, webhookBody(), headers);
    expect(answer.status).toBe(status);
  });

  test('where nothing is configured everybody may look and send, and nobody may decide', async () => {
    const service = await start({ server: {} });
    const { json } = await service.post('/webhook', webhookBody());
    await service.settle(json.incidents?.[0]?.id);
    expect((await service.get('/api/v1/incidents')).status).toBe(200);
    const me = JSON.parse((await service.get('/api/v1/me')).text) as { readOnly: boolean };
    expect(me.readOnly).toBe(true);
    expect((await service.post('/api/v1/reviews/x/decision', {})).status).toBe(403);
  });
});

describe('a suggested command that changes something', () => {
  test('is approved once, by the first, and shows by whom', async () => {
    const service = await start();
    const review = await queueOne(service);
    expect(review).toMatchObject({ state: 'pending', command, undo: 'the same command once more' });
    const [first, second] = await Promise.all([
      decide(service, review),
      decide(service, review, { decision: 'rejected', reason: 'too risky' }),
    ]);
    expect([first.status, second.status].sort()).toEqual([200, 409]);
    const winner = first.status === 200 ? first : second;
    expect(winner.json).toMatchObject({ decidedBy: 'token:decides', decidedVia: 'api' });
    expect((first.status === 409 ? first : second).json.detail).toContain('token:decides has');
  });

  test('cannot be approved with the hash of other bytes', async () => {
    const service = await start();
    const review = await queueOne(service);
    const answer = await decide(service, review, { sha256: sha256('rm -rf /') });
    expect(answer.status).toBe(409);
    expect(answer.json.detail).toContain('not the command that was shown');
  });

  test('can be approved by those whom the route names, and by nobody else', async () => {
    const service = await start({
      route: { notifiers: ['console'], approvers: ['token:somebody-else'] },
    });
    const review = await queueOne(service);
    expect((await decide(service, review)).status).toBe(403);
    expect((await decide(service, review, {}, tokens.looks)).status).toBe(403);
  });

  test('says afterwards what came of it, and all of it is in the audit log', async () => {
    const service = await start();
    const review = await queueOne(service);
    const early = await service.post(
      `/api/v1/reviews/${review.id}/outcome`,
      { outcome: 'worked' },
      as(tokens.decides),
    );
    expect(early.status).toBe(409);
    await decide(service, review);
    const noted = await service.post(
      `/api/v1/reviews/${review.id}/outcome`,
      { outcome: 'worked' },
      as(tokens.decides),
    );
    expect(noted.json).toMatchObject({ outcome: 'worked', outcomeBy: 'token:decides' });
    const { text } = await service.get('/api/v1/audit', as(tokens.looks));
    const all = (JSON.parse(text) as { items: { action: string; subject: string }[] }).items;
    const items = all.filter((entry) => entry.action !== 'config_loaded');
    expect(items.map((entry) => entry.action)).toEqual([
      'review_created',
      'review_approved',
      'review_outcome',
    ]);
    expect(items.every((entry) => entry.subject === review.id)).toBe(true);
  });

  test('is not queued twice for one incident', async () => {
    const service = await start();
    const review = await queueOne(service);
    const again = { ...review, purpose: 'again' };
    await service.bridge.queueReviews(review.incidentId, [again]);
    const { text } = await service.get('/api/v1/reviews', as(tokens.looks));
    expect((JSON.parse(text) as { items: unknown[] }).items).toHaveLength(1);
  });
});

describe('judging an explanation', () => {
  test('is kept with the incident and in the audit log; a second judgement of one person replaces the first', async () => {
    const service = await start();
    const id = await fireOne(service);
    const say = (judgement: string, note?: string) =>
      service.post(`/api/v1/incidents/${id}/feedback`, { judgement, note }, as(tokens.decides));
    expect((await say('right')).status).toBe(200);
    expect((await say('wrong', 'it was the certificate')).status).toBe(200);
    expect((await say('perhaps')).status).toBe(400);
    const { text } = await service.get(`/api/v1/incidents/${id}`, as(tokens.looks));
    const detail = JSON.parse(text) as { feedback: { judgement: string }[]; timeline: { kind: string }[] };
    expect(detail.feedback).toMatchObject([{ judgement: 'wrong', note: 'it was the certificate' }]);
    expect(detail.timeline.map((event) => event.kind)).toContain('feedback');
  });
});

describe('what people said and tried', () => {
  test('is evidence when the alert fires again', async () => {
    const service = await start({ evidence: { collectors: [{ type: 'history' }] } });
    const review = await queueOne(service);
    await decide(service, review);
    const { incidentId, id } = review;
    await service.post(`/api/v1/reviews/${id}/outcome`, { outcome: 'worked' }, as(tokens.decides));
    const judged = { judgement: 'wrong', note: 'it was the certificate' };
    await service.post(`/api/v1/incidents/${incidentId}/feedback`, judged, as(tokens.decides));
    await service.post('/webhook', webhookBody({ status: 'resolved' }), as(tokens.sends));
    const startsAt = new Date().toISOString();
    const again = await service.post('/webhook', webhookBody({ startsAt }), as(tokens.sends));
    const next = again.json.incidents?.[0]?.id ?? '';
    expect(next).not.toBe(incidentId);
    await service.settle(next);
    const detail = JSON.stringify(await service.bridge.readIncident(next));
    expect(detail).toContain('people called that wrong');
    expect(detail).toContain('it was the certificate');
    expect(detail).toContain(`${command}\\" worked`);
  });
});

describe('the list of incidents', () => {
  test('shows what fires first, is paged without gaps, and is searched', async () => {
    const service = await start();
    for (let number = 1; number <= 7; number += 1) {
      const name = `Alert${number}`;
      await service.post('/webhook', webhookBody({ name }), as(tokens.sends));
      if (number % 2 === 0) {
        await service.post('/webhook', webhookBody({ name, status: 'resolved' }), as(tokens.sends));
      }
    }
    const seen: string[] = [];
    let cursor = '';
    do {
      const { text } = await service.get(`/api/v1/incidents?limit=3&cursor=${cursor}`, as(tokens.looks));
      const page = JSON.parse(text) as {
        items: { alertName: string; state: string }[];
        next: string | null;
        firing: number;
      };
      expect(page.firing).toBe(4);
      seen.push(...page.items.map((item) => `${item.state} ${item.alertName}`));
      cursor = page.next ?? '';
    } while (cursor !== '');
    expect(seen.map((text) => text.split(' ')[0])).toEqual([
      ...Array.from({ length: 4 }, () => 'firing'),
      ...Array.from({ length: 3 }, () => 'resolved'),
    ]);
    expect(new Set(seen).size).toBe(7);
    const found = await service.get('/api/v1/incidents?q=alert3', as(tokens.looks));
    expect((JSON.parse(found.text) as { items: unknown[] }).items).toHaveLength(1);
    const none = await service.get('/api/v1/incidents?q=100%25', as(tokens.looks));
    expect((JSON.parse(none.text) as { items: unknown[] }).items).toHaveLength(0);
    expect((await service.get('/api/v1/incidents?cursor=xx', as(tokens.looks))).status).toBe(400);
  });
});

test('the OpenAPI document names every route of the API', async () => {
  const service = await start();
  const { text } = await service.get('/api/v1/openapi.json', as(tokens.looks));
  const { paths } = JSON.parse(text) as { paths: Record<string, Record<string, unknown>> };
  const described = Object.entries(paths).flatMap(([path, operations]) =>
    Object.keys(operations).map((method) => `${method.toUpperCase()} ${path}`),
  );
  const routes = service
    .routes()
    .filter((route) => route.includes(' /api/v1/') && !route.endsWith('/openapi.json'))
    .map((route) => route.replaceAll(/:(\w+)/g, '{$1}'));
  expect(routes.length).toBeGreaterThan(15);
  expect(described.toSorted()).toEqual(routes.toSorted());
});
