import { plant, tell } from '../tell.ts';

/** A Go service leaks goroutines and streams after a deploy until one pod is killed and its latency rises. */
export const goLeakTrueStatements = tell('goLeak', [
  ['The p99 latency of pricing-api climbed tenfold, from 180 ms to 1.8 s, between 02:37 and 02:58.', 'E2'],
  [
    'Version v2.31.0 of pricing-api, in which dmitri switched from polling tax rates to subscribing to them as a stream, was deployed at 02:04.',
    'E11',
  ],
  [
    'On pod pricing-api-7c9f4-kx2lm the goroutine count rose without a break from 340 at 02:05 to 18,890 at 02:58.',
    'E4',
  ],
  [
    'Pod pricing-api-7c9f4-kx2lm has been accumulating goroutines at a rate of about 350 a minute since 02:05.',
    'E4',
  ],
  [
    'Its sister pod pricing-api-7c9f4-w8rtd had climbed to 14,400 goroutines by 02:43 and dropped to 310 a minute later.',
    'E5',
  ],
  [
    'kubelet recorded an OOM kill of the pricing-api container in pod pricing-api-7c9f4-w8rtd at 02:44.',
    'E15',
  ],
  [
    'Within two minutes of the v2.31.0 rollout, the goroutine count on pricing-api-7c9f4-kx2lm was on its way up.',
    'E4',
    'E11',
  ],
  [
    'Traffic does not explain it: pricing-api received between 410 and 430 requests per second all along.',
    'E10',
  ],
  ['tax-rates itself stayed fast, its p99 never exceeding 48 ms.', 'E3'],
  ['Open gRPC streams from pricing-api to tax-rates went from a dozen to 10,612.', 'E8'],
  ['When the alert started, pricing-api already had 8,812 streams open towards tax-rates.', 'E1', 'E8'],
  [
    'Memory of pod pricing-api-7c9f4-kx2lm expanded from 310 MiB to roughly 1.86 GiB, more than six times its initial size.',
    'E7',
  ],
  [
    'About 6.5 % of the requests to pricing-api have ended in errors since 02:45, compared with 0.1 % up to 02:43.',
    'E9',
  ],
  ['Pod cart-api-5d6b8-hq4zn shows no leak, as it never had more than 224 goroutines.', 'E6'],
  [
    'The cart-api release v5.2.1 at 02:30 came 25 minutes after goroutines on pricing-api-7c9f4-kx2lm had begun to pile up, so it cannot have started the leak.',
    'E4',
    'E13',
  ],
  [
    'The watchdog of pricing-api complained of more than 10000 goroutines for the first time at 02:32, 17 minutes before the alert.',
    'E14',
  ],
  [
    'p99 latency of pricing-api was first measured above the 0.8 s limit at 02:48, one minute ahead of the alert.',
    'E1',
    'E2',
  ],
  ['At 02:49 the p99 of pricing-api was 0.9 s, or 100 ms over its threshold.', 'E2'],
  [
    'lucia’s tax-rates v1.8.4, whose summary reads "bump base image", dates from 23:39, more than three hours before the alert.',
    'E12',
  ],
  [
    'After its OOM kill, pod pricing-api-7c9f4-w8rtd started collecting goroutines anew and was back at 5,350 by 02:58.',
    'E5',
    'E15',
  ],
  [
    'The three changes were made in this order: tax-rates v1.8.4, pricing-api v2.31.0, cart-api v5.2.1.',
    'E11',
    'E12',
    'E13',
  ],
  [
    'The error ratio of pricing-api jumped from 0.001 to 0.065 between 02:43 and 02:45, which is when pod w8rtd was OOM-killed (02:44).',
    'E9',
    'E15',
  ],
  [
    'pricing-api-7c9f4-kx2lm was running 15,740 goroutines and using about 1.6 GiB of memory when the alert went off.',
    'E1',
    'E4',
    'E7',
  ],
  [
    'go_goroutines on pricing-api-7c9f4-kx2lm is now over 55 times as high as it was before v2.31.0 was deployed.',
    'E4',
    'E11',
  ],
  ['By 02:58 the p99 of pricing-api (1.8 s) was nearly 40 times that of tax-rates (46 ms).', 'E2', 'E3'],
  ['The watchdog line appeared 61 times in the last 33 minutes and not once in the hour before that.', 'E14'],
  ['The rollout of pricing-api v2.31.0 preceded the alert by 45 minutes.', 'E11'],
  ['Each minute after 02:05, some 200 more streams from pricing-api to tax-rates were left open.', 'E8'],
  ['The request rate of pricing-api was 425/s at 02:58, practically the same as the 430/s of 02:29.', 'E10'],
  ['The page PricingLatencyHigh is about pricing-api in the shop namespace.', 'E1'],
  [
    'Until 02:37 the leak did not show in the p99 latency of pricing-api, which held at 180 ms although pod kx2lm was running 11,540 goroutines by then.',
    'E2',
    'E4',
  ],
  ['The p99 latency of pricing-api has doubled since the alert started.', 'E1', 'E2'],
  [
    'Pod pricing-api-7c9f4-kx2lm was first counted with more than 10,000 goroutines at 02:33, a minute after the first watchdog warning.',
    'E4',
    'E14',
  ],
  [
    'Pod pricing-api-7c9f4-w8rtd had 10,330 goroutines at 02:32, the minute in which the watchdog spoke up for the first time.',
    'E5',
    'E14',
  ],
  [
    'Between 02:05 and 02:49 the working set of pricing-api-7c9f4-kx2lm increased by 1,320 MiB, which means 30 MiB per minute.',
    'E7',
  ],
  [
    'kubelet logged one OOM kill, that of pod w8rtd; in the other pricing-api pod, kx2lm, goroutines were still growing in number at 02:58.',
    'E4',
    'E15',
  ],
  [
    'Latency at tax-rates was unremarkable: its p99 went from 45 ms to 48 ms at 02:39 and was 46 ms in the end.',
    'E3',
  ],
  ['hanneke’s v5.2.1 of cart-api ("hide empty baskets") went live 19 minutes before the alert.', 'E13'],
  [
    'There were 5,210 lines like "snapshot served in 38 ms" from tax-rates in the last 33 minutes, against 9,460 in the 60 minutes before.',
    'E16',
  ],
  [
    'Open streams to tax-rates and goroutines on pod kx2lm set off together at 02:05, one minute after pricing-api v2.31.0 was deployed.',
    'E4',
    'E8',
    'E11',
  ],
  ['Roughly one in fifteen requests to pricing-api is failing at present.', 'E9'],
  [
    'Pod w8rtd had 310 goroutines at 02:44, the very minute of its OOM kill, and 2,110 when the alert began.',
    'E1',
    'E5',
    'E15',
  ],
  [
    'grpc_client_open_streams from pricing-api to tax-rates is now more than 880 times as high as it was up to 02:05.',
    'E8',
  ],
  [
    'Goroutines on cart-api-5d6b8-hq4zn ranged from 210 to 224, whereas pricing-api-7c9f4-kx2lm reached 18.9k.',
    'E4',
    'E6',
  ],
  [
    'The OOM kill of pod w8rtd came 40 minutes after the deploy of v2.31.0 and five minutes before the alert.',
    'E1',
    'E11',
    'E15',
  ],
]);

