import { codeChange, noted, step, toTrace } from './caller-parts.ts';
import { decoys } from './decoys.ts';
import type { Sketch } from './world.ts';

/** Callers that end their calls sooner than before, and callees that came to limits which were always there. */

export const givesUp: readonly Sketch[] = [
  {
    name: 'a caller that no longer waits, by its own percentiles, in Go',
    alert: ['web', 'WebErrors 5xx of web'],
    calls: 'web > tariffs > geo, tariffs > taxes',
    series: [
      ['web', 'http_5xx_ratio', ...step(-8, 0.002, 0.14)],
      ['tariffs', 'http_5xx_ratio', ...step(-8, 0.002, 0.15)],
      ['tariffs', 'http_client_request_duration_p99_seconds', ...step(-8, 1.15, 1.15)],
      ['tariffs', 'upstream_timeouts_per_second', ...step(-8, 0.05, 21)],
      ['geo', 'http_server_duration_p99_seconds', ...step(-8, 1.1, 1.1)],
      ['geo', 'http_5xx_ratio', ...step(-8, 0.002, 0.002)],
      ['geo', 'requests_per_second', ...step(-8, 80, 99)],
      ['geo', 'cpu_utilization', ...step(-8, 0.5, 0.61)],
      ['geo', 'client_disconnects_per_second', ...step(-8, 0.1, 20)],
      ['taxes', 'http_server_duration_p99_seconds', ...step(-8, 0.09, 0.09)],
    ],
    ceilings: [['tariffs', 'http_client_request_duration_p99_seconds', -8, 0.4]],
    logs: [
      ['tariffs', 'error', -8, 14, 'quote failed: context deadline exceeded'],
      ['geo', 'warn', -8, 14, 'client closed connection before the response was written'],
    ],
    changes: [
      codeChange(
        'budget',
        ['tariffs', -14],
        [
          'tariffs/internal/geo/client.go',
          '-\tclient := &http.Client{Timeout: 3 * time.Second}',
          '+\tclient := &http.Client{Timeout: 400 * time.Millisecond}',
        ],
      ),
      noted('geo', -12),
      decoys.rename('web', -11),
    ],
    culprit: 'budget',
    began: 'tariffs',
  },
  {
    name: 'a caller that no longer waits, by what it logs, in Java',
    alert: ['portal', 'PortalErrors 5xx of portal'],
    calls: 'portal > offers > scoring',
    series: [
      ['portal', 'error_rate_5xx_ratio', ...step(-7, 0.003, 0.2)],
      ['offers', 'error_rate_5xx_ratio', ...step(-7, 0.003, 0.22)],
      ['offers', 'upstream_retries_per_sec', ...step(-7, 0.1, 17)],
      ['scoring', 'http_server_duration_p50_ms', ...step(-7, 350, 352)],
      ['scoring', 'http_server_duration_p99_ms', ...step(-7, 1400, 1405)],
      ['scoring', 'error_rate_5xx_ratio', ...step(-7, 0.003, 0.003)],
      ['scoring', 'worker_busy_ratio', ...step(-7, 0.5, 0.63)],
    ],
    logs: [
      ['offers', 'error', -7, 15, 'HttpTimeoutException: request timed out, elapsed_ms=603'],
      ['scoring', 'warn', -7, 15, 'client disconnected, status 499'],
    ],
    changes: [
      codeChange(
        'align',
        ['offers', -13],
        [
          'offers/src/main/java/ScoringClient.java',
          '-        .timeout(Duration.ofMillis(2500))',
          '+        .timeout(Duration.ofMillis(600))',
        ],
      ),
      noted('scoring', -10),
      decoys.metrics('portal', -9),
    ],
    culprit: 'align',
    began: 'offers',
  },
  {
    name: 'a caller that gives calls a deadline they never had, as traces show, in Python',
    alert: ['gateway', 'GatewayErrors errors of gateway'],
    calls: 'gateway > feed > ranker',
    series: [
      ['gateway', 'grpc_errors_per_second', ...step(-6, 0.1, 14)],
      ['feed', 'grpc_errors_per_second', ...step(-6, 0.1, 15)],
      ['ranker', 'rpc_server_duration_p95_ms', ...step(-6, 820, 822)],
      ['ranker', 'grpc_server_errors_per_second', ...step(-6, 0.1, 0.1)],
      ['ranker', 'cpu_utilization', ...step(-6, 0.4, 0.52)],
    ],
    logs: [['feed', 'error', -6, 12, 'StatusCode.DEADLINE_EXCEEDED: Deadline Exceeded']],
    spans: [
      ...[-80, -60, -40].flatMap((minute) =>
        toTrace({
          minute,
          chain: [
            ['gateway', 900],
            ['feed', 880],
          ],
          calls: [['ranker', 'Rank', 860]],
        }),
      ),
      ...[-5, -3, 1].flatMap((minute) =>
        toTrace({
          minute,
          status: 'error',
          chain: [
            ['gateway', 530],
            ['feed', 505],
          ],
          calls: [['ranker', 'Rank', 850]],
        }),
      ),
    ],
    changes: [
      codeChange(
        'deadline',
        ['feed', -12],
        ['feed/ranking.py', '-    return stub.Rank(request)', '+    return stub.Rank(request, timeout=0.5)'],
      ),
      noted('ranker', -10),
    ],
    culprit: 'deadline',
    began: 'feed',
  },
  {
    name: 'a pool that no longer waits for a connection, in YAML',
    alert: ['orders', 'OrdersErrors 5xx of orders'],
    calls: 'web > orders > ordersdb',
    series: [
      ['orders', 'http_5xx_ratio', ...step(-7, 0.002, 0.11)],
      ['web', 'http_5xx_ratio', ...step(-6, 0.002, 0.1)],
      ['ordersdb', 'db_query_duration_p99_ms', ...step(-7, 38, 38)],
    ],
    logs: [['orders', 'error', -7, 12, 'could not get a connection: timed out after 250ms']],
    changes: [
      codeChange(
        'settings',
        ['orders', -12],
        [
          'deploy/orders/values.yaml',
          ' database:',
          '-  acquire_timeout: 5s',
          '+  acquire_timeout: 250ms',
          '   max_conns: 40',
        ],
      ),
      codeChange(
        'keepalive',
        ['orders', -10],
        ['deploy/orders/ingress.yaml', '-  idle_timeout: 60s', '+  idle_timeout: 30s'],
      ),
    ],
    culprit: 'settings',
  },
  {
    name: 'a database that ends statements sooner',
    alert: ['reports', 'ReportsErrors 5xx of reports'],
    calls: 'web > reports > reportsdb',
    series: [
      ['reports', 'http_5xx_ratio', ...step(-7, 0.002, 0.3)],
      ['reportsdb', 'db_query_duration_p99_ms', ...step(-7, 2600, 2600)],
    ],
    ceilings: [['reportsdb', 'db_query_duration_p99_ms', -7, 800]],
    logs: [['reports', 'error', -7, 12, 'ERROR: canceling statement due to statement timeout']],
    changes: [
      codeChange(
        'role',
        ['reportsdb', -12],
        ['db/roles/reports.conf', "-statement_timeout = '30s'", "+statement_timeout = '800ms'"],
      ),
      codeChange(
        'columns',
        ['reports', -11],
        [
          'reports/totals.py',
          '-    return db.execute("SELECT region, total FROM totals WHERE day = %s", day)',
          '+    return db.execute("SELECT region, total, tax FROM totals WHERE day = %s", day)',
        ],
      ),
    ],
    culprit: 'role',
  },
  {
    name: 'of two pools made smaller the one whose size is used up',
    alert: ['catalog', 'CatalogErrors 5xx of catalog'],
    calls: 'web > catalog > catalogdb, catalog > redis',
    series: [
      ['catalog', 'http_5xx_ratio', ...step(-7, 0.002, 0.25)],
      ['web', 'http_5xx_ratio', ...step(-6, 0.002, 0.2)],
    ],
    logs: [['catalog', 'error', -7, 12, 'pool exhausted: 12/12 connections in use']],
    changes: [
      codeChange(
        'redis',
        ['catalog', -10],
        ['catalog/settings.py', '-REDIS_MAX_CONNECTIONS = 64', '+REDIS_MAX_CONNECTIONS = 20'],
      ),
      codeChange(
        'database',
        ['catalog', -14],
        [
          'catalog/database.py',
          '-    engine = create_engine(url, pool_size=40)',
          '+    engine = create_engine(url, pool_size=12)',
        ],
      ),
    ],
    culprit: 'database',
  },
  {
    name: 'fewer tries where calls always failed now and then',
    alert: ['mailer', 'MailerErrors failed mails'],
    calls: 'web > mailer > relay',
    series: [
      ['mailer', 'mails_failed_per_second', ...step(-7, 0.01, 2.4)],
      ['relay', 'http_5xx_ratio', ...step(-7, 0.04, 0.04)],
    ],
    logs: [['mailer', 'error', -7, 12, 'relay answered 503, giving up after 1 attempts']],
    changes: [
      codeChange(
        'tries',
        ['mailer', -12],
        ['mailer/config/production.json', '-    "maxAttempts": 4,', '+    "maxAttempts": 1,'],
      ),
      noted('mailer', -10),
    ],
    culprit: 'tries',
  },
];

