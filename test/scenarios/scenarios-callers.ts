import { decoys } from './decoys.ts';
import { atMinute, type Sketch, type SketchedChange } from './world.ts';

/** Callers that do something to those they call, and callees that break by themselves: which of the two it was. */

type Corner = readonly [minute: number, value: number];
type Span = NonNullable<Sketch['spans']>[number];

/** From one level to another within two minutes. */
function step(minute: number, before: number, after: number): readonly [Corner, Corner] {
  return [
    [minute, before],
    [minute + 2, after],
  ];
}

interface Trace {
  readonly minute: number;
  /** Root, caller and callee, with what each takes. */
  readonly chain: readonly [root: readonly [string, number], caller: readonly [string, number]];
  readonly calls: readonly (readonly [service: string, name: string, ms: number, status?: Span['status']])[];
  readonly status?: Span['status'];
}

/** One request whose calls come one after the other. */
function toTrace({ minute, chain, calls, status = 'ok' }: Trace): readonly Span[] {
  const [[root, rootMs], [caller, callerMs]] = chain;
  const traceId = `trace-${minute}`;
  const startMs = atMinute(minute);
  let atMs = startMs + 2;
  const base = { traceId, startMs, status };
  return [
    { ...base, spanId: 'a', parentSpanId: null, service: root, name: 'GET /', durationMs: rootMs },
    { ...base, spanId: 'b', parentSpanId: 'a', service: caller, name: 'handle', durationMs: callerMs },
    ...calls.map(([service, name, durationMs, own = 'ok'], index): Span => {
      const span = { traceId, spanId: `c${index}`, parentSpanId: 'b', service, name, durationMs };
      const placed = { ...span, startMs: atMs, status: own };
      atMs += durationMs;
      return placed;
    }),
  ];
}

function repeat<T>(count: number, one: T): readonly T[] {
  return Array.from({ length: count }, () => one);
}

const codeChange = (
  id: string,
  [service, minute]: readonly [string, number],
  [file, ...lines]: readonly [string, ...(readonly string[])],
): SketchedChange => ({
  ...{ id, minute, service, summary: 'small improvements' },
  diff: `--- a/${file}\n+++ b/${file}\n@@ -20,9 +20,9 @@\n${lines.join('\n')}\n`,
});

