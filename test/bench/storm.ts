import { Agent, request } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import { WebhookBody } from '../../src/notification/webhook/webhook-body.ts';
import { answerFromPrompt } from '../e2e/answer-from-prompt.ts';
import { startFakeAnthropic } from '../fakes/anthropic.ts';
import { startHttpFake } from '../fakes/http-fake.ts';
import { startFakePrometheus } from '../fakes/prometheus.ts';
import { waitFor } from '../servers/wait-for.ts';
import { quantile } from './load-generator.ts';
import { createPayload } from './payloads.ts';
import { type Program, readPeakMemoryMb, startBenchService } from './programs.ts';
import { type Table, toMs } from './table.ts';

const groups = 500;
const alertsPerGroup = 20;
/** Each group is reported this often, with more alerts each time. */
const reports = 4;
const modelTakesMs = 3000;
const recoveryTimeoutMs = 300_000;

/** What the notifier's vendor has seen of one group. */
interface Seen {
  readonly firstAtMs: number;
  readonly firing: number;
  readonly explained: boolean;
  readonly atMs: number;
}

async function startVendors() {
  const seen = new Map<string, Seen>();
  const notifier = await startHttpFake({
    handle: ({ body }) => {
      const { group_key: key, firing_count: firing, analysis } = WebhookBody.parse(body);
      const atMs = performance.now();
      const firstAtMs = seen.get(key)?.firstAtMs ?? atMs;
      seen.set(key, { firstAtMs, firing, explained: analysis.state === 'done', atMs });
      return { status: 204 };
    },
  });
  const model = await startFakeAnthropic({
    answer: async ({ prompt }) => {
      await delay(modelTakesMs);
      return answerFromPrompt(prompt);
    },
  });
  const prometheus = await startFakePrometheus({
    answer: ({ endpoint, parameters }) => {
      if (endpoint !== 'query_range') return undefined;
      const end = Number(parameters['end']);
      const values = Array.from({ length: 60 }, (_, index) => [
        end - (59 - index) * 60,
        String(1 + index / 5),
      ]);
      return { resultType: 'matrix', result: [{ metric: { instance: 'node-1:9100' }, values }] };
    },
  });
  return { seen, notifier, model, prometheus };
}

type Vendors = Awaited<ReturnType<typeof startVendors>>;

function startStormService({ notifier, model, prometheus }: Vendors): Promise<Program> {
  return startBenchService({
    config: {
      log: { level: 'warn' },
      evidence: { collectors: [{ type: 'prometheus', url: prometheus.url }] },
      reasoning: { models: [{ type: 'anthropic', api_key: model.apiKey, base_url: model.baseUrl }] },
      notifiers: [{ type: 'webhook', url: `${notifier.url}/hook` }],
      route: { notifiers: ['webhook'] },
    },
  });
}

function post(url: string, agent: Agent, body: string): Promise<number> {
  return new Promise((resolve) => {
    const headers = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) };
    const call = request(`${url}/webhook`, { agent, method: 'POST', headers }, (response) => {
      response.on('end', () => resolve(response.statusCode ?? 0)).resume();
    });
    call.on('error', () => resolve(0));
    call.end(body);
  });
}

interface Sent {
  readonly sentAtMs: ReadonlyMap<string, number>;
  readonly acknowledgedMs: readonly number[];
  readonly refused: number;
}

/** Sends every report at its own time, evenly over the storm, over 32 connections. */
async function send(url: string, stormMs: number): Promise<Sent> {
  const agent = new Agent({ keepAlive: true, maxSockets: 32 });
  const sentAtMs = new Map<string, number>();
  const acknowledgedMs: number[] = [];
  let refused = 0;
  const startMs = performance.now();
  const pending: Promise<void>[] = [];
  for (let index = 0; index < groups * reports; index++) {
    const group = index % groups;
    const version = Math.floor(index / groups);
    const alerts = (alertsPerGroup / reports) * (version + 1);
    const body = createPayload({ group, alerts, version });
    await delay(Math.max(0, startMs + (index * stormMs) / (groups * reports) - performance.now()));
    const atMs = performance.now();
    const key = `{}:{alertname="Bench${group}"}`;
    if (!sentAtMs.has(key)) sentAtMs.set(key, atMs);
    pending.push(
      post(url, agent, body).then((status) => {
        if (status === 200) acknowledgedMs.push(performance.now() - atMs);
        else refused++;
      }),
    );
  }
  await Promise.all(pending);
  agent.destroy();
  return { sentAtMs, acknowledgedMs: acknowledgedMs.sort((a, b) => a - b), refused };
}

/** 10,000 alerts in 500 groups: what was lost, how late the first messages were, what it took, how long it lasted. */
export async function benchStorm(options: { readonly stormMs: number }): Promise<Table> {
  const vendors = await startVendors();
  const service = await startStormService(vendors);
  const { seen } = vendors;
  const complete = (): boolean =>
    seen.size === groups && [...seen.values()].every((one) => one.firing === alertsPerGroup && one.explained);
  try {
    const { sentAtMs, acknowledgedMs, refused } = await send(service.url, options.stormMs);
    const endedAtMs = performance.now();
    await waitFor(complete, {
      what: 'all of it at the notifier',
      timeoutMs: recoveryTimeoutMs,
      intervalMs: 100,
    }).catch(() => undefined);
    const delays = [...sentAtMs]
      .map(([key, atMs]) => (seen.get(key)?.firstAtMs ?? Number.POSITIVE_INFINITY) - atMs)
      .sort((a, b) => a - b);
    const shown = [...seen.values()].reduce((sum, one) => sum + one.firing, 0);
    const lastAtMs = Math.max(...[...seen.values()].map((one) => one.atMs));
    const row = [
      String(groups * alertsPerGroup - shown),
      String(refused),
      `${toMs(quantile(acknowledgedMs, 0.5))}, ${toMs(quantile(acknowledgedMs, 0.99))}`,
      `${toMs(quantile(delays, 0.5))}, ${toMs(quantile(delays, 0.99))}`,
      String(vendors.model.asked.length),
      `${Math.round(readPeakMemoryMb(service.pid))} MB`,
      `${Math.max(0, (lastAtMs - endedAtMs) / 1000).toFixed(1)} s`,
    ];
    return {
      title: `A storm: ${(groups * alertsPerGroup).toLocaleString('en')} alerts in ${groups} groups within ${options.stormMs / 1000} s`,
      notes: [
        `${groups * reports} webhooks; each group is reported ${reports} times, with more alerts each time. A model takes ${modelTakesMs / 1000} s, and ten calls a minute are allowed; the others are explained by code. Recovery: from the last acknowledgement until every notifier shows every group as it is, explained. The service has just been started, and the slowest messages are the first ones, whose code is still to be compiled.`,
      ],
      header: [
        'alerts lost',
        'webhooks refused',
        'acknowledgement p50, p99',
        'webhook to notifier p50, p99',
        'model calls',
        'memory at its highest',
        'recovery',
      ],
      rows: [row],
    };
  } finally {
    await service.stop();
    await vendors.notifier.stop();
    await vendors.model.stop();
    await vendors.prometheus.stop();
  }
}
