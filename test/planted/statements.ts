import { cachePlantedErrors, cacheTrueStatements } from './cache-statements.ts';
import { evictionPlantedErrors, evictionTrueStatements } from './eviction-statements.ts';
import { gatewayPlantedErrors, gatewayTrueStatements } from './gateway-statements.ts';
import { handlesPlantedErrors, handlesTrueStatements } from './handles-statements.ts';
import { morePlantedErrors, moreTrueStatements } from './more-statements.ts';
import { playedTrueStatements } from './played-statements.ts';
import { resolverPlantedErrors, resolverTrueStatements } from './resolver-statements.ts';
import { retoldPlantedErrors, retoldTrueStatements } from './retold-statements.ts';
import { streamPlantedErrors, streamTrueStatements } from './stream-statements.ts';
import { type Plant, plant, type Told, tell } from './tell.ts';

/** Sentences of which every figure, time, name and direction is in the evidence. */
const plainTrueStatements: readonly Told[] = [
  ...tell('disk', [
    ['/var on node-3 is 93.5 % full.', 'E2'],
    ['Disk usage on node-3 rose from 58.2 % to 93.5 %.', 'E2'],
    ['The debug log of checkout-api grew from 1.2 GB to 36.3 GB.', 'E4'],
    ['/var/log/checkout-api grew by 35.1 GB while /var lost 35.1 GB of free space.', 'E3', 'E4'],
    ['Deploy checkout-api v2.4.0 at 02:01 UTC came 48 min before the alert.', 'E8'],
    ['Deploy v2.4.0 (dep-20461) by jonas logs request and response bodies at debug level.', 'E8'],
    ['Free space on /var fell from 41.6 GB to 6.48 GB.', 'E3'],
    ['Free space on /var has been falling since 02:05 UTC.', 'E3'],
    ['node-4 is only 41.7 % full, so the problem is on node-3.', 'E6'],
    ['/var/lib/containerd stayed at 18.4 GB.', 'E5'],
    ['CPU usage of node-3 stayed at 23.4 %.', 'E7'],
    ['checkout-api wrote 99 debug log lines in the last 33 min, against 51 in the 60 min before.', 'E10'],
    ['Debug log lines of checkout-api first appeared at 02:02.', 'E10'],
    [
      'Deploy invoice-batch v1.9.2 came 17 min before the alert, long after the disk began to fill.',
      'E9',
      'E2',
    ],
    ['The invoice-batch deploy at 02:32 is too late to be the cause.', 'E9'],
    ['Only 6.5 GB are left on /var.', 'E3'],
    ['The disk usage of /var is above its threshold of 90 %.', 'E2'],
    ['More than 90 % of /var on node-3 is used.', 'E2'],
    ['The log directory grew about 30-fold.', 'E4'],
    ['The alert fired at 02:49 UTC.', 'E1'],
    ['CPU of node-3 did not rise.', 'E7'],
    ['The line "response body (61665 bytes) for basket" is logged by checkout-api.', 'E10'],
    ['Since the deploy of checkout-api v2.4.0 at 02:01, its log directory has grown to 36.3 GB.', 'E8', 'E4'],
    ['At 02:29, disk usage of node-3 was 77.0 %.', 'E2'],
    ['The disk began to fill 4 min after deploy v2.4.0.', 'E8', 'E2'],
    ['Usage on node-3 rose by 35.3 percentage points, while node-4 stayed flat at 41.7 %.', 'E2', 'E6'],
  ]),
  ...tell('database', [
    ['p99 latency of checkout rose from 180 ms to 2.6 s.', 'E2'],
    ['p99 latency of payments is 2.1 s.', 'E3'],
    ['Connections on db-1 rose from 41 to 100.', 'E4'],
    ['db-1 has 100 connections while db-2 has 37.', 'E4', 'E5'],
    ['CPU of db-1 is at 96 %, that of db-2 at 18.5 %.', 'E6', 'E7'],
    ['Deploy payments v3.1.0 at 02:37 came 12 min before the alert.', 'E10'],
    ['Release rel-881 loads the basket lines one by one.', 'E10'],
    ['The error rate of payments rose to 12.4 %.', 'E8'],
    ['Traffic on payments stayed at 418 req/s.', 'E9'],
    ['payments logged 840 errors in the last 33 min, 3 in the 60 min before.', 'E11'],
    ['payments logs "remaining connection slots are reserved".', 'E11'],
    ['Errors of payments first appeared at 02:42 UTC.', 'E11'],
    ['Connections on db-2 did not rise.', 'E5'],
    ['The latency of checkout rose after deploy payments v3.1.0.', 'E2', 'E10'],
    ['Connections on db-1 more than doubled.', 'E4'],
    ['Tempo timed out after 3 s.', 'E12'],
    ['p99 of checkout is 2.6 s, above its threshold of 2 s.', 'E2'],
    ['CPU on db-1 rose from 22 % to 96 % because payments v3.1.0 opens more connections.', 'E6', 'E10'],
    ['The request rate of payments is unchanged at 418/s.', 'E9'],
    ['Latency of payments was 210 ms an hour ago.', 'E3'],
    ['db-2 is not affected: its CPU is 18.5 %.', 'E7'],
    ['After the deploy of payments v3.1.0 at 02:37, connections on db-1 climbed to 100.', 'E10', 'E4'],
    ['mira deployed payments v3.1.0 12 minutes before the alert.', 'E10'],
    ['checkout waits for payments, whose p99 is 2.1 s.', 'E2', 'E3'],
    ['At 02:45, db-1 was at 100 connections.', 'E4'],
    ['payments errors rose from 0.2 % to 12.4 %.', 'E8'],
    ['Errors on payments began 5 min after deploy v3.1.0.', 'E11', 'E10'],
    ['The alert fired 12 min after deploy payments v3.1.0.', 'E10'],
  ]),
  ...tell('memory', [
    ['The queue emails grew from 120 to 18,400 messages.', 'E2'],
    ['18,400 messages wait in emails, more than the threshold of 10,000.', 'E2'],
    ['Memory of mail-worker peaked at 512 MB.', 'E3'],
    ['mail-worker restarted 3 times.', 'E4'],
    ['Messages are still published to emails at 10.1/s.', 'E5'],
    ['The queue sms stayed at 33 messages.', 'E6'],
    ['Config change cfg-330 by lena came 31 min before the alert.', 'E7'],
    ['cfg-330 set PREFETCH_COUNT=500 at 02:18 UTC.', 'E7'],
    ['mail-worker was OOMKilled, first at 02:25.', 'E8'],
    ['The memory limit of 512Mi was exceeded.', 'E8'],
    ['The pod mail-worker-7d9f8b6c4-x2kqp restarted after config change cfg-330.', 'E4', 'E7'],
    ['The publish rate of emails did not rise.', 'E5'],
    ['mail-worker logged 3 errors since, 0 before.', 'E8'],
    ['Memory of the pod is 430 MB now.', 'E3'],
    ['The first OOMKilled line came 7 min after cfg-330.', 'E8', 'E7'],
    ['emails rose while sms stayed flat.', 'E2', 'E6'],
    ['Restarts of mail-worker rose from 0 to 3.', 'E4'],
    ['The backlog of emails has been growing since 02:26.', 'E2'],
    ['mail-worker renders attachments in memory since cfg-330.', 'E7'],
    ['Memory fell from 512 MB to 188 MB when mail-worker restarted.', 'E3', 'E4'],
  ]),
];

