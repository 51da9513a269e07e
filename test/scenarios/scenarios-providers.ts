import { decoys } from './decoys.ts';
import type { Sketch, SketchedChange } from './world.ts';

/** Clouds, resolvers and other providers that fail or throttle; traffic that comes from outside; and what we did ourselves. */

interface Provided {
  readonly name: string;
  readonly lines: readonly string[];
  readonly extra?: Partial<Sketch>;
  readonly change?: SketchedChange;
  readonly instead?: RegExp;
}

function toSketch({ name, lines, extra = {}, change, instead }: Provided): Sketch {
  const [first = '', second = first] = lines;
  return {
    name: `provider: ${name}`,
    alert: ['orders', 'orders answers 5xx'],
    calls: 'shop > orders > orders-db, shop > mailer',
    series: [
      ['orders', 'http_5xx_ratio', [-9, 0.001], [-7, 0.5]],
      ['mailer', 'errors_per_second', [-9, 0.1], [-7, 9]],
    ],
    logs: [
      ['orders', 'error', -9, 16, first],
      ['mailer', 'error', -9, 16, second],
    ],
    changes: [
      decoys.rename('orders', -13),
      decoys.metrics('mailer', -12),
      decoys.copy('shop', -11),
      ...(change === undefined ? [] : [change]),
    ],
    culprit: change?.id ?? null,
    ...(instead === undefined ? {} : { instead }),
    ...extra,
  };
}

const setting = (id: string, file: string, before: string, after: string): SketchedChange => ({
  ...{ id, minute: -15, summary: 'small improvements', service: 'orders' },
  diff: `--- a/${file}\n+++ b/${file}\n@@ -4,3 +4,3 @@\n-${before}\n+${after}\n`,
});

