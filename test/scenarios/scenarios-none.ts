import { decoys } from './decoys.ts';
import type { Sketch } from './world.ts';

/** Incidents that no change caused, each with changes that a tired person would blame. */
export const causedByNone: readonly Sketch[] = [
  {
    name: 'a certificate that ran out',
    alert: ['payments', 'PaymentsErrors payments answers 5xx'],
    calls: 'web > checkout > payments > ledger',
    series: [
      ['payments', 'http_5xx_ratio', [-4, 0.001], [-3, 0.98]],
      ['checkout', 'http_5xx_ratio', [-4, 0.001], [-2, 0.9]],
    ],
    logs: [
      [
        'payments',
        'error',
        -4,
        9,
        'dial ledger: x509: certificate has expired or is not yet valid: current time 2026-03-03T11:56:01Z is after 2026-03-03T11:56:00Z',
      ],
      ['checkout', 'error', -3, 8, 'payments returned 502'],
    ],
    changes: [
      decoys.rename('payments', -14),
      {
        id: 'timeout-tidy',
        minute: -20,
        service: 'payments',
        summary: 'log charge ids',
        diff: `--- a/payments/charge.go
+++ b/payments/charge.go
@@ -30,6 +30,7 @@ func (p *Payments) Charge(ctx context.Context, c Charge) error {
 	res, err := p.ledger.Book(ctx, c)
+	log.Printf("booked charge id=%s", c.ID)
 	return err
`,
      },
      decoys.bump('checkout', -11),
    ],
    culprit: null,
    instead: /certificate/,
    hit: ['checkout'],
  },
  {
    name: 'a provider that is down',
    alert: ['sms', 'SmsFailures sms errors above 20 %'],
    calls: 'accounts > sms',
    series: [
      ['sms', 'errors_per_second', [-7, 0.1], [-5, 30]],
      ['accounts', 'login_success_ratio', [-6, 0.99], [-3, 0.4]],
    ],
    logs: [
      ['sms', 'error', -7, 14, 'POST https://api.textwave.com/v2/messages: 503 Service Unavailable'],
      ['accounts', 'warn', -6, 9, 'one-time code was not sent'],
    ],
    changes: [
      decoys.rename('sms', -12),
      {
        id: 'template',
        minute: -15,
        service: 'accounts',
        summary: 'new text of the code message',
        diff: `--- a/accounts/messages.py
+++ b/accounts/messages.py
@@ -3,3 +3,3 @@
-CODE_TEXT = "Your code is {code}"
+CODE_TEXT = "{code} is your code for Shop"
`,
      },
    ],
    culprit: null,
    instead: /textwave/,
  },
  {
    name: 'a node that fails',
    alert: ['catalog', 'CatalogDown catalog replicas missing'],
    calls: 'web > catalog',
    series: [
      ['catalog', 'ready_replicas', [-5, 6], [-4, 3]],
      ['catalog', 'latency_p99_ms', [-4, 50], [-2, 700]],
      ['web', 'latency_p99_ms', [-4, 90], [-2, 900]],
    ],
    logs: [
      ['kubelet', 'warning', -5, 3, 'Node ip-10-0-3-7 status is now: NodeNotReady'],
      ['catalog', 'error', -4, 5, 'upstream connect error: connection reset'],
    ],
    changes: [decoys.metrics('catalog', -10), decoys.rename('web', -9), decoys.bump('catalog', -16)],
    culprit: null,
    instead: /machine|node/i,
  },
  {
    name: 'a message that cannot be read',
    alert: ['invoicing', 'InvoicingLag consumer lag'],
    calls: 'orders > invoicing',
    series: [
      ['invoicing', 'consumer_lag', [-12, 15], [8, 30_000]],
      ['invoicing', 'messages_processed_per_second', [-12, 80], [-11, 0]],
    ],
    logs: [
      [
        'invoicing',
        'error',
        -12,
        18,
        'failed to process message at offset 88123: malformed payload: invalid UTF-8, will retry',
      ],
    ],
    changes: [
      decoys.rename('invoicing', -17),
      decoys.metrics('orders', -19),
      {
        id: 'pdf-font',
        minute: -22,
        service: 'invoicing',
        summary: 'larger font on invoices',
        diff: `--- a/invoicing/pdf.py
+++ b/invoicing/pdf.py
@@ -12,3 +12,3 @@ def header(canvas, invoice):
-    canvas.setFont("Helvetica", 9)
+    canvas.setFont("Helvetica", 10)
`,
      },
    ],
    culprit: null,
    instead: /data|message/i,
  },
  {
    name: 'a sale',
    alert: ['shop', 'ShopLatency shop p99 latency'],
    calls: 'shop > cart > stock, shop > search',
    series: [
      ['shop', 'requests_per_second', [-10, 800], [-4, 5200]],
      ['cart', 'requests_per_second', [-10, 300], [-4, 1900]],
      ['stock', 'requests_per_second', [-10, 280], [-4, 1750]],
      ['search', 'requests_per_second', [-10, 500], [-4, 3300]],
      ['shop', 'cpu_utilization', [-9, 0.4], [-3, 0.99]],
      ['shop', 'latency_p99_ms', [-8, 120], [-2, 2600]],
    ],
    logs: [['shop', 'warn', -5, 9, 'worker pool saturated, shedding load']],
    changes: [
      decoys.rename('shop', -15),
      decoys.metrics('cart', -20),
      { id: 'banner', minute: -30, kind: 'flag', service: 'shop', summary: 'spring_banner off->on' },
    ],
    culprit: null,
    instead: /traffic/,
  },
  {
    name: 'one client that asks for far too much',
    alert: ['api', 'ApiSaturated api cpu'],
    calls: 'api > store',
    series: [
      ['api', 'requests_per_second', [-9, 400], [-5, 6000]],
      ['store', 'requests_per_second', [-9, 350], [-5, 5300]],
      ['api', 'cpu_utilization', [-8, 0.4], [-4, 0.99]],
    ],
    logs: [
      ['api', 'warn', -8, 12, 'single client 203.0.113.9 sent 91 % of requests, user agent "pricebot/2.1"'],
      ['api', 'error', -4, 8, 'request rejected: overloaded'],
    ],
    changes: [decoys.rename('api', -13), decoys.docs('api', -12), decoys.bump('store', -14)],
    culprit: null,
    instead: /traffic|sends|client/,
  },
  {
    name: 'a zone of a cloud',
    alert: ['sessions', 'SessionsErrors sessions errors'],
    calls: 'web > sessions > redis',
    series: [
      ['sessions', 'errors_per_second', [-6, 0], [-4, 25]],
      ['redis', 'replication_lag_seconds', [-6, 0.1], [-3, 40]],
    ],
    logs: [
      ['redis', 'error', -6, 9, 'lost connection with replica in availability zone eu-1b: 38 % packet loss'],
      ['sessions', 'error', -5, 9, 'redis timed out'],
    ],
    changes: [decoys.metrics('sessions', -11), decoys.rename('redis', -25)],
    culprit: null,
    instead: /zone|network/,
  },
  {
    name: 'a disk of the database that is slow',
    alert: ['ledgerdb', 'LedgerDbLatency write latency'],
    calls: 'ledger > ledgerdb',
    series: [
      ['ledgerdb', 'disk_write_latency_ms', [-8, 1.2], [-6, 480]],
      ['ledgerdb', 'db_queries_per_second', [-8, 420], [-5, 60]],
      ['ledger', 'latency_p99_ms', [-7, 30], [-4, 4100]],
    ],
    logs: [
      ['ledgerdb', 'error', -8, 8, 'kernel: blk_update_request: I/O error, dev nvme1n1, sector 88213'],
      ['ledger', 'error', -6, 8, 'ledgerdb timed out'],
    ],
    changes: [
      decoys.rename('ledger', -12),
      {
        id: 'index-concurrently',
        minute: -18,
        service: 'ledgerdb',
        summary: 'index for the audit page',
        diff: `--- a/ledger/migrations/0077_audit.sql
+++ b/ledger/migrations/0077_audit.sql
@@ -0,0 +1 @@
+CREATE INDEX CONCURRENTLY idx_audit_at ON audit (at);
`,
      },
    ],
    culprit: null,
    instead: /machine|disk/i,
  },
  {
    name: 'a job of the night that runs long',
    alert: ['warehouse', 'WarehouseSlow queries slow'],
    calls: 'dashboards > warehouse',
    series: [
      ['warehouse', 'db_cpu_percent', [-9, 30], [-5, 98]],
      ['dashboards', 'latency_p99_ms', [-7, 200], [-3, 9000]],
    ],
    logs: [
      ['warehouse', 'info', -10, 2, 'scheduled export job started: full customer history'],
      ['dashboards', 'error', -6, 8, 'warehouse timed out'],
    ],
    changes: [decoys.copy('dashboards', -14), decoys.rename('dashboards', -20)],
    culprit: null,
    instead: /job|work/,
  },
  {
    name: 'a machine that two services stand on, of which one reads its disk first',
    alert: ['site', 'SiteErrors errors of site'],
    calls: 'site > finder, site > hints',
    series: [
      ['site', 'latency_p99_ms', [-9, 200], [-7, 1300]],
      ['finder', 'latency_p99_ms', [-9, 140], [-7, 1190]],
      ['hints', 'latency_p99_ms', [-5, 48], [-3, 1250]],
    ],
    logs: [
      ['finder', 'warn', -9, 4, 'slow read of segment'],
      ['host-7', 'error', -9, 8, 'blk_update_request: I/O error, dev nvme1n1, sector 864231'],
      ['hints', 'warn', -4, 4, 'slow request'],
    ],
    changes: [decoys.rename('finder', -25), decoys.metrics('hints', -9)],
    culprit: null,
    began: 'finder',
    instead: /machine|disk/i,
  },
];
