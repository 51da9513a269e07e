import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Clock } from '../../src/domain/clock.ts';
import { systemClock } from '../../src/domain/clock.ts';
import type { Hypothesis } from '../../src/domain/hypothesis.ts';

export const demoFolder = fileURLToPath(new URL('../../demo/disk-full', import.meta.url));
export const demoAlert = readFileSync(`${demoFolder}/alert.json`, 'utf8');
/** When the recording of the demo ends: the incident is still going on. */
export const demoEndMs = Date.parse('2026-11-12T02:52:00Z');

export const rollback = 'kubectl rollout undo deployment/checkout-api -n shop';

/** A clock that goes on from another time, and can be set again. */
export function createMovableClock(startMs: number): Clock & { readonly moveTo: (ms: number) => void } {
  let offsetMs = startMs - systemClock.now();
  return {
    now: () => systemClock.now() + offsetMs,
    after: systemClock.after,
    moveTo: (ms) => {
      offsetMs = ms - systemClock.now();
    },
  };
}

/** What a good model says of the demo: figures as the evidence has them, and one that it has not. */
const explainedDisk: Hypothesis = {
  headline: {
    text: 'Debug logs of checkout-api v2.4.0 fill /var on node-3: 93.5 % used',
    evidence: ['E2', 'E4', 'E6'],
  },
  root_cause: {
    text: 'Since deploy checkout-api v2.4.0 (2026-11-12T02:01:20Z) request and response bodies are logged at debug level: /var/log/checkout-api grew by 35.1 GB, exactly what /var lost.',
    evidence: ['E4', 'E6', 'E8'],
    status: 'confirmed',
  },
  alternatives: [
    { text: 'Container images are not it: /var/lib/containerd stayed at 18.4 GB.', evidence: ['E12'] },
    { text: 'Traffic explains little: requests went from 118/s to 124/s.', evidence: ['E9'] },
  ],
  impact: {
    text: 'Requests still pass at 124/s. At this slope /var is empty in 10 min, and everything on node-3 stops writing.',
    evidence: ['E8', 'E9'],
    level: 'critical',
  },
  remediation: [
    { text: 'Go back to the version before v2.4.0.', evidence: ['E4'], command: rollback },
    {
      text: 'See which files grow.',
      evidence: ['E6'],
      command: 'du -h /var/log/checkout-api',
    },
  ],
  investigation: [
    {
      text: 'Watch whether it stops growing after the rollback.',
      evidence: ['E6'],
      command: null,
      promql: 'directory_size_bytes{path="/var/log/checkout-api"}',
    },
  ],
  prevention: [
    {
      text: 'Rotate the logs of checkout-api by size, and alert on how fast a disk fills.',
      evidence: ['E6'],
    },
  ],
  disproof: null,
};

/** Plays the model for the demo and for a storm around it. */
export function answerOnPage(prompt: string): Hypothesis {
  if (prompt.includes('DiskAlmostFull')) return explainedDisk;
  const name = /alertname=(\w+)/.exec(prompt)?.[1] ?? 'The alert';
  const cited = ['E1'];
  return {
    headline: { text: `${name}: its cause is not in the evidence`, evidence: cited },
    root_cause: { text: 'Nothing that was gathered shows why.', evidence: cited, status: 'inconclusive' },
    alternatives: [],
    impact: { text: 'Not measured.', evidence: cited, level: 'low' },
    remediation: [],
    investigation: [],
    prevention: [],
    disproof: null,
  };
}

interface StormAlert {
  readonly name: string;
  readonly severity: string;
  readonly service: string;
  readonly summary: string;
}

const kinds: readonly StormAlert[] = [
  {
    name: 'CheckoutErrorsHigh',
    severity: 'critical',
    service: 'checkout-api',
    summary: '8 % of checkouts fail',
  },
  {
    name: 'PaymentsLatencyHigh',
    severity: 'error',
    service: 'payments',
    summary: 'p99 of payments is 4.1 s',
  },
  {
    name: 'OrdersDbConnectionsExhausted',
    severity: 'critical',
    service: 'orders-db',
    summary: 'orders-db has no free connection',
  },
  {
    name: 'KafkaConsumerLag',
    severity: 'warning',
    service: 'invoice-batch',
    summary: 'invoice-batch is 48,000 messages behind',
  },
  {
    name: 'PodCrashLooping',
    severity: 'warning',
    service: 'basket',
    summary: 'basket restarts again and again',
  },
  {
    name: 'NodeMemoryPressure',
    severity: 'warning',
    service: 'node',
    summary: 'node-7 has 3 % of its memory left',
  },
  {
    name: 'CertificateExpiresSoon',
    severity: 'info',
    service: 'ingress',
    summary: 'The certificate of shop.example.com ends in 13 days',
  },
  {
    name: 'BlackboxProbeFailed',
    severity: 'error',
    service: 'ingress',
    summary: 'https://shop.example.com does not answer from two regions',
  },
];

/** The n-th alert of a storm, as Alertmanager sends it. */
export function stormBody(
  index: number,
  given: { readonly startsAtMs: number; readonly endsAtMs?: number },
): Readonly<Record<string, unknown>> {
  const { name, severity, service, summary } = kinds[index % kinds.length] as StormAlert;
  const shard = Math.floor(index / kinds.length);
  const status = given.endsAtMs === undefined ? 'firing' : 'resolved';
  const labels = { alertname: name, severity, service, cluster: `eu-${shard + 1}`, namespace: 'shop' };
  const annotations = { summary, runbook_url: `https://runbooks.example.com/${name}` };
  return {
    version: '4',
    groupKey: `{}:{alertname="${name}", cluster="eu-${shard + 1}"}`,
    truncatedAlerts: 0,
    status,
    receiver: 'bridge',
    groupLabels: { alertname: name, cluster: `eu-${shard + 1}` },
    commonLabels: labels,
    commonAnnotations: annotations,
    externalURL: 'https://alertmanager.example.com',
    alerts: [
      {
        status,
        labels,
        annotations,
        startsAt: new Date(given.startsAtMs).toISOString(),
        endsAt:
          given.endsAtMs === undefined ? '0001-01-01T00:00:00Z' : new Date(given.endsAtMs).toISOString(),
        generatorURL: 'https://prometheus.example.com/graph?g0.expr=up+%3D%3D+0',
        fingerprint: (0xfeed0000 + index).toString(16).padStart(16, '0'),
      },
    ],
  };
}
