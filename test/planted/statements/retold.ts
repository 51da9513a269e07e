import { plant, tell } from '../tell.ts';

/** Incidents that are told above, told by others. */
export const retoldTrueStatements = [
  ...tell('stream', [
    ['Consumer lag: 118,000 records (threshold 50,000), beyond it since 02:35:00.', 'E2'],
    [
      'fraud-scorer v5.12.0 was released at 02:17; within minutes its memory began to climb and its lag followed.',
      'E11',
      'E4',
      'E2',
    ],
    ['GC pauses (p99 1.9 s) and throttling (61 %) leave the consumer little time to consume.', 'E5', 'E8'],
    ['Consumption is at 405/s while 1,842/s arrive, a gap of about 1,440 records per second.', 'E6', 'E7'],
    ['An OutOfMemoryError has been seen 7 times since 02:40.', 'E14'],
    ['Rebalances: 96 since the alert window began, versus a single one before.', 'E13'],
    ['Its pod is close to 4 GiB.', 'E4'],
    [
      'The retention change by diego at 02:45 came 10 minutes after the threshold had been crossed.',
      'E12',
      'E2',
    ],
    ['Memory of fraud-scorer is 3.25 times what it was.', 'E4'],
    ['The topic payments.authorized receives as many records as before.', 'E7'],
    ['fraud-scorer stopped keeping up shortly after 02:20.', 'E6'],
    ['The heap is full: 7 "OutOfMemoryError" lines, none in the hour before.', 'E14'],
    ['By 02:46 the working set had reached 3.9 GiB.', 'E4'],
  ]),
  ...tell('resolver', [
    ['12.7 % of search-api requests and 4.6 % of frontend requests fail.', 'E2', 'E3'],
    ['Error ratios: search-api 12.7 %, frontend 4.6 %.', 'E2', 'E3'],
    ['coredns is CPU-bound (99.4 %) on both of its 2 replicas.', 'E8', 'E17'],
    ['Lookups of inventory.svc.cluster.local by search-api time out (2,914 lines, first at 02:32).', 'E15'],
    ['yusuf changed the Corefile at 02:26:00, 23 min before the alert.', 'E12'],
    [
      'Since the cache TTL was lowered to 5 s, CoreDNS has had to answer 33.4k queries per second.',
      'E12',
      'E4',
    ],
    ['frontend v2026.11.12 went out at 02:52, i.e. after the alert, and is not to blame.', 'E14'],
    ['search-api has been above 5 % errors since 02:39.', 'E2'],
    ['Memory of CoreDNS grew by 16 % only.', 'E7'],
    ['Neither edge-12 (39.1 MB/s) nor the request rate (1,255/s) shows anything unusual.', 'E11', 'E9'],
    ['Query latency is 240 times higher than an hour ago.', 'E6'],
    ['search-api reported its first timeout 6 min after the config change.', 'E15', 'E12'],
  ]),
  ...tell('eviction', [
    ['ip-10-4-7-31: 0.42 GiB available, load 38.6.', 'E4', 'E9'],
    ['Pods pending: 24 (limit 10). Pods running: 12 (18 before).', 'E2', 'E3'],
    ['The export was deployed at 02:25 and its first unflushed rows were reported at 02:29.', 'E11', 'E13'],
    ['Availability is down to 87.4 %, and p95 up to 1.34 s.', 'E7', 'E8'],
    ['Of the two nodes only ip-10-4-7-31 is short of memory; ip-10-4-7-44 has 10.7 GiB left.', 'E4', 'E5'],
    ['The autoscaler is capped at 9 nodes by cfg-310 and already runs 9.', 'E12', 'E15'],
    ['linh is the author of dep-8802.', 'E11'],
    ['11 evictions were logged by the kubelet between 02:38 and now.', 'E14'],
    ['report-export-0 grew from less than 1 GiB to almost 12 GiB.', 'E6'],
    ['The load average is about 18 times as high as an hour ago.', 'E9'],
    ['cart-api lost a third of its running pods after the kubelet began to evict at 02:38.', 'E3', 'E14'],
    ['Requests fell by just 2 %, from 612 to 598 per second.', 'E10'],
    ['With 24 pending pods, the limit of 10 is exceeded by 14.', 'E2'],
  ]),
];

export const retoldPlantedErrors = [
  ...plant('wrong number', 'stream', [
    ['Consumer lag: 181,000 records (threshold 50,000).', 'E2'],
    ['Memory of fraud-scorer is 5.25 times what it was.', 'E4'],
    ['An OutOfMemoryError has been seen 17 times since 02:40.', 'E14'],
  ]),
  ...plant('wrong series', 'stream', [['Consumption is at 1,842/s while 405/s arrive.', 'E6', 'E7']]),
  ...plant('wrong time', 'stream', [
    ['By 02:26 the working set had reached 3.9 GiB.', 'E4'],
    ['The retention change by diego at 02:15 is to blame.', 'E12'],
  ]),
  ...plant('impossible order', 'stream', [
    ['The lag began because diego changed the retention at 02:45.', 'E12', 'E2'],
  ]),
  ...plant('wrong unit', 'stream', [['GC pauses (p99 1.9 min) are long.', 'E5']]),
  ...plant('swapped thing', 'stream', [['ledger-writer reported OutOfMemoryError.', 'E14']]),
  ...plant('wrong series', 'resolver', [
    ['4.6 % of search-api requests and 12.7 % of frontend requests fail.', 'E2', 'E3'],
    ['Error ratios: search-api 4.6 %, frontend 12.7 %.', 'E2', 'E3'],
  ]),
  ...plant('wrong number', 'resolver', [
    ['Memory of CoreDNS grew by 61 %.', 'E7'],
    ['Query latency is 24 times higher than an hour ago.', 'E6'],
    ['coredns runs on 4 replicas.', 'E17'],
  ]),
  ...plant('impossible order', 'resolver', [
    ['frontend v2026.11.12 went out before the alert.', 'E14'],
    ['The frontend deploy at 02:52 broke search-api.', 'E14', 'E2'],
  ]),
  ...plant('swapped thing', 'resolver', [['tomasz changed the Corefile.', 'E12', 'E14']]),
  ...plant('wrong direction', 'resolver', [
    ['The hit ratio doubled.', 'E5'],
    ['CoreDNS got rid of most of its load: queries fell from 33.4k/s to 4.2k/s.', 'E4'],
  ]),
  ...plant('invented name', 'resolver', [['edge-21 shows nothing unusual.', 'E11']]),
  ...plant('wrong number', 'eviction', [
    ['ip-10-4-7-31: 2.42 GiB available.', 'E4'],
    ['Pods pending: 34 (limit 10).', 'E2'],
    ['Requests fell by 22 %.', 'E10'],
  ]),
  ...plant('wrong series', 'eviction', [['Pods running: 24. Pods pending: 12.', 'E2', 'E3']]),
  ...plant('swapped thing', 'eviction', [
    ['bastian is the author of dep-8802.', 'E11', 'E12'],
    ['Only ip-10-4-7-44 is short of memory (0.42 GiB left).', 'E4', 'E5'],
  ]),
  ...plant('wrong time', 'eviction', [['The export was deployed at 02:35.', 'E11']]),
  ...plant('wrong unit', 'eviction', [['Availability is down to 87.4 ms.', 'E7']]),
  ...plant('impossible order', 'eviction', [
    ['The kubelet evicted pods before report-export was deployed.', 'E14', 'E11'],
  ]),
  ...plant('wrong comparison', 'eviction', [
    ['ip-10-4-7-31 has more memory available than ip-10-4-7-44.', 'E4', 'E5'],
  ]),
];
