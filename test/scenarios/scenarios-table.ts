import { decoys } from './decoys.ts';
import type { Sketch, SketchedChange } from './world.ts';

/** A helper taken out of a handler, of the service that fails, just before it does. */
const extracted = (service: string, minute: number): SketchedChange => ({
  id: `extracted-${service}`,
  minute,
  service,
  summary: 'extract helper for building responses',
  diff: `--- a/services/${service}/respond.go
+++ b/services/${service}/respond.go
@@ -30,9 +30,7 @@ func (s *Server) list(w http.ResponseWriter, r *http.Request) {
-	w.Header().Set("Content-Type", "application/json")
-	w.WriteHeader(http.StatusOK)
-	json.NewEncoder(w).Encode(items)
+	writeJSON(w, http.StatusOK, items)
@@ -60,0 +58,6 @@
+func writeJSON(w http.ResponseWriter, code int, v any) {
+	w.Header().Set("Content-Type", "application/json")
+	w.WriteHeader(code)
+	json.NewEncoder(w).Encode(v)
+}
`,
});
const structured = (service: string, minute: number): SketchedChange => ({
  id: `structured-${service}`,
  minute,
  service,
  summary: `structured access logs in ${service}`,
  diff: `--- a/services/${service}/access.go
+++ b/services/${service}/access.go
@@ -12,7 +12,7 @@ func (s *Server) access(r *http.Request, code int, d time.Duration) {
-	log.Printf("%s %s %d %s", r.Method, r.URL.Path, code, d)
+	logger.Info("access", "method", r.Method, "path", r.URL.Path, "code", code, "ms", d.Milliseconds())
 }
`,
});
/** Name; service and its caller; metrics before and after; lines; the culprit's diff or none; what explains it instead. */
type Row = readonly [
  name: string,
  service: string,
  caller: string,
  metrics: readonly (readonly [name: string, before: number, after: number])[],
  lines: readonly (readonly [service: string, level: string, line: string])[],
  diff: string | null,
  instead?: RegExp,
];

