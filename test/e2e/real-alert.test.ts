import { createHash } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type FakeAnthropic, startFakeAnthropic } from '../fakes/anthropic.ts';
import { type FakePagerDuty, startFakePagerDuty } from '../fakes/pagerduty.ts';
import { type FakeSlack, startFakeSlack } from '../fakes/slack.ts';
import { startAlertmanager } from '../servers/alertmanager.ts';
import { describeWithServers } from '../servers/availability.ts';
import { freePort } from '../servers/free-port.ts';
import { startNodeExporter } from '../servers/node-exporter.ts';
import { type Prometheus, startPrometheus } from '../servers/prometheus.ts';
import { waitFor } from '../servers/wait-for.ts';
import { answerFromPrompt } from './answer-from-prompt.ts';
import { type BridgeProcess, startBridge } from './bridge-process.ts';

const token = 'e2e-token';
const alertNames = ['HighMemoryUsage', 'FilesystemFull'] as const;

const expressions: Readonly<Record<(typeof alertNames)[number], string>> = {
  HighMemoryUsage: '100 * (1 - node_memory_MemAvailable_bytes / node_memory_MemTotal_bytes)',
  FilesystemFull: '100 - 100 * node_filesystem_avail_bytes / node_filesystem_size_bytes',
};

/** How a configuration refers to an environment variable. */
function fromEnvironment(variable: string): string {
  return `\${${variable}}`;
}

/** Rules that fire at once, or never: everything is above 0 % and nothing above 100 %. */
function rulesAbove(threshold: number) {
  return alertNames.map((alert) => ({
    alert,
    expr: `${expressions[alert]} > ${threshold}`,
    labels: { severity: 'critical' },
    annotations: { summary: `${alert} on {{ $labels.instance }}` },
  }));
}

