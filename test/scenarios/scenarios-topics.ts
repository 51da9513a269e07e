import { decoys } from './decoys.ts';
import type { Sketch, SketchedChange } from './world.ts';

/** Who writes a message and who reads it never call each other. */

const codec = (service: string): SketchedChange => ({
  ...{ id: 'codec', minute: -45, service, summary: 'one serializer for money' },
  diff: `--- a/${service}/src/main/java/MoneySerializer.java
+++ b/${service}/src/main/java/MoneySerializer.java
@@ -8,5 +8,5 @@ public final class MoneySerializer extends JsonSerializer<Money> {
     public void serialize(Money m, JsonGenerator gen, SerializerProvider p) {
-        gen.writeNumber(m.minorUnits());
+        gen.writeString(m.toDecimal().toPlainString());
     }
`,
});

/** The reader cannot read what the writer wrote; the bank behind it only gets less to do. */
function unreadable(options: {
  readonly line: string;
  readonly written: Readonly<Record<string, string>>;
  readonly read: Readonly<Record<string, string>>;
}): Partial<Sketch> {
  const { line, written, read } = options;
  return {
    alert: ['payouts', 'PayoutsLag consumer lag of payouts'],
    calls: 'payouts > bank, shop > catalog',
    series: [
      ['payouts', 'consumer_lag_records', [-12, 3], [0, 18000]],
      ['payouts', 'records_consumed_per_sec', [-12, 90], [-10, 2]],
      ['bank', 'requests_per_sec', [-12, 90], [-9, 4]],
      ['bank', 'transfers_confirmed_per_sec', [-12, 80], [-9, 1]],
      ['bank', 'http_server_duration_p99_ms', [-90, 180], [10, 180]],
      ['bank', 'error_rate_5xx_ratio', [-90, 0.002], [10, 0.002]],
    ],
    logs: [
      ['ledger', 'info', -80, 12, 'batch published', written],
      ['ledger', 'info', -12, 5, 'batch published', written],
      ['payouts', 'info', -80, 20, 'payout submitted', read],
      ['payouts', 'error', -12, 15, line, read],
    ],
  };
}

const kafka = { 'messaging.destination.name': 'payouts.instructions' };
const moved = unreadable({
  line: 'decode failed: json: cannot unmarshal string into Go struct field Payout.amount of type int64',
  written: { topic: 'payouts.instructions' },
  read: kafka,
});

type Corner = readonly [minute: number, value: number];

function step(minute: number, before: number, after: number): readonly [Corner, Corner] {
  return [
    [minute, before],
    [minute + 2, after],
  ];
}

const change = (
  id: string,
  [service, minute]: readonly [string | null, number],
  [file, ...lines]: readonly [string, ...string[]],
): SketchedChange => ({
  ...{ id, minute, service, summary: 'small improvements' },
  diff: `--- a/${file}\n+++ b/${file}\n@@ -20,9 +20,9 @@\n${lines.join('\n')}\n`,
});

/** A library that several services are built with, shipped by the release of one. */
const library = (
  id: string,
  [shippedBy, minute]: readonly [string, number],
  diff: readonly [string, ...string[]],
): SketchedChange => ({ ...change(id, [null, minute], diff), deploys: [[shippedBy, minute + 4]] });

/** What the reader itself was given shortly before, which cannot have done it. */
const readerSorted = (service: string, minute: number): SketchedChange =>
  change(
    `sorted-${service}`,
    [service, minute],
    [`${service}/batch.go`, '-\treturn batch', '+\tsort.Slice(batch, byAge(batch))', '+\treturn batch'],
  );

