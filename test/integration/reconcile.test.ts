import { afterEach, expect, test } from 'vitest';
import { startFakePagerDuty } from '../fakes/pagerduty.ts';
import { startFakeSlack } from '../fakes/slack.ts';
import { startAlertmanager } from '../servers/alertmanager.ts';
import { describeWithServers } from '../servers/availability.ts';
import { waitFor } from '../servers/wait-for.ts';
import { startService } from './service-rig.ts';

const running: { stop(): Promise<void> }[] = [];
const keep = <T extends { stop(): Promise<void> }>(server: T): T => {
  running.push(server);
  return server;
};
afterEach(async () => {
  for (const one of running.splice(0).reverse()) await one.stop();
});

const patience = { timeoutMs: 30_000 };

describeWithServers(['alertmanager'], 'comparing with Alertmanager', () => {
  async function start(grace: string) {
    // Its webhook leads nowhere: what it sends never reaches us.
    const alertmanager = keep(await startAlertmanager({ webhookUrls: ['http://127.0.0.1:9/webhook'] }));
    const slack = keep(await startFakeSlack());
    const pagerduty = keep(await startFakePagerDuty());
    const service = keep(
      await startService({
        reconcile: {
          alertmanagers: [{ url: alertmanager.url }, { url: 'http://127.0.0.1:9' }],
          receiver: 'webhooks',
          interval: '1s',
          grace,
        },
        notifiers: [
          { type: 'slack', bot_token: slack.token, channel: '#alerts', api_url: slack.apiUrl },
          { type: 'pagerduty', routing_key: pagerduty.routingKey, events_url: pagerduty.url },
        ],
        route: { notifiers: ['slack', 'pagerduty'] },
      }),
    );
    const labels = { alertname: 'DiskFull', severity: 'critical', instance: 'node-1' };
    const startsAt = new Date(Date.now() - 600_000);
    await alertmanager.postAlerts([{ labels, annotations: { summary: 'node-1 is full' }, startsAt }]);
    return { alertmanager, slack, pagerduty, service, labels, startsAt };
  }

  test('takes in what never reached us, once, and is one incident with the webhook that comes at last', async () => {
    const { alertmanager, slack, pagerduty, service, labels, startsAt } = await start('1s');
    await waitFor(() => slack.messages('#alerts').length === 1, { what: 'the alert in Slack', ...patience });
    expect(slack.messages('#alerts')[0]?.shown).toContain('node-1 is full');
    await new Promise((resolve) => setTimeout(resolve, 2500));
    const [alert] = await alertmanager.alerts();
    const webhook = (status: string) =>
      service.post('/webhook', {
        version: '4',
        groupKey: '{}/{severity="critical"}:{alertname="DiskFull"}',
        status,
        receiver: 'webhooks',
        groupLabels: { alertname: 'DiskFull' },
        alerts: [
          {
            status,
            labels,
            annotations: { summary: 'node-1 is full' },
            startsAt: startsAt.toISOString(),
            ...(status === 'resolved' ? { endsAt: new Date().toISOString() } : {}),
            fingerprint: alert?.fingerprint,
          },
        ],
      });
    const { json } = await webhook('firing');
    const { items } = JSON.parse((await service.get('/api/v1/incidents')).text) as {
      items: { id: string }[];
    };
    expect(items.map((item) => item.id)).toEqual([json.incidents?.[0]?.id]);
    await webhook('resolved');
    await service.settle(json.incidents?.[0]?.id);
    expect(slack.messages('#alerts')).toHaveLength(1);
    expect(slack.messages('#alerts')[0]?.shown).toMatch(/resolved/i);
    const keys = new Set(
      pagerduty.requests.map((request) => (request.body as { dedup_key: string }).dedup_key),
    );
    expect(keys.size).toBe(1);
    const { text } = await service.get('/metrics');
    expect(text).toContain('llm_alert_bridge_reconciled_groups_total 1');
    expect(text).toMatch(/llm_alert_bridge_reconcile_failures_total\{code="source_unreachable"\} \d/);
  });

  test('leaves alone what may still be on its way', async () => {
    const { slack, service } = await start('1h');
    await waitFor(
      async () => /reconcile_failures_total\{\S+ [2-9]/.test((await service.get('/metrics')).text),
      { what: 'two comparisons', ...patience },
    );
    expect(slack.messages('#alerts')).toHaveLength(0);
  });
});