const calledMore: readonly Sketch[] = [
  {
    name: 'a service whose only caller asks it once for each item, in Go',
    alert: ['shop', 'ShopSlow p95 of shop'],
    calls: 'shop > wishlist > stock, shop > profiles',
    series: [
      ['shop', 'http_server_duration_p95_seconds', ...step(-8, 0.2, 1.9)],
      ['wishlist', 'http_server_duration_p95_seconds', ...step(-8, 0.08, 1.7)],
      ['wishlist', 'http_requests_per_second', ...step(-8, 60, 61)],
      ['stock', 'http_requests_per_second', ...step(-8, 70, 1500)],
      ['stock', 'http_server_duration_p95_seconds', ...step(-8, 0.02, 0.07)],
      ['stock', 'cpu_utilization', ...step(-8, 0.2, 0.8)],
      ['profiles', 'http_requests_per_second', ...step(-8, 40, 40)],
    ],
    logs: [['shop', 'warn', -6, 9, 'slow response of wishlist']],
    changes: [
      codeChange(
        'each',
        ['wishlist', -14],
        [
          'wishlist/view.go',
          ' for _, item := range list.Items {',
          '+\tleft, err := stock.Fetch(ctx, item.SKU)',
          '+\tif err != nil {',
          '+\t\treturn nil, err',
          '+\t}',
          '+\titem.Left = left',
          ' }',
        ],
      ),
      codeChange(
        'header',
        ['stock', -12],
        [
          'stock/answer.go',
          '-w.WriteHeader(http.StatusOK)',
          '+w.Header().Set("X-Version", version)',
          '+w.WriteHeader(http.StatusOK)',
        ],
      ),
    ],
    culprit: 'each',
    began: 'wishlist',
  },
  {
    name: 'a service of two callers, of which one makes more calls by its own count, in Java',
    alert: ['portal', 'PortalSlow latency of portal'],
    calls: 'portal > pricing > rates, portal > offers > rates',
    series: [
      ['portal', 'latency_p99_ms', ...step(-7, 300, 2400)],
      ['pricing', 'latency_p99_ms', ...step(-7, 110, 2100)],
      ['pricing', 'requests_per_sec', ...step(-7, 35, 34)],
      ['pricing', 'http_client_requests_per_sec', ...step(-7, 40, 700)],
      ['offers', 'latency_p99_ms', ...step(-7, 90, 130)],
      ['offers', 'requests_per_sec', ...step(-7, 80, 82)],
      ['rates', 'requests_per_sec', ...step(-7, 120, 790)],
      ['rates', 'latency_p99_ms', ...step(-7, 25, 70)],
      ['rates', 'worker_busy_ratio', ...step(-7, 0.25, 0.85)],
    ],
    logs: [['portal', 'warn', -5, 8, 'pricing answered slowly']],
    changes: [
      codeChange(
        'stream',
        ['pricing', -13],
        [
          'pricing/src/main/java/Invoices.java',
          '-    return rates.findAll(currencies);',
          '+    return currencies.stream()',
          '+        .map(currency -> rateClient.findRate(currency))',
          '+        .toList();',
        ],
      ),
      decoys.rename('rates', -11),
      decoys.metrics('offers', -9),
    ],
    culprit: 'stream',
    began: 'pricing',
  },
  {
    name: 'a service that is asked for the first time, as traces show, in Python',
    alert: ['gateway', 'GatewaySlow p99 of gateway'],
    calls: 'gateway > feed > authors, gateway > sessions',
    series: [
      ['gateway', 'request_duration_p99_ms', ...step(-6, 210, 2600)],
      ['feed', 'request_duration_p99_ms', ...step(-6, 60, 2400)],
      ['authors', 'request_duration_p99_ms', ...step(-6, 30, 95)],
      ['authors', 'cpu_utilization', ...step(-6, 0.2, 0.9)],
    ],
    logs: [['gateway', 'error', -5, 9, 'feed timed out after 2500ms']],
    spans: [
      ...[-80, -60, -40].flatMap((minute) =>
        toTrace({
          minute,
          chain: [
            ['gateway', 70],
            ['feed', 55],
          ],
          calls: [['store', 'list', 20]],
        }),
      ),
      ...[-4, -2, 1].flatMap((minute) =>
        toTrace({
          minute,
          chain: [
            ['gateway', 1700],
            ['feed', 1650],
          ],
          calls: [['store', 'list', 20], ...repeat(25, ['authors', 'GET /authors/{id}', 62] as const)],
        }),
      ),
    ],
    changes: [
      codeChange(
        'names',
        ['feed', -12],
        [
          'feed/posts.py',
          '     posts = store.list(user)',
          '+    names = [client.get(f"/authors/{post.author}").json()["name"] for post in posts]',
        ],
      ),
      decoys.rename('authors', -10),
    ],
    culprit: 'names',
    began: 'feed',
  },
  {
    name: 'a database that one service asks again and again, in Ruby',
    alert: ['orders', 'OrdersSlow p90 of orders'],
    calls: 'orders > ordersdb',
    series: [
      ['orders', 'http_request_duration_p90_ms', ...step(-9, 45, 980)],
      ['orders', 'http_requests_total_per_second', ...step(-9, 52, 52)],
      ['ordersdb', 'db_queries_per_second', ...step(-9, 210, 5200)],
      ['ordersdb', 'db_cpu_utilization', ...step(-9, 0.15, 0.7)],
    ],
    logs: [['orders', 'warn', -8, 10, 'slow request: 96 queries per request']],
    changes: [
      codeChange(
        'eager',
        ['orders', -14],
        [
          'app/models/order_list.rb',
          '-  Order.includes(:customer).where(open: true).map { |order| order.label }',
          '+  Order.where(open: true).map { |order| Customer.find_by(id: order.customer_id).label }',
        ],
      ),
      decoys.metrics('orders', -10),
    ],
    culprit: 'eager',
    began: 'orders',
  },
];

