import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type RunningServer, startServer } from './server.ts';

export type AlertmanagerOptions = {
  readonly port?: number;
  /** Each gets every alert group. */
  readonly webhookUrls: readonly string[];
  readonly bearerToken?: string;
  /** `alertname` if left out. */
  readonly groupBy?: readonly string[];
  /** `0s`, `1s` and `4h` if left out. */
  readonly groupWait?: string;
  readonly groupInterval?: string;
  readonly repeatInterval?: string;
  readonly sendResolved?: boolean;
  /** Alerts in one notification at most; 0, the default, is no limit. */
  readonly maxAlerts?: number;
};

export type PostedAlert = {
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations?: Readonly<Record<string, string>>;
  readonly startsAt?: Date | string;
  /** In the past: the alert is resolved. */
  readonly endsAt?: Date | string;
  readonly generatorURL?: string;
};

export type StoredAlert = {
  readonly fingerprint: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
  readonly startsAt: string;
  readonly endsAt: string;
  readonly status: { readonly state: string };
};

export type Alertmanager = RunningServer & {
  postAlerts(alerts: readonly PostedAlert[]): Promise<void>;
  /** What `GET /api/v2/alerts` lists. */
  alerts(): Promise<readonly StoredAlert[]>;
};

/** A single Alertmanager, its gossip off, that sends everything to the given webhooks. */
export async function startAlertmanager(options: AlertmanagerOptions): Promise<Alertmanager> {
  const server = await startServer({
    name: 'alertmanager',
    port: options.port,
    readyPath: '/-/ready',
    async prepare({ folder, target }) {
      const configFile = join(folder, 'alertmanager.yml');
      await writeFile(configFile, JSON.stringify(configuration(options), null, 2));
      return [
        `--config.file=${configFile}`,
        `--storage.path=${join(folder, 'data')}`,
        `--web.listen-address=${target}`,
        `--web.external-url=http://${target}`,
        '--cluster.listen-address=',
      ];
    },
  });
  const alertsUrl = `${server.url}/api/v2/alerts`;
  return {
    ...server,
    async postAlerts(alerts) {
      const response = await fetch(alertsUrl, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(alerts),
      });
      const text = await response.text();
      if (!response.ok) throw new Error(`Alertmanager refused the alerts: ${response.status} ${text.trim()}`);
    },
    async alerts() {
      const response = await fetch(alertsUrl);
      return (await response.json()) as readonly StoredAlert[];
    },
  };
}

/** Written as JSON, which is YAML too. */
function configuration(options: AlertmanagerOptions): object {
  const { bearerToken, sendResolved = true, maxAlerts = 0 } = options;
  return {
    route: {
      receiver: 'webhooks',
      group_by: options.groupBy ?? ['alertname'],
      group_wait: options.groupWait ?? '0s',
      group_interval: options.groupInterval ?? '1s',
      repeat_interval: options.repeatInterval ?? '4h',
    },
    receivers: [
      {
        name: 'webhooks',
        webhook_configs: options.webhookUrls.map((url) => ({
          url,
          send_resolved: sendResolved,
          max_alerts: maxAlerts,
          ...(bearerToken === undefined
            ? {}
            : { http_config: { authorization: { type: 'Bearer', credentials: bearerToken } } }),
        })),
      },
    ],
  };
}