/** The same, longer and looser, as models write. */
const longTrueStatements: readonly Told[] = [
  ...tell('disk', [
    [
      'node-3 is running out of disk space on /var: usage climbed from 58.2 % to 93.5 % within about an hour.',
      'E2',
    ],
    [
      'The most likely cause is the checkout-api v2.4.0 deploy at 02:01 UTC, which logs request and response bodies at debug level and made /var/log/checkout-api grow by 35.1 GB.',
      'E8',
      'E4',
    ],
    [
      'The growth of the log directory (35.1 GB) accounts for the 35.1 GB of free space lost on /var.',
      'E3',
      'E4',
    ],
    ['Neither /var/lib/containerd (18.4 GB) nor the CPU (23.4 %) moved.', 'E5', 'E7'],
    [
      'The invoice-batch v1.9.2 deploy at 02:32 UTC is an unlikely cause because the disk had been filling since 02:05 UTC.',
      'E9',
      'E2',
    ],
    ['Other nodes are unaffected; node-4 sits at 41.7 %.', 'E6'],
    ['If the slope of 38.7 percentage points per hour holds, /var is full in 10 min.', 'E2'],
    ['Usage crossed the 90 % threshold at 02:48 UTC, one minute before the alert.', 'E2'],
    ['jonas deployed checkout-api v2.4.0 (dep-20461) 48 minutes before the alert started.', 'E8'],
    ['checkout-api emitted 99 debug lines in the last 33 min compared with 51 before.', 'E10'],
  ]),
  ...tell('database', [
    [
      'checkout is slow because payments is: payments p99 rose to 2.1 s and checkout p99 to 2.6 s.',
      'E3',
      'E2',
    ],
    [
      'Since the payments v3.1.0 deploy at 02:37 UTC, db-1 went from 41 to 100 connections and its CPU from 22 % to 96 %.',
      'E10',
      'E4',
      'E6',
    ],
    [
      'payments reports "FATAL: remaining connection slots are reserved for superuser" 840 times in the last 33 min.',
      'E11',
    ],
    ['The request rate of payments (418/s) did not change, so a traffic surge is unlikely.', 'E9'],
    ['db-2 shows nothing unusual: 37 connections and 18.5 % CPU.', 'E5', 'E7'],
    ['12.4 % of payments requests fail.', 'E8'],
    [
      'Connection exhaustion on db-1 (100 connections) fits the log line "remaining connection slots are reserved".',
      'E4',
      'E11',
    ],
    ['Traces could not be had: tempo timed out after 3 s.', 'E12'],
    ['The first errors appeared at 02:42 UTC, 5 min after the deploy of payments v3.1.0.', 'E11', 'E10'],
    ['Error ratio on payments is 12.4 %, up from 0.2 %.', 'E8'],
  ]),
  ...tell('memory', [
    [
      'mail-worker is killed for lack of memory: its working set reached 512 MB, the limit of 512Mi, and it restarted 3 times.',
      'E3',
      'E4',
      'E8',
    ],
    ['The cfg-330 change at 02:18 UTC raised PREFETCH_COUNT to 500 and renders attachments in memory.', 'E7'],
    ['While mail-worker restarts, emails piles up: 18,400 messages are ready.', 'E2', 'E4'],
    ['Publishing is steady at 10.1/s, so the producers are not the cause.', 'E5'],
    ['The sms queue is healthy with 33 messages.', 'E6'],
    ['The first OOMKilled line was logged at 02:25 UTC, 7 minutes after cfg-330 was applied.', 'E8', 'E7'],
    ['The emails queue has exceeded its threshold of 10,000 messages since 02:41 UTC.', 'E2'],
  ]),
];

