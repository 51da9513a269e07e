import type { EvidenceItem } from '../../../src/domain/evidence.ts';
import { minuteMs, sampleEvidence, sampleFact, startMs } from '../../samples.ts';
import { alert, change, logs, series } from './sketch.ts';

type Corner = readonly [minute: number, value: number];

/** A point each minute between the corners, up to two percent off the straight line, always the same. */
function noisy(corners: readonly Corner[]): readonly Corner[] {
  const [first, last] = [corners[0]?.[0] ?? 0, corners.at(-1)?.[0] ?? 0];
  return Array.from({ length: last - first + 1 }, (_, index): Corner => {
    const minute = first + index;
    const next = corners.find(([at]) => at >= minute) ?? [minute, 0];
    const before = corners.findLast(([at]) => at < minute) ?? next;
    const share = next[0] === before[0] ? 1 : (minute - before[0]) / (next[0] - before[0]);
    const straight = before[1] + (next[1] - before[1]) * share;
    return [minute, straight * (1 + 0.02 * Math.sin(minute * 2.3))];
  });
}

function withFacts(
  item: EvidenceItem,
  facts: readonly (readonly [name: string, text: string])[],
): EvidenceItem {
  return { ...item, facts: [...item.facts, ...facts.map(([name, text]) => sampleFact({ name, text }))] };
}

const commit = (id: string, hash: string, minute: number, author: string, summary: string): EvidenceItem => ({
  ...change({ id, title: `commit (${hash})`, service: '', minute, author, summary }),
  labels: {},
});

/** A release asks for stock once a line of an order: stock-api slows down, and order-api and shop-web, which wait for it, with it. */
export const mesh: readonly EvidenceItem[] = [
  alert(
    { alertname: 'OrderApiSlow', service: 'order-api', severity: 'critical' },
    'order-api p95 is above 1.5 s for 3 minutes',
  ),
  sampleEvidence({
    id: 'E2',
    kind: 'topology',
    source: 'topology',
    title: 'who depends on whom',
    labels: { service: 'order-api' },
    facts: [
      [
        'depends_on',
        'order-api depends on stock-api (trace spans), price-api (services.yml and trace spans)',
      ],
      ['used_by', 'on order-api depend shop-web (trace spans)'],
      ['used_by_farther', 'over these also edge-proxy'],
      ['depends_on', 'stock-api depends on stock-db (services.yml)'],
      ['used_by', 'on stock-api depend order-api (trace spans), depot-sync (services.yml)'],
      ['used_by_farther', 'over these also shop-web, edge-proxy'],
    ].map(([name = '', text = '']) => sampleFact({ name, text })),
  }),
  series({
    id: 'E3',
    title: 'http_request_duration_seconds:p95{service="order-api"}',
    unit: 'seconds',
    labels: { service: 'order-api' },
    corners: noisy([
      [-60, 0.42],
      [-19, 0.42],
      [-2, 1.7],
      [8, 2.9],
    ]),
    limit: 1.5,
  }),
  series({
    id: 'E4',
    title: 'http_request_duration_seconds:p95{service="stock-api"}',
    unit: 'seconds',
    labels: { service: 'stock-api' },
    corners: noisy([
      [-60, 0.08],
      [-20, 0.08],
      [0, 0.64],
      [8, 0.7],
    ]),
  }),
  series({
    id: 'E5',
    title: 'http_requests:rate1m{service="stock-api"}',
    unit: 'per_second',
    labels: { service: 'stock-api' },
    corners: noisy([
      [-60, 310],
      [-20, 310],
      [-8, 2600],
      [8, 2600],
    ]),
  }),
  series({
    id: 'E6',
    title: 'process_memory_percent{service="price-api"}',
    unit: 'percent',
    labels: { service: 'price-api' },
    corners: noisy([
      [-60, 41],
      [8, 41],
    ]),
  }),
  series({
    id: 'E7',
    title: 'kube_pod_container_oom_kills_total{service="stock-api"}',
    unit: 'count',
    labels: { service: 'stock-api' },
    corners: [
      [-60, 0],
      [-3, 0],
      [-2, 4],
      [8, 4],
    ],
  }),
  logs({
    id: 'E8',
    service: 'order-api',
    level: 'warn',
    line: 'upstream stock-api took 1400 ms, budget used up',
    since: 88,
    before: 0,
    firstMinute: -12,
  }),
  logs({
    id: 'E9',
    service: 'shop-web',
    level: 'error',
    line: 'checkout page not rendered: order-api answered 504',
    since: 37,
    before: 1,
    firstMinute: -3,
  }),
  logs({
    id: 'E10',
    service: 'stock-api',
    level: 'warn',
    line: 'connection pool to stock-db is exhausted, 200 requests are waiting',
    since: 142,
    before: 2,
    firstMinute: -10,
  }),
  logs({
    id: 'E11',
    service: 'price-api',
    level: 'info',
    line: 'price list reloaded',
    since: 11,
    before: 20,
    firstMinute: -29,
  }),
  withFacts(
    {
      ...change({
        id: 'E12',
        title: 'deploy order-api r2231 (9f3c1ab77d20)',
        service: 'order-api',
        minute: -20,
        author: 'lena.fuchs',
        summary: 'deploy order-api r2231',
      }),
    },
    [['effect', 'its diff calls inside a loop: qty, err := s.stock.GetQuantity(ctx, line.SKU)']],
  ),
  change({
    id: 'E13',
    title: 'deploy order-api r2232 (c41d90e6b3aa)',
    service: 'order-api',
    minute: -17,
    author: 'omar.said',
    summary: 'deploy order-api r2232',
  }),
  withFacts(
    commit(
      'E14',
      '9f3c1ab77d20',
      -26,
      'lena.fuchs',
      'feat: show quantity in stock for each line of an order',
    ),
    [
      ['files', 'files internal/order/summary.go'],
      [
        'diff',
        'diff:\n@@ internal/order/summary.go: func (s *Summary) Build(ctx context.Context, o *Order) error {\n-\tflags := s.batch.StockFlags(ctx, o.SKUs())\n \tfor _, line := range o.Lines {\n+\t\tqty, err := s.stock.GetQuantity(ctx, line.SKU)\n+\t\tif err != nil {\n+\t\t\treturn err\n+\t\t}',
      ],
      ['effect', 'its diff calls inside a loop: qty, err := s.stock.GetQuantity(ctx, line.SKU)'],
    ],
  ),
  withFacts(commit('E15', 'c41d90e6b3aa', -24, 'omar.said', 'fix: round totals half up'), [
    ['files', 'files internal/order/totals.go'],
    [
      'diff',
      'diff:\n@@ internal/order/totals.go: func Total(lines []Line) Money {\n-\treturn truncate(sum)\n+\treturn roundHalfUp(sum)',
    ],
  ]),
  withFacts(
    change({
      id: 'E16',
      title: 'flag order_bulk_lookup',
      service: 'order-api',
      minute: -31,
      author: 'omar.said',
      summary: 'order_bulk_lookup on->off',
    }),
    [],
  ),
  sampleEvidence({
    id: 'E17',
    kind: 'text',
    title: 'host context',
    facts: [sampleFact({ text: `read at ${new Date(startMs + 8 * minuteMs).toISOString()}` })],
  }),
];
