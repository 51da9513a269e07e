import { decoys } from './decoys.ts';
import type { Sketch } from './world.ts';

/** More of both kinds, with changes beside the culprit that touch real code. */
export const hardCases: readonly Sketch[] = [
  {
    name: 'two locks taken in another order',
    alert: ['transfers', 'TransfersStuck p99 latency'],
    calls: 'app > transfers > accountsdb',
    series: [
      ['transfers', 'latency_p99_ms', [-12, 70], [-9, 30_000]],
      ['accountsdb', 'deadlocks_total', [-12, 0], [-2, 80]],
      ['app', 'http_5xx_ratio', [-9, 0.001], [-6, 0.4]],
    ],
    logs: [
      [
        'transfers',
        'error',
        -12,
        12,
        'deadlock detected: process 118 waits for ShareLock on transaction 9911',
      ],
      ['app', 'error', -9, 9, 'transfers timed out'],
    ],
    changes: [
      {
        id: 'lock-order',
        minute: -19,
        service: 'transfers',
        summary: 'validate recipient first',
        diff: `--- a/transfers/src/main/java/Transfer.java
+++ b/transfers/src/main/java/Transfer.java
@@ -40,8 +40,8 @@ public class Transfer {
   void run(Account from, Account to) {
-    repository.lockForUpdate(min(from, to));
-    repository.lockForUpdate(max(from, to));
+    repository.lockForUpdate(to);
+    repository.lockForUpdate(from);
     move(from, to);
   }
`,
      },
      {
        id: 'greeting',
        minute: -15,
        service: 'app',
        summary: 'show first name on the start page',
        diff: `--- a/app/views/start.py
+++ b/app/views/start.py
@@ -8,3 +8,4 @@ def start(request):
     user = request.user
-    return render(request, "start.html", {"name": user.full_name})
+    first = user.full_name.split(" ")[0]
+    return render(request, "start.html", {"name": first})
`,
      },
      decoys.metrics('transfers', -14),
    ],
    culprit: 'lock-order',
  },
  {
    name: 'a query for each row of a page',
    alert: ['backoffice', 'BackofficeLatency p99'],
    calls: 'backoffice > customers-db',
    series: [
      ['backoffice', 'http_request_duration_p99_seconds', [-10, 0.3], [-7, 9]],
      ['backoffice', 'db_queries_per_request', [-10, 6], [-9, 310]],
      ['customers-db', 'queries_per_second', [-10, 120], [-8, 4000]],
    ],
    logs: [['backoffice', 'warn', -9, 9, 'slow request GET /customers 8123 ms']],
    changes: [
      {
        id: 'per-row',
        minute: -17,
        service: 'backoffice',
        summary: 'show last order in the list of customers',
        diff: `--- a/backoffice/customers/views.py
+++ b/backoffice/customers/views.py
@@ -12,6 +12,8 @@ def customers(request):
     rows = []
     for customer in page:
-        rows.append({"name": customer.name})
+        last = Order.objects.filter(customer=customer).order_by("-at").first()
+        rows.append({"name": customer.name, "last": last})
     return render(request, "customers.html", {"rows": rows})
`,
      },
      decoys.bump('backoffice', -16),
      {
        id: 'export-name',
        minute: -13,
        service: 'backoffice',
        summary: 'name of exported file has the date',
        diff: `--- a/backoffice/export/views.py
+++ b/backoffice/export/views.py
@@ -5,3 +5,3 @@ def export(request):
-    name = "customers.csv"
+    name = f"customers-{date.today()}.csv"
`,
      },
    ],
    culprit: 'per-row',
  },
  {
    name: 'consumers that take too long between polls',
    alert: ['enricher', 'EnricherLag consumer lag'],
    calls: 'ingest > events, enricher > events, enricher > geo',
    series: [
      ['enricher', 'consumer_lag', [-25, 100], [5, 90_000]],
      ['enricher', 'rebalances_per_minute', [-25, 0], [-23, 5]],
    ],
    logs: [
      [
        'enricher',
        'warn',
        -25,
        30,
        'member left the group: max.poll.interval.ms exceeded, partitions revoked',
      ],
    ],
    changes: [
      {
        id: 'poll',
        minute: -33,
        service: 'enricher',
        summary: 'larger batches',
        diff: `--- a/enricher/src/main/resources/application.properties
+++ b/enricher/src/main/resources/application.properties
@@ -2,5 +2,5 @@
 kafka.group.id=enricher
-kafka.max.poll.records=200
+kafka.max.poll.records=5000
 kafka.auto.offset.reset=latest
`,
      },
      {
        id: 'geo-field',
        minute: -30,
        service: 'geo',
        summary: 'add country name to answers',
        diff: `--- a/geo/handler.go
+++ b/geo/handler.go
@@ -14,6 +14,7 @@ func (h *Handler) Lookup(ip string) Answer {
 	return Answer{
 		Country: record.Code,
+		Name:    record.Name,
 	}
`,
      },
      decoys.docs('enricher', -26),
    ],
    culprit: 'poll',
  },
  {
    name: 'a TLS version that an old client does not speak',
    alert: ['terminals', 'TerminalsOffline connected terminals'],
    calls: 'terminals > edge > tills',
    series: [
      ['terminals', 'connected', [-8, 900], [-5, 210]],
      ['edge', 'tls_handshake_errors_per_second', [-8, 0.1], [-6, 60]],
    ],
    logs: [['edge', 'error', -8, 14, 'tls: client offered only unsupported versions: [302 301]']],
    changes: [
      {
        id: 'tls13',
        minute: -15,
        service: 'edge',
        summary: 'harden edge',
        diff: `--- a/edge/nginx.conf
+++ b/edge/nginx.conf
@@ -20,7 +20,7 @@ server {
   listen 443 ssl;
-  ssl_protocols TLSv1.2 TLSv1.3;
+  ssl_protocols TLSv1.3;
   server_name edge.internal;
`,
      },
      decoys.rename('tills', -11),
      decoys.metrics('edge', -13),
    ],
    culprit: 'tls13',
  },
  {
    name: 'a host name that does not exist',
    alert: ['loyalty', 'LoyaltyErrors 5xx'],
    calls: 'shop > loyalty > points',
    series: [
      ['loyalty', 'http_5xx_ratio', [-6, 0.001], [-5, 0.9]],
      ['shop', 'http_5xx_ratio', [-5, 0.001], [-4, 0.1]],
    ],
    logs: [
      [
        'loyalty',
        'error',
        -6,
        12,
        'dial tcp: lookup points.core.svc.cluster.local on 10.96.0.10:53: no such host',
      ],
      ['shop', 'warn', -5, 9, 'loyalty unavailable, showing no points'],
    ],
    changes: [
      {
        id: 'namespace',
        minute: -13,
        service: 'loyalty',
        summary: 'move to new namespaces',
        diff: `--- a/k8s/loyalty/config.yaml
+++ b/k8s/loyalty/config.yaml
@@ -4,5 +4,5 @@ data:
-  POINTS_URL: "http://points.rewards.svc.cluster.local:8080"
+  POINTS_URL: "http://points.core.svc.cluster.local:8080"
   LOG_LEVEL: info
`,
      },
      decoys.rename('loyalty', -11),
      decoys.copy('shop', -10),
    ],
    culprit: 'namespace',
    hit: ['shop'],
  },
  {
    name: 'a sign turned round',
    alert: ['checkout', 'CheckoutConversion orders fell'],
    calls: 'web > checkout > tax',
    series: [
      ['checkout', 'orders_per_minute', [-14, 90], [-12, 4]],
      ['checkout', 'validation_rejected_per_minute', [-14, 2], [-12, 85]],
    ],
    logs: [['checkout', 'warn', -14, 20, 'order rejected: total must be greater than the minimum amount']],
    changes: [
      {
        id: 'compare',
        minute: -21,
        service: 'checkout',
        summary: 'minimum amount by country',
        diff: `--- a/checkout/src/validate.ts
+++ b/checkout/src/validate.ts
@@ -9,5 +9,5 @@ export function validate(order: Order, minimum: number): Problem | null {
-  if (order.total < minimum) return 'too small';
+  if (order.total > minimum) return 'too small';
   return null;
 }
`,
      },
      {
        id: 'tax-table',
        minute: -16,
        service: 'tax',
        summary: 'add two regions',
        diff: `--- a/tax/regions.ts
+++ b/tax/regions.ts
@@ -30,4 +30,6 @@ export const regions = [
   { code: 'DE-BE', rate: 0.19 },
+  { code: 'DE-HH', rate: 0.19 },
+  { code: 'DE-HB', rate: 0.19 },
 ];
`,
      },
      decoys.rename('checkout', -15),
    ],
    culprit: 'compare',
  },
  {
    name: 'everything sent to one partition',
    alert: ['telemetry', 'TelemetryThrottled write throttling'],
    calls: 'devices > telemetry > timeline',
    series: [
      ['timeline', 'throttled_writes_per_second', [-9, 0], [-7, 800]],
      ['timeline', 'partition_skew', [-9, 1.1], [-7, 15]],
      ['telemetry', 'latency_p99_ms', [-8, 20], [-5, 900]],
    ],
    logs: [['telemetry', 'error', -8, 12, 'write throttled: hot partition, ProvisionedThroughputExceeded']],
    changes: [
      {
        id: 'by-region',
        minute: -15,
        service: 'telemetry',
        summary: 'group rows by region for faster reads',
        diff: `--- a/telemetry/write.py
+++ b/telemetry/write.py
@@ -18,6 +18,6 @@ def write(row):
     table.put_item(
         Item=row,
-        partition_key=f"{row.device}#{row.day}",
+        partition_key=row.region,
     )
`,
      },
      decoys.metrics('telemetry', -12),
      decoys.bump('devices', -13),
    ],
    culprit: 'by-region',
  },
  {
    name: 'a map that only grows, hours before',
    alert: ['sessions', 'SessionsHeap heap above 95 %'],
    calls: 'web > sessions',
    series: [
      ['sessions', 'jvm_heap_used_bytes', [-85, 4e8], [2, 3.9e9]],
      ['sessions', 'jvm_gc_pause_seconds', [-30, 0.02], [0, 4]],
      ['web', 'latency_p99_ms', [-8, 80], [-1, 3000]],
    ],
    logs: [
      ['sessions', 'error', -2, 4, 'java.lang.OutOfMemoryError: Java heap space'],
      ['web', 'error', -2, 5, 'sessions timed out'],
    ],
    changes: [
      {
        id: 'device-map',
        minute: -89,
        service: 'sessions',
        summary: 'remember devices',
        diff: `--- a/sessions/src/main/java/Devices.java
+++ b/sessions/src/main/java/Devices.java
@@ -5,7 +5,9 @@ public class Devices {
+  private static final Map<String, Device> SEEN = new HashMap<>();
+
   public Device find(String id) {
-    return store.load(id);
+    SEEN.put(id, store.load(id));
+    return SEEN.get(id);
   }
`,
      },
      {
        id: 'lru',
        minute: -14,
        service: 'sessions',
        summary: 'cache user agents',
        diff: `--- a/sessions/src/main/java/Agents.java
+++ b/sessions/src/main/java/Agents.java
@@ -3,5 +3,6 @@ public class Agents {
+  private static final Cache<String, Agent> CACHE = Caffeine.newBuilder().maximumSize(500).build();
   public Agent parse(String header) {
-    return Parser.parse(header);
+    return CACHE.get(header, Parser::parse);
   }
`,
      },
      decoys.rename('web', -11),
    ],
    culprit: 'device-map',
    hit: ['web'],
  },
  {
    name: 'a probe that asks at the wrong path',
    alert: ['quotes', 'QuotesDown no replica ready'],
    calls: 'web > quotes',
    series: [
      ['quotes', 'ready_replicas', [-7, 4], [-5, 0]],
      ['web', 'http_5xx_ratio', [-5, 0.001], [-4, 0.5]],
    ],
    logs: [
      ['quotes', 'warn', -7, 12, 'Readiness probe failed: HTTP probe failed with statuscode: 404'],
      ['web', 'error', -5, 9, 'no healthy upstream: quotes'],
    ],
    changes: [
      {
        id: 'probe',
        minute: -13,
        service: 'quotes',
        summary: 'standard health endpoints',
        diff: `--- a/k8s/quotes/deployment.yaml
+++ b/k8s/quotes/deployment.yaml
@@ -22,6 +22,6 @@ spec:
           readinessProbe:
             httpGet:
-              path: /healthz
+              path: /readyz
               port: 8080
`,
      },
      decoys.rename('quotes', -20),
      decoys.metrics('web', -10),
    ],
    culprit: 'probe',
    hit: ['web'],
  },
  {
    name: 'a provider that counts calls, after a change of how they are logged',
    alert: ['maps', 'MapsErrors errors above 10 %'],
    calls: 'delivery > maps',
    series: [
      ['maps', 'errors_per_second', [-6, 0], [-5, 12]],
      ['delivery', 'latency_p99_ms', [-5, 200], [-3, 2500]],
    ],
    logs: [
      [
        'maps',
        'error',
        -6,
        12,
        'geocoding failed: 429 from api.mapworld.io: monthly quota exceeded for this account',
      ],
    ],
    changes: [
      {
        id: 'log-latency',
        minute: -14,
        service: 'maps',
        summary: 'log how long the provider takes',
        diff: `--- a/maps/client.py
+++ b/maps/client.py
@@ -11,5 +11,7 @@ def geocode(address):
+    started = time.monotonic()
     answer = session.get(URL, params={"q": address})
+    log.info("geocode took %.3f s", time.monotonic() - started)
     return answer.json()
`,
      },
      decoys.copy('delivery', -9),
    ],
    culprit: null,
    instead: /mapworld|provider/,
  },
  {
    name: 'keys that ran out',
    alert: ['audit', 'AuditErrors inserts fail'],
    calls: 'app > audit > auditdb',
    series: [
      ['audit', 'errors_per_second', [-4, 0], [-3, 50]],
      ['app', 'http_5xx_ratio', [-3, 0.001], [-2, 0.3]],
    ],
    logs: [
      [
        'audit',
        'error',
        -4,
        12,
        'pq: nextval: reached maximum value of sequence "entries_id_seq" (2147483647)',
      ],
      ['app', 'error', -3, 9, 'audit returned 500'],
    ],
    changes: [decoys.rename('audit', -10), decoys.metrics('audit', -13), decoys.docs('app', -8)],
    culprit: null,
    instead: /grew|sequence/,
    hit: ['app'],
  },
  {
    name: 'machines that are taken back',
    alert: ['workers', 'WorkersQueue queue depth'],
    calls: 'api > workers',
    series: [
      ['workers', 'ready_replicas', [-6, 20], [-4, 7]],
      ['workers', 'queue_depth', [-5, 20], [5, 4000]],
    ],
    logs: [
      ['cluster', 'warning', -6, 8, 'spot instance interruption notice: instance i-0ab12 will be terminated'],
    ],
    changes: [decoys.rename('workers', -15), decoys.bump('api', -12)],
    culprit: null,
    instead: /machine/,
  },
  {
    name: 'passwords tried by somebody else',
    alert: ['login', 'LoginLatency p99'],
    calls: 'web > login > users',
    series: [
      ['login', 'requests_per_second', [-9, 40], [-6, 2200]],
      ['login', 'cpu_utilization', [-9, 0.2], [-5, 0.99]],
      ['login', 'http_401_ratio', [-9, 0.05], [-6, 0.97]],
      ['web', 'requests_per_second', [-90, 300], [10, 305]],
    ],
    logs: [['login', 'warn', -9, 15, 'possible credential stuffing: 4812 failed logins from 310 addresses']],
    changes: [
      decoys.metrics('login', -12),
      {
        id: 'password-hint',
        minute: -16,
        service: 'login',
        summary: 'hint on the password page',
        diff: `--- a/login/templates/password.html
+++ b/login/templates/password.html
@@ -4,3 +4,4 @@
 <input type="password">
+<p class="hint">At least twelve characters.</p>
`,
      },
    ],
    culprit: null,
    instead: /traffic|sends/,
  },
  {
    name: 'the database fails over by itself',
    alert: ['billing', 'BillingErrors 5xx'],
    calls: 'app > billing > billingdb',
    series: [
      ['billing', 'http_5xx_ratio', [-5, 0.001], [-4, 0.8]],
      ['app', 'http_5xx_ratio', [-4, 0.001], [-3, 0.3]],
      ['billingdb', 'connections', [-5, 60], [-4, 3]],
    ],
    logs: [
      ['billingdb', 'error', -5, 4, 'primary host is down, promoting replica: underlying host failed'],
      ['billing', 'error', -5, 9, 'pq: the database system is starting up'],
      ['app', 'error', -4, 8, 'billing returned 503'],
    ],
    changes: [
      decoys.rename('billing', -10),
      {
        id: 'invoice-title',
        minute: -12,
        service: 'billing',
        summary: 'title of invoices',
        diff: `--- a/billing/invoice.go
+++ b/billing/invoice.go
@@ -22,3 +22,3 @@ func (i Invoice) Title() string {
-	return "Invoice " + i.Number
+	return "Your invoice " + i.Number
`,
      },
    ],
    culprit: null,
    instead: /machine/,
  },
];
