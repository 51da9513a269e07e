import { plant, tell } from '../tell.ts';

/** The same incidents in the prose of models: long sentences of several claims, and verbs of their own. */
export const rewordedTrueStatements = [
  ...tell('disk', [
    [
      'The /var filesystem on node-3 sat at 58.2 % an hour before the page and had swollen to 93.5 % by 02:53.',
      'E2',
    ],
    ['Roughly 35 GB vanished from the free space of /var in under an hour, leaving 6.48 GB.', 'E3'],
    [
      'Almost all of the growth is owed to /var/log/checkout-api, which ballooned to 36.3 GB from a mere 1.25 GB.',
      'E4',
    ],
    [
      'By contrast, /var/lib/containerd has been parked at 18.4 GB throughout, so images are not what eats the volume.',
      'E5',
    ],
    ['Its neighbour node-4 is untouched, with utilisation hovering around 41.7 %.', 'E6'],
    ['CPU on node-3 barely budged (23.1 % to 23.4 %), which argues against a runaway process.', 'E7'],
    [
      'jonas shipped checkout-api v2.4.0 at 02:01, and the very first debug line showed up one minute later.',
      'E8',
      'E10',
    ],
    ['With verbose logging on, the directory swells at about 690 MB per minute.', 'E4'],
    ['The volume went past its 90 % limit at roughly 02:48, a minute ahead of the alert.', 'E2'],
    ['Debug lines nearly doubled, from 51 in the preceding hour to 99 in the last half hour.', 'E10'],
    [
      'invoice-batch v1.9.2 (dep-20464) landed 17 minutes before the page, half an hour after the disk had begun to fill.',
      'E9',
      'E2',
    ],
    ['Had nothing else changed, the remaining 6.48 GB would be gone within about ten minutes.', 'E3'],
    ['What dep-20461 altered is the level at which checkout-api logs bodies.', 'E8'],
    ['At 02:30 the partition was already about three quarters full.', 'E2'],
  ]),
  ...tell('database', [
    ['Tail latency of checkout leapt from 0.19 s to 2.6 s, thirteen times its usual value.', 'E2'],
    [
      'payments slowed down first: its p99 had reached 1.9 s by 02:47, two minutes before checkout tripped the alert.',
      'E3',
    ],
    ['db-1 is pinned at 100 sessions whereas db-2 idles at 37.', 'E4', 'E5'],
    ['The processor of db-1 runs hot at 96 %, four times what it consumed an hour ago.', 'E6'],
    [
      'About one request in eight to payments now ends in an error (12.4 %), as opposed to 0.2 % earlier.',
      'E8',
    ],
    [
      'Load cannot explain it, since payments takes 418 requests a second, nearly what it took an hour ago (412).',
      'E9',
    ],
    [
      '"remaining connection slots are reserved for superuser" was written 840 times, against just 3 before.',
      'E11',
    ],
    [
      "Five minutes elapsed between mira's release rel-881 at 02:37 and the first FATAL line at 02:42.",
      'E10',
      'E11',
    ],
    ['Sessions on db-1 hit the ceiling of 100 at 02:45 and have not come down since.', 'E4'],
    ['The replica db-2, by comparison, is bored: 18.5 % CPU and 37 connections.', 'E5', 'E7'],
    ['v3.1.0 fetches basket lines individually, which multiplies the number of queries per request.', 'E10'],
    ['Between 02:38 and 02:45 the connection count on db-1 more than doubled.', 'E4'],
  ]),
  ...tell('memory', [
    ['18,400 mails are stuck in emails, 150 times the 120 that were there an hour ago.', 'E2'],
    ['mail-worker was killed three times for exceeding 512Mi, the first time at 02:25.', 'E8', 'E4'],
    [
      'Inflow is steady at around ten messages per second, hence the backlog is a matter of consumption.',
      'E5',
    ],
    [
      'The container crept up to its limit of 512 MB twice, at 02:25 and 02:37, and was restarted each time.',
      'E3',
    ],
    ['sms, which shares the broker, is healthy with 33 messages waiting.', 'E6'],
    ["lena's cfg-330, applied 31 minutes before the alert, raised the prefetch to 500.", 'E7'],
    ['Seven minutes separate cfg-330 from the first out-of-memory kill.', 'E7', 'E8'],
    ['emails has been filling at close to 600 messages a minute since 02:24.', 'E2'],
    ['The queue is at 184 % of the alert threshold.', 'E2'],
    ['After its latest restart the worker again holds 430 MB and keeps growing.', 'E3'],
  ]),
  ...tell('rollout', [
    [
      'In eu-west the share of failing searches shot up from 0.4 % to a peak of 31 % within twelve minutes, and has since eased to 28.4 %.',
      'E2',
    ],
    ['us-east, where the flag is off, keeps failing only 0.3 % of requests.', 'E3'],
    ['Callers appear to retry: the request rate climbed from 652/s to 1,310/s, i.e. twofold.', 'E4'],
    ['Heap consumption of search gained 2.42 GB in nineteen minutes and now stands at 3.87 GB.', 'E5'],
    [
      'EmbeddingCache.load threw its first OutOfMemoryError at 02:36, i.e. two minutes after tomas had flipped semantic-ranking.',
      'E11',
      'E9',
    ],
    ['indexer trails by 46,200 records, whereas an hour ago it lagged by a mere 75.', 'E7'],
    [
      'p95 of search topped out at 1.35 s at 02:46 and has come down to 740 ms, still eight times the normal 90 ms.',
      'E8',
    ],
    [
      'aiko bumped the logging library of catalog at 02:45, by which time search had been failing for ten minutes.',
      'E10',
      'E2',
    ],
    [
      'Catalog is an innocent bystander: its heap is level at 912 MB and its slow queries number 17 versus 15.',
      'E6',
      'E12',
    ],
    ['Eleven minutes passed between flg-1207 and the catalog release.', 'E9', 'E10'],
    [
      '5 % of failing requests were exceeded at 02:37, so the flag needed only a couple of minutes to do its damage.',
      'E2',
    ],
    ['512 heap errors were recorded in half an hour.', 'E11'],
  ]),
  ...tell('cache', [
    ['pg-replica-2 trails its primary by 71 seconds, over twice the permitted 30.', 'E2'],
    ['pg-replica-1 keeps up perfectly well (0.3 s behind), so the primary itself is not at fault.', 'E3'],
    ['ines cut the memory of redis-cart to a quarter, from 8 GB to 2 GB, at 02:23.', 'E10', 'E5'],
    ['As a consequence some 900 keys per second are thrown out, where formerly it was two.', 'E4'],
    [
      'Its hit ratio sank from 97 % to 35.2 %, meaning that nearly two of three lookups now go to the database.',
      'E6',
    ],
    ['redis-session is fine with 99 % of its lookups being hits.', 'E7'],
    ['The disk of pg-replica-2 has been working flat out since about 02:43, at 98 % busy.', 'E8'],
    [
      'The banner release by pavel followed cfg-7718 by 18 minutes and postdates the onset of the lag.',
      'E11',
      'E10',
      'E2',
    ],
    ['cart wrote 15,230 cache-miss warnings, 37 times as many as in the hour before.', 'E12'],
    [
      'storefront began to time out on cart at 02:35, twelve minutes after the cache had been shrunk.',
      'E13',
      'E10',
    ],
    ['Nobody orders more than usual: cart receives 229 requests per second.', 'E9'],
  ]),
  ...tell('gateway', [
    ['edge-gateway in fra-1 rejects 44.2 handshakes every second, up from well under one.', 'E2'],
    ['Sessions there have dwindled to 6,120, a loss of some 9,000 or 60 %.', 'E4'],
    ['ams-2 never got the new chain and behaves: half a failure a second, 15,020 sessions.', 'E3', 'E5'],
    [
      'sec-4402 took the old intermediate out of the chain at 02:28, one minute before the first "unknown certificate authority".',
      'E9',
      'E11',
    ],
    [
      'Users of the mobile app notice it: the 90th percentile went from 0.32 s to 4.7 s and login failures number 918.',
      'E7',
      'E12',
    ],
    [
      'The release by greta only translated screens and came eleven minutes later than the rotation.',
      'E10',
      'E9',
    ],
    [
      'ledger-batch eats 2.31 GB, which is unrelated: it has been growing since 02:09, long before the rotation.',
      'E6',
      'E9',
    ],
    ['gw-fra-07 has plenty of processor time left (37.1 % used).', 'E8'],
    ['Twenty handshakes a second were surpassed at 02:47.', 'E2'],
  ]),
  ...tell('handles', [
    [
      'thumbnailer ran into the ceiling of 1,024 descriptors at 02:28 and has been stuck there ever since.',
      'E4',
    ],
    ['In consequence 7,860 jobs have piled up, two and a half times the threshold.', 'E2'],
    ['Jobs that used to finish in 0.85 s now need 11.9 s at the 95th percentile.', 'E7'],
    ['transcoder, on the same host, opens just 187 files and has sixty jobs queued.', 'E5', 'E3'],
    ['The disk is not the culprit, with 38 % of /scratch still free.', 'E6'],
    [
      '4,310 attempts to open a picture failed, beginning at 02:27, i.e. 12 minutes after noor had shipped the new decoder.',
      'E11',
      'E9',
    ],
    ['emil gave transcoder two more replicas at 02:43, which is unrelated.', 'E10'],
    ['Uploads keep trickling in at 55 per second.', 'E8'],
    ['Descriptors went up by a factor of almost five in twelve minutes.', 'E4'],
    ['Since 02:27 the backlog has been growing by roughly 250 jobs per minute.', 'E2'],
  ]),
  ...tell('stream', [
    [
      'fraud-scorer has 118,000 records to catch up on, more than double the 50,000 at which the alert goes off.',
      'E2',
    ],
    ['Its sibling ledger-writer reads the very same topic and is only 305 behind.', 'E3'],
    [
      'Memory tripled from 1.2 GiB to 3.9 GiB between 02:18 and 02:46 and has been flat at the limit since.',
      'E4',
    ],
    [
      'Collections that paused the process for 45 ms now take 1.9 s, which is over forty times as long.',
      'E5',
    ],
    ['It digests 405 records a second, less than a quarter of the 1,842 that come in.', 'E6', 'E7'],
    ['61 % of its CPU periods are throttled, as opposed to 4 % beforehand.', 'E8'],
    ['oksana released v5.12.0 at 02:17, after which the model is held in memory once per partition.', 'E11'],
    ['96 rebalances were counted, starting eight minutes after that release.', 'E13', 'E11'],
    ["diego's cfg-4410 merely shortened retention from 7 to 3 days, four minutes before the alert.", 'E12'],
    ['Seven times the JVM ran out of heap, for the first time at 02:40.', 'E14'],
    ['The certificate of kafka-bootstrap.internal is good for another 22 days or so.', 'E15'],
    ['Name resolution takes 9 ms at p99 and the broker disk is 71.9 % full; neither has moved.', 'E9', 'E10'],
  ]),
  ...tell('resolver', [
    [
      'yusuf dropped the TTL from five minutes to five seconds at 02:26; one minute later the hit ratio began its slide from 94 % to 18 %.',
      'E12',
      'E5',
    ],
    ['The hit ratio halved and halved again, from 0.94 to 0.18.', 'E5'],
    ['Queries multiplied by eight between 02:27 and 02:37.', 'E4'],
    ['coredns burns 99.4 % of its CPU, having been at 22 % before.', 'E8'],
    ['An eighth of the requests to search-api and a twentieth of those to frontend go wrong.', 'E2', 'E3'],
    ['A lookup that took 4 ms now costs 960 ms at the 99th percentile.', 'E6'],
    ['2,914 lookups timed out, compared with six in the hour before.', 'E15'],
    ['frontend in turn answers 502 since 02:34, eight minutes after cfg-9052.', 'E16', 'E12'],
    [
      'Neither marta nor tomasz is to blame: the former deployed at 01:14, the latter at 02:52.',
      'E13',
      'E14',
    ],
    [
      'With only two replicas, which has not changed, the resolver could not absorb the extra 29,200 queries per second.',
      'E17',
      'E4',
    ],
    ['Certificates are no issue either, with two months to go.', 'E10'],
  ]),
  ...tell('eviction', [
    ['Two dozen pods of cart-api are pending, and just 12 of 18 are still up.', 'E2', 'E3'],
    ['report-export-0 devoured 10.9 GiB in 25 minutes and now occupies 11.8 GiB.', 'E6'],
    ['That left ip-10-4-7-31 with a mere 0.42 GiB out of the 11.5 GiB it had available.', 'E4'],
    [
      'cart-api answers only 87.4 % of requests properly, and p95 has grown more than sevenfold to 1.34 s.',
      'E7',
      'E8',
    ],
    [
      'linh deployed report-export v1.14.0 at 02:25, and thirteen minutes later the kubelet evicted its first pod.',
      'E11',
      'E14',
    ],
    ['The cluster cannot grow past nine nodes, a cap that bastian set three hours ago.', 'E12', 'E15'],
    ['Load on ip-10-4-7-31 soared to 38.6, eighteen times what is usual.', 'E9'],
    ['ip-10-4-7-44 is at ease with 10.7 GiB to spare.', 'E5'],
    ['Customers are not to blame, as requests are even a little down, from 612/s to 598/s.', 'E10'],
    ['A third of the running pods was lost between 02:37 and 02:47.', 'E3'],
    ['58 warnings about unflushed rows were written since 02:29.', 'E13'],
  ]),
];

