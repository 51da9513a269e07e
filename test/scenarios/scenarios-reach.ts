import { decoys } from './decoys.ts';
import type { Sketch, SketchedChange } from './world.ts';

/** How a change reached production: with somebody else's release, at a later start, on one of several services, or not at all. */

const settings = (from: string, to: string): SketchedChange => ({
  ...{ id: 'deadline', minute: -75, service: 'quotes', summary: 'align client settings' },
  deploys: [['quotes', -72, 'config-118']],
  diff: `--- a/config/quotes/clients.yaml
+++ b/config/quotes/clients.yaml
@@ -3,7 +3,7 @@ clients:
   rates:
     base_url: http://rates:8080
-    request_timeout: ${from}
+    request_timeout: ${to}
     retries: 1
`,
});

const logo: SketchedChange = {
  ...{ id: 'logo', minute: -20, service: 'quotes', summary: 'feat: show the carrier on a quote' },
  deploys: [['quotes', -9, 'v31']],
  diff: `--- a/quotes/src/view.ts
+++ b/quotes/src/view.ts
@@ -12,5 +12,6 @@ export function toView(quote: Quote): View {
   return {
     id: quote.id,
+    carrier: quote.carrier,
     price: quote.price,
   };
`,
};

const timeouts = {
  alert: ['quotes', 'QuotesErrors quotes answers 5xx'],
  calls: 'portal > quotes > rates',
  series: [
    ['quotes', 'http_5xx_ratio', [-7, 0.002], [-5, 0.2]],
    ['quotes', 'client_timeouts_per_second', [-7, 0.1], [-5, 30]],
    ['portal', 'http_5xx_ratio', [-6, 0.001], [-4, 0.12]],
    ['rates', 'http_request_duration_p99_ms', [-90, 900], [10, 900]],
  ],
  logs: [
    ['quotes', 'error', -6, 9, 'call of rates failed: request timed out'],
    ['portal', 'error', -5, 8, 'quotes returned 502'],
  ],
} as const satisfies Partial<Sketch>;

const keyBuilder = (id: string, file: string): SketchedChange => ({
  ...{ id, minute: -30, service: null, summary: 'perf: fewer allocations', deploys: [] },
  diff: `--- a/${file}
+++ b/${file}
@@ -8,3 +8,6 @@ func (s Space) Key(parts ...string) string {
-	return s.prefix + ":" + strings.Join(parts, ":")
+	b := bufs.Get().(*bytes.Buffer)
+	b.WriteString(s.prefix)
+	for _, part := range parts {
+		b.WriteByte('|')
+		b.WriteString(part)
+	}
+	return b.String()
 }
`,
});

const coldCache = {
  alert: ['feed', 'FeedLatency p99 of feed'],
  calls: 'web > feed > people, people > people-db',
  series: [
    ['people', 'cache_hit_ratio', [-10, 0.97], [-8, 0.12]],
    ['people-db', 'db_queries_per_second', [-10, 300], [-8, 5200]],
    ['people-db', 'cpu_utilization', [-10, 0.2], [-7, 0.97]],
    ['people', 'http_request_duration_p99_ms', [-9, 12], [-6, 900]],
    ['feed', 'http_request_duration_p99_ms', [-8, 80], [-5, 2100]],
  ],
  logs: [
    ['people', 'info', -10, 18, 'cache miss, loaded from people-db'],
    ['people', 'error', -7, 8, 'load people: pool: deadline exceeded waiting for connection'],
    ['feed', 'error', -6, 8, 'people timed out'],
  ],
} as const satisfies Partial<Sketch>;

const notFound: SketchedChange = {
  ...{ id: 'not-found', minute: -22, service: 'people', summary: 'fix: 404 for people who left' },
  deploys: [['people', -12, 'v8']],
  diff: `--- a/people/http/get.go
+++ b/people/http/get.go
@@ -30,6 +30,10 @@ func (h *Handler) Get(w http.ResponseWriter, r *http.Request) {
 	person, err := h.store.Get(r.Context(), id)
+	if errors.Is(err, store.ErrLeft) {
+		httpx.Error(w, http.StatusNotFound, err)
+		return
+	}
 	if err != nil {
`,
};

