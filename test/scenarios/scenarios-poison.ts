import { decoys } from './decoys.ts';
import type { Sketch, SketchedChange } from './world.ts';

/** One job, message, file or customer does it, as services of several languages tell it; and releases that only look so. */

type Log = Sketch['logs'][number];
type Fields = Readonly<Record<string, string>>;

/** A line every three minutes, of another input each time. */
function others(
  service: string,
  line: (index: number) => string,
  fields: (index: number) => Fields = () => ({}),
  level = 'info',
): readonly Log[] {
  return Array.from(
    { length: 29 },
    (_, index): Log => [service, level, -80 + 3 * index, 1, line(index), fields(index)],
  );
}

function repeat(times: number, toLogs: (index: number) => readonly Log[]): readonly Log[] {
  return Array.from({ length: times }, (_, index) => toLogs(index)).flat();
}

const sorted = (service: string, minute: number): SketchedChange => ({
  ...{ id: `sorted-${service}`, minute, service, summary: 'sort imports' },
  diff: `--- a/${service}/main.go
+++ b/${service}/main.go
@@ -3,7 +3,7 @@ import (
-	"os"
 	"fmt"
+	"os"
 )
`,
});

const crashing = (service: string): Partial<Sketch> => ({
  alert: [service, `${service} restarts`],
  calls: `portal > ${service}`,
  series: [
    [service, 'kube_pod_container_status_restarts_total', [-12, 0], [8, 9]],
    [service, 'queue_depth', [-11, 3], [6, 700]],
  ],
});

const pods = ['x2k4p', 'q9w8z', 'm7n3v'];
const podOf = (service: string, index: number): string => `${service}-6c9f7d5b8c-${pods[index % 3]}`;

const reports: Partial<Sketch> = {
  alert: ['reports', 'reports answers 5xx'],
  calls: 'portal > reports > reports-db',
  series: [['reports', 'http_5xx_ratio', [-12, 0.001], [-10, 0.2]]],
};

const slowStore: Partial<Sketch> = {
  alert: ['store-api', 'store-api p99 latency'],
  calls: 'gateway > store-api > store-db',
  series: [
    ['store-db', 'cpu_utilization', [-12, 0.35], [-9, 0.99]],
    ['store-api', 'http_request_duration_p99_ms', [-12, 80], [-8, 4000]],
    ['gateway', 'http_request_duration_p99_ms', [-11, 120], [-7, 4200]],
  ],
};

const guilty: SketchedChange = {
  ...{ id: 'guilty', minute: -17, service: 'reports', summary: 'simplify totals' },
  diff: `--- a/reports/total.js
+++ b/reports/total.js
@@ -8,6 +8,5 @@ function total(report) {
-  if (report.lines === undefined) return 0;
   return report.lines.map(toAmount).reduce(sum, 0);
 }
`,
};

const blamedInput: readonly Partial<Sketch>[] = [
  {
    ...crashing('packer'),
    name: 'poison: a parcel named in prose kills each Go worker',
    logs: [
      ...others(
        'packer',
        (index) => `packed parcel PX-${40_000 + index}`,
        (index) => ({ pod: podOf('packer', index) }),
      ),
      ...repeat(8, (index) => [
        ['packer', 'info', -12 + 2 * index, 1, 'packing parcel PX-77120', { pod: podOf('packer', index) }],
        [
          'packer',
          'error',
          -11.7 + 2 * index,
          1,
          'panic: runtime error: index out of range [3] with length 3',
          { pod: podOf('packer', index) },
        ],
      ]),
    ],
    changes: [sorted('packer', -18), decoys.rename('packer', -21)],
    instead: /PX-77120/,
  },
  {
    ...crashing('thumbs'),
    name: 'poison: Kubernetes tells of the kills, the Python worker tells the file in JSON',
    logs: [
      ...others(
        'thumbs',
        (index) => `{"event": "render_done", "file_id": "f-${3000 + index}", "ms": 210}`,
        (index) => ({ pod: podOf('thumbs', index) }),
      ),
      ...repeat(8, (index) => [
        [
          'thumbs',
          'info',
          -12 + 2 * index,
          1,
          '{"event": "render_start", "file_id": "f-99117"}',
          { pod: podOf('thumbs', index) },
        ],
        [
          'kubelet',
          'warning',
          -11.6 + 2 * index,
          1,
          'OOMKilling: Memory cgroup out of memory: Killed process 4411 (python3)',
          { pod: podOf('thumbs', index) },
        ],
      ]),
    ],
    changes: [decoys.bump('thumbs', -16), decoys.metrics('portal', -19)],
    instead: /f-99117/,
  },
  {
    ...crashing('settler'),
    name: 'poison: a Java consumer warns that it takes the same message again',
    series: [
      ['settler', 'consumer_lag', [-12, 10], [8, 9000]],
      ['settler', 'messages_processed_per_second', [-12, 60], [-10, 20]],
    ],
    logs: [
      ...others('settler', (index) => `o.a.c.Settler - booked message id=ID-${5000 + index} in 12 ms`),
      [
        'settler',
        'warn',
        -12,
        19,
        'o.a.c.Settler - attempt failed, message id=ID-88190 goes back to the queue: java.lang.ArithmeticException',
      ],
    ],
    changes: [decoys.rename('settler', -17), decoys.copy('portal', -14)],
    instead: /ID-88190/,
  },
  {
    ...reports,
    name: 'poison: one report of all fails, by the argument of its route',
    logs: [
      ...others('reports', (index) => `GET /api/reports/${1200 + index}/export 200 140 ms`),
      ['reports', 'error', -12, 18, 'GET /api/reports/88123/export 500 RangeError: Invalid string length'],
    ],
    changes: [decoys.rename('reports', -16), decoys.copy('portal', -13)],
    instead: /88123/,
  },
  {
    ...reports,
    name: 'poison: only one customer fails, who was served before',
    logs: [
      ...others(
        'reports',
        () => 'report built',
        (index) => ({ tenant: `t-${index % 14}` }),
      ),
      ['reports', 'error', -12, 18, 'report failed: too many columns', { tenant: 't-3' }],
    ],
    changes: [decoys.rename('reports', -16), decoys.metrics('reports', -19)],
    instead: /tenant t-3/,
  },
  {
    ...slowStore,
    name: 'poison: one customer sends nearly all requests, by access lines',
    logs: [
      ...others(
        'gateway',
        () => 'request completed',
        (index) => ({ customer: `c-${index % 12}` }),
      ),
      ...repeat(40, (index) => [
        ['gateway', 'info', -12.5 + index / 2, 1, 'request completed', { customer: 'c-404' }],
      ]),
      ['store-api', 'error', -10, 12, 'query timed out after 3000 ms'],
    ],
    changes: [decoys.rename('store-api', -16), decoys.bump('gateway', -18)],
    instead: /c-404/,
  },
  {
    ...slowStore,
    name: 'poison: one client sends nearly all requests, by a metric',
    labelled: [
      [{ service: 'gateway', api_client: 'erp-sync' }, 'http_requests_per_second', [-13, 4], [-11, 610]],
      [{ service: 'gateway', api_client: 'mobile' }, 'http_requests_per_second', [-13, 90]],
      [{ service: 'gateway', api_client: 'web' }, 'http_requests_per_second', [-13, 120]],
      [{ service: 'gateway', api_client: 'kiosk' }, 'http_requests_per_second', [-13, 15]],
    ],
    logs: [['store-api', 'error', -10, 12, 'query timed out after 3000 ms']],
    changes: [decoys.rename('store-api', -16), decoys.metrics('gateway', -15)],
    instead: /erp-sync/,
  },
  {
    ...slowStore,
    name: 'poison: the run at the end of the month',
    logs: [
      ['closing', 'info', -13, 1, 'month-end closing run started, 1,204,331 ledger rows'],
      ['closing', 'info', -12, 20, 'closing: ledger chunk written'],
      ['store-api', 'error', -10, 12, 'query timed out after 3000 ms'],
    ],
    changes: [decoys.rename('store-api', -16), decoys.bump('store-api', -18)],
    instead: /closing/,
  },
];

