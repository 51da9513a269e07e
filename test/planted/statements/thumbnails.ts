import { plant, tell } from '../tell.ts';

export const thumbnailsTrueStatements = tell('thumbnails', [
  ['preview-worker 6.4.0 was rolled out at 02:28 by Ana Duarte.', 'E11'],
  ['mail-sender 2.19.3 is an hour and 35 minutes older than the alert.', 'E12', 'E1'],
  ['mail-sender 2.19.3 went out well over an hour before preview-worker 6.4.0 did.', 'E11', 'E12'],
  ['j.petrov shipped mail-sender 2.19.3 earlier than Ana Duarte shipped preview-worker 6.4.0.', 'E11', 'E12'],
  [
    'l.moreau added three replicas of preview-worker at 02:55, six minutes after the alert began.',
    'E13',
    'E1',
  ],
  ['preview-worker-0 held 1.9 GiB at 02:39, up from 0.49.', 'E5'],
  ['Reads from store-2 slowed down in a little more than ten minutes, from 60 ms to 1.5 s.', 'E7'],
  [
    'The backlog followed the release of preview-worker 6.4.0 with a delay of one minute (02:29 against 02:28).',
    'E2',
    'E11',
  ],
  ['store-2 did not get slower until after preview-worker 6.4.0 had been rolled out.', 'E7', 'E11'],
  ['Not until after the release of preview-worker 6.4.0 did the backlog grow.', 'E2', 'E11'],
  ['preview-worker 6.4.0 went out first; the decode warnings began later.', 'E11', 'E14'],
  ['First the backlog grew, and the scaling of preview-worker followed.', 'E2', 'E13'],
  ['Fewer previews waited before 02:29 than now.', 'E2'],
  ['preview-worker-0 was already at 1.9 GiB before preview-worker was scaled to 5 replicas.', 'E5', 'E13'],
  ['More previews wait now than before 02:29.', 'E2'],
  ['Decode warnings outnumber killed workers by nearly three hundred to one (860 versus 3).', 'E14', 'E15'],
  ['preview-worker-0 uses more memory than preview-worker-1 (1.5 GiB against 490 MiB).', 'E5', 'E6'],
  [
    'Before the 6.4.0 release preview-worker completed about as many previews as upload-api submitted (62 against 62 a second).',
    'E3',
    'E4',
  ],
  ['Before the 6.4.0 release store-2 was slower than store-1; it still is.', 'E7', 'E8', 'E11'],
  [
    'The decode warnings began 19 minutes before the alert and two minutes after preview-worker 6.4.0 was rolled out.',
    'E14',
    'E11',
    'E1',
  ],
  [
    'Reads from store-2 got slower four minutes after the release of preview-worker 6.4.0 and a quarter of an hour before the alert.',
    'E7',
    'E11',
    'E1',
  ],
]);

export const thumbnailsPlantedErrors = [
  ...plant('invented name', 'thumbnails', [
    ['preview-worker 6.4.0 was rolled out at 02:28 by Henrik Aalto.', 'E11'],
    ['The scaling of preview-worker to 5 replicas was done by k.oduya.', 'E13'],
    ['Henrik Aalto’s release of preview-worker 6.4.0 came at 02:28.', 'E11'],
    ['From 02:30 the pictures of the tenant red-quay took 4.2 s to decode.', 'E14'],
    ['mail-sender 2.19.3 was shipped at 01:14 by r.castellan.', 'E12'],
  ]),
  ...plant('wrong unit', 'thumbnails', [
    ['preview-worker 6.4.0 was rolled out by Ana Duarte just 21 seconds before the alert.', 'E11', 'E1'],
    ['mail-sender 2.19.3 came 95 seconds before the alert.', 'E12', 'E1'],
  ]),
  ...plant('wrong time', 'thumbnails', [
    ['preview-worker was scaled to 5 replicas half an hour after the alert began.', 'E13', 'E1'],
    ['preview-worker 6.4.0 went out three quarters of an hour before the alert.', 'E11', 'E1'],
    ['mail-sender 2.19.3 is two hours and 35 minutes older than the alert.', 'E12', 'E1'],
  ]),
  ...plant('wrong series', 'thumbnails', [
    ['Decode warnings outnumber killed workers (3 versus 860).', 'E14', 'E15'],
    ['preview-worker-0 uses more memory than preview-worker-1 (490 MiB against 1.5 GiB).', 'E5', 'E6'],
    ['The restart counter of preview-worker-0 went from 2 to 5.', 'E9', 'E13'],
    ['Restarts of preview-worker-0 rose from 2 to 5.', 'E9', 'E13'],
  ]),
  ...plant('impossible order', 'thumbnails', [
    [
      'The decode warnings began 19 minutes after the alert and two minutes after preview-worker 6.4.0 was rolled out.',
      'E14',
      'E11',
      'E1',
    ],
    [
      'The decode warnings began 19 minutes before the alert and two minutes before preview-worker 6.4.0 was rolled out.',
      'E14',
      'E11',
      'E1',
    ],
    ['The decode warnings began first; preview-worker 6.4.0 went out later.', 'E11', 'E14'],
    ['First preview-worker was scaled to 5 replicas; the alert followed six minutes later.', 'E13', 'E1'],
    ['The backlog grew first, and preview-worker 6.4.0 was rolled out afterwards.', 'E2', 'E11'],
    ['preview-worker 6.4.0 went out earlier than mail-sender 2.19.3.', 'E11', 'E12'],
    ['mail-sender 2.19.3 was shipped later than preview-worker 6.4.0 was.', 'E11', 'E12'],
    ['The decode warnings did not begin until after the alert had fired.', 'E14', 'E1'],
    ['The backlog did not grow until after preview-worker had been scaled to 5 replicas.', 'E2', 'E13'],
    ['Not until after the scaling to 5 replicas did the backlog grow.', 'E2', 'E13'],
    ['preview-worker-0 was already at 1.9 GiB before preview-worker 6.4.0 was rolled out.', 'E5', 'E11'],
  ]),
  ...plant('wrong comparison', 'thumbnails', [
    ['Fewer previews wait now than before 02:29.', 'E2'],
    ['More previews waited before 02:29 than now.', 'E2'],
    ['Decode warnings outnumber killed workers by nearly thirty to one.', 'E14', 'E15'],
    ['Killed workers outnumber decode warnings (3 versus 860).', 'E14', 'E15'],
    ['preview-worker-1 uses more memory than preview-worker-0 (490 MiB against 1.5 GiB).', 'E5', 'E6'],
    ['Before the 6.4.0 release store-1 was slower than store-2.', 'E7', 'E8', 'E11'],
  ]),
];