const pool: SketchedChange = {
  ...{ id: 'pool', minute: -89, service: null, summary: 'bump sqlkit to 2.8' },
  deploys: [
    ['mailer', -88, 'v4'],
    ['stock', -12, 'v19'],
  ],
  diff: `--- a/vendor/sqlkit/pool.go
+++ b/vendor/sqlkit/pool.go
@@ -20,7 +20,7 @@ func (c Config) withDefaults() Config {
 	if c.MaxConns == 0 {
-		c.MaxConns = 32
+		c.MaxConns = 2 * int32(runtime.NumCPU())
 	}
`,
};

const slowSearch = (statement: string): Partial<Sketch> => ({
  alert: ['contacts', 'ContactsLatency p99 of contacts'],
  calls: 'crm > contacts > contacts-db',
  series: [
    ['contacts-db', 'db_query_duration_p99_ms', [-12, 9], [-9, 2400]],
    ['contacts', 'http_request_duration_p99_ms', [-11, 60], [-7, 3900]],
    ['crm', 'http_request_duration_p99_ms', [-10, 200], [-6, 4300]],
  ],
  logs: [
    ['contacts-db', 'warn', -11, 14, `slow query: ${statement}`],
    ['contacts', 'error', -8, 8, 'query failed: no connection within 2000 ms'],
  ],
});

const dropIndex: SketchedChange = {
  ...{ id: 'drop-index', minute: -22, service: 'contacts-db', summary: 'drop an index that nobody uses' },
  deploys: [['contacts-db', -15, 'migration-207']],
  diff: `--- a/db/contacts/migrations/0207.sql
+++ b/db/contacts/migrations/0207.sql
@@ -0,0 +1,2 @@
+DROP INDEX CONCURRENTLY IF EXISTS idx_contacts_legacy_ref;
+COMMENT ON COLUMN contacts.legacy_ref IS 'reference of the former system';
`,
};

const postingCode = (asks: string): SketchedChange => ({
  ...{ id: 'snapshots', minute: -85, service: 'ledger', summary: 'feat: snapshots of balances' },
  deploys: [['ledger', -80, 'v51']],
  diff: `--- a/ledger/posting.py
+++ b/ledger/posting.py
@@ -10,4 +10,12 @@ def post(journal):
     with transaction.atomic():
         for line in journal.lines:
             Entry.objects.create(account_id=line.account_id, amount=line.amount)
+            ${asks}
+                snapshot(line.account_id)
+
+
+def snapshot(account_id):
+    account = Account.objects.select_for_update().get(pk=account_id)
+    total = Entry.objects.filter(account_id=account_id).aggregate(s=Sum("amount"))["s"]
+    Snapshot.objects.create(account_id=account.id, balance=total)
`,
});

const postingMode = (from: string, to: string): SketchedChange => ({
  ...{ id: 'mode', minute: -20, service: 'ledger', summary: 'ops: posting mode for the close' },
  deploys: [['ledger', -10, 'v51+env.4']],
  diff: `--- a/deploy/ledger/values-prod.yaml
+++ b/deploy/ledger/values-prod.yaml
@@ -4,7 +4,7 @@ env:
   - name: DB_POOL_SIZE
     value: "10"
   - name: LEDGER_POSTING_MODE
-    value: "${from}"
+    value: "${to}"
   - name: STATEMENT_TIMEOUT_MS
     value: "5000"
`,
});

