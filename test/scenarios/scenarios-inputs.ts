import { decoys } from './decoys.ts';
import type { Sketch, SketchedChange } from './world.ts';

/** One job, file, message or tenant that is new brings a service down, or is only the first that a release breaks on. */

type Log = Sketch['logs'][number];

/** A line every three minutes about one of many, from an hour before on. */
function many(
  service: string,
  line: string,
  fields: (index: number) => Readonly<Record<string, string>>,
  untilMinute = 8,
): readonly Log[] {
  const count = Math.floor((untilMinute + 80) / 3);
  return Array.from(
    { length: count },
    (_, index): Log => [...([service, 'info', -80 + 3 * index, 1, line] as const), fields(index)],
  );
}

const bump: SketchedChange = {
  ...{ id: 'bump', minute: -30, service: 'importer', summary: 'bump the parser of sheets' },
  diff: `--- a/importer/requirements.txt
+++ b/importer/requirements.txt
@@ -2,3 +2,3 @@
-openpyxl==3.1.2
+openpyxl==3.1.3
`,
};

const rowCache: SketchedChange = {
  ...{ id: 'row-cache', minute: -19, service: 'importer', summary: 'keep the names of columns' },
  diff: `--- a/importer/rows.py
+++ b/importer/rows.py
@@ -8,6 +8,8 @@ def read_rows(sheet):
     for row in sheet.rows:
+        names = column_names(sheet)
+        row.names = names
         yield to_record(row)
`,
};

const queue = {
  alert: ['api', 'ImportsWait imports wait too long'],
  calls: 'console > api > importer',
  series: [
    ['importer', 'container_memory_rss_mb', [-10, 500], [-8, 2040]],
    ['importer', 'queue_depth', [-10, 4], [5, 900]],
    ['api', 'http_5xx_ratio', [-6, 0.001], [-3, 0.2]],
  ],
} as const satisfies Partial<Sketch>;

const pods = ['importer-a', 'importer-b', 'importer-c', 'importer-d'];

/** Each pod begins the job, and is killed half a minute later. */
const killed = (job: string): readonly Log[] =>
  Array.from({ length: 9 }, (_, index): readonly Log[] => {
    const pod = pods[index % pods.length] ?? '';
    return [
      ['importer', 'info', -10 + 2 * index, 1, 'job started', { job_id: job, pod }],
      ['importer', 'error', -9.5 + 2 * index, 1, 'container killed: OOMKilled (exit code 137)', { pod }],
    ];
  }).flat();

const finished = (untilMinute?: number): readonly Log[] =>
  many(
    'importer',
    'job finished',
    (index) => ({ job_id: `job_${500 + index}`, pod: pods[index % pods.length] ?? '' }),
    untilMinute,
  );

const waits: Log = ['api', 'error', -5, 8, 'import still queued: 504'];

const refused = (line: string, fields: Readonly<Record<string, string>>): Partial<Sketch> => ({
  alert: ['billing', 'BillingErrors billing answers 5xx'],
  calls: 'orders > billing',
  series: [['billing', 'consumer_lag', [-10, 3], [5, 4000]]],
  logs: [
    ...many('billing', 'event handled', (index) => ({
      partition: `${index % 12}`,
      offset: `${9000 + index}`,
    })),
    ['billing', 'error', -10, 15, line, fields],
  ],
});

const tenantJobs = (usual: string, huge: string | null): readonly Log[] => [
  ...many('uploads', 'import started', (index) => ({ tenant: `t-${index}`, rows: `${2000 + 7 * index}` })),
  ...(huge === null
    ? []
    : [['uploads', 'info', -13, 1, 'import started', { tenant: 't-900', rows: huge }] as const]),
  ['contacts', 'error', -8, 9, `query failed: ${usual}`],
];

const slowContacts = {
  alert: ['contacts', 'ContactsLatency p99 of contacts'],
  calls: 'crm > contacts > contacts-db',
  series: [
    ['contacts-db', 'cpu_utilization', [-12, 0.3], [-8, 0.98]],
    ['contacts', 'http_request_duration_p99_ms', [-11, 60], [-7, 3900]],
    ['crm', 'http_request_duration_p99_ms', [-10, 200], [-6, 4300]],
  ],
} as const satisfies Partial<Sketch>;

export const inputCases: readonly Sketch[] = [
  {
    ...queue,
    name: 'one job that kills each worker that begins it',
    logs: [...finished(), ...killed('job_9001'), waits],
    changes: [bump, rowCache, decoys.metrics('api', -17)],
    culprit: null,
    instead:
      /one input: \d+ of \d+ failures of importer follow job_id job_9001; it never gets done, while \d+ others do/,
  },
  {
    ...queue,
    name: 'no job finishes any more: the release, not the job at the head of the queue',
    logs: [...finished(-12), ...killed('job_9001'), waits],
    changes: [
      {
        ...{ id: 'all-rows', minute: -17, service: 'importer', summary: 'sort rows before import' },
        diff: `--- a/importer/rows.py
+++ b/importer/rows.py
@@ -8,5 +8,6 @@ def read_rows(sheet):
-    for row in sheet.rows:
+    rows = sheet.fetchall()
+    for row in sorted(rows):
         yield to_record(row)
`,
      },
    ],
    culprit: 'all-rows',
  },
  {
    ...refused('cannot handle event, retrying', { partition: '7', offset: '9931' }),
    name: 'one message that is redelivered for ever',
    changes: [decoys.metrics('billing', -18), decoys.rename('orders', -16)],
    culprit: null,
    instead: /one input: .*offset 9931/,
  } as Sketch,
  {
    ...refused('cannot handle event, retrying partition=7 offset=9931', {}),
    name: 'one message, named in the line',
    changes: [decoys.metrics('billing', -18)],
    culprit: null,
    instead: /one input: .*offset 9931/,
  } as Sketch,
  {
    ...slowContacts,
    name: 'an import a thousand times as large as the others',
    logs: tenantJobs('no connection within 2000 ms', '3812440'),
    changes: [decoys.metrics('contacts', -17), decoys.docs('contacts-db', -14)],
    culprit: null,
    instead: /one input is far larger than any before: .*t-900.* with rows 3812440 .* \d+ was the most/,
  },
  {
    ...slowContacts,
    name: 'a pool made too small, whatever is imported',
    logs: tenantJobs('acquire connection: pool exhausted', '5000'),
    changes: [
      {
        ...{ id: 'pool', minute: -17, service: 'contacts', summary: 'align settings' },
        diff: `--- a/contacts/values.yaml
+++ b/contacts/values.yaml
@@ -3,3 +3,3 @@ env:
-  DB_POOL_MAX_CONNS: "50"
+  DB_POOL_MAX_CONNS: "5"
`,
      },
    ],
    culprit: 'pool',
  },
];
