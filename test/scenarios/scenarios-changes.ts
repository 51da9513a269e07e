import { decoys } from './decoys.ts';
import type { Sketch } from './world.ts';

/** Incidents that a change caused, in several languages. Own inventions, after what postmortems tell. */
export const causedByChanges: readonly Sketch[] = [
  {
    name: 'a connection pool made too small',
    alert: ['inventory', 'InventoryErrors inventory answers 5xx'],
    calls: 'frontend > cart > inventory, shipping > inventory',
    series: [
      ['inventory', 'db_pool_in_use', [-13, 9], [-11, 10]],
      ['inventory', 'http_5xx_ratio', [-12, 0.002], [-8, 0.3]],
      ['cart', 'http_request_duration_p99_ms', [-11, 80], [-7, 2000]],
      ['frontend', 'http_5xx_ratio', [-10, 0.001], [-6, 0.2]],
      ['shipping', 'http_5xx_ratio', [-10, 0.001], [-6, 0.25]],
    ],
    logs: [
      ['inventory', 'error', -12, 9, 'acquire connection: pool exhausted, waited 1000ms'],
      ['cart', 'error', -10, 8, 'upstream inventory timeout after 2s'],
      ['shipping', 'error', -10, 8, 'call to inventory failed: deadline exceeded'],
      ['frontend', 'error', -9, 7, 'cart returned 503'],
    ],
    changes: [
      decoys.rename('inventory', -16),
      decoys.metrics('cart', -18),
      {
        id: 'pool-10',
        minute: -24,
        service: 'inventory',
        summary: 'chore: align inventory settings with the other services',
        diff: `--- a/deploy/inventory/values.yaml
+++ b/deploy/inventory/values.yaml
@@ -12,7 +12,7 @@ env:
   LOG_LEVEL: info
-  DB_POOL_MAX_CONNS: "50"
+  DB_POOL_MAX_CONNS: "10"
   HTTP_PORT: "8080"
`,
      },
      decoys.docs('inventory', -14),
    ],
    culprit: 'pool-10',
    hit: ['cart', 'frontend', 'shipping'],
  },
  {
    name: 'retries without a pause',
    alert: ['pricing', 'PricingOverloaded pricing p99 latency'],
    calls: 'web > basket > pricing',
    series: [
      ['pricing', 'requests_per_second', [-20, 300], [-14, 2400]],
      ['pricing', 'cpu_utilization', [-19, 0.35], [-12, 0.99]],
      ['pricing', 'latency_p99_ms', [-16, 40], [-10, 1900]],
      ['basket', 'latency_p99_ms', [-15, 90], [-9, 4000]],
      ['web', 'requests_per_second', [-90, 310], [10, 305]],
      ['basket', 'requests_per_second', [-90, 305], [10, 309]],
    ],
    logs: [
      ['basket', 'warn', -19, 15, 'pricing call failed, retrying (attempt 4)'],
      ['pricing', 'error', -12, 8, 'request queue full, rejecting'],
      ['web', 'error', -9, 7, 'basket timed out'],
    ],
    changes: [
      decoys.bump('pricing', -20),
      {
        id: 'retry-loop',
        minute: -27,
        service: 'basket',
        summary: 'refactor: simplify pricing client',
        diff: `--- a/basket/clients/pricing.py
+++ b/basket/clients/pricing.py
@@ -31,12 +31,9 @@ class PricingClient:
     def quote(self, items):
-        for attempt in range(2):
+        for attempt in range(8):
             try:
                 return self.session.post(self.url, json=items, timeout=2)
             except RequestException:
-                time.sleep(backoff(attempt))
+                continue
         raise Unavailable()
`,
      },
      decoys.rename('pricing', -22),
      decoys.copy('web', -17),
    ],
    culprit: 'retry-loop',
  },
  {
    name: 'a migration drops an index',
    alert: ['ordersdb', 'DatabaseCpu ordersdb cpu above 90 %'],
    calls: 'web > orders > ordersdb, admin > orders',
    series: [
      ['ordersdb', 'db_cpu_percent', [-9, 22], [-5, 96]],
      ['ordersdb', 'db_rows_scanned_per_second', [-9, 9000], [-6, 4_100_000]],
      ['orders', 'latency_p99_ms', [-8, 60], [-4, 3100]],
      ['web', 'http_5xx_ratio', [-6, 0.001], [-3, 0.12]],
    ],
    logs: [
      [
        'ordersdb',
        'warn',
        -8,
        12,
        'slow query 2871 ms: SELECT * FROM orders WHERE customer_id = $1 ORDER BY created_at',
      ],
      ['orders', 'error', -6, 9, 'pq: canceling statement due to statement timeout'],
      ['web', 'error', -4, 6, 'orders timed out'],
    ],
    changes: [
      decoys.rename('orders', -15),
      {
        id: 'drop-index',
        minute: -14,
        service: 'orders',
        summary: 'clean up unused columns and indexes',
        diff: `--- a/orders/migrations/0042_cleanup.sql
+++ b/orders/migrations/0042_cleanup.sql
@@ -0,0 +1,3 @@
+ALTER TABLE orders DROP COLUMN legacy_note;
+DROP INDEX idx_orders_customer_id;
`,
      },
      decoys.metrics('orders', -12),
      decoys.docs('orders', -10),
    ],
    culprit: 'drop-index',
    hit: ['orders', 'web'],
  },
  {
    name: 'an environment variable renamed on one side',
    alert: ['mailer', 'MailerCrashLoop mailer restarts'],
    calls: 'accounts > mailer',
    series: [
      ['mailer', 'container_restarts', [-6, 0], [-1, 9]],
      ['mailer', 'ready_replicas', [-6, 3], [-5, 0]],
      ['accounts', 'mail_queue_depth', [-5, 2], [5, 900]],
    ],
    logs: [
      ['mailer', 'fatal', -6, 8, 'missing required environment variable SMTP_RELAY_HOST'],
      ['accounts', 'error', -4, 6, 'mailer refused connection'],
    ],
    changes: [
      {
        id: 'env-rename',
        minute: -12,
        service: 'mailer',
        summary: 'unify configuration names',
        diff: `--- a/mailer/src/config.ts
+++ b/mailer/src/config.ts
@@ -4,7 +4,7 @@ export function readConfig(env: NodeJS.ProcessEnv): Config {
   return {
-    relay: required(env.SMTP_HOST),
+    relay: required(env.SMTP_RELAY_HOST),
     port: Number(env.SMTP_PORT ?? 25),
`,
      },
      decoys.copy('accounts', -11),
      decoys.bump('mailer', -30),
    ],
    culprit: 'env-rename',
    hit: ['accounts'],
  },
  {
    name: 'a token is checked for another audience',
    alert: ['gateway', 'GatewayUnauthorized 401 above 5 %'],
    calls: 'gateway > profile, gateway > billing',
    series: [
      ['gateway', 'http_401_ratio', [-10, 0.004], [-8, 0.61]],
      ['profile', 'requests_per_second', [-9, 200], [-7, 80]],
    ],
    logs: [['gateway', 'warn', -10, 15, 'token rejected: invalid audience "shop-web"']],
    changes: [
      {
        id: 'audience',
        minute: -16,
        service: 'gateway',
        summary: 'stricter session validation',
        diff: `--- a/gateway/auth/jwt.go
+++ b/gateway/auth/jwt.go
@@ -18,7 +18,7 @@ func (v *Validator) Check(token *jwt.Token) error {
 	claims := token.Claims
-	if !claims.HasIssuer(v.issuer) {
+	if !claims.HasIssuer(v.issuer) || !claims.HasAudience(v.audience) {
 		return ErrToken
 	}
`,
      },
      decoys.metrics('gateway', -13),
      decoys.rename('profile', -14),
    ],
    culprit: 'audience',
  },
  {
    name: 'a goroutine for each message that never ends',
    alert: ['notifier', 'NotifierMemory notifier memory above 90 %'],
    calls: 'events > notifier',
    series: [
      ['notifier', 'go_goroutines', [-80, 120], [5, 48_000]],
      ['notifier', 'process_resident_memory_bytes', [-80, 9e7], [5, 1.9e9]],
    ],
    logs: [['notifier', 'error', -1, 3, 'OOMKilled: container exceeded memory limit 2Gi']],
    changes: [
      {
        id: 'spawn',
        minute: -86,
        service: 'notifier',
        summary: 'send pushes in the background',
        diff: `--- a/notifier/push.go
+++ b/notifier/push.go
@@ -22,7 +22,12 @@ func (n *Notifier) Handle(msg Message) error {
-	return n.push(msg)
+	go func() {
+		for {
+			<-n.acks[msg.ID]
+		}
+	}()
+	return n.push(msg)
 }
`,
      },
      decoys.rename('notifier', -12),
      {
        id: 'bounded-buffer',
        minute: -20,
        service: 'notifier',
        summary: 'reuse buffers when encoding pushes',
        diff: `--- a/notifier/encode.go
+++ b/notifier/encode.go
@@ -8,6 +8,7 @@ var pool = sync.Pool{New: func() any { return new(bytes.Buffer) }}
 func encode(msg Message) []byte {
-	buf := new(bytes.Buffer)
+	buf := pool.Get().(*bytes.Buffer)
+	defer pool.Put(buf)
 	json.NewEncoder(buf).Encode(msg)
`,
      },
    ],
    culprit: 'spawn',
  },
  {
    name: 'a regular expression that goes back and forth',
    alert: ['search', 'SearchCpu search cpu above 95 %'],
    calls: 'web > search',
    series: [
      ['search', 'cpu_utilization', [-7, 0.3], [-5, 0.99]],
      ['search', 'latency_p99_ms', [-7, 45], [-4, 5200]],
      ['web', 'http_5xx_ratio', [-5, 0.001], [-2, 0.2]],
    ],
    logs: [
      ['search', 'warn', -6, 9, 'event loop blocked for 3120 ms'],
      ['web', 'error', -4, 6, 'search timed out'],
    ],
    changes: [
      {
        id: 'regex',
        minute: -13,
        service: 'search',
        summary: 'trim odd characters from queries',
        diff: `--- a/search/src/normalise.ts
+++ b/search/src/normalise.ts
@@ -3,5 +3,6 @@ export function normalise(query: string): string {
-  return query.trim().toLowerCase();
+  const cleaned = query.replace(new RegExp('^(\\\\s*\\\\w+\\\\s*)+$'), '$1');
+  return cleaned.trim().toLowerCase();
 }
`,
      },
      decoys.copy('web', -12),
      decoys.tests('search', -11),
    ],
    culprit: 'regex',
    hit: ['web'],
  },
  {
    name: 'a field of a message renamed by its producer',
    alert: ['fulfilment', 'FulfilmentFailures consumer errors'],
    calls: 'checkout > orders-topic, fulfilment > orders-topic',
    series: [
      ['fulfilment', 'consumer_errors_per_second', [-9, 0], [-7, 42]],
      ['fulfilment', 'consumer_lag', [-8, 10], [8, 22_000]],
    ],
    logs: [['fulfilment', 'error', -9, 15, 'cannot deserialize order: missing field "shipping_address"']],
    changes: [
      {
        id: 'field',
        minute: -15,
        service: 'checkout',
        summary: 'camel case in events',
        diff: `--- a/checkout/events/order.go
+++ b/checkout/events/order.go
@@ -6,7 +6,7 @@ type OrderPlaced struct {
 	ID       string \`json:"id"\`
-	Address  Address \`json:"shipping_address"\`
+	Address  Address \`json:"shippingAddress"\`
 }
`,
      },
      decoys.rename('fulfilment', -12),
      decoys.metrics('fulfilment', -14),
    ],
    culprit: 'field',
  },
  {
    name: 'responses that are not closed',
    alert: ['avatars', 'AvatarsErrors avatars answers 5xx'],
    calls: 'web > avatars > storage',
    series: [
      ['avatars', 'process_open_fds', [-50, 80], [-3, 1024]],
      ['avatars', 'http_5xx_ratio', [-4, 0.001], [-1, 0.5]],
      ['web', 'http_5xx_ratio', [-3, 0.001], [0, 0.1]],
    ],
    logs: [
      ['avatars', 'error', -4, 9, 'dial tcp: socket: too many open files'],
      ['web', 'error', -3, 6, 'avatars answered 500'],
    ],
    changes: [
      {
        id: 'leak',
        minute: -57,
        service: 'avatars',
        summary: 'stream images from storage',
        diff: `--- a/avatars/fetch.go
+++ b/avatars/fetch.go
@@ -14,9 +14,8 @@ func fetch(url string) (image.Image, error) {
 	resp, err := http.Get(url)
 	if err != nil {
 		return nil, err
 	}
-	defer resp.Body.Close()
-	return decode(resp.Body)
+	return decodeStream(resp.Body)
 }
`,
      },
      decoys.rename('avatars', -11),
      decoys.copy('web', -9),
    ],
    culprit: 'leak',
    hit: ['web'],
  },
  {
    name: 'a limit counted in another unit',
    alert: ['api', 'ApiThrottled 429 above 10 %'],
    calls: 'mobile > api > catalog',
    series: [
      ['api', 'http_429_ratio', [-6, 0], [-5, 0.7]],
      ['catalog', 'requests_per_second', [-6, 900], [-4, 260]],
    ],
    logs: [['api', 'warn', -6, 14, 'rate limit exceeded for client mobile']],
    changes: [
      {
        id: 'unit',
        minute: -12,
        service: 'api',
        summary: 'rate limiter: use durations',
        diff: `--- a/api/limits/limits.go
+++ b/api/limits/limits.go
@@ -9,7 +9,7 @@ func newLimiter() *Limiter {
-	return NewLimiter(1000, time.Second)
+	return NewLimiter(1000, time.Minute)
 }
`,
      },
      decoys.metrics('api', -10),
      decoys.bump('catalog', -11),
    ],
    culprit: 'unit',
  },
  {
    name: 'a job scheduled by another clock',
    alert: ['reports', 'ReportsMissed daily report missed'],
    calls: 'reports > warehouse',
    series: [['reports', 'jobs_missed_total', [-3, 0], [-2, 12]]],
    logs: [
      [
        'reports',
        'error',
        -3,
        6,
        'schedule missed: run for 2026-03-03 expected at 11:00, timezone offset +00:00',
      ],
    ],
    changes: [
      {
        id: 'zone',
        minute: -45,
        service: 'reports',
        summary: 'clean up scheduling',
        diff: `--- a/reports/schedule.py
+++ b/reports/schedule.py
@@ -10,7 +10,7 @@ def next_run(now=None):
-    now = now or datetime.now(ZoneInfo("Europe/Berlin"))
+    now = now or datetime.utcnow()
     return now.replace(hour=11, minute=0)
`,
      },
      decoys.docs('reports', -20),
    ],
    culprit: 'zone',
  },
  {
    name: 'memory that is taken from a container',
    alert: ['render', 'RenderOom render restarts'],
    calls: 'web > render',
    series: [
      ['render', 'container_restarts', [-8, 0], [0, 14]],
      ['web', 'http_5xx_ratio', [-6, 0.001], [-2, 0.3]],
    ],
    logs: [
      ['render', 'error', -8, 8, 'OOMKilled, exit code 137'],
      ['web', 'error', -6, 8, 'render unavailable: connection refused'],
    ],
    changes: [
      {
        id: 'limit',
        minute: -15,
        service: 'render',
        summary: 'right-size resources',
        diff: `--- a/k8s/render/deployment.yaml
+++ b/k8s/render/deployment.yaml
@@ -30,7 +30,7 @@ spec:
           resources:
             limits:
               cpu: "2"
-              memory: 2Gi
+              memory: 512Mi
`,
      },
      decoys.rename('web', -12),
      decoys.metrics('render', -13),
    ],
    culprit: 'limit',
    hit: ['web'],
  },
];
