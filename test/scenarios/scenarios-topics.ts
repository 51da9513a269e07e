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

export const topicCases: readonly Sketch[] = [
  {
    ...moved,
    name: 'a field that the writer of a topic writes otherwise',
    changes: [codec('ledger'), decoys.rename('payouts', -20), decoys.metrics('bank', -17)],
    culprit: 'codec',
    began: 'payouts',
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
];