/** The callee itself broke: that it is called more is what its callers do about it. */
const brokenItself: readonly Sketch[] = [
  {
    name: 'a service that became slow and is asked again by who waits for it',
    alert: ['shop', 'ShopSlow p95 of shop'],
    calls: 'shop > wishlist > stock',
    series: [
      ['shop', 'http_server_duration_p95_seconds', ...step(-7, 0.2, 2.4)],
      ['wishlist', 'http_server_duration_p95_seconds', ...step(-7, 0.08, 2.2)],
      ['wishlist', 'http_requests_per_second', ...step(-8, 60, 61)],
      ['stock', 'http_requests_per_second', ...step(-7, 70, 190)],
      ['stock', 'http_server_duration_p95_seconds', ...step(-8, 0.02, 1.6)],
    ],
    logs: [['wishlist', 'warn', -6, 9, 'stock timed out, attempt 2']],
    changes: [
      codeChange(
        'scan',
        ['stock', -13],
        [
          'stock/repository.go',
          '-rows, err := db.Query(ctx, "SELECT left FROM stock WHERE sku = $1 LIMIT 1", sku)',
          '+rows, err := db.Query(ctx, "SELECT left FROM stock WHERE lower(sku) LIKE \'%\' || $1", sku)',
        ],
      ),
      decoys.rename('wishlist', -11),
    ],
    culprit: 'scan',
    began: 'stock',
  },
  {
    name: 'a service that fails and is asked again, as traces show',
    alert: ['gateway', 'GatewayErrors 5xx of gateway'],
    calls: 'gateway > feed > authors',
    series: [
      ['gateway', 'http_5xx_ratio', ...step(-6, 0.001, 0.4)],
      ['feed', 'http_5xx_ratio', ...step(-6, 0.001, 0.4)],
      ['authors', 'http_5xx_ratio', ...step(-6, 0.001, 0.5)],
      ['authors', 'requests_per_sec', ...step(-6, 50, 160)],
      ['feed', 'requests_per_sec', ...step(-6, 50, 51)],
    ],
    logs: [['authors', 'error', -6, 12, "KeyError: 'pen_name'"]],
    spans: [
      ...[-80, -50].flatMap((minute) =>
        toTrace({
          minute,
          chain: [
            ['gateway', 70],
            ['feed', 55],
          ],
          calls: [['authors', 'get', 20]],
        }),
      ),
      ...[-4, -1].flatMap((minute) =>
        toTrace({
          minute,
          status: 'error',
          chain: [
            ['gateway', 300],
            ['feed', 280],
          ],
          calls: repeat(4, ['authors', 'get', 20, 'error'] as const),
        }),
      ),
    ],
    changes: [
      codeChange(
        'pen',
        ['authors', -12],
        ['authors/names.py', '-    return row.get("pen_name", row["name"])', '+    return row["pen_name"]'],
      ),
      decoys.rename('feed', -9),
    ],
    culprit: 'pen',
    began: 'authors',
  },
  {
    name: 'a service that became slow and that each request asks four times, as always',
    alert: ['portal', 'PortalSlow latency of portal'],
    calls: 'portal > pricing > rates',
    series: [
      ['portal', 'latency_p99_ms', ...step(-7, 300, 2400)],
      ['pricing', 'latency_p99_ms', ...step(-7, 110, 2110)],
      ['pricing', 'requests_per_sec', ...step(-8, 35, 35)],
      ['pricing', 'http_client_requests_per_sec', ...step(-8, 140, 141)],
      ['pricing', 'http_client_duration_p99_ms', ...step(-7, 30, 530)],
      ['rates', 'requests_per_sec', ...step(-8, 140, 141)],
      ['rates', 'latency_p99_ms', ...step(-8, 25, 525)],
    ],
    logs: [['pricing', 'warn', -6, 8, 'rates answered slowly']],
    changes: [
      codeChange(
        'lock',
        ['rates', -12],
        [
          'rates/src/main/java/Table.java',
          '-  Rate rate(String currency) { return table.get(currency); }',
          '+  synchronized Rate rate(String currency) { lock.lock(); return table.get(currency); }',
        ],
      ),
      decoys.rename('pricing', -10),
    ],
    culprit: 'lock',
    began: 'rates',
  },
];

const noted = (service: string, minute: number): SketchedChange =>
  codeChange(
    `note-${service}`,
    [service, minute],
    [
      `${service}/src/answer.ts`,
      '-  return { total, items };',
      '+  return { total, items, note: noteOf(items) };',
    ],
  );

