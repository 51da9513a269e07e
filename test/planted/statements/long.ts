import { type Plant, plant, type Told, tell } from '../tell.ts';

/** The same, longer and looser, as models write. */
export const longTrueStatements: readonly Told[] = [
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
      'The invoice-batch v1.9.2 deploy at 02:32 UTC is an unlikely cause because the disk had been filling since 02:02 UTC.',
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

/** The same, longer and looser, as models write. */
export const longPlantedErrors: readonly (Told & { readonly kind: Plant })[] = [
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