export const rewordedPlantedErrors = [
  ...plant('wrong number', 'disk', [
    [
      'The /var filesystem on node-3 sat at 68.2 % an hour before the page and had swollen to 93.5 % by 02:53.',
      'E2',
    ],
    ['Roughly 53 GB vanished from the free space of /var in under an hour, leaving 6.48 GB.', 'E3'],
    ['Debug lines nearly quadrupled, from 51 in the preceding hour to 99 in the last half hour.', 'E10'],
    ['At 02:30 the partition was already about 90 % full.', 'E2'],
  ]),
  ...plant('wrong series', 'disk', [
    ['Almost all of the growth is owed to /var/log/checkout-api, which ballooned to 18.4 GB.', 'E4', 'E5'],
    ['CPU on node-3 barely budged and is at 41.7 %.', 'E7', 'E6'],
  ]),
  ...plant('swapped thing', 'disk', [
    ['Its neighbour node-4 is in trouble as well, with utilisation hovering around 93.5 %.', 'E2', 'E6'],
    ['By contrast, /var/log/checkout-api has been parked at 18.4 GB throughout.', 'E4', 'E5'],
    ['The first debug line of invoice-batch showed up one minute after dep-20461.', 'E8', 'E10'],
  ]),
  ...plant('impossible order', 'disk', [
    [
      'invoice-batch v1.9.2 (dep-20464) landed 17 minutes before the page, well before the disk had begun to fill.',
      'E9',
      'E2',
    ],
    ['The very first debug line showed up one minute before jonas shipped checkout-api v2.4.0.', 'E8', 'E10'],
  ]),
  ...plant('wrong time', 'disk', [
    ['The volume went past its 90 % limit at roughly 02:18, half an hour ahead of the alert.', 'E2'],
    [
      'jonas shipped checkout-api v2.4.0 at 02:32, and the very first debug line showed up soon after.',
      'E8',
      'E10',
    ],
  ]),
  ...plant('wrong direction', 'disk', [
    ['Free space on /var has been recovering ever since 02:02.', 'E3'],
    ['The containerd directory ballooned.', 'E5'],
  ]),
  ...plant('wrong unit', 'disk', [['Only 6.48 MB of /var are left on node-3.', 'E3']]),
  ...plant('wrong number', 'database', [
    ['Tail latency of checkout leapt from 0.19 s to 2.6 s, thirty times its usual value.', 'E2'],
    ['About one request in four to payments now ends in an error.', 'E8'],
    ['"remaining connection slots are reserved for superuser" was written 480 times.', 'E11'],
  ]),
  ...plant('swapped thing', 'database', [
    ['db-2 is pinned at 100 sessions whereas db-1 idles at 37.', 'E4', 'E5'],
    ['The processor of db-2 runs hot at 96 %.', 'E6', 'E7'],
    ["mira's release rel-881 of checkout went out at 02:37.", 'E10'],
  ]),
  ...plant('impossible order', 'database', [
    ['checkout slowed down first, several minutes ahead of payments.', 'E2', 'E3'],
  ]),
  ...plant('wrong time', 'database', [
    ['Sessions on db-1 hit the ceiling of 100 at 02:25 and have not come down since.', 'E4'],
  ]),
  ...plant('wrong comparison', 'database', [
    ['db-2 is busier than db-1, with more sessions and more CPU.', 'E4', 'E5', 'E6', 'E7'],
  ]),
  ...plant('wrong number', 'memory', [
    ['18,400 mails are stuck in emails, 15 times the 120 that were there an hour ago.', 'E2'],
    ['mail-worker was killed thirteen times for exceeding 512Mi.', 'E8', 'E4'],
    ['emails has been filling at close to 60 messages a minute since 02:24.', 'E2'],
  ]),
  ...plant('swapped thing', 'memory', [
    ['sms, which shares the broker, is flooded with 18,400 messages waiting.', 'E2', 'E6'],
  ]),
  ...plant('impossible order', 'memory', [
    ['Seven minutes after the first out-of-memory kill, lena applied cfg-330.', 'E7', 'E8'],
  ]),
  ...plant('wrong direction', 'memory', [
    ['Inflow into emails has tripled, which is what builds the backlog.', 'E5'],
    ['The worker never came back after its restarts: the count of restarts is unchanged.', 'E4'],
  ]),
  ...plant('invented name', 'memory', [
    ["lena's cfg-331, applied 31 minutes before the alert, raised the prefetch.", 'E7'],
  ]),
  ...plant('wrong number', 'rollout', [
    ['In eu-west the share of failing searches shot up from 0.4 % to a peak of 61 %.', 'E2'],
    ['Heap consumption of search gained 4.42 GB in nineteen minutes.', 'E5'],
    ['p95 of search topped out at 1.35 s and has come down to 470 ms.', 'E8'],
  ]),
  ...plant('swapped thing', 'rollout', [
    ['us-east fails 28.4 % of requests since the flag was flipped.', 'E3', 'E2'],
    ['aiko flipped semantic-ranking at 02:34.', 'E9', 'E10'],
    ['search is an innocent bystander: its heap is level at 912 MB.', 'E5', 'E6'],
  ]),
  ...plant('impossible order', 'rollout', [
    [
      'aiko bumped the logging library of catalog at 02:45, several minutes before search began to fail.',
      'E10',
      'E2',
    ],
    [
      'EmbeddingCache.load threw its first OutOfMemoryError two minutes before tomas flipped semantic-ranking.',
      'E11',
      'E9',
    ],
  ]),
  ...plant('wrong unit', 'rollout', [['Callers retry: the request rate climbed to 1,310 per hour.', 'E4']]),
  ...plant('wrong time', 'rollout', [
    ['5 % of failing requests were exceeded at 02:46.', 'E2'],
    ['EmbeddingCache.load threw its first OutOfMemoryError at 02:45.', 'E11', 'E10'],
  ]),
  ...plant('wrong number', 'cache', [
    ['pg-replica-2 trails its primary by 71 seconds, over five times the permitted 30.', 'E2'],
    ['ines cut the memory of redis-cart to a half, from 8 GB to 2 GB, at 02:23.', 'E10', 'E5'],
    ['cart wrote 15,230 cache-miss warnings, 370 times as many as in the hour before.', 'E12'],
  ]),
  ...plant('swapped thing', 'cache', [
    ['pg-replica-1 trails its primary by 71 seconds.', 'E2', 'E3'],
    ['redis-session throws out some 900 keys per second.', 'E4', 'E7'],
    ['pavel cut the memory of redis-cart.', 'E10', 'E11'],
  ]),
  ...plant('wrong series', 'cache', [
    ['The disk of pg-replica-2 is 35.2 % busy.', 'E6', 'E8'],
    ['Its hit ratio sank to 97.9 %.', 'E6', 'E8'],
  ]),
  ...plant('impossible order', 'cache', [
    ['The banner release by pavel preceded cfg-7718 by 18 minutes.', 'E11', 'E10'],
    ['storefront began to time out on cart twelve minutes before the cache was shrunk.', 'E13', 'E10'],
  ]),
  ...plant('wrong direction', 'cache', [
    ['Evictions on redis-cart ebbed away after the change.', 'E4'],
    ['Lookups on redis-cart now hit more often than before.', 'E6'],
  ]),
  ...plant('wrong number', 'gateway', [
    ['edge-gateway in fra-1 rejects 84.2 handshakes every second.', 'E2'],
    ['Sessions there have dwindled to 6,120, a loss of 30 %.', 'E4'],
  ]),
  ...plant('swapped thing', 'gateway', [
    ['ams-2 rejects 44.2 handshakes every second.', 'E2', 'E3'],
    ['greta took the old intermediate out of the chain.', 'E9', 'E10'],
    ['mobile-api eats 2.31 GB.', 'E6', 'E7'],
  ]),
  ...plant('impossible order', 'gateway', [
    ['ledger-batch has been growing since 02:09, prompted by sec-4402.', 'E6', 'E9'],
    ['The rotation at 02:28 was preceded by the first "unknown certificate authority".', 'E9', 'E11'],
  ]),
  ...plant('wrong time', 'gateway', [['Twenty handshakes a second were surpassed at 02:37.', 'E2']]),
  ...plant('wrong number', 'handles', [
    ['thumbnailer ran into the ceiling of 2,048 descriptors at 02:28.', 'E4'],
    ['In consequence 7,860 jobs have piled up, five times the threshold.', 'E2'],
    ['Descriptors went up by a factor of almost fifty in twelve minutes.', 'E4'],
    ['Jobs that used to finish in 0.85 s now need 19.1 s at the 95th percentile.', 'E7'],
  ]),
  ...plant('wrong series', 'handles', [
    ['The disk is not the culprit, with 55.1 % of /scratch in use.', 'E6', 'E8'],
  ]),
  ...plant('swapped thing', 'handles', [
    ['emil shipped the new decoder at 02:15.', 'E9', 'E10'],
    ['transcoder opens 1,024 files.', 'E4', 'E5'],
  ]),
  ...plant('wrong number', 'stream', [
    ['It digests 405 records a second, less than a tenth of the 1,842 that come in.', 'E6', 'E7'],
    ['Memory tripled from 1.2 GiB to 6.9 GiB between 02:18 and 02:46.', 'E4'],
    ['76 % of its CPU periods are throttled.', 'E8'],
    ['69 rebalances were counted, starting eight minutes after that release.', 'E13', 'E11'],
  ]),
  ...plant('swapped thing', 'stream', [
    ['ledger-writer has 118,000 records to catch up on.', 'E2', 'E3'],
    ["oksana's cfg-4410 merely shortened retention from 7 to 3 days.", 'E12', 'E11'],
  ]),
  ...plant('impossible order', 'stream', [
    ['Rebalances set in eight minutes before oksana released v5.12.0.', 'E13', 'E11'],
    ["diego's cfg-4410 is what set the lag off.", 'E12', 'E2'],
  ]),
  ...plant('wrong unit', 'stream', [['Name resolution takes 9 s at p99.', 'E9']]),
  ...plant('wrong number', 'resolver', [
    ['Queries multiplied by eighteen between 02:27 and 02:37.', 'E4'],
    ['A third of the requests to search-api go wrong.', 'E2'],
    ['2,194 lookups timed out, compared with six in the hour before.', 'E15'],
  ]),
  ...plant('swapped thing', 'resolver', [
    [
      'Neither marta nor tomasz is to blame: the former deployed at 02:52, the latter at 01:14.',
      'E13',
      'E14',
    ],
    ['marta dropped the TTL from five minutes to five seconds.', 'E12', 'E13'],
  ]),
  ...plant('wrong time', 'resolver', [
    ['yusuf dropped the TTL from five minutes to five seconds at 01:26.', 'E12'],
    ['frontend in turn answers 502 since 02:24.', 'E16'],
  ]),
  ...plant('wrong direction', 'resolver', [['The resolver gave up on load: its CPU use slumped.', 'E8']]),
  ...plant('wrong number', 'eviction', [
    ['Three dozen pods of cart-api are pending.', 'E2'],
    ['report-export-0 devoured 19.9 GiB in 25 minutes.', 'E6'],
    ['Load on ip-10-4-7-31 soared to 83.6.', 'E9'],
    ['Half of the running pods was lost between 02:37 and 02:47.', 'E3'],
  ]),
  ...plant('swapped thing', 'eviction', [
    ['ip-10-4-7-44 is left with a mere 0.42 GiB.', 'E4', 'E5'],
    ['bastian deployed report-export v1.14.0 at 02:25.', 'E11', 'E12'],
  ]),
  ...plant('impossible order', 'eviction', [
    [
      'The kubelet evicted its first pod thirteen minutes before linh deployed report-export v1.14.0.',
      'E11',
      'E14',
    ],
    ['The autoscaler was capped only after the pods had begun to pend.', 'E12', 'E2'],
  ]),
  ...plant('wrong comparison', 'eviction', [
    ['More pods of cart-api are running than are pending.', 'E2', 'E3'],
  ]),
  ...plant('invented name', 'eviction', [
    ['ip-10-4-7-13 has only 0.42 GiB available.', 'E4'],
    ['The vpa-recommender evicted the pods of cart-api.', 'E14'],
  ]),
];