const withoutCulprit: readonly Row[] = [
  [
    'upstream payment provider slow',
    'payment',
    'checkout',
    [['charge_latency_p99_ms', 200, 9000]],
    [
      ['payment', 'error', 'stripe-like gateway api.paygrid.io: request timed out after 8s'],
      ['checkout', 'error', 'payment timed out'],
    ],
    null,
    /paygrid/,
  ],
  [
    'oidc provider outage',
    'auth',
    'web',
    [['login_errors_per_second', 0, 40]],
    [
      ['auth', 'error', 'fetching JWKS from https://id.example-idp.com/keys: connection refused'],
      ['web', 'error', 'auth returned 503'],
    ],
    null,
    /idp/,
  ],
  [
    's3 outage',
    'assets',
    'web',
    [['http_5xx_ratio', 0.001, 0.9]],
    [
      [
        'assets',
        'error',
        'S3 GetObject failed: 503 SlowDown: Please reduce your request rate (eu-west-1 degraded)',
      ],
    ],
    null,
  ],
  [
    'redis node OOM by AWS maintenance',
    'session',
    'web',
    [['http_5xx_ratio', 0.001, 0.4]],
    [
      ['redis', 'error', 'maintenance: node replaced by the provider, failover in progress'],
      ['session', 'error', 'redis connection reset'],
    ],
    null,
  ],
  [
    'cert of internal CA',
    'mesh',
    'api',
    [['tls_handshake_errors', 0, 90]],
    [['mesh', 'error', 'upstream TLS error: CERT_HAS_EXPIRED notAfter=2026-03-03T11:55:00Z']],
    null,
    /certificate/,
  ],
  [
    'poison row',
    'etl',
    'dash',
    [['batch_failures_total', 0, 30]],
    [['etl', 'error', 'failed to parse row 88121 in partner feed: unexpected character in price column']],
    null,
    /data/,
  ],
  [
    'disk wear',
    'kafka',
    'orders',
    [['disk_io_latency_ms', 2, 800]],
    [
      ['kafka', 'error', 'I/O error while writing segment on /dev/sdb: medium error'],
      ['orders', 'error', 'kafka produce timed out'],
    ],
    null,
    /machine/,
  ],
  [
    'black friday',
    'store',
    'store',
    [
      ['requests_per_sec', 500, 4100],
      ['cpu_utilization', 0.4, 1],
      ['queue_depth', 1, 300],
    ],
    [
      ['store', 'warn', 'worker pool saturated, request queued'],
      ['store', 'error', 'server overloaded, shedding load'],
    ],
    null,
    /traffic/,
  ],
  [
    'isp packet loss',
    'edge',
    'edge',
    [['tcp_retransmits_per_second', 3, 900]],
    [['edge', 'warn', 'BGP session with transit provider flapping; packet loss 20%']],
    null,
    /network/,
  ],
  [
    'license expired',
    'pdf',
    'docs',
    [['http_5xx_ratio', 0.001, 1]],
    [['pdf', 'error', 'license key expired on 2026-03-03, refusing to render']],
    null,
  ],
];
const withCulprit: readonly Row[] = [
  [
    'health check interval',
    'lb',
    'web',
    [['backend_flaps_per_minute', 0, 30]],
    [['lb', 'warn', 'backend app-3 marked unhealthy: health check timeout']],
    `--- a/infra/lb/haproxy.cfg
+++ b/infra/lb/haproxy.cfg
@@ -10,5 +10,5 @@ backend app
-  timeout check 5s
+  timeout check 50ms
`,
  ],
  [
    'serializer swapped',
    'cart',
    'web',
    [['deserialize_errors_total', 0, 300]],
    [['cart', 'error', 'could not decode session: invalid magic byte 0x80']],
    `--- a/cart/session.py
+++ b/cart/session.py
@@ -5,8 +5,8 @@ def load(raw):
-    return json.loads(raw)
+    return pickle.loads(raw)
`,
  ],
  [
    'float to int',
    'fx',
    'bank',
    [['transfer_mismatch_total', 0, 90]],
    [['fx', 'error', 'ledger mismatch: converted amount 0 for 0.85 USD']],
    `--- a/fx/convert.go
+++ b/fx/convert.go
@@ -5,5 +5,5 @@ func convert(amount float64, rate float64) int64 {
-	return int64(math.Round(amount * rate * 100))
+	return int64(amount*rate) * 100
 }
`,
  ],
  [
    'kafka topic name',
    'audit',
    'app',
    [['produce_errors_total', 0, 500]],
    [['audit', 'error', 'UNKNOWN_TOPIC_OR_PARTITION: topic audit.events.v2 does not exist']],
    `--- a/audit/config.yaml
+++ b/audit/config.yaml
@@ -3,5 +3,5 @@ kafka:
-  topic: audit.events
+  topic: audit.events.v2
`,
  ],
  [
    'iam policy',
    'uploader',
    'web',
    [['http_403_ratio', 0, 0.9]],
    [['uploader', 'error', 'AccessDenied: User is not authorized to perform s3:PutObject']],
    `--- a/infra/uploader/iam.tf
+++ b/infra/uploader/iam.tf
@@ -4,7 +4,7 @@ data "aws_iam_policy_document" "uploader" {
   statement {
-    actions = ["s3:GetObject", "s3:PutObject"]
+    actions = ["s3:GetObject"]
   }
`,
  ],
  [
    'circuit breaker threshold',
    'reco',
    'web',
    [['circuit_open', 0, 1]],
    [
      ['reco', 'warn', 'circuit breaker open for model-server'],
      ['web', 'error', 'reco unavailable'],
    ],
    `--- a/reco/client.ts
+++ b/reco/client.ts
@@ -8,5 +8,5 @@ const breaker = new CircuitBreaker(call, {
-  errorThresholdPercentage: 50,
+  errorThresholdPercentage: 1,
`,
  ],
  [
    'GOMAXPROCS / cpu limit',
    'rank',
    'web',
    [
      ['cpu_throttled_seconds', 0, 9],
      ['latency_p99_ms', 50, 3000],
    ],
    [['web', 'error', 'rank timed out']],
    `--- a/k8s/rank/deployment.yaml
+++ b/k8s/rank/deployment.yaml
@@ -12,7 +12,7 @@ resources:
   limits:
-    cpu: "4"
+    cpu: 500m
`,
  ],
  [
    'sync logging',
    'bid',
    'web',
    [['latency_p99_ms', 20, 900]],
    [['bid', 'warn', 'slow request 870 ms']],
    `--- a/bid/log.go
+++ b/bid/log.go
@@ -5,5 +5,6 @@ func (l *Logger) write(line []byte) {
-	l.queue <- line
+	l.file.Write(line)
+	l.file.Sync()
 }
`,
  ],
  [
    'feature default',
    'search',
    'web',
    [['empty_results_ratio', 0.05, 0.9]],
    [['search', 'warn', 'query returned zero results']],
    `--- a/search/options.py
+++ b/search/options.py
@@ -4,5 +4,5 @@ DEFAULTS = {
-    "fuzzy": True,
+    "fuzzy": False,
 }
`,
  ],
  [
    'infinite recursion',
    'tree',
    'web',
    [['restarts', 0, 9]],
    [
      [
        'tree',
        'fatal',
        'runtime: goroutine stack exceeds 1000000000-byte limit; fatal error: stack overflow',
      ],
    ],
    `--- a/tree/walk.go
+++ b/tree/walk.go
@@ -9,7 +9,4 @@ func walk(n *Node) int {
-	if n.Parent == nil {
-		return 0
-	}
 	return 1 + walk(n.Parent)
 }
`,
  ],
];
function toSketch([name, service, caller, metrics, lines, diff, instead]: Row): Sketch {
  const suspect: SketchedChange =
    diff === null
      ? decoys.rename(service, -9)
      : { id: 'culprit', minute: -12, service, summary: 'update', diff };
  const below = `${service} > ${service}-db`;
  return {
    name,
    alert: [service, `${service} is in trouble`],
    calls: caller === service ? below : `${caller} > ${below}`,
    series: metrics.map(([metric, before, after]) => [service, metric, [-6, before], [-4, after]] as const),
    logs: lines.map(([speaker, level, line], index) => [speaker, level, -5 + index, 9, line] as const),
    changes: [extracted(service, -10), structured(caller, -11), decoys.bump(service, -14), suspect],
    culprit: diff === null ? null : 'culprit',
    ...(instead === undefined ? {} : { instead }),
  };
}

export const tableCases: readonly Sketch[] = [...withoutCulprit, ...withCulprit].map(toSketch);
