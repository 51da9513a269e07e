import { codeChange, repeat, step, toTrace } from './caller-parts.ts';
import { decoys } from './decoys.ts';
import type { Sketch } from './world.ts';

/** Callers that make more calls for each of their requests, and callees that break by themselves: which of the two it was. */

export const calledMore: readonly Sketch[] = [
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

/** Calls of authors fail by a release of theirs, and are made again. */
const failingAuthors = {
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
} as const satisfies Partial<Sketch>;

/** The callee itself broke: that it is called more is what its callers do about it. */
export const brokenItself: readonly Sketch[] = [
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
    ...failingAuthors,
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
    ...failingAuthors,
  },
];