const givesUp: readonly Sketch[] = [
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

/** Limits that were there before, and callees that came to them. */
const limitAsAlways: readonly Sketch[] = [
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
];

/** What looks like it by one sign, and is not by another. */
const nearlySo: readonly Sketch[] = [
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
  },
  {
    name: 'traffic that rises for all, and one of them that cannot serve it',
    alert: ['shop', 'ShopSlow latency of shop'],
    calls: 'shop > cart > stock',
    series: [
      ['shop', 'requests_per_second', ...step(-8, 300, 780)],
      ['cart', 'requests_per_second', ...step(-8, 120, 310)],
      ['stock', 'requests_per_second', ...step(-8, 130, 340)],
      ['shop', 'latency_p99_ms', ...step(-7, 200, 2600)],
      ['cart', 'latency_p99_ms', ...step(-7, 60, 2400)],
      ['cart', 'cpu_utilization', ...step(-7, 0.4, 0.99)],
      ['stock', 'latency_p99_ms', ...step(-7, 20, 34)],
    ],
    logs: [['cart', 'warn', -6, 9, 'worker queue is long']],
    changes: [decoys.rename('cart', -14), decoys.metrics('stock', -12)],
    culprit: null,
    instead: /traffic/,
  },
  {
    name: 'calls that fail and are made again, which only traces show',
    alert: ['gateway', 'GatewaySlow p99 of gateway'],
    calls: 'gateway > feed > authors',
    series: [
      ['gateway', 'latency_p99_ms', ...step(-6, 80, 310)],
      ['feed', 'latency_p99_ms', ...step(-6, 60, 290)],
      ['feed', 'requests_per_sec', ...step(-6, 50, 51)],
    ],
    logs: [['authors', 'error', -6, 12, "KeyError: 'pen_name'"]],
    spans: [
      ...[-80, -50].flatMap((minute) =>
        toTrace({
          minute,
          chain: [
            ['gateway', 70],
            ['feed', 55],
          ],
          calls: [['authors', 'get', 20]],
        }),
      ),
      ...[-4, -1].flatMap((minute) =>
        toTrace({
          minute,
          status: 'error',
          chain: [
            ['gateway', 300],
            ['feed', 280],
          ],
          calls: repeat(4, ['authors', 'get', 20, 'error'] as const),
        }),
      ),
    ],
    changes: [
      codeChange(
        'pen',
        ['authors', -12],
        ['authors/names.py', '-    return row.get("pen_name", row["name"])', '+    return row["pen_name"]'],
      ),
      decoys.rename('feed', -9),
    ],
    culprit: 'pen',
    began: 'authors',
  },
];

/** Changes nearer to the incident whose code only looks as if it called for each item, beside one that does. */
const loopsAndNone: readonly Sketch[] = (
  [
    [
      'a generator in place of a loop, in Python',
      [
        'tiles/vector.py',
        '-    values = []',
        '-    for spec in SPECS:',
        '-        values.append(spec.encode(app.get(spec.name)))',
        '-    return np.array(values)',
        '+    return np.fromiter((spec.encode(app.get(spec.name)) for spec in SPECS), dtype=np.float32)',
      ],
    ],
    [
      'a value that may be there, in Java',
      [
        'tiles/src/main/java/Tile.java',
        '-    return repository.findById(id).orElse(null);',
        '+    return repository.findById(id).map(tile -> cache.fetchTile(tile)).orElse(null);',
      ],
    ],
    [
      'a callback that is called once, in TypeScript',
      [
        'tiles/src/tile.ts',
        '-  return store.get(id);',
        "+  return await traced('tile', async () => store.get(id));",
      ],
    ],
    [
      'two kinds that stand there, in C#',
      [
        'Tiles/Warmup.cs',
        '+        foreach (var size in new[] { "small", "large" })',
        '+            await client.GetAsync(size);',
      ],
    ],
    [
      'a scope, in Kotlin',
      [
        'tiles/src/main/kotlin/Tile.kt',
        '-    return store.get(id)',
        '+    return id.takeIf { it.isNotBlank() }?.let { store.get(it) }',
      ],
    ],
  ] as const
).map(
  ([name, decoy]): Sketch => ({
    name: `calls for each of many items, beside ${name}`,
    alert: ['site', 'SiteSlow p99 of site'],
    calls: 'site > tiles > images',
    series: [
      ['site', 'latency_p99_ms', ...step(-8, 180, 2300)],
      ['tiles', 'latency_p99_ms', ...step(-8, 70, 2100)],
      ['tiles', 'calls_per_request', ...step(-8, 2, 61)],
      ['images', 'requests_per_second', ...step(-8, 40, 1150)],
    ],
    logs: [['tiles', 'warn', -7, 12, 'slow page: 61 calls per request']],
    changes: [
      codeChange('near', ['tiles', -13], decoy),
      codeChange(
        'each',
        ['tiles', -40],
        [
          'tiles/page.go',
          ' for _, tile := range page.Tiles {',
          '+\ttile.Image, err = images.Fetch(ctx, tile.ID)',
          ' }',
        ],
      ),
    ],
    culprit: 'each',
    began: 'tiles',
  }),
);

/** Callers that answer for what those suffer that they call … */
export const makers: readonly Sketch[] = [...calledMore, ...givesUp, ...loopsAndNone];
/** … and those that do not. */
export const sufferers: readonly Sketch[] = [...brokenItself, ...limitAsAlways, ...nearlySo];
