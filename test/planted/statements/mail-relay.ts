import { plant, tell } from '../tell.ts';

/** A resolver forwards to an address that does not answer, and the deferred queue of an email relay fills up. */
export const mailRelayTrueStatements = tell('mailRelay', [
  ['The deferred queue on mx-relay-2 swelled from 120 messages to 7,560 by 02:58.', 'E2'],
  [
    'At the moment the alert fired, 5,400 messages were parked in the deferred queue of mx-relay-2, which is 400 more than the limit allows.',
    'E1',
    'E2',
  ],
  [
    'Resolver ns-cache-a went from failing 0.2 % of lookups to failing 62 % of them within two minutes, between 02:25 and 02:27.',
    'E5',
  ],
  [
    'Petra’s change, unbound-config r418, went out on ns-cache-a at 02:25, 24 minutes ahead of the alert.',
    'E11',
  ],
  [
    'While ns-cache-a was failing roughly six lookups in ten, its sibling ns-cache-b stayed at 0.3 % throughout.',
    'E5',
    'E6',
  ],
  ['Outbound deliveries from mx-relay-2 fell by three quarters, from 48 to 12 per second.', 'E7'],
  ['The p95 delivery delay on mx-relay-2, normally 2 s, had reached 6 min 14 s at the last sample.', 'E4'],
  ['CPU on mx-relay-2 never went above 26 %, so the host was not short of compute.', 'E9'],
  ['Free space under /var/spool on mx-relay-2 shrank from 38 GiB to 31.8 GiB.', 'E8'],
  ['mx-relay-1 kept its deferred queue between 90 and 110 messages over the whole period.', 'E3'],
  [
    'By 02:58 mx-relay-2 held more than seventy times as many deferred messages as mx-relay-1 (7,560 against 104).',
    'E2',
    'E3',
  ],
  [
    'The first "forwarder 10.40.0.53 did not answer within 5000 ms" error in the ns-cache-a log dates from 02:26, one minute after r418 was rolled out.',
    'E11',
    'E15',
  ],
  ['mail-relay 3.9.2 was released by joon at 00:29, two hours and twenty minutes before the alert.', 'E12'],
  [
    'The amavis signature update by sigbot at 02:53 cannot be the trigger, since it arrived four minutes after the alert had started.',
    'E13',
  ],
  ['From 02:27 on, the backlog on mx-relay-2 grew at a steady 240 messages per minute.', 'E2'],
  [
    'postfix_queue_length for the deferred queue of mx-relay-2 was first seen above its limit of 5,000 at 02:48, a minute before the alert.',
    'E1',
    'E2',
  ],
  [
    'amavis_scan_queue_messages on filter-1 sat at 4 the entire time, which gives no reason to suspect the content scanner.',
    'E10',
  ],
  [
    'The delivery rate of mx-relay-2 was already down to 12/s at 02:29, twenty minutes before the alert started.',
    'E1',
    'E7',
  ],
  [
    'ns-cache-a logged the forwarder timeout 23,410 times in the last 33 minutes; in the 60 minutes before, it had not logged it at all.',
    'E15',
  ],
  ['Deferred mail on mx-relay-2 now stands at about 1.5 times the alert threshold.', 'E2'],
  [
    'Change r418 told ns-cache-a to "forward all zones to 10.40.0.53", and that very address is the one its error log reports as not answering.',
    'E11',
    'E15',
  ],
  [
    'At the time when the alert began, dns:lookup_failures:ratio_rate5m{resolver="ns-cache-a"} read 0.62.',
    'E1',
    'E5',
  ],
  ['About 6.2 GiB of spool space was used up on mx-relay-2 between 02:27 and 02:58.', 'E8'],
  [
    'The order of events was: r418 at 02:25, the first unanswered forwarder query at 02:26, the first name service error on mail-relay at 02:27, and the alert at 02:49.',
    'E1',
    'E11',
    'E14',
    'E15',
  ],
  [
    'The p95 delay on mx-relay-2 stood at 266 s when the alert started and has since gone up by another 108 s.',
    'E1',
    'E4',
  ],
  [
    'Of the two relays, only mx-relay-2 built up a backlog; mx-relay-1 ended at 104 deferred messages, slightly above the 90 it held at 01:49.',
    'E2',
    'E3',
  ],
  [
    'Half an hour before the alert, at 02:19, mx-relay-2 was still making 48 deliveries per second.',
    'E1',
    'E7',
  ],
  [
    'Lookups through ns-cache-b were never affected: their failure ratio is 0.003 from start to finish.',
    'E6',
  ],
  ['MailQueueBacklog is a critical alert and concerns the deferred queue on mx-relay-2.', 'E1'],
  [
    'Three minutes were enough for the delivery rate of mx-relay-2 to collapse: it was 48/s at 02:26 and 12/s at 02:29.',
    'E7',
  ],
  ['With 31.8 GiB still available under /var/spool at 02:58, mx-relay-2 had not run out of disk.', 'E8'],
  ['CPU utilisation of mx-relay-2 crept from 23 % up to 26 % by 02:39 and then eased back to 24 %.', 'E9'],
  [
    'The queue took off within three minutes of the resolver change: r418 landed at 02:25, and by 02:28 the backlog on mx-relay-2 exceeded its usual 120.',
    'E2',
    'E11',
  ],
  ['Delivery delay and deferred queue on mx-relay-2 began rising together after 02:27.', 'E2', 'E4'],
  [
    'Signature update 2291 was followed a minute later, at 02:54, by a single amavis log line saying "signatures reloaded in 6.4 s".',
    'E13',
    'E16',
  ],
  [
    'Since the alert started, the deferred queue on mx-relay-2 has gained a further 2,160 messages.',
    'E1',
    'E2',
  ],
  [
    'At 02:32, the 95th percentile of the delivery delay on mx-relay-2 was just over one minute (62 s).',
    'E4',
  ],
  [
    'The failure ratio at ns-cache-a is roughly 310 times what it was before 02:25 (0.62 versus 0.002).',
    'E5',
  ],
  [
    'Of the two changes, r418 (02:25) is the one nearer to the alert; mail-relay 3.9.2 is almost two hours older than that.',
    'E11',
    'E12',
  ],
  [
    'The name service warnings on mail-relay started at 02:27:00Z, that is, 22 minutes before the alert.',
    'E14',
  ],
  ['mx-relay-2 now makes only a quarter of the deliveries per second that it made at 01:49.', 'E7'],
  ['The backlog hit 3,000 messages at 02:39, ten minutes before the alert, and kept growing.', 'E1', 'E2'],
  [
    'joon’s 3.9.2 release raised smtp_destination_concurrency_limit to 40 at 00:29, and more than an hour later, from 01:49 to 02:27, the queue on mx-relay-2 was still flat at 120.',
    'E2',
    'E12',
  ],
  ['Available spool space on mx-relay-2 was 33.6 GiB at 02:49, down 4.4 GiB from its usual 38 GiB.', 'E8'],
]);