/** Sentences with one thing in them that is not so. */

/** The same, longer and looser, as models write. */
const longPlantedErrors: readonly (Told & { readonly kind: Plant })[] = [
  ...plant('wrong number', 'disk', [
    [
      'node-3 is running out of disk space on /var: usage climbed from 58.2 % to 98.5 % within about an hour.',
      'E2',
    ],
    ['The growth of the log directory (45.1 GB) accounts for the free space lost on /var.', 'E3', 'E4'],
    ['If the slope of 58.7 percentage points per hour holds, /var is full soon.', 'E2'],
  ]),
  ...plant('swapped thing', 'disk', [
    [
      'The most likely cause is the invoice-batch v1.9.2 deploy at 02:01 UTC, which made /var/log/checkout-api grow.',
      'E8',
      'E9',
      'E4',
    ],
    ['Other nodes are unaffected; node-3 sits at 41.7 %.', 'E6'],
    ['jonas deployed invoice-batch v1.9.2 48 minutes before the alert started.', 'E8', 'E9'],
  ]),
  ...plant('invented name', 'disk', [
    ['The log rotation job logrotate-prod-2 failed, so that /var filled up.', 'E4'],
    ['The disk fills because kubelet_volume_stats_used_bytes rose.', 'E2'],
    ['A backup on node-9 fills the disk.', 'E2'],
  ]),
  ...plant('impossible order', 'disk', [
    [
      'The disk had been filling for long before checkout-api v2.4.0 was deployed: the deploy came 48 min after the alert.',
      'E8',
    ],
    ['The checkout-api v2.4.0 deploy followed the alert by 48 min.', 'E8'],
  ]),
  ...plant('wrong time', 'disk', [
    ['Usage crossed the 90 % threshold at 02:05 UTC.', 'E2'],
    ['The checkout-api v2.4.0 deploy at 01:41 UTC logs bodies at debug level.', 'E8'],
  ]),
  ...plant('wrong number', 'database', [
    ['checkout is slow because payments is: payments p99 rose to 4.1 s.', 'E3'],
    ['Since the payments v3.1.0 deploy at 02:37 UTC, db-1 went from 41 to 250 connections.', 'E10', 'E4'],
    ['32.4 % of payments requests fail.', 'E8'],
    ['db-2 shows nothing unusual: 12 connections.', 'E5'],
  ]),
  ...plant('swapped thing', 'database', [
    ['db-1 shows nothing unusual: 37 connections and 18.5 % CPU.', 'E5', 'E7'],
    ['checkout reports "FATAL: remaining connection slots are reserved for superuser".', 'E11'],
    ['12.4 % of checkout requests fail.', 'E8'],
    ['Since the checkout v3.1.0 deploy at 02:37 UTC, db-1 is saturated.', 'E10', 'E4'],
  ]),
  ...plant('wrong unit', 'database', [
    ['The request rate of payments (418/min) did not change.', 'E9'],
    ['payments p99 rose to 2.1 min.', 'E3'],
  ]),
  ...plant('wrong direction', 'database', [
    ['A traffic surge is likely: the request rate of payments rose sharply.', 'E9'],
    ['Error ratio on payments is 12.4 %, down from 40 %.', 'E8'],
    ['CPU on db-1 dropped to 22 % after the deploy.', 'E6'],
  ]),
  ...plant('impossible order', 'database', [
    ['The first errors appeared at 02:42 UTC, 5 min before the deploy of payments v3.1.0.', 'E11', 'E10'],
    ['The latency alert triggered the payments v3.1.0 deploy, which came 12 min after it.', 'E10'],
  ]),
  ...plant('wrong series', 'database', [
    ['CPU on db-1 went from 41 to 100.', 'E4', 'E6'],
    ['payments p99 is 124 ms.', 'E3', 'E8'],
  ]),
  ...plant('wrong number', 'memory', [
    ['While mail-worker restarts, emails piles up: 184,000 messages are ready.', 'E2', 'E4'],
    ['The cfg-330 change at 02:18 UTC raised PREFETCH_COUNT to 5000.', 'E7'],
    ['mail-worker restarted 30 times.', 'E4'],
  ]),
  ...plant('swapped thing', 'memory', [
    ['The emails queue is healthy with 33 messages.', 'E6'],
    ['The sms queue has exceeded its threshold of 10,000 messages.', 'E2', 'E6'],
  ]),
  ...plant('invented name', 'memory', [
    ['The sidecar istio-proxy of mail-worker leaks memory.', 'E3'],
    ['The smtp-relay service rejects mails.', 'E8'],
  ]),
  ...plant('impossible order', 'memory', [
    ['The first OOMKilled line was logged at 02:25 UTC, 7 minutes before cfg-330 was applied.', 'E8', 'E7'],
  ]),
];