// Two alerts go from a real node_exporter through Prometheus and Alertmanager to Slack and PagerDuty, and back.
describeWithServers(['node-exporter', 'prometheus', 'alertmanager'], 'one real alert, end to end', () => {
  const started: { stop(): Promise<void> }[] = [];
  let slack: FakeSlack;
  let pagerduty: FakePagerDuty;
  let anthropic: FakeAnthropic;
  let prometheus: Prometheus;
  let bridge: BridgeProcess;

  function keep<T extends { stop(): Promise<void> }>(server: T): T {
    started.push(server);
    return server;
  }

  /** The Slack message of an alert, as a person sees it now. */
  function messageOf(alert: string) {
    const [message, ...others] = slack.messages('#alerts').filter(({ shown }) => shown.includes(alert));
    expect(others, 'one message an alert').toEqual([]);
    return message;
  }

  /** Sum (in seconds) and count of one of the bridge's own histograms, for Slack. */
  async function metricSum(name: string): Promise<{ sum: number; count: number }> {
    const text = await (
      await fetch(`${bridge.url}/metrics`, { headers: { authorization: `Bearer ${token}` } })
    ).text();
    const read = (suffix: string): number =>
      Number(new RegExp(`^${name}_${suffix}\\{notifier="slack"\\} (\\S+)$`, 'm').exec(text)?.[1]);
    return { sum: read('sum'), count: read('count') };
  }

  beforeAll(async () => {
    slack = keep(await startFakeSlack());
    pagerduty = keep(await startFakePagerDuty());
    anthropic = keep(await startFakeAnthropic({ answer: ({ prompt }) => answerFromPrompt(prompt) }));
    const exporter = keep(await startNodeExporter());
    const [port, prometheusPort] = [await freePort(), await freePort()];
    bridge = keep(
      await startBridge({
        port,
        env: { E2E_MODEL_KEY: anthropic.apiKey, E2E_SLACK_TOKEN: slack.token },
        config: {
          server: { auth: { bearer_token: token } },
          evidence: { collectors: [{ type: 'prometheus', url: `http://127.0.0.1:${prometheusPort}` }] },
          reasoning: {
            models: [
              { type: 'anthropic', api_key: fromEnvironment('E2E_MODEL_KEY'), base_url: anthropic.baseUrl },
            ],
          },
          notifiers: [
            {
              type: 'slack',
              bot_token: fromEnvironment('E2E_SLACK_TOKEN'),
              channel: '#alerts',
              api_url: slack.apiUrl,
            },
            {
              type: 'pagerduty',
              routing_key: pagerduty.routingKey,
              events_url: pagerduty.url,
              rest_url: pagerduty.url,
              rest_token: pagerduty.restToken,
              from_email: pagerduty.user,
            },
          ],
          route: {
            notifiers: ['slack'],
            routes: [{ matchers: ['severity="critical"'], notifiers: ['slack', 'pagerduty'] }],
          },
        },
      }),
    );
    const alertmanager = keep(
      await startAlertmanager({ webhookUrls: [`${bridge.url}/webhook`], bearerToken: token }),
    );
    prometheus = keep(
      await startPrometheus({
        port: prometheusPort,
        scrape: [{ job: 'node', target: exporter.target }],
        alertmanagers: [alertmanager.target],
        rules: rulesAbove(0),
      }),
    );
    await waitFor(() => alertNames.every((name) => messageOf(name) !== undefined), {
      what: 'both alerts in Slack',
      timeoutMs: 60_000,
    });
  }, 90_000);

  afterAll(async () => {
    for (const server of started.reverse()) await server.stop();
  });

  test('the raw alert is in Slack within a second, before anything was gathered', async () => {
    for (const name of alertNames) {
      const first = messageOf(name)?.versions[0];
      expect(first?.shown).toContain(name);
      expect(first?.shown).not.toContain('claims checked');
    }
    // Slack has a message a moment before the bridge has its answer and counts it.
    const { sum, count } = await waitFor(
      async () => {
        const delay = await metricSum('llm_alert_bridge_delivery_delay_seconds');
        return delay.count >= alertNames.length ? delay : undefined;
      },
      { what: 'the delay of both messages among the metrics', timeoutMs: 20_000 },
    );
    console.log(
      `raw message: ${((1000 * sum) / count).toFixed(0)} ms from webhook to Slack's answer, ${count} alert groups`,
    );
    expect(sum / count).toBeLessThan(1);
  });

  test.each(alertNames)(
    '%s is explained in the same message, from real numbers that were checked',
    async (name) => {
      const message = await waitFor(
        () => {
          const found = messageOf(name);
          return found?.shown.includes('claims checked') ? found : null;
        },
        { what: `${name} explained`, timeoutMs: 20_000 },
      );
      expect(message.editCount).toBeGreaterThan(0);
      const asked = anthropic.asked.find(({ prompt }) => prompt.includes(name));
      const answer = answerFromPrompt(asked?.prompt ?? '');
      expect(message.shown).toContain(answer.headline.text);
      // The value in the headline is the one that Prometheus measures.
      const [measured] = await prometheus.query(expressions[name]);
      const shown = Number(/stands at ([\d.]+)/.exec(message.shown)?.[1]);
      expect(Math.abs(shown - (measured?.value ?? Number.NaN))).toBeLessThan(5);
    },
  );

  test('what is in no evidence is marked, what would delete waits for a decision, and the counts say so', async () => {
    const message = messageOf('HighMemoryUsage');
    expect(message?.shown).toMatch(/123456\.7[\s\S]*unverified|unverified[\s\S]*123456\.7/);
    expect(message?.shown.split('rm -rf')).toHaveLength(2);
    expect(message?.shown).toMatch(
      /Waits for a decision[^\n]*deletes[^\n]*\n```\nrm -rf \/var\/tmp\/cache\n```/,
    );
    expect(message?.shown).toContain('df -h');
    expect(message?.shown).toMatch(/(\d+) of (\d+) claims checked/);
  });

  test.each(alertNames)(
    'PagerDuty has %s once, with the explanation as an event and as a note',
    async (name) => {
      const incident = await waitFor(
        () => pagerduty.incidents.find(({ title, notes }) => title.includes(name) && notes.length > 0),
        { what: `${name} in PagerDuty`, timeoutMs: 20_000 },
      );
      expect(pagerduty.incidents.filter(({ title }) => title.includes(name))).toHaveLength(1);
      expect(incident.dedupKey).toBe(createHash('sha256').update(`{}:{alertname="${name}"}`).digest('hex'));
      expect(incident.notes[0]?.content).toContain('beyond its threshold');
    },
  );

  test('both end as resolved messages, PagerDuty is resolved, and the model is not asked again', async () => {
    const askedBefore = anthropic.asked.length;
    await prometheus.setRules(rulesAbove(101));
    await waitFor(() => alertNames.every((name) => /resolved/i.test(messageOf(name)?.shown ?? '')), {
      what: 'both resolved in Slack',
      timeoutMs: 60_000,
    });
    await waitFor(() => pagerduty.incidents.every(({ state }) => state === 'resolved'), {
      what: 'both resolved in PagerDuty',
      timeoutMs: 20_000,
    });
    expect(anthropic.asked).toHaveLength(askedBefore);
    expect(slack.messages('#alerts')).toHaveLength(alertNames.length);
  });
});