export const mailRelayPlantedErrors = [
  ...plant('wrong number', 'mailRelay', [
    ['The deferred queue on mx-relay-2 swelled from 120 messages to 9,840 by 02:58.', 'E2'],
    [
      'Outbound deliveries of mx-relay-2 sank from 48 to 27 per second and have stayed there since 02:29.',
      'E7',
    ],
    ['ns-cache-a used to fail 0.2 % of its lookups and ended up failing 81 % of them.', 'E5'],
    ['The spool partition of mx-relay-2 had 22.4 GiB available at 02:58, down from 38 GiB.', 'E8'],
    [
      'mail-relay wrote 9,318 name service warnings in the last 33 minutes, whereas there had been none in the hour before.',
      'E14',
    ],
    [
      'When the alert started, the p95 delivery delay on mx-relay-2 was 194 s; until 02:27 it had been 2 s.',
      'E1',
      'E4',
    ],
    ['CPU utilisation on mx-relay-2 peaked at 41 % (02:39) and ended at 24 %.', 'E9'],
    ['Between 02:27 and 02:58 the backlog on mx-relay-2 grew by a steady 310 messages a minute.', 'E2'],
  ]),
  ...plant('wrong unit', 'mailRelay', [
    ['At the last sample the p95 delivery delay of mx-relay-2 was 374 ms.', 'E4'],
    ['mx-relay-2 had a mere 31.8 MiB left under /var/spool at 02:58.', 'E8'],
    ['Deliveries from mx-relay-2 dropped to 12 per minute and have not recovered since 02:29.', 'E7'],
    ['The lookups that fail at ns-cache-a went up from 0.002 % to 0.62 % by 02:27.', 'E5'],
    [
      'ns-cache-a reports 23,410 times that the forwarder 10.40.0.53 did not answer within 5000 seconds.',
      'E15',
    ],
    ['According to its log line of 02:54, amavis had its signatures reloaded in 6.4 minutes.', 'E16'],
    ['The p95 delivery delay on mx-relay-2, usually 2 minutes, had grown to 374 s by 02:58.', 'E4'],
  ]),
  ...plant('wrong series', 'mailRelay', [
    ['The deferred queue on mx-relay-1 reached 7,560 messages at 02:58.', 'E2', 'E3'],
    ['From 02:27 on, resolver ns-cache-b failed 62 % of the lookups it was asked for.', 'E5', 'E6'],
    [
      'Outbound deliveries of mx-relay-2 fell from 38 to 31.8 per second between 02:27 and 02:58.',
      'E7',
      'E8',
    ],
    [
      'The scan queue of amavis on filter-1 had grown to 5,400 messages when the alert began.',
      'E1',
      'E2',
      'E10',
    ],
    ['CPU utilisation on mx-relay-2 jumped to 62 % at 02:27 and has stayed there ever since.', 'E5', 'E9'],
    [
      'The 95th percentile of the delivery delay on mx-relay-2 went from 48 s at 02:26 to 12 s at 02:29.',
      'E4',
      'E7',
    ],
    ['Deferred messages on mx-relay-2 hardly changed, going from 90 at 01:49 to 104 at 02:58.', 'E2', 'E3'],
  ]),
  ...plant('swapped thing', 'mailRelay', [
    [
      'It was joon who rolled out unbound-config r418 on ns-cache-a at 02:25, 24 minutes before the alert.',
      'E11',
      'E12',
    ],
    [
      'The resolver change r418, which forwards all zones to 10.40.0.53, was made on ns-cache-b.',
      'E6',
      'E11',
    ],
    [
      'mail-relay logged "forwarder 10.40.0.53 did not answer within 5000 ms" 23,410 times in the last 33 minutes.',
      'E14',
      'E15',
    ],
    [
      'While the deferred queue of mx-relay-1 ran up to several thousand mails, that of mx-relay-2 stayed at about a hundred.',
      'E2',
      'E3',
    ],
    [
      'Version 3.9.2 of mail-relay was released by petra at 00:29, well before the trouble began.',
      'E11',
      'E12',
    ],
    ['Signature update 2291 reached ns-cache-a at 02:53, four minutes after the alert had started.', 'E13'],
    [
      'ns-cache-a logged 6,812 warnings about "Name service error for name=inbox.example", the first of them at 02:27.',
      'E14',
      'E15',
    ],
  ]),
  ...plant('invented name', 'mailRelay', [
    ['postfix_bounces_total on mx-relay-2 rose in step with the deferred queue from 02:27 on.', 'E2'],
    ['A third relay, mx-relay-5, also has a deferred queue of more than 5,000 messages.', 'E2', 'E3'],
    ['Petra’s r422 rollout at 02:25 made ns-cache-a forward all zones to 10.40.0.53.', 'E11'],
    [
      'mail-relay has been logging "Connection reset by peer" since 02:27, 6,812 times in the last 33 minutes.',
      'E14',
    ],
    ['The queries of ns-cache-a went to a forwarder at 10.40.7.19, which did not answer.', 'E11', 'E15'],
    ['mail-relay 3.10.0, released by joon at 00:29, raised smtp_destination_concurrency_limit to 40.', 'E12'],
    ['greylist-proxy slowed down at 02:27, and the p95 delivery delay on mx-relay-2 followed.', 'E4'],
    ['Available bytes under /data/maildir on mx-relay-2 went down by 6.2 GiB after 02:27.', 'E8'],
  ]),
  ...plant('wrong time', 'mailRelay', [
    ['The deferred queue of mx-relay-2 was first seen above its limit of 5,000 at 02:36.', 'E2'],
    ['petra rolled out unbound-config r418 on ns-cache-a at 02:41.', 'E11'],
    ['The first forwarder timeout in the error log of ns-cache-a is from 02:12.', 'E15'],
    ['Deliveries from mx-relay-2 had come down to 12 per second 35 minutes before the alert.', 'E1', 'E7'],
    ['Amavis received sigbot’s signature update 2291 at 02:31, as part of the daily routine.', 'E13'],
    ['mail-relay 3.9.2 came out 45 minutes before the alert, with joon as its author.', 'E12'],
    ['Failing lookups at ns-cache-a jumped to 62 % at about 02:44, having been at 0.2 % until then.', 'E5'],
  ]),
  ...plant('wrong comparison', 'mailRelay', [
    ['At 02:58, the deferred queue on mx-relay-2 was still below its limit of 5,000.', 'E2'],
    ['In the end mx-relay-2 held about twice as many deferred messages as mx-relay-1.', 'E2', 'E3'],
    ['After 02:27, ns-cache-b failed a larger share of its lookups than ns-cache-a.', 'E5', 'E6'],
    ['The delivery rate of mx-relay-2 fell by a quarter between 02:26 and 02:29.', 'E7'],
    ['At the last sample the backlog on mx-relay-2 was more than three times the alert threshold.', 'E2'],
    ['The p95 delivery delay on mx-relay-2 was shorter at 02:58 than it had been at 02:49.', 'E4'],
    [
      'In the last 33 minutes there were fewer forwarder errors from ns-cache-a than name service warnings from mail-relay.',
      'E14',
      'E15',
    ],
  ]),
  ...plant('wrong direction', 'mailRelay', [
    ['Outbound deliveries of mx-relay-2 rose from 12 to 48 per second between 02:26 and 02:29.', 'E7'],
    ['Since the alert began, the deferred queue on mx-relay-2 has been draining.', 'E1', 'E2'],
    ['The space available under /var/spool on mx-relay-2 grew by 6.2 GiB between 02:27 and 02:58.', 'E8'],
    ['After the rollout of r418 at 02:25, the failure ratio at ns-cache-a went down.', 'E5', 'E11'],
    ['The p95 delivery delay on mx-relay-2 kept improving from 02:27 to 02:58.', 'E4'],
    ['CPU utilisation of mx-relay-2 was falling between 01:49 and 02:39, from 26 % to 23 %.', 'E9'],
    ['mx-relay-1 saw its deferred queue shrink between 01:49 and 02:29, from 110 messages to 90.', 'E3'],
  ]),
  ...plant('impossible order', 'mailRelay', [
    ['Well before r418 was rolled out, ns-cache-a was already failing 62 % of its lookups.', 'E5', 'E11'],
    [
      'The signature update from sigbot preceded the alert, so it may well have set the backlog off.',
      'E1',
      'E13',
    ],
    [
      'The name service warnings on mail-relay came first, and only afterwards did ns-cache-a begin to log forwarder timeouts.',
      'E14',
      'E15',
    ],
    ['The alert started before the delivery rate of mx-relay-2 had begun to drop.', 'E1', 'E7'],
    [
      'The deferred queue on mx-relay-2 had crossed its limit of 5,000 by the time r418 was rolled out on ns-cache-a.',
      'E2',
      'E11',
    ],
    ['joon’s release of mail-relay 3.9.2 followed petra’s r418 on ns-cache-a.', 'E11', 'E12'],
    ['The first name service warning on mail-relay appeared only after the alert had started.', 'E1', 'E14'],
  ]),
];
