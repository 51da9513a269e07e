import { decoys } from './decoys.ts';
import type { Sketch, SketchedChange } from './world.ts';

/** What lies still until something calls on it, what only moved, and what was said before a change came. */

const retries: SketchedChange = {
  ...{ id: 'tries', minute: -85, service: null, summary: 'one policy for all clients' },
  deploys: [['gateway', -84, 'v12']],
  diff: `--- a/pkg/rpcclient/policy.go
+++ b/pkg/rpcclient/policy.go
@@ -8,7 +8,6 @@ func defaults() Policy {
 	return Policy{
-		MaxAttempts: 3,
-		Backoff:     jitter(100 * time.Millisecond),
+		MaxAttempts: 6,
 	}
 }
`,
};

const slots: SketchedChange = {
  ...{ id: 'slots', minute: -22, service: 'availability', summary: 'slots by day' },
  diff: `--- a/availability/slots.ts
+++ b/availability/slots.ts
@@ -4,5 +4,5 @@ export function slotsOf(day: Day): Slot[] {
-  return day.slots.filter((slot) => slot.free);
+  return byHour(day.slots).filter((slot) => slot.free);
 }
`,
};

const bins = (moved: boolean): SketchedChange => {
  const lock = [
    'const bins = await tx.query(',
    '  `SELECT bin_id FROM bins WHERE bin_id = ANY($1) ORDER BY bin_id FOR UPDATE`,',
    '  [ids],',
    ');',
  ];
  const stock = [
    'await tx.query(`UPDATE stock SET reserved = reserved + $1 WHERE sku = $2`, [qty, sku]);',
    'await audit(tx, sku);',
  ];
  const signed = (sign: string, lines: readonly string[]): readonly string[] =>
    lines.map((line) => `${sign}  ${line}`);
  return {
    ...{ id: 'bins', minute: -60, service: 'reservations', summary: 'look at bins first' },
    diff: [
      '--- a/reservations/repo.ts\n+++ b/reservations/repo.ts\n@@ -4,12 +4,12 @@ export async function reserve(tx: Tx) {',
      ...(moved ? signed('+', lock) : signed(' ', lock)),
      ...(moved
        ? signed(' ', stock)
        : [
            ...signed('-', [stock[1] ?? '']),
            ...signed(' ', [stock[0] ?? '']),
            ...signed('+', [stock[1] ?? '']),
          ]),
      ...(moved ? signed('-', lock) : []),
      '',
    ].join('\n'),
  };
};

const deadlocks = {
  alert: ['orders', 'OrdersErrors orders answers 5xx'],
  calls: 'shop > orders > reservations > stock-db, restock > stock-db',
  series: [
    ['stock-db', 'db_deadlocks_per_min', [-8, 0], [-6, 40]],
    ['stock-db', 'db_lock_wait_ms', [-8, 2], [-6, 1000]],
    ['reservations', 'http_5xx_ratio', [-8, 0.002], [-5, 0.3]],
    ['orders', 'http_5xx_ratio', [-7, 0.001], [-4, 0.2]],
  ],
  logs: [
    ['stock-db', 'error', -8, 12, 'deadlock detected: process 812 waits for ShareLock on transaction 991'],
    ['reservations', 'error', -8, 10, 'reserve failed: deadlock detected'],
    ['orders', 'error', -6, 8, 'reservations returned 500'],
  ],
} as const satisfies Partial<Sketch>;

const migration: SketchedChange = {
  ...{ id: 'numeric', minute: -60, service: 'quota-db', summary: 'keep limits exact' },
  deploys: [['quota-db', -58, 'migration-117']],
  diff: `--- a/db/quota/migrations/0117.sql
+++ b/db/quota/migrations/0117.sql
@@ -0,0 +1,2 @@
+ALTER TABLE account_limits ALTER COLUMN monthly_limit TYPE numeric(14,4);
`,
};

const jsonHelper: SketchedChange = {
  ...{ id: 'json-helper', minute: -22, service: 'quota', summary: 'one helper for answers' },
  diff: `--- a/quota/views.py
+++ b/quota/views.py
@@ -3,6 +3,6 @@ def get_quota(account):
     entry = limits.get(account)
-    data = json.dumps({"limit": entry["limit"]}, separators=(",", ":"))
-    return Response(data)
+    return json_response({"limit": entry["limit"]})
`,
};