const blamedRelease: readonly Partial<Sketch>[] = [
  {
    ...reports,
    name: 'poison: a release, when the largest customer has most of the failures as it has most of all',
    logs: [
      ...others(
        'reports',
        () => 'report built',
        (index) => ({ tenant: index % 3 === 0 ? `t-${index}` : 'big' }),
      ),
      ['reports', 'error', -12, 16, 'Cannot read properties of undefined (reading map)', { tenant: 'big' }],
      ['reports', 'error', -11, 5, 'Cannot read properties of undefined (reading map)', { tenant: 't-6' }],
    ],
    changes: [guilty, decoys.metrics('reports', -14)],
    culprit: 'guilty',
  },
  {
    ...reports,
    name: 'poison: a release that takes away what one customer alone needs',
    logs: [
      ...others(
        'reports',
        () => 'report built',
        (index) => ({ tenant: `t-${index % 14}` }),
      ),
      [
        'reports',
        'error',
        -12,
        18,
        'TypeError: Cannot read properties of undefined (reading map) at total (reports/total.js:9)',
        { tenant: 't-3' },
      ],
    ],
    changes: [guilty, decoys.metrics('reports', -14)],
    culprit: 'guilty',
  },
  {
    ...reports,
    name: 'poison: a flag that is switched on for one customer',
    logs: [
      ...others(
        'reports',
        () => 'report built',
        (index) => ({ tenant: `t-${index % 14}` }),
      ),
      ['reports', 'error', -12, 18, 'columnar_totals: unexpected column type', { tenant: 't-3' }],
    ],
    changes: [
      {
        ...{ id: 'columnar_totals', minute: -13, kind: 'flag', service: 'reports' },
        summary: 'columnar_totals off->on for tenant t-3',
      },
      decoys.metrics('reports', -17),
    ],
    culprit: 'columnar_totals',
  },
  {
    ...slowStore,
    name: 'poison: a client that polls a hundred times as often since its release',
    labelled: [
      [{ service: 'gateway', api_client: 'kiosk' }, 'http_requests_per_second', [-13, 4], [-11, 610]],
      [{ service: 'gateway', api_client: 'mobile' }, 'http_requests_per_second', [-13, 90]],
      [{ service: 'gateway', api_client: 'web' }, 'http_requests_per_second', [-13, 120]],
    ],
    logs: [['store-api', 'error', -10, 12, 'query timed out after 3000 ms']],
    calls: 'kiosk > gateway > store-api > store-db',
    changes: [
      {
        ...{ id: 'poll', minute: -18, service: 'kiosk', summary: 'fresher prices' },
        diff: `--- a/kiosk/prices.ts
+++ b/kiosk/prices.ts
@@ -2,3 +2,3 @@
-const pollIntervalMs = 60_000;
+const pollIntervalMs = 500;
`,
      },
      decoys.rename('store-api', -15),
    ],
    culprit: 'poll',
  },
];

export const poisonCases = [
  ...blamedInput.map((sketch) => ({ ...sketch, culprit: null })),
  ...blamedRelease,
] as readonly Sketch[];
