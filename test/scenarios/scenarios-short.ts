import { decoys } from './decoys.ts';
import type { Sketch, SketchedChange } from './world.ts';

/** Real code, of the service that fails, just before it does: and nothing to do with it. */
const innocent = (service: string, minute: number): SketchedChange => ({
  id: `innocent-${service}`,
  minute,
  service,
  summary: 'return the locale with the profile',
  diff: `--- a/services/${service}/profile.go
+++ b/services/${service}/profile.go
@@ -30,6 +30,9 @@ func (s *Server) Profile(ctx context.Context, id string) (*Profile, error) {
 	p := &Profile{ID: id}
+	p.Locale = s.locales.For(id)
+	p.Currency = currencyOf(p.Locale)
 	return p, nil
 }
`,
});
interface Short {
  readonly service: string;
  readonly caller: string;
  readonly metric: readonly [name: string, before: number, after: number];
  readonly line: string;
  readonly diff: string;
}

function toSketch(name: string, { service, caller, metric, line, diff }: Short): Sketch {
  const [metricName, before, after] = metric;
  return {
    name,
    alert: [service, `${service} is in trouble`],
    calls: `${caller} > ${service} > ${service}-db`,
    series: [
      [service, metricName, [-5, before], [-3, after]],
      [caller, 'http_5xx_ratio', [-4, 0.001], [-2, 0.3]],
    ],
    logs: [
      [service, 'error', -5, 9, line],
      [caller, 'error', -4, 7, `${service} timed out`],
    ],
    changes: [
      decoys.rename(service, -9),
      innocent(service, -10),
      { id: 'culprit', minute: -12, service, summary: 'refactor', diff },
      decoys.metrics(caller, -8),
      decoys.bump(service, -30),
    ],
    culprit: 'culprit',
    hit: [caller],
  };
}