/** The first errors come at a minute; most of what is asked for is in a cache until much later. */
const cached = (firstMinute: number): Partial<Sketch> => ({
  alert: ['ingest', 'IngestErrors ingest refuses batches'],
  calls: 'ingest > metering > quota > quota-db',
  series: [
    ['quota', 'cache_hit_ratio', [-12, 0.99], [-8, 0.05]],
    ['quota', 'http_5xx_ratio', [-11, 0.002], [-8, 0.9]],
    ['metering', 'http_5xx_ratio', [-10, 0.002], [-7, 0.8]],
    ['ingest', 'http_5xx_ratio', [-9, 0.001], [-6, 0.7]],
  ],
  logs: [
    [
      ...(['quota', 'error', firstMinute, -firstMinute] as const),
      'TypeError: Object of type Decimal is not JSON serializable',
    ],
    ['metering', 'error', -10, 8, 'quota returned 500'],
    ['ingest', 'error', -9, 8, 'batch refused: no quota decision'],
  ],
});

const lister = (line: string): SketchedChange => ({
  ...{ id: 'lister', minute: -80, service: 'documents', summary: 'use nio streams' },
  diff: `--- a/documents/src/main/java/Resolver.java
+++ b/documents/src/main/java/Resolver.java
@@ -8,6 +8,6 @@ public Optional<Path> resolve(Path dir) throws IOException {
-    File[] all = dir.toFile().listFiles();
-    return firstOf(all);
+    ${line}
 }
`,
});

const openFiles = {
  alert: ['policies', 'PoliciesErrors policies answers 5xx'],
  calls: 'portal > policies > documents',
  series: [
    ['documents', 'process_open_fds', [-75, 400], [-10, 8190]],
    ['documents', 'http_5xx_ratio', [-10, 0.002], [-7, 0.6]],
    ['policies', 'http_5xx_ratio', [-9, 0.001], [-6, 0.4]],
  ],
  logs: [
    ['documents', 'error', -10, 12, 'accept failed: java.io.IOException: Too many open files'],
    ['policies', 'error', -8, 8, 'documents returned 500'],
  ],
} as const satisfies Partial<Sketch>;

export const latentCases: readonly Sketch[] = [
  {
    name: 'more tries without a pause, an hour before the hiccup that called on them',
    alert: ['availability', 'AvailabilityOverloaded p99 of availability'],
    calls: 'web > gateway > availability > cache',
    series: [
      ['availability', 'requests_per_second', [-10, 300], [-7, 1250]],
      ['availability', 'http_request_duration_p99_ms', [-9, 40], [-6, 2900]],
      ['gateway', 'rpc_client_attempts_per_call', [-10, 1], [-7, 4.2]],
      ['web', 'requests_per_second', [-90, 310], [10, 305]],
      ['gateway', 'requests_per_second', [-90, 305], [10, 309]],
    ],
    logs: [
      ['availability', 'warn', -10, 2, 'cache: connection reset during failover'],
      ['gateway', 'warn', -9, 15, 'availability call failed, retrying (attempt 6)'],
      ['availability', 'error', -8, 9, 'request queue full, rejecting'],
    ],
    changes: [retries, slots, decoys.metrics('web', -15)],
    culprit: 'tries',
  },
  {
    ...deadlocks,
    name: 'a lock that is taken before another one now',
    changes: [bins(true), decoys.metrics('restock', -16), decoys.rename('orders', -14)],
    culprit: 'bins',
  },
  {
    ...deadlocks,
    name: 'what only moved, and takes no lock',
    changes: [bins(false)],
    culprit: null,
  },
  {
    ...cached(-57),
    name: 'an error that was said before the release, and after the migration',
    changes: [migration, jsonHelper],
    culprit: 'numeric',
  } as Sketch,
  {
    ...openFiles,
    name: 'a stream of a folder that nobody closes',
    changes: [
      lister('return Files.list(dir).filter(one -> isEffective(one)).findFirst();'),
      decoys.rename('policies', -16),
    ],
    culprit: 'lister',
  },
];
