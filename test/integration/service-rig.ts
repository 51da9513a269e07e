import { readFileSync } from 'node:fs';
import pino from 'pino';
import { type Bridge, compose } from '../../src/app/compose.ts';
import { registry } from '../../src/app/registry.ts';
import { parseConfig } from '../../src/config/load.ts';
import type { Config } from '../../src/config/schema.ts';
import { type Clock, systemClock } from '../../src/domain/clock.ts';
import { createServer } from '../../src/server/create-server.ts';
import { waitFor } from '../servers/wait-for.ts';

/** Reads a configuration as the service does. JSON is YAML. */
export function readTestConfig(raw: Readonly<Record<string, unknown>>): Config {
  const parsed = parseConfig(JSON.stringify(raw), {
    adapters: registry,
    env: {},
    readFile: (path) => readFileSync(path, 'utf8'),
  });
  if (parsed.ok) return parsed.config;
  throw new Error(JSON.stringify(parsed.problems));
}

export interface ServiceRig {
  readonly bridge: Bridge;
  /** What the service logged, as JSON lines. */
  readonly logged: () => string;
  readonly post: (
    path: string,
    body: unknown,
    headers?: Record<string, string>,
  ) => Promise<{ status: number; json: Answer }>;
  readonly get: (path: string, headers?: Record<string, string>) => Promise<{ status: number; text: string }>;
  /** What the server answers to, as "GET /path", HEAD and OPTIONS aside. */
  readonly routes: () => readonly string[];
  /** Waits until the incident is analysed and every notifier shows it. */
  readonly settle: (incidentId: string | undefined) => Promise<void>;
  readonly stop: () => Promise<void>;
}

export interface Answer {
  readonly status?: string;
  readonly incidents?: readonly { readonly id: string; readonly change: string }[];
  readonly code?: string;
  readonly detail?: string;
  readonly enrichment?: Readonly<Record<string, unknown>>;
  readonly [key: string]: unknown;
}

/** Reads the tree that Fastify prints: four characters of branches for each level, then the path's part and its methods. */
function listRoutes(tree: string): readonly string[] {
  const parts: string[] = [];
  return tree.split('\n').flatMap((line) => {
    const [, branches = '', part = '', methods = ''] =
      /^([│├└─ ]*)(.*?)(?: \(([A-Z, ]+)\))?$/.exec(line) ?? [];
    const level = branches.length / 4;
    parts.splice(level - 1, parts.length, part);
    const told = methods.split(', ').filter((method) => !['', 'HEAD', 'OPTIONS'].includes(method));
    return told.map((method) => `${method} ${parts.join('')}`);
  });
}

/** The whole service in this process, with a real store; only the socket is left out. */
export async function startService(
  raw: Readonly<Record<string, unknown>>,
  clock: Clock = systemClock,
): Promise<ServiceRig> {
  const config = readTestConfig({ storage: { path: ':memory:' }, ...raw });
  const lines: string[] = [];
  const log = pino({ level: 'debug' }, { write: (line: string) => void lines.push(line) });
  const bridge = await compose(config, {
    fetch,
    clock,
    log,
    print: () => undefined,
    version: 'test',
  });
  const server = await createServer({
    bridge,
    log,
    clock: systemClock,
    tls: null,
    pageFolder: '/nowhere',
    config: () => config,
    reload: (actor) => bridge.reload(config, actor),
  });
  bridge.start();
  return {
    bridge,
    logged: () => lines.join(''),
    post: async (url, body, headers = {}) => {
      const payload = typeof body === 'string' ? body : JSON.stringify(body);
      const answer = await server.inject({
        method: 'POST',
        url,
        payload,
        headers: { 'content-type': 'application/json', ...headers },
      });
      const isJson = /json/.test(String(answer.headers['content-type']));
      return { status: answer.statusCode, json: isJson ? answer.json<Answer>() : {} };
    },
    get: async (url, headers = {}) => {
      const answer = await server.inject({ method: 'GET', url, headers });
      return { status: answer.statusCode, text: answer.body };
    },
    routes: () => listRoutes(server.printRoutes({ commonPrefix: false })),
    settle: async (incidentId) => {
      await waitFor(() => incidentId !== undefined && bridge.isSettled(incidentId), {
        what: `incident ${incidentId} settled`,
        timeoutMs: 20_000,
      });
    },
    stop: async () => {
      await server.close();
      await bridge.stop();
    },
  };
}

export interface SampleAlert {
  readonly name?: string;
  readonly status?: 'firing' | 'resolved';
  readonly startsAt?: string;
  readonly labels?: Readonly<Record<string, string>>;
  readonly annotations?: Readonly<Record<string, string>>;
}

/** A webhook body as Alertmanager sends it, with one alert. */
export function webhookBody(alert: SampleAlert = {}): Record<string, unknown> {
  const { name = 'HighErrorRate', status = 'firing', startsAt = '2026-11-23T02:41:00Z' } = alert;
  const labels = {
    alertname: name,
    severity: 'critical',
    instance: 'node-3:9100',
    job: 'node',
    ...alert.labels,
  };
  const annotations = { summary: `${name} on node-3`, ...alert.annotations };
  return {
    version: '4',
    groupKey: `{}:{alertname="${name}"}`,
    truncatedAlerts: 0,
    status,
    receiver: 'bridge',
    groupLabels: { alertname: name },
    commonLabels: labels,
    commonAnnotations: annotations,
    externalURL: 'http://alertmanager.example.com',
    alerts: [
      {
        status,
        labels,
        annotations,
        startsAt,
        endsAt: status === 'firing' ? '0001-01-01T00:00:00Z' : '2026-11-23T03:10:00Z',
        generatorURL: 'http://prometheus.example.com/graph?g0.expr=errors_per_second+%3E+5&g0.tab=1',
        fingerprint: 'feedc0de00000001',
      },
    ],
  };
}