const cases: readonly Provided[] = [
  {
    name: 'a model API that throttles, in Python',
    lines: [
      'openai-like client: HTTP 429 Too Many Requests from https://api.openlm.ai/v1/embed, retry later',
    ],
    instead: /openlm/,
  },
  {
    name: 'a managed database that fails over, by its own event',
    lines: [
      'org.postgresql.util.PSQLException: FATAL: the database system is in recovery mode',
      'pq: cannot execute INSERT in a read-only transaction',
    ],
    extra: {
      logs: [
        ['rds-events', 'info', -9.5, 1, 'Multi-AZ instance failover started.'],
        ['rds-events', 'info', -6, 1, 'Multi-AZ instance failover completed'],
        ['orders', 'error', -9, 16, 'FATAL: the database system is in recovery mode'],
        ['mailer', 'error', -9, 16, 'pq: cannot execute INSERT in a read-only transaction'],
      ],
    },
    instead: /failover|failed over|fails over/,
  },
  {
    name: 'a database that is promoted, by its own log',
    lines: ['terminating connection due to administrator command', 'dial tcp: connection refused'],
    extra: {
      logs: [
        ['orders-db', 'info', -9.5, 1, 'received promote request'],
        ['orders-db', 'info', -9, 1, 'selected new timeline ID: 8'],
        ['orders', 'error', -9, 16, 'FATAL: the database system is not accepting connections'],
      ],
    },
    instead: /fails over/,
  },
  {
    name: 'a managed cache in its maintenance',
    lines: ['redis: READONLY You cannot write against a read only replica.'],
    extra: {
      logs: [
        ['cloud-events', 'info', -9.5, 1, 'maintenance window: redis-main is being patched by the provider'],
        ['orders', 'error', -9, 16, 'READONLY You cannot write against a read only replica.'],
        ['mailer', 'error', -9, 16, 'redis: connection reset by peer'],
      ],
    },
    instead: /maintenance/,
  },
  {
    name: 'the resolver, in Go and Node',
    lines: [
      'dial tcp: lookup orders-db.internal on 10.96.0.10:53: read udp 10.1.2.3:41022->10.96.0.10:53: i/o timeout',
      'Error: getaddrinfo EAI_AGAIN smtp-relay.internal',
    ],
    instead: /name|resolv|DNS/i,
  },
  {
    name: 'object storage that throttles whoever calls it',
    lines: [
      'AmazonS3Exception: Please reduce your request rate (Service: Amazon S3; Status Code: 503; Error Code: SlowDown)',
      'ClientError: (SlowDown) when calling the PutObject operation: Please reduce your request rate.',
    ],
    instead: /provider|S3/,
  },
  {
    name: 'a database of a cloud that is not there, in Java',
    lines: [
      'com.amazonaws.services.dynamodbv2.model.InternalServerErrorException: Internal server error (Service: AmazonDynamoDBv2; Status Code: 500)',
    ],
    instead: /provider|Dynamo/i,
  },
  {
    name: 'ours, when a resolver was set another way',
    lines: ['lookup orders-db.internal on 10.96.0.10:53: no such host'],
    change: setting('resolver', 'orders/dns.yaml', 'nameserver: 10.96.0.10', 'nameserver: 10.96.0.1'),
  },
  {
    name: 'ours, when each item is asked for alone',
    lines: ['HTTP 429 Too Many Requests from https://api.openlm.ai/v1/embed'],
    extra: {
      logs: [
        ['orders', 'error', -9, 16, 'HTTP 429 Too Many Requests from https://api.openlm.ai/v1/embed'],
        ['shop', 'warn', -8, 8, 'orders answered 502'],
      ],
    },
    change: {
      ...{ id: 'each', minute: -15, summary: 'small improvements', service: 'orders' },
      diff: `--- a/orders/embed.py
+++ b/orders/embed.py
@@ -6,4 +6,5 @@ def embed(items):
-    return client.embed([item.text for item in items])
+    for item in items:
+        vectors.append(client.embed([item.text]))
+    return vectors
`,
    },
  },
  {
    name: 'nobody: far more people than usual, by counters at the edge',
    lines: ['worker pool saturated, request queued'],
    extra: {
      labelled: [
        [{ service: 'shop', route: '/' }, 'http_requests_total', [-90, 0], [-12, 468_000], [10, 2_300_000]],
        [{ service: 'orders' }, 'http_requests_total', [-90, 0], [-12, 93_600], [10, 460_000]],
      ],
    },
    instead: /traffic/,
  },
  {
    name: 'nobody: an advertisement on television, at an ingress alone',
    lines: ['server overloaded, shedding load'],
    extra: {
      labelled: [
        [
          { service: 'ingress', host: 'shop.example' },
          'nginx_ingress_controller_requests_per_second',
          [-12, 400],
          [-10, 2600],
        ],
      ],
      calls: 'ingress > shop > orders > orders-db, shop > mailer',
    },
    instead: /traffic/,
  },
  {
    name: 'a crawler, by its user agent',
    lines: ['worker pool saturated, request queued'],
    extra: {
      logs: [
        ...Array.from({ length: 29 }, (_, index) => {
          const agents = [
            'Mozilla/5.0 (X11)',
            'okhttp/4.9',
            'Mozilla/5.0 (iPhone)',
            'curl/8.1',
            'Dalvik/2.1',
          ];
          const fields = { user_agent: agents[index % 5] ?? '', status: '200' };
          return ['shop', 'info', -80 + 3 * index, 1, 'GET /item', fields] as const;
        }),
        ...Array.from(
          { length: 60 },
          (_, index) =>
            [
              'shop',
              'info',
              -11 + index / 3,
              1,
              'GET /item',
              { user_agent: 'PriceHarvest/1.2', status: '200' },
            ] as const,
        ),
        ['orders', 'error', -9, 14, 'worker pool saturated, request queued'],
      ],
    },
    instead: /PriceHarvest/,
  },
];

export const providerCases: readonly Sketch[] = cases.map(toSketch);