const plainPlantedErrors: readonly (Told & { readonly kind: Plant })[] = [
  ...plant('wrong number', 'disk', [
    ['/var on node-3 is 97.5 % full.', 'E2'],
    ['Disk usage on node-3 rose from 48.2 % to 93.5 %.', 'E2'],
    ['The debug log of checkout-api grew from 1.2 GB to 46.3 GB.', 'E4'],
    ['/var/log/checkout-api grew by 25.1 GB.', 'E4'],
    ['Only 2.5 GB are left on /var.', 'E3'],
    ['checkout-api wrote 990 debug log lines in the last 33 min.', 'E10'],
    ['The log directory grew 3-fold.', 'E4'],
    ['At 02:29, disk usage of node-3 was 63.7 %.', 'E2'],
  ]),
  ...plant('wrong number', 'database', [
    ['p99 latency of payments is 3.1 s.', 'E3'],
    ['Connections on db-1 rose from 41 to 200.', 'E4'],
    ['payments logged 8,400 errors in the last 33 min.', 'E11'],
    ['The error rate of payments rose to 21.4 %.', 'E8'],
    ['Connections on db-1 tripled.', 'E4'],
  ]),
  ...plant('wrong number', 'memory', [
    ['Memory of mail-worker peaked at 612 MB.', 'E3'],
    ['mail-worker restarted 7 times.', 'E4'],
    ['28,400 messages wait in emails.', 'E2'],
  ]),
  ...plant('wrong unit', 'disk', [
    ['The debug log of checkout-api grew from 1.2 MB to 36.3 MB.', 'E4'],
    ['Only 6.48 MB are left on /var.', 'E3'],
    ['/var/lib/containerd stayed at 18.4 %.', 'E5'],
    ['Deploy v2.4.0 came 48 s before the alert.', 'E8'],
    ['/var on node-3 is 93.5 GB full.', 'E2'],
  ]),
  ...plant('wrong unit', 'database', [
    ['p99 latency of payments is 2.1 ms.', 'E3'],
    ['p99 latency of checkout rose from 180 s to 2.6 s.', 'E2'],
    ['Traffic on payments stayed at 418 req/min.', 'E9'],
    ['Connections on db-1 are at 100 %.', 'E4'],
    ['Deploy payments v3.1.0 came 12 h before the alert.', 'E10'],
  ]),
  ...plant('wrong unit', 'memory', [
    ['Memory of mail-worker peaked at 512 GB.', 'E3'],
    ['Messages are published to emails at 10.1 an hour.', 'E5'],
    ['Memory of the pod is 430 kB now.', 'E3'],
  ]),
  ...plant('swapped thing', 'disk', [
    ['/var on node-4 is 93.5 % full.', 'E2', 'E6'],
    ['node-3 is only 41.7 % full.', 'E6', 'E2'],
    ['Deploy invoice-batch v1.9.2 came 48 min before the alert.', 'E8', 'E9'],
    ['/var/lib/containerd grew by 35.1 GB.', 'E4', 'E5'],
    ['invoice-batch wrote 99 debug log lines in the last 33 min.', 'E10'],
  ]),
  ...plant('swapped thing', 'database', [
    ['p99 latency of checkout is 2.1 s.', 'E2', 'E3'],
    ['db-2 has 100 connections while db-1 has 37.', 'E4', 'E5'],
    ['CPU of db-2 is at 96 %.', 'E6', 'E7'],
    ['checkout logs "remaining connection slots are reserved".', 'E11'],
    ['The error rate of checkout rose to 12.4 %.', 'E8'],
    ['Connections on db-2 rose to 100.', 'E5'],
    ['CPU usage on db-2 is 96 %.', 'E6'],
    ['checkout logged 840 errors in the last 33 min.', 'E11'],
  ]),
  ...plant('swapped thing', 'memory', [
    ['18,400 messages wait in sms.', 'E2', 'E6'],
    ['The queue emails stayed at 33 messages.', 'E6'],
    ['The queue sms grew to 18,400 messages.', 'E2'],
  ]),
  ...plant('invented name', 'disk', [
    ['The metric node_disk_io_errors_total of node-3 rose.', 'E2'],
    ['Deploy checkout-api v2.5.0 filled the disk.', 'E8'],
    ['Change dep-20499 enabled the debug log.', 'E8'],
    ['The search-indexer service fills /var on node-3.', 'E4'],
    ['/var/log/nginx grew by 35.1 GB.', 'E4'],
    ['The disk of node-7 is full.', 'E2'],
  ]),
  ...plant('invented name', 'database', [
    ['pg_locks_waiting_total on db-1 shows contention.', 'E4'],
    ['The ledger service exhausts the connections of db-1.', 'E4'],
    ['db-3 has taken over the load of db-1.', 'E4'],
    ['Kafka is behind, so that payments waits.', 'E3'],
    ['payments-gateway opened 100 connections to db-1.', 'E4'],
    ['payments logs "deadlock detected".', 'E11'],
    ['Runbook rb-77 describes this case.', 'E1'],
  ]),
  ...plant('invented name', 'memory', [
    ['The pod mail-worker-5c4b was OOMKilled.', 'E8'],
    ['container_cpu_throttled_seconds_total of mail-worker is high.', 'E3'],
    ['Redis evicts the keys of mail-worker.', 'E3'],
  ]),
  ...plant('impossible order', 'disk', [
    ['Deploy checkout-api v2.4.0 came 48 min after the alert.', 'E8'],
    ['The disk began to fill before deploy v2.4.0.', 'E8', 'E2'],
    ['The alert fired before deploy checkout-api v2.4.0.', 'E8'],
    ['Deploy invoice-batch v1.9.2 came before deploy checkout-api v2.4.0.', 'E8', 'E9'],
    ['The disk began to fill 1 min after deploy invoice-batch v1.9.2.', 'E9', 'E2'],
  ]),
  ...plant('impossible order', 'database', [
    ['Deploy payments v3.1.0 came 12 min after the alert.', 'E10'],
    ['Errors on payments began 5 min before deploy v3.1.0.', 'E11', 'E10'],
    ['The latency of checkout rose before deploy payments v3.1.0.', 'E2', 'E10'],
    ['The alert fired 30 min after deploy payments v3.1.0.', 'E10'],
    ['The errors of payments since 02:20 were caused by deploy v3.1.0.', 'E11', 'E10'],
  ]),
  ...plant('impossible order', 'memory', [
    ['Config change cfg-330 came after the alert.', 'E7'],
    ['The first OOMKilled line came 7 min before cfg-330.', 'E8', 'E7'],
    ['The backlog of emails grew before config change cfg-330.', 'E2', 'E7'],
  ]),
  ...plant('wrong series', 'disk', [
    ['CPU usage of node-3 is 93.5 %.', 'E2', 'E7'],
    ['/var on node-3 is 23.4 % full.', 'E2', 'E7'],
    ['/var/lib/containerd holds 36.3 GB.', 'E4', 'E5'],
    ['The log directory of checkout-api holds 18.4 GB.', 'E4', 'E5'],
  ]),
  ...plant('wrong series', 'database', [
    ['The error rate of payments is 2.1 %.', 'E3', 'E8'],
    ['CPU of db-1 is at 100 %.', 'E4', 'E6'],
    ['db-1 has 96 connections.', 'E4', 'E6'],
    ['p99 latency of payments is 12.4 s.', 'E3', 'E8'],
    ['Traffic on payments rose to 840 req/s.', 'E9', 'E11'],
  ]),
  ...plant('wrong series', 'memory', [
    ['mail-worker restarted 33 times.', 'E4', 'E6'],
    ['The queue sms holds 430 messages.', 'E6', 'E3'],
  ]),
  ...plant('wrong direction', 'disk', [
    ['Free space on /var rose from 6.48 GB to 41.6 GB.', 'E3'],
    ['Disk usage on node-3 fell from 93.5 % to 58.2 %.', 'E2'],
    ['The log directory of checkout-api shrank.', 'E4'],
    ['Usage on node-4 rose sharply.', 'E6'],
    ['CPU of node-3 doubled.', 'E7'],
  ]),
  ...plant('wrong direction', 'database', [
    ['Connections on db-2 rose.', 'E5'],
    ['p99 latency of payments fell.', 'E3'],
    ['Traffic on payments doubled.', 'E9'],
    ['CPU of db-1 stayed flat.', 'E6'],
    ['The error rate of payments did not rise.', 'E8'],
  ]),
  ...plant('wrong direction', 'memory', [
    ['The queue emails stayed flat.', 'E2'],
    ['The publish rate of emails doubled.', 'E5'],
    ['The queue sms shrank.', 'E6'],
  ]),
  ...plant('wrong time', 'disk', [
    ['Deploy checkout-api v2.4.0 at 02:41 UTC set the debug level.', 'E8'],
    ['The alert fired at 02:01 UTC.', 'E1', 'E8'],
    ['Debug log lines of checkout-api first appeared at 02:32.', 'E10', 'E9'],
  ]),
  ...plant('wrong time', 'database', [
    ['Deploy payments v3.1.0 at 02:42 came before the alert.', 'E10', 'E11'],
    ['Errors of payments first appeared at 02:37 UTC.', 'E11', 'E10'],
  ]),
  ...plant('wrong time', 'memory', [
    ['Config change cfg-330 at 02:25 set PREFETCH_COUNT=500.', 'E7', 'E8'],
    ['mail-worker was OOMKilled, first at 02:49.', 'E8'],
  ]),
];

export const trueStatements: readonly Told[] = [
  ...plainTrueStatements,
  ...longTrueStatements,
  ...moreTrueStatements,
  ...cacheTrueStatements,
  ...gatewayTrueStatements,
  ...handlesTrueStatements,
  ...streamTrueStatements,
  ...retoldTrueStatements,
  ...evictionTrueStatements,
  ...playedTrueStatements,
  ...resolverTrueStatements,
];
export const plantedErrors: readonly (Told & { readonly kind: Plant })[] = [
  ...plainPlantedErrors,
  ...longPlantedErrors,
  ...morePlantedErrors,
  ...cachePlantedErrors,
  ...gatewayPlantedErrors,
  ...handlesPlantedErrors,
  ...streamPlantedErrors,
  ...retoldPlantedErrors,
  ...evictionPlantedErrors,
  ...resolverPlantedErrors,
];