export const goLeakPlantedErrors = [
  ...plant('wrong number', 'goLeak', [
    ['The p99 latency of pricing-api rose from 180 ms to 3.4 s between 02:37 and 02:58.', 'E2'],
    ['Pod pricing-api-7c9f4-kx2lm was running 24,300 goroutines at 02:58, up from 340.', 'E4'],
    ['When the alert started, pricing-api held 5,120 open streams to tax-rates.', 'E1', 'E8'],
    ['The working set of pod pricing-api-7c9f4-kx2lm went up from 310 MiB to about 2.7 GiB.', 'E7'],
    ['pricing-api’s watchdog warned of too many goroutines 118 times in the last 33 minutes.', 'E14'],
    ['The share of failing requests at pricing-api grew from 0.1 % at 02:43 to 11.5 % at 02:45.', 'E9'],
    ['At 02:29 pricing-api was taking 640 requests per second.', 'E10'],
    [
      'Pod pricing-api-7c9f4-w8rtd, which was down to 310 goroutines at 02:44, had 8,900 again by 02:58.',
      'E5',
    ],
  ]),
  ...plant('wrong unit', 'goLeak', [
    ['The p99 latency of pricing-api stood at 1.8 ms at the last sample.', 'E2'],
    ['Memory of pod pricing-api-7c9f4-kx2lm was 1,900 KiB at 02:58, after 310 MiB at 02:05.', 'E7'],
    ['pricing-api took in about 425 requests per minute at 02:58.', 'E10'],
    ['The p99 latency of tax-rates was 46 s at 02:58.', 'E3'],
    ['The errors of pricing-api ended at 0.065 % of its requests, having been at 0.001 %.', 'E9'],
    ['dmitri’s v2.31.0 of pricing-api went out 45 seconds before the alert.', 'E11'],
    ['On pod pricing-api-7c9f4-kx2lm, goroutines piled up at 350 per second after 02:05.', 'E4'],
  ]),
  ...plant('wrong series', 'goLeak', [
    ['Pod cart-api-5d6b8-hq4zn had 18,890 goroutines at the last sample.', 'E4', 'E6'],
    ['The p99 latency of tax-rates reached 1.8 s at 02:58.', 'E2', 'E3'],
    ['Open streams from pricing-api to tax-rates numbered 15,740 when the alert began.', 'E1', 'E4', 'E8'],
    ['The request rate of pricing-api climbed from 12 to 10,612 per second after 02:05.', 'E8', 'E10'],
    ['Pod pricing-api-7c9f4-w8rtd climbed to 18,890 goroutines by 02:58.', 'E4', 'E5'],
    ['The working set of pod pricing-api-7c9f4-kx2lm reached 10,612 MiB at 02:58.', 'E7', 'E8'],
    ['The p99 latency of pricing-api peaked at 48 ms at 02:39 and was 46 ms in the end.', 'E2', 'E3'],
  ]),
  ...plant('swapped thing', 'goLeak', [
    ['hanneke deployed v2.31.0 of pricing-api at 02:04, which is 45 minutes before the alert.', 'E11', 'E13'],
    ['The release v5.2.1, which went live 19 minutes before the alert, was one of tax-rates.', 'E12', 'E13'],
    ['The OOM kill that kubelet logged at 02:44 hit pod pricing-api-7c9f4-kx2lm.', 'E15'],
    [
      'It was tax-rates whose watchdog warned of more than 10000 goroutines, 61 times in the last 33 minutes.',
      'E14',
      'E16',
    ],
    ['dmitri’s change at 23:39 bumped the base image of tax-rates.', 'E11', 'E12'],
    [
      'Goroutines on pricing-api-7c9f4-kx2lm dropped to 310 at 02:44, while those on pricing-api-7c9f4-w8rtd went on growing to 18,890 by 02:58.',
      'E4',
      'E5',
    ],
    ['The page is for cart-api, whose p99 latency is over 800 ms.', 'E1'],
  ]),
  ...plant('invented name', 'goLeak', [
    ['kubelet logged at 02:44 that pod pricing-api-7c9f4-zz81q had been OOM-killed.', 'E15'],
    ['dmitri’s v2.33.5 made pricing-api subscribe to tax rates as a stream instead of polling.', 'E11'],
    ['go_gc_duration_seconds on pod pricing-api-7c9f4-kx2lm went up along with its goroutine count.', 'E4'],
    ['pricing-api logged "too many open files" 61 times in the last 33 minutes.', 'E14'],
    ['At 02:58 pricing-api held 10,612 open streams to currency-feed.', 'E8'],
    ['redis-sessions turned slow as well, at the same time as pricing-api, whose p99 reached 1.8 s.', 'E2'],
    ['A change by ottoline at 02:04 brought the streaming of tax rates to pricing-api.', 'E11'],
    ['promo-engine was deployed at 02:30, 19 minutes before the alert.', 'E13'],
  ]),
  ...plant('wrong time', 'goLeak', [
    ['v2.31.0 of pricing-api was deployed by dmitri at 02:26.', 'E11'],
    [
      'Goroutines on pod pricing-api-7c9f4-kx2lm remained at 340 until 02:40 and only then began to climb.',
      'E4',
    ],
    ['The p99 latency of pricing-api was first measured above its limit of 0.8 s at 02:31.', 'E2'],
    ['kubelet reported the OOM kill of pod pricing-api-7c9f4-w8rtd at 02:55.', 'E15'],
    ['The first watchdog warning of pricing-api came 38 minutes before the alert.', 'E14'],
    ['The error ratio of pricing-api had jumped from 0.001 to 0.065 by 02:20.', 'E9'],
    ['cart-api v5.2.1, in which hanneke hides empty baskets, went live at 01:55.', 'E13'],
  ]),
  ...plant('wrong comparison', 'goLeak', [
    ['At 02:58 the p99 latency of pricing-api was more than four times its limit of 0.8 s.', 'E2'],
    ['At the last sample cart-api-5d6b8-hq4zn had more goroutines than pricing-api-7c9f4-kx2lm.', 'E4', 'E6'],
    [
      'At the time of the alert, the p99 latency of tax-rates was higher than that of pricing-api.',
      'E1',
      'E2',
      'E3',
    ],
    ['Memory of pod pricing-api-7c9f4-kx2lm merely doubled between 02:05 and 02:58.', 'E7'],
    ['Pod pricing-api-7c9f4-w8rtd had fewer goroutines at 02:43 than at 02:58.', 'E5'],
    [
      'When the alert started, the p99 latency of pricing-api was still under its threshold of 0.8 s.',
      'E1',
      'E2',
    ],
    [
      'tax-rates wrote more lines like "snapshot served in 38 ms" in the last 33 minutes than in the 60 minutes before.',
      'E16',
    ],
  ]),
  ...plant('wrong direction', 'goLeak', [
    ['The streams that pricing-api keeps open to tax-rates declined from 10,612 to 12 after 02:05.', 'E8'],
    ['The p99 latency of pricing-api has been recovering since 02:49.', 'E2'],
    ['From 02:05 on, the working set of pod pricing-api-7c9f4-kx2lm was falling by 30 MiB per minute.', 'E7'],
    ['The request rate of pricing-api went down from 430/s to 410/s between 01:49 and 02:29.', 'E10'],
    ['Between 02:43 and 02:44 the goroutine count of pod pricing-api-7c9f4-w8rtd went on rising.', 'E5'],
    ['The error ratio of pricing-api fell after 02:43, from 6.5 % to 0.1 %.', 'E9'],
    [
      'Goroutines on pricing-api-7c9f4-kx2lm have been decreasing in number ever since v2.31.0 was rolled out.',
      'E4',
      'E11',
    ],
  ]),
  ...plant('impossible order', 'goLeak', [
    [
      'Goroutines on pod pricing-api-7c9f4-kx2lm had been growing in number for some time when v2.31.0 was deployed.',
      'E4',
      'E11',
    ],
    ['The cart-api release v5.2.1 went out before pricing-api v2.31.0 did.', 'E11', 'E13'],
    ['The OOM kill of pod pricing-api-7c9f4-w8rtd happened after the alert had started.', 'E1', 'E15'],
    [
      'The p99 latency of pricing-api rose first, and only afterwards did open streams to tax-rates begin to pile up.',
      'E2',
      'E8',
    ],
    ['pricing-api’s watchdog gave its first warning before v2.31.0 was deployed.', 'E11', 'E14'],
    ['Errors on pricing-api had jumped to 6.5 % before its watchdog gave the first warning.', 'E9', 'E14'],
    [
      'Because cart-api v5.2.1 was already live when goroutines on pricing-api-7c9f4-kx2lm started to climb, it is a plausible trigger.',
      'E4',
      'E13',
    ],
  ]),
];