const lockedLedger = {
  alert: ['invoices', 'InvoicesLatency p99 of invoices'],
  calls: 'gateway > invoices > ledger > billing-db',
  series: [
    ['ledger', 'http_request_duration_p99_ms', [-8, 50], [-5, 5200]],
    ['billing-db', 'db_lock_waits_per_second', [-8, 0.2], [-6, 40]],
    ['billing-db', 'db_query_duration_p99_ms', [-8, 12], [-5, 5000]],
    ['invoices', 'http_request_duration_p99_ms', [-7, 160], [-4, 9000]],
  ],
  logs: [
    ['ledger', 'error', -7, 9, 'posting failed: canceling statement due to lock timeout on accounts'],
    [
      'billing-db',
      'warn',
      -7,
      9,
      'process 812 still waiting for ShareLock: SELECT id FROM accounts FOR UPDATE',
    ],
    ['invoices', 'error', -5, 8, 'ledger timed out'],
  ],
} as const satisfies Partial<Sketch>;

const storage = (fields: Readonly<Record<string, string>>): Partial<Sketch> => ({
  alert: ['documents', 'DocumentsErrors documents answers 5xx'],
  calls: 'web > documents > meta-db',
  series: [
    ['documents', 'http_5xx_ratio', [-8, 0.002], [-5, 0.3]],
    ['uploads', 'http_5xx_ratio', [-8, 0.002], [-5, 0.25]],
    ['web', 'http_5xx_ratio', [-7, 0.001], [-4, 0.2]],
  ],
  logs: [
    ['documents', 'warn', -8, 12, 'object store request failed: 503', fields],
    ['uploads', 'warn', -8, 12, 'object store request failed: 503', fields],
    ['web', 'error', -6, 8, 'documents returned 502'],
  ],
});

const linkTtl: SketchedChange = {
  ...{ id: 'link-ttl', minute: -22, service: 'documents', summary: 'links live for half an hour' },
  diff: `--- a/documents/src/main/java/Links.java
+++ b/documents/src/main/java/Links.java
@@ -10,5 +10,5 @@ public URI linkFor(Document doc) {
     var request = PresignRequest.builder()
-        .signatureDuration(Duration.ofMinutes(15))
+        .signatureDuration(props.getLinkTtl())
         .build();
`,
};

const alertRule: SketchedChange = {
  ...{ id: 'alert-rule', minute: -16, service: 'documents', summary: 'reword an alert' },
  diff: `--- a/ops/alerts/documents.yaml
+++ b/ops/alerts/documents.yaml
@@ -4,5 +4,5 @@ groups:
       annotations:
-        summary: "documents slow"
+        summary: "documents answers 5xx: object store request failed"
`,
};

const parser = (id: string, diff: string): SketchedChange => ({
  ...{ id, minute: -20, service: 'gateway', summary: 'parse parcels anew' },
  deploys: [['gateway', -11, 'v72']],
  diff,
});

const fasterLoop = `--- a/gateway/parcel.go
+++ b/gateway/parcel.go
@@ -10,6 +10,9 @@ func (p *Parcel) Volume() float64 {
-	return p.Length * p.Width * p.Height
+	if p.volume == 0 {
+		p.volume = p.Length * p.Width * p.Height
+	}
+	return p.volume
 }
`;

const newColumn = `--- a/gateway/migrations/0040.sql
+++ b/gateway/migrations/0040.sql
@@ -0,0 +1,2 @@
+ALTER TABLE parcels RENAME COLUMN pickup_window TO pickup_slot;
`;

/** Two builds run beside each other; the share of the bad lines that the old one says, of twelve. */
const rejects = (old: number, line: string): Partial<Sketch> => ({
  alert: ['gateway', 'GatewayErrors gateway answers 5xx'],
  calls: 'shop > gateway',
  series: [
    ['gateway', 'http_5xx_ratio', [-10, 0.002], [-7, 0.4]],
    ['shop', 'http_5xx_ratio', [-9, 0.001], [-6, 0.2]],
  ],
  logs: [
    ['gateway', 'error', -10, 12 - old, line, { version: 'v72' }],
    ...(old === 0 ? [] : [['gateway', 'error', -10, old, line, { version: 'v71' }] as const]),
    ['shop', 'error', -8, 8, 'gateway answered 500'],
  ],
});