/** The ranker waits for a lock of its model; its caller fails at half a second, as it always would have. */
const lockedRanker = {
  spans: [
    ...[-80, -60, -40].flatMap((minute) =>
      toTrace({
        minute,
        chain: [
          ['gateway', 230],
          ['feed', 210],
        ],
        calls: [['ranker', 'Rank', 180]],
      }),
    ),
    ...[-5, -3, 1].flatMap((minute) =>
      toTrace({
        minute,
        status: 'error',
        chain: [
          ['gateway', 530],
          ['feed', 505],
        ],
        calls: [['ranker', 'Rank', 930]],
      }),
    ),
  ],
  changes: [
    codeChange(
      'one',
      ['ranker', -12],
      [
        'ranker/model.py',
        '-        return self.model.rank(features)',
        '+        with self.model_lock:',
        '+            return self.model.rank(features)',
      ],
    ),
    decoys.rename('feed', -10),
  ],
  culprit: 'one',
  began: 'ranker',
} as const satisfies Partial<Sketch>;

/** Limits that were there before, and callees that came to them. */
export const limitAsAlways: readonly Sketch[] = [
  {
    name: 'a service that became slow, up to where its caller always gave up',
    alert: ['portal', 'PortalErrors 5xx of portal'],
    calls: 'portal > offers > scoring',
    series: [
      ['portal', 'error_rate_5xx_ratio', ...step(-7, 0.003, 0.2)],
      ['offers', 'error_rate_5xx_ratio', ...step(-7, 0.003, 0.22)],
      ['offers', 'http_client_duration_p99_ms', ...step(-7, 310, 2500)],
      ['scoring', 'http_server_duration_p99_ms', ...step(-8, 300, 2500)],
      ['scoring', 'error_rate_5xx_ratio', ...step(-7, 0.003, 0.003)],
      ['scoring', 'client_disconnects_per_sec', ...step(-7, 0.1, 19)],
    ],
    ceilings: [['offers', 'http_client_duration_p99_ms', -90, 600]],
    logs: [['offers', 'error', -7, 15, 'HttpTimeoutException: request timed out, elapsed_ms=603']],
    changes: [
      codeChange(
        'monitor',
        ['scoring', -13],
        [
          'scoring/src/main/java/Model.java',
          '-  Score score(Features features) { return model.apply(features); }',
          '+  synchronized Score score(Features features) { lock.lock(); return model.apply(features); }',
        ],
      ),
      codeChange(
        'other',
        ['offers', -10],
        [
          'offers/src/main/resources/application.yaml',
          '-  document-store-timeout-ms: 9000',
          '+  document-store-timeout-ms: 4000',
        ],
      ),
    ],
    culprit: 'monitor',
    began: 'scoring',
  },
  {
    name: 'a service that became slow while its caller fails at its usual deadline, as traces show',
    alert: ['gateway', 'GatewayErrors errors of gateway'],
    calls: 'gateway > feed > ranker',
    series: [
      ['gateway', 'grpc_errors_per_second', ...step(-6, 0.1, 14)],
      ['feed', 'grpc_errors_per_second', ...step(-6, 0.1, 15)],
      ['ranker', 'rpc_server_duration_p95_ms', ...step(-7, 180, 940)],
      ['ranker', 'cpu_utilization', ...step(-7, 0.4, 0.97)],
    ],
    logs: [['feed', 'error', -6, 12, 'Deadline Exceeded after 0.5s']],
    ...lockedRanker,
  },
  {
    name: 'calls that do not come through, of which those that do are answered as ever',
    alert: ['web', 'WebErrors 5xx of web'],
    calls: 'web > tariffs > geo',
    series: [
      ['web', 'http_5xx_ratio', ...step(-8, 0.002, 0.14)],
      ['tariffs', 'http_5xx_ratio', ...step(-8, 0.002, 0.15)],
      ['tariffs', 'http_client_request_duration_p99_seconds', ...step(-8, 0.05, 2)],
      ['geo', 'http_server_duration_p99_seconds', ...step(-8, 0.04, 0.04)],
      ['geo', 'http_5xx_ratio', ...step(-8, 0.002, 0.002)],
      ['geo', 'tcp_retransmits_per_second', ...step(-8, 0.5, 90)],
    ],
    ceilings: [['tariffs', 'http_client_request_duration_p99_seconds', -90, 2]],
    logs: [
      ['tariffs', 'error', -8, 14, 'geo: timed out after 2s'],
      ['geo', 'error', -8, 9, 'eth0: 41 % packet loss'],
    ],
    changes: [decoys.rename('tariffs', -14), decoys.metrics('geo', -12)],
    culprit: null,
    began: 'geo',
    instead: /network/,
  },
  {
    name: 'a service that was always near the limit of its caller and became slower',
    alert: ['portal', 'PortalErrors 5xx of portal'],
    calls: 'portal > offers > scoring',
    series: [
      ['portal', 'error_rate_5xx_ratio', ...step(-7, 0.003, 0.2)],
      ['offers', 'error_rate_5xx_ratio', ...step(-7, 0.003, 0.22)],
      ['offers', 'http_client_duration_p99_ms', ...step(-7, 1850, 4000)],
      ['scoring', 'http_server_duration_p99_ms', ...step(-8, 1850, 4000)],
    ],
    ceilings: [['offers', 'http_client_duration_p99_ms', -90, 2000]],
    logs: [['offers', 'error', -7, 15, 'HttpTimeoutException: request timed out after 2000ms']],
    changes: [
      codeChange(
        'monitor',
        ['scoring', -13],
        [
          'scoring/src/main/java/Model.java',
          '-  Score score(Features features) { return model.apply(features); }',
          '+  synchronized Score score(Features features) { lock.lock(); return model.apply(features); }',
        ],
      ),
      decoys.rename('offers', -10),
    ],
    culprit: 'monitor',
    began: 'scoring',
  },
  {
    name: 'a service whose middle is as before and whose slow calls never took so long',
    alert: ['gateway', 'GatewayErrors errors of gateway'],
    calls: 'gateway > feed > ranker',
    series: [
      ['gateway', 'grpc_errors_per_second', ...step(-6, 0.1, 3)],
      ['feed', 'grpc_errors_per_second', ...step(-6, 0.1, 3)],
      ['ranker', 'rpc_server_duration_p50_ms', ...step(-7, 90, 91)],
      ['ranker', 'cpu_utilization', ...step(-7, 0.4, 0.97)],
    ],
    logs: [['ranker', 'error', -6, 12, 'lock contention: waiting for model lock']],
    ...lockedRanker,
  },
];