/** One line each: what is measured, what is logged, what the culprit's diff is. */
export const shortCases: readonly Sketch[] = [
  toSketch('timeout cut', {
    service: 'ledger',
    caller: 'pay',
    metric: ['rpc_deadline_exceeded_total', 0, 500],
    line: 'context deadline exceeded calling ledger-db',
    diff: `--- a/ledger/client.go
+++ b/ledger/client.go
@@ -10,5 +10,5 @@ func New() *Client {
-	return &Client{timeout: 5 * time.Second}
+	return &Client{timeout: 50 * time.Millisecond}
 }
`,
  }),
  toSketch('thread pool starvation', {
    service: 'quotes',
    caller: 'web',
    metric: ['threads_busy', 20, 200],
    line: 'worker pool exhausted: 200/200 threads busy',
    diff: `--- a/quotes/src/main/java/Quotes.java
+++ b/quotes/src/main/java/Quotes.java
@@ -20,5 +20,5 @@ public class Quotes {
   public CompletableFuture<Quote> quote(String id) {
-    return client.fetchAsync(id).thenApply(this::toQuote);
+    return CompletableFuture.completedFuture(toQuote(client.fetchAsync(id).get()));
   }
`,
  }),
  toSketch('nil map write', {
    service: 'tags',
    caller: 'web',
    metric: ['panics_total', 0, 90],
    line: 'panic: assignment to entry in nil map',
    diff: `--- a/tags/store.go
+++ b/tags/store.go
@@ -8,6 +8,6 @@ func NewStore() *Store {
-	return &Store{byName: make(map[string]Tag)}
+	return &Store{}
 }
`,
  }),
  toSketch('python key error', {
    service: 'shipping',
    caller: 'web',
    metric: ['http_5xx_ratio', 0.001, 0.8],
    line: "KeyError: 'weight'",
    diff: `--- a/shipping/rates.py
+++ b/shipping/rates.py
@@ -14,5 +14,5 @@ def rate(parcel):
-    weight = parcel.get("weight", DEFAULT_WEIGHT)
+    weight = parcel["weight"]
     return table.lookup(weight)
`,
  }),
  toSketch('js undefined', {
    service: 'banner',
    caller: 'web',
    metric: ['http_5xx_ratio', 0.001, 0.8],
    line: "TypeError: Cannot read properties of undefined (reading 'url')",
    diff: `--- a/banner/src/render.ts
+++ b/banner/src/render.ts
@@ -4,5 +4,5 @@ export function render(campaign: Campaign) {
-  const image = campaign.images?.[0]?.url ?? fallback;
+  const image = campaign.images[0].url;
   return html(image);
`,
  }),
  toSketch('query without limit', {
    service: 'history',
    caller: 'web',
    metric: ['memory_rss_bytes', 2e8, 2e9],
    line: 'OOMKilled: memory limit exceeded',
    diff: `--- a/history/repo.py
+++ b/history/repo.py
@@ -9,5 +9,5 @@ def load(user):
-    return db.execute("SELECT * FROM events WHERE user_id = %s ORDER BY at DESC LIMIT 100", user)
+    return db.execute("SELECT * FROM events WHERE user_id = %s ORDER BY at DESC", user).fetchall()
`,
  }),
  toSketch('cache key loses tenant', {
    service: 'prices',
    caller: 'web',
    metric: ['cache_hit_ratio', 0.9, 0.1],
    line: 'cache miss storm: recomputing price list',
    diff: `--- a/prices/cache.ts
+++ b/prices/cache.ts
@@ -3,5 +3,5 @@ export class PriceCache {
-  private key(sku: string) { return \`price:\${sku}\`; }
+  private key(sku: string) { return \`price:\${sku}:\${Date.now()}\`; }
`,
  }),
  toSketch('migration takes a lock', {
    service: 'users',
    caller: 'web',
    metric: ['db_blocked_queries', 0, 120],
    line: 'canceling statement due to lock timeout: relation "users" AccessExclusiveLock',
    diff: `--- a/users/migrations/0100_status.sql
+++ b/users/migrations/0100_status.sql
@@ -0,0 +1,2 @@
+ALTER TABLE users ADD COLUMN status text NOT NULL DEFAULT 'active';
+CREATE INDEX idx_users_status ON users (status);
`,
  }),
  toSketch('wrong port', {
    service: 'geo',
    caller: 'web',
    metric: ['connection_errors_total', 0, 800],
    line: 'dial tcp 10.0.3.4:5433: connect: connection refused',
    diff: `--- a/deploy/geo/values.yaml
+++ b/deploy/geo/values.yaml
@@ -4,5 +4,5 @@ env:
-  DATABASE_PORT: 5432
+  DATABASE_PORT: 5433
`,
  }),
  toSketch('replicas scaled down', {
    service: 'thumbs',
    caller: 'web',
    metric: ['request_queue_depth', 2, 900],
    line: 'server overloaded, shedding load',
    diff: `--- a/k8s/thumbs/deployment.yaml
+++ b/k8s/thumbs/deployment.yaml
@@ -6,5 +6,5 @@ spec:
-  replicas: 12
+  replicas: 2
`,
  }),
  toSketch('hot loop', {
    service: 'sched',
    caller: 'web',
    metric: ['cpu_utilization', 0.2, 1],
    line: 'event loop lag 4000 ms',
    diff: `--- a/sched/loop.go
+++ b/sched/loop.go
@@ -8,8 +8,6 @@ func (s *Scheduler) run() {
 	for {
 		s.poll()
-		time.Sleep(s.interval)
 	}
`,
  }),
  toSketch('verify signature bytes', {
    service: 'hooks',
    caller: 'web',
    metric: ['http_401_ratio', 0.01, 0.9],
    line: 'signature verification failed for webhook',
    diff: `--- a/hooks/verify.ts
+++ b/hooks/verify.ts
@@ -6,5 +6,5 @@ export function verify(body: Buffer, header: string) {
-  const mac = createHmac('sha256', secret).update(body).digest('hex');
+  const mac = createHmac('sha256', secret).update(JSON.stringify(JSON.parse(body.toString()))).digest('hex');
   return timingSafeEqual(mac, header);
`,
  }),
  toSketch('money in cents twice', {
    service: 'refunds',
    caller: 'web',
    metric: ['refund_amount_rejected_total', 0, 300],
    line: 'refund rejected: amount exceeds captured total',
    diff: `--- a/refunds/amount.rb
+++ b/refunds/amount.rb
@@ -3,5 +3,5 @@ def amount_for(order)
-  order.total_cents
+  order.total_cents * 100
 end
`,
  }),
  toSketch('race in shared counter', {
    service: 'coupons',
    caller: 'web',
    metric: ['duplicate_redemptions_total', 0, 60],
    line: 'duplicate key value violates unique constraint "redemptions_code_key"',
    diff: `--- a/coupons/redeem.go
+++ b/coupons/redeem.go
@@ -12,9 +12,6 @@ func (c *Coupons) Redeem(code string) error {
-	c.mu.Lock()
-	defer c.mu.Unlock()
 	if c.used(code) {
 		return ErrUsed
 	}
`,
  }),
  toSketch('queue ack before work', {
    service: 'emails',
    caller: 'web',
    metric: ['dead_letter_messages', 0, 400],
    line: 'message redelivered 5 times, moving to dead letter queue',
    diff: `--- a/emails/worker.py
+++ b/emails/worker.py
@@ -10,6 +10,5 @@ def on_message(channel, method, body):
     send(body)
-    channel.basic_ack(method.delivery_tag)
+    log.info("sent")
`,
  }),
  toSketch('gzip off/ body too large', {
    service: 'uploads',
    caller: 'web',
    metric: ['http_413_total', 0, 300],
    line: '413 Request Entity Too Large: client intended to send too large body: 12582912 bytes',
    diff: `--- a/uploads/nginx.conf
+++ b/uploads/nginx.conf
@@ -9,5 +9,5 @@ http {
-  client_max_body_size 50m;
+  client_max_body_size 5m;
`,
  }),
  toSketch('terraform security group', {
    service: 'vault',
    caller: 'web',
    metric: ['connection_errors_total', 0, 300],
    line: 'dial tcp 10.2.0.9:8200: i/o timeout',
    diff: `--- a/infra/vault/network.tf
+++ b/infra/vault/network.tf
@@ -4,5 +4,5 @@ resource "aws_security_group_rule" "vault" {
   type        = "ingress"
-  cidr_blocks = ["10.0.0.0/8"]
+  cidr_blocks = ["10.0.0.0/16"]
   from_port   = 8200
`,
  }),
];