export const topicCases: readonly Sketch[] = [
  {
    ...moved,
    name: 'a field that the writer of a topic writes otherwise',
    changes: [codec('ledger'), decoys.rename('payouts', -20), decoys.metrics('bank', -17)],
    culprit: 'codec',
    began: 'payouts',
    hit: ['bank'],
  } as Sketch,
  {
    ...unreadable({
      line: 'message rejected: com.fasterxml.jackson.databind.exc.MismatchedInputException: cannot deserialize value of type long from String',
      written: { queue: 'payout-jobs' },
      read: { queue: 'payout-jobs' },
    }),
    name: 'the same through a queue, read in Java',
    changes: [codec('ledger'), decoys.metrics('payouts', -17)],
    culprit: 'codec',
    began: 'payouts',
  } as Sketch,
  {
    ...unreadable({
      line: 'decode failed: json: cannot unmarshal string into Go struct field Payout.amount of type int64',
      written: { topic: 'audit.entries' },
      read: kafka,
    }),
    name: 'the writer of another topic',
    changes: [codec('ledger')],
    culprit: null,
  } as Sketch,
  {
    name: 'Kafka: a library writes prices as text, and a reader in Go wants a number',
    alert: ['invoicer', 'InvoicerLag consumer lag of invoicer'],
    calls: 'portal > orders, portal > invoicer',
    series: [
      ['invoicer', 'consumer_lag_records', ...step(-6, 5, 9000)],
      ['invoicer', 'decode_failures_per_sec', ...step(-6, 0, 12)],
      ['orders', 'requests_per_sec', ...step(-6, 40, 40)],
    ],
    logs: [
      ['orders', 'info', -80, 80, 'order published', { topic: 'orders.placed' }],
      ['invoicer', 'info', -80, 70, 'invoice written', { topic: 'orders.placed', producer: 'orders' }],
      [
        'invoicer',
        'error',
        -6,
        14,
        'decode failed: json: cannot unmarshal string into Go struct field OrderPlaced.total of type int64',
        { topic: 'orders.placed', offset: '88120' },
      ],
    ],
    changes: [
      library(
        'money',
        ['orders', -16],
        [
          'libs/wire/src/main/java/AmountSerializer.java',
          '-        generator.writeNumber(amount.cents());',
          '+        generator.writeString(amount.asDecimal().toPlainString());',
        ],
      ),
      readerSorted('invoicer', -13),
      decoys.rename('portal', -9),
    ],
    culprit: 'money',
    began: 'invoicer',
  },
  {
    name: 'RabbitMQ: a writer in TypeScript renames a field that a reader in Python requires',
    alert: ['mailer', 'MailerErrors error rate of mailer'],
    calls: 'shop > accounts, shop > catalog',
    series: [
      ['mailer', 'message_failures_per_second', ...step(-5, 0, 9)],
      ['accounts', 'requests_per_sec', ...step(-5, 22, 22)],
    ],
    logs: [
      [
        'accounts',
        'info',
        -80,
        80,
        'published to exchange account-events',
        { 'messaging.operation': 'publish', 'messaging.destination.name': 'account-events' },
      ],
      [
        'mailer',
        'info',
        -80,
        75,
        'message handled',
        { 'messaging.operation': 'receive', 'messaging.destination.name': 'account-events' },
      ],
      [
        'mailer',
        'error',
        -5,
        12,
        "validation error for AccountCreated: field required 'email_address'",
        { 'messaging.operation': 'receive', 'messaging.destination.name': 'account-events' },
      ],
    ],
    changes: [
      change(
        'rename',
        ['accounts', -15],
        [
          'accounts/src/events.ts',
          '   id: account.id,',
          '-  email_address: account.email,',
          '+  email: account.email,',
        ],
      ),
      change(
        'retry',
        ['mailer', -12],
        ['mailer/smtp.py', '-    client = connect(host)', '+    client = connect(host, local_hostname=name)'],
      ),
      decoys.rename('shop', -9),
    ],
    culprit: 'rename',
    began: 'mailer',
  },
  {
    name: 'SQS: a new value of an enum that a reader in Java does not know',
    alert: ['parcels', 'ParcelsFailing dead letters of parcels'],
    calls: 'store > checkout',
    series: [
      ['parcels', 'dead_lettered_messages_per_second', ...step(-5, 0, 4)],
      ['checkout', 'requests_per_sec', ...step(-5, 30, 31)],
    ],
    logs: [
      [
        'checkout',
        'info',
        -80,
        80,
        'sent message',
        { queue_url: 'https://sqs.eu-west-1.amazonaws.com/123456789012/parcel-requests' },
      ],
      ['parcels', 'info', -80, 70, 'received message', { queue: 'parcel-requests' }],
      [
        'parcels',
        'error',
        -5,
        11,
        'Cannot deserialize value of type `com.acme.Speed` from String "OVERNIGHT": not one of the values accepted for Enum class: [EXPRESS, STANDARD]',
        { queue: 'parcel-requests' },
      ],
    ],
    changes: [
      change(
        'speeds',
        ['checkout', -14],
        [
          'checkout/src/main/kotlin/Speed.kt',
          ' enum class Speed {',
          '     STANDARD,',
          '     EXPRESS,',
          '+    OVERNIGHT,',
          ' }',
        ],
      ),
      readerSorted('parcels', -11),
      decoys.metrics('store', -8),
    ],
    culprit: 'speeds',
    began: 'parcels',
  },
  {
    name: 'NATS: a writer in Rust writes a list where a reader wants one',
    alert: ['indexer', 'IndexerErrors errors of indexer'],
    calls: 'site > pages',
    series: [['indexer', 'index_errors_per_second', ...step(-6, 0, 7)]],
    logs: [
      ['pages', 'info', -80, 80, 'published to subject pages.changed'],
      ['indexer', 'info', -80, 75, 'received from subject pages.changed'],
      [
        'indexer',
        'error',
        -6,
        12,
        'message refused: invalid type: sequence, expected string at line 1 column 44',
        { subject: 'pages.changed' },
      ],
    ],
    changes: [
      change(
        'tags',
        ['pages', -15],
        [
          'pages/src/event.rs',
          ' pub struct PageChanged {',
          '-    pub tag: String,',
          '+    pub tag: Vec<String>,',
          ' }',
        ],
      ),
      readerSorted('indexer', -12),
      decoys.rename('site', -9),
    ],
    culprit: 'tags',
    began: 'indexer',
  },
  {
    name: 'Redis streams: what was a number is written as text by a writer in Python, seen in spans',
    alert: ['scorer', 'ScorerFailing failures of scorer'],
    calls: 'game > moves',
    series: [['scorer', 'failures_per_second', ...step(-5, 0, 6)]],
    logs: [['scorer', 'error', -5, 10, 'entry refused: field score: expected number, received string']],
    spans: [
      ...[-60, -40, -20].flatMap((minute) => [
        {
          traceId: `w${minute}`,
          spanId: 'a',
          parentSpanId: null,
          service: 'moves',
          name: 'publish move-log',
          startMs: Date.parse('2026-03-03T12:00:00Z') + minute * 60_000,
          durationMs: 2,
          status: 'ok' as const,
        },
        {
          traceId: `r${minute}`,
          spanId: 'a',
          parentSpanId: null,
          service: 'scorer',
          name: 'process move-log',
          startMs: Date.parse('2026-03-03T12:00:00Z') + minute * 60_000 + 50,
          durationMs: 5,
          status: 'ok' as const,
        },
      ]),
    ],
    changes: [
      change(
        'text',
        ['moves', -14],
        ['moves/log.py', '-        "score": int(move.score),', '+        "score": str(move.score),'],
      ),
      readerSorted('scorer', -11),
      decoys.metrics('game', -8),
    ],
    culprit: 'text',
    began: 'scorer',
  },
  {
    name: 'HTTP: a caller sends text where the service it calls validates a number',
    alert: ['basket', 'BasketErrors 422 of basket'],
    calls: 'web > basket > quotes',
    series: [
      ['basket', 'http_error_ratio', ...step(-5, 0.001, 0.4)],
      ['quotes', 'http_422_ratio', ...step(-5, 0.001, 0.5)],
    ],
    logs: [
      ['quotes', 'warn', -5, 12, '422 POST /quotes: weight_grams must be a valid integer, got string'],
      ['basket', 'error', -5, 12, 'quotes answered 422 Unprocessable Entity'],
    ],
    changes: [
      change(
        'grams',
        ['basket', -13],
        [
          'basket/quote_request.rb',
          '-      weight_grams: parcel.weight.to_i,',
          '+      weight_grams: parcel.weight.to_s,',
        ],
      ),
      decoys.rename('quotes', -10),
      decoys.metrics('web', -8),
    ],
    culprit: 'grams',
  },
  {
    name: 'a writer of another topic changed a type, and nobody complains of a format',
    alert: ['invoicer', 'InvoicerSlow latency of invoicer'],
    calls: 'portal > invoicer, portal > orders',
    series: [['invoicer', 'http_server_duration_p95_seconds', ...step(-5, 0.1, 2)]],
    logs: [
      ['orders', 'info', -80, 80, 'order published', { topic: 'orders.placed' }],
      ['invoicer', 'info', -80, 70, 'bill consumed', { topic: 'bills' }],
      ['invoicer', 'error', -5, 10, 'upstream provider api.taxes.example: 503 Service Unavailable'],
    ],
    changes: [
      change(
        'price',
        ['orders', -14],
        ['orders/event.go', '-\tTotal int64 `json:"total"`', '+\tTotal string `json:"total"`'],
      ),
    ],
    culprit: null,
  },
  {
    name: 'a reader refuses one field, and what its writer changed is another one of the same shape',
    alert: ['mailer', 'MailerErrors error rate of mailer'],
    calls: 'shop > accounts',
    series: [['mailer', 'message_failures_per_second', ...step(-5, 0, 9)]],
    logs: [
      ['accounts', 'info', -80, 80, 'published account event', { topic: 'account-events' }],
      ['profiles', 'info', -80, 80, 'published profile event', { topic: 'account-events' }],
      ['mailer', 'info', -80, 75, 'consumed account event', { topic: 'account-events' }],
      [
        'mailer',
        'error',
        -5,
        12,
        "validation error for Event: field required 'locale'",
        { topic: 'account-events' },
      ],
    ],
    changes: [
      change(
        'other',
        ['accounts', -12],
        ['accounts/src/events.ts', '-  nick: account.nick,', '+  nickname: account.nick,'],
      ),
      change(
        'locale',
        ['profiles', -15],
        ['profiles/src/events.ts', '-  locale: profile.locale,', '+  language: profile.locale,'],
      ),
    ],
    culprit: 'locale',
  },
];
