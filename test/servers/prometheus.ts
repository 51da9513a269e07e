import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type RunningServer, startServer } from './server.ts';

export type AlertingRule = {
  readonly alert: string;
  readonly expr: string;
  readonly for?: string;
  readonly labels?: Readonly<Record<string, string>>;
  readonly annotations?: Readonly<Record<string, string>>;
};
export type RecordingRule = {
  readonly record: string;
  readonly expr: string;
  readonly labels?: Readonly<Record<string, string>>;
};
/** Rules of one group, or the whole text of a rules file. */
export type PrometheusRules = readonly (AlertingRule | RecordingRule)[] | string;

export type ScrapeTarget = {
  readonly job: string;
  /** `host:port` */
  readonly target: string;
  readonly metricsPath?: string;
  readonly labels?: Readonly<Record<string, string>>;
};

export type PrometheusOptions = {
  readonly port?: number;
  readonly rules?: PrometheusRules;
  readonly scrape?: readonly ScrapeTarget[];
  /** `host:port` of each Alertmanager. */
  readonly alertmanagers?: readonly string[];
  readonly externalLabels?: Readonly<Record<string, string>>;
  /** Both the scrape and the evaluation interval, `1s` if left out. */
  readonly interval?: string;
};

export type PrometheusSample = { readonly metric: Readonly<Record<string, string>>; readonly value: number };

export type Prometheus = RunningServer & {
  /** Replaces the rules; throws with Prometheus' own words when it refuses them. */
  setRules(rules: PrometheusRules): Promise<void>;
  /** An instant vector, now. */
  query(expr: string): Promise<readonly PrometheusSample[]>;
};

export async function startPrometheus(options: PrometheusOptions = {}): Promise<Prometheus> {
  let rulesFile = '';
  const server = await startServer({
    name: 'prometheus',
    port: options.port,
    readyPath: '/-/ready',
    async prepare({ folder, target }) {
      rulesFile = join(folder, 'rules.yml');
      const configFile = join(folder, 'prometheus.yml');
      await writeFile(rulesFile, rulesText(options.rules ?? []));
      await writeFile(configFile, JSON.stringify(configuration(options, rulesFile), null, 2));
      return [
        `--config.file=${configFile}`,
        `--storage.tsdb.path=${join(folder, 'data')}`,
        `--web.listen-address=${target}`,
        `--web.external-url=http://${target}`,
        '--web.enable-lifecycle',
        // An Alertmanager that starts late hears of a firing alert within seconds, not within a minute.
        '--rules.alert.resend-delay=5s',
      ];
    },
  });
  return {
    ...server,
    async setRules(rules) {
      await writeFile(rulesFile, rulesText(rules));
      const response = await fetch(`${server.url}/-/reload`, { method: 'POST' });
      const text = await response.text();
      if (!response.ok) throw new Error(`Prometheus refused the rules: ${text.trim()}\n${server.output()}`);
    },
    query: (expr) => queryVector(server.url, expr),
  };
}

/** JSON, which is YAML too. */
function rulesText(rules: PrometheusRules): string {
  return typeof rules === 'string' ? rules : JSON.stringify({ groups: [{ name: 'test', rules }] }, null, 2);
}

function configuration(options: PrometheusOptions, rulesFile: string): object {
  const interval = options.interval ?? '1s';
  return {
    global: {
      scrape_interval: interval,
      scrape_timeout: interval,
      evaluation_interval: interval,
      external_labels: options.externalLabels ?? {},
    },
    rule_files: [rulesFile],
    scrape_configs: scrapeConfigs(options.scrape ?? []),
    alerting: { alertmanagers: [{ static_configs: [{ targets: options.alertmanagers ?? [] }] }] },
  };
}

/** One entry a job, since Prometheus refuses a job's name twice. */
function scrapeConfigs(targets: readonly ScrapeTarget[]): object[] {
  return Map.groupBy(targets, ({ job }) => job)
    .entries()
    .map(([job, members]) => ({
      job_name: job,
      metrics_path: members[0]?.metricsPath ?? '/metrics',
      static_configs: members.map(({ target, labels }) => ({ targets: [target], labels: labels ?? {} })),
    }))
    .toArray();
}

type QueryAnswer = {
  readonly status: string;
  readonly error?: string;
  readonly data?: {
    readonly resultType: string;
    readonly result: readonly { metric: Record<string, string>; value: [number, string] }[];
  };
};

async function queryVector(url: string, expr: string): Promise<readonly PrometheusSample[]> {
  const response = await fetch(`${url}/api/v1/query`, {
    method: 'POST',
    body: new URLSearchParams({ query: expr }),
  });
  const { data, error } = (await response.json()) as QueryAnswer;
  if (data === undefined) throw new Error(`the query ${expr} failed: ${error ?? response.status}`);
  if (data.resultType !== 'vector')
    throw new Error(`the query ${expr} gives a ${data.resultType}, not a vector`);
  return data.result.map(({ metric, value }) => ({ metric, value: toNumber(value[1]) }));
}

function toNumber(text: string): number {
  return Number(text.replace('Inf', 'Infinity'));
}
