/**
 * Makes the incident that `demo` shows: a disk that fills up because an application logs too much after a deploy,
 * while container images, which people suspect first, take no more room than before. Run it again after a change:
 * `node scripts/make-demo-bundle.ts`; it always writes the same bytes.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const folder = fileURLToPath(new URL('../demo/disk-full', import.meta.url));
const minute = 60_000;
const begin = Date.parse('2026-11-12T01:30:00Z');
const deploy = Date.parse('2026-11-12T02:01:20Z');
const alertStart = Date.parse('2026-11-12T02:49:00Z');
const end = Date.parse('2026-11-12T02:52:00Z');
const gigabyte = 1e9;
const diskSize = 100 * gigabyte;
const instance = { instance: 'node-3:9100', job: 'node' };

/** Small repeatable noise, −1 … 1 (a linear congruential generator). */
function createNoise(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) % 4_294_967_296;
    return (state / 4_294_967_296) * 2 - 1;
  };
}

const times = Array.from({ length: (end - begin) / minute + 1 }, (_, index) => begin + index * minute);

/** Bytes in the log folder: a trickle before the deploy, then about 0.69 GB a minute. */
function logBytes(time: number): number {
  const since = Math.max(0, time - deploy) / minute;
  return 2.1 * gigabyte + 0.002 * gigabyte * ((time - begin) / minute) + 0.69 * gigabyte * since;
}

const imageBytes = 18.4 * gigabyte;
const journalBytes = 3.9 * gigabyte;
const otherBytes = 34 * gigabyte;

function usedBytes(time: number): number {
  return logBytes(time) + imageBytes + journalBytes + otherBytes;
}

function series(name: string, labels: Record<string, string>, value: (time: number) => number): string {
  const values = times.map((time) => [time / 1000, String(Number(value(time).toPrecision(8)))]);
  return JSON.stringify({ metric: { __name__: name, ...instance, ...labels }, values });
}

function noisy(seed: number, level: number, spread: number): () => number {
  const noise = createNoise(seed);
  return () => level + spread * noise();
}

const writes = createNoise(7);
const metrics = [
  series(
    'instance_mountpoint:node_filesystem_used:percent',
    { mountpoint: '/var' },
    (time) => (100 * usedBytes(time)) / diskSize,
  ),
  series('node_filesystem_avail_bytes', { mountpoint: '/var' }, (time) => diskSize - usedBytes(time)),
  series('node_filesystem_avail_bytes', { mountpoint: '/' }, noisy(1, 22.6 * gigabyte, 0.01 * gigabyte)),
  series('directory_size_bytes', { path: '/var/log/checkout-api' }, logBytes),
  series('directory_size_bytes', { path: '/var/lib/containerd' }, () => imageBytes),
  series('directory_size_bytes', { path: '/var/log/journal' }, () => journalBytes),
  series('instance:node_cpu_used:percent', {}, noisy(2, 23, 1.2)),
  series('node_memory_MemAvailable_bytes', {}, noisy(3, 9.8 * gigabyte, 0.05 * gigabyte)),
  series(
    'instance:node_disk_written_bytes:rate5m',
    {},
    (time) => (time > deploy ? 12.4e6 : 1.1e6) * (1 + 0.04 * writes()),
  ),
  series('service:http_requests:rate5m', { service: 'checkout-api' }, noisy(4, 121, 4)),
];

const changes = [
  {
    time: '2026-11-12T01:38:05Z',
    kind: 'config',
    id: 'cfg-8812',
    service: 'ingress',
    author: 'mira',
    summary: 'raise keep-alive timeout to 75 s',
  },
  {
    time: new Date(deploy).toISOString(),
    kind: 'deploy',
    id: 'dep-20461',
    service: 'checkout-api',
    version: 'v2.4.0',
    author: 'jonas',
    summary: 'log request and response bodies at debug level to find the basket bug',
  },
  {
    time: '2026-11-12T02:31:44Z',
    kind: 'deploy',
    id: 'dep-20464',
    service: 'invoice-batch',
    version: 'v1.9.2',
    author: 'ci',
    summary: 'nightly batch image',
  },
];

const logs = times.flatMap((time, index) => {
  const at = (offsetMs: number): string => new Date(time + offsetMs).toISOString();
  const lines = [
    {
      time: at(2000),
      labels: { service: 'checkout-api', level: 'info', node: 'node-3' },
      line: `POST /checkout 200 in ${31 + (index % 9)} ms`,
    },
  ];
  if (time > deploy) {
    lines.push(
      ...[1, 2, 3].map((step) => ({
        time: at(step * 9000),
        labels: { service: 'checkout-api', level: 'debug', node: 'node-3' },
        line: `response body (${61_440 + index * 7 + step} bytes) for basket ${48_211 + index}: {"items":[…`,
      })),
    );
  }
  if (index === 62) {
    lines.push({
      time: at(12_000),
      labels: { service: 'kubelet', level: 'info', node: 'node-3' },
      line: 'Successfully pulled image "registry.example.com/invoice-batch:v1.9.2" in 8.1s, size 214 MB, replacing v1.9.1',
    });
  }
  return lines;
});

const alertLabels = {
  alertname: 'DiskAlmostFull',
  device: '/dev/sdb1',
  ...instance,
  mountpoint: '/var',
  severity: 'critical',
  team: 'platform',
};
const annotations = {
  summary: '/var on node-3 is more than 90 % full',
  description: 'Filesystem /var (/dev/sdb1) of node-3:9100 has been more than 90 % full for 5 minutes.',
  runbook_url: 'https://runbooks.example.com/disk-almost-full',
};
const expression = 'instance_mountpoint:node_filesystem_used:percent{mountpoint="/var"} > 90';
const alert = {
  version: '4',
  groupKey: '{}/{team="platform"}:{alertname="DiskAlmostFull", instance="node-3:9100"}',
  truncatedAlerts: 0,
  status: 'firing',
  receiver: 'llm-alert-bridge',
  groupLabels: { alertname: 'DiskAlmostFull', instance: 'node-3:9100' },
  commonLabels: alertLabels,
  commonAnnotations: annotations,
  externalURL: 'https://alertmanager.example.com',
  alerts: [
    {
      status: 'firing',
      labels: alertLabels,
      annotations,
      startsAt: new Date(alertStart).toISOString(),
      endsAt: '0001-01-01T00:00:00Z',
      generatorURL: `https://prometheus.example.com/graph?g0.expr=${encodeURIComponent(expression)}&g0.tab=1`,
      fingerprint: '6f1f2c0b6f1a4c52',
    },
  ],
};

const topology = {
  services: {
    'checkout-api': { depends_on: ['orders-db', 'payments'] },
    'invoice-batch': { depends_on: ['orders-db'] },
    ingress: { depends_on: ['checkout-api'] },
  },
};

mkdirSync(folder, { recursive: true });
const write = (name: string, text: string): void => writeFileSync(`${folder}/${name}`, `${text}\n`);
write('alert.json', JSON.stringify(alert, null, 2));
write('metrics.ndjson', metrics.join('\n'));
write('changes.ndjson', changes.map((change) => JSON.stringify(change)).join('\n'));
write('logs.ndjson', logs.map((line) => JSON.stringify(line)).join('\n'));
write('topology.json', JSON.stringify(topology, null, 2));