export const reachCases: readonly Sketch[] = [
  {
    ...timeouts,
    name: 'a deadline that was read when the next release started the service',
    changes: [settings('6s', '700ms'), logo, decoys.docs('quotes', -12)],
    culprit: 'deadline',
  },
  {
    ...coldCache,
    name: 'keys of a cache, built by a library that rode along with another release',
    changes: [notFound, keyBuilder('keys', 'libs/cachekit/keys.go'), decoys.metrics('feed', -16)],
    culprit: 'keys',
  },
  {
    ...coldCache,
    name: 'keys of a library that was not released before it began',
    changes: [
      { ...notFound, deploys: [['people', -40, 'v8']], minute: -50 },
      keyBuilder('keys', 'libs/cachekit/keys.go'),
    ],
    culprit: null,
  },
  {
    name: 'one commit on two services: the later one suffers',
    alert: ['stock', 'StockErrors stock answers 5xx'],
    calls: 'shop > stock > stock-db, shop > mailer',
    series: [
      ['stock', 'db_pool_in_use', [-10, 6], [-8, 8]],
      ['stock', 'http_5xx_ratio', [-9, 0.002], [-6, 0.3]],
      ['shop', 'http_5xx_ratio', [-8, 0.001], [-5, 0.2]],
    ],
    logs: [
      ['stock', 'error', -9, 9, 'acquire connection: pool exhausted'],
      ['shop', 'error', -7, 8, 'stock returned 503'],
    ],
    changes: [pool, decoys.rename('stock', -18)],
    culprit: 'pool',
  },
  {
    ...slowSearch('SELECT id, name FROM contacts WHERE tenant_id = $1 AND phone_norm = $2'),
    name: 'a dropped index that the slow statement cannot have used',
    changes: [dropIndex],
    culprit: null,
  } as Sketch,
  {
    ...slowSearch('SELECT id, name FROM contacts WHERE legacy_ref = $1'),
    name: 'a dropped index that the slow statement used',
    changes: [dropIndex, decoys.rename('contacts', -17)],
    culprit: 'drop-index',
  } as Sketch,
  {
    ...lockedLedger,
    name: 'a mode that was set, and what the code does in it',
    changes: [
      postingCode('if settings.POSTING_MODE == "append_and_snapshot":'),
      postingMode('append', 'append_and_snapshot'),
      decoys.metrics('invoices', -14),
    ],
    culprit: 'mode',
  },
  {
    ...lockedLedger,
    name: 'a mode asked for the other way round',
    changes: [
      postingCode('if settings.POSTING_MODE != "append":'),
      postingMode('append', 'append_and_snapshot'),
    ],
    culprit: 'mode',
  },
  {
    ...storage({ endpoint: 's3.eu-central-1.amazonaws.com', 'aws.error_code': 'SlowDown' }),
    name: 'a store outside of the house, named in a field only',
    changes: [linkTtl, alertRule],
    culprit: null,
    instead: /s3\.eu-central-1\.amazonaws\.com, which is not ours, fails/,
  } as Sketch,
  {
    ...rejects(4, 'parcel refused: pickup window is no text'),
    name: 'a release, where the one before fails as well',
    changes: [parser('volume', fasterLoop)],
    culprit: null,
  } as Sketch,
  {
    ...rejects(0, 'parcel refused: pickup window is no text'),
    name: 'a release that fails alone',
    changes: [parser('volume', fasterLoop)],
    culprit: 'volume',
  } as Sketch,
  {
    ...rejects(4, 'query failed: column "pickup_window" does not exist'),
    name: 'a release over whose schema the one before stumbles',
    changes: [parser('rename-column', newColumn)],
    culprit: 'rename-column',
  } as Sketch,
];
