import { plant, tell } from '../tell.ts';

/** A deploy loads an inference model in fp32: GPU memory fills, batches shrink, requests queue up; a caller times out. */
export const gpuTrueStatements = tell('gpu', [
  [
    'The 95th-percentile latency of embed-api sat at 240 ms until about 02:35 and had reached 1.84 s ten minutes later.',
    'E2',
  ],
  [
    "By 02:39 embed-api's p95 was already at 880 ms, i.e. past the 0.8 s threshold, ten minutes before the page fired.",
    'E1',
    'E2',
  ],
  [
    'When the alert began firing at 02:49:00Z, the p95 stood at 1.92 s, exactly eight times its earlier 0.24 s.',
    'E1',
    'E2',
  ],
  [
    'Latency of embed-api has not come back down: the latest p95 reading (2.1 s at 02:58) is the highest of the whole window.',
    'E2',
  ],
  [
    'Framebuffer memory used on GPU 0 of gpu-a7 jumped from 22 GiB to 38.5 GiB within three minutes, starting around 02:33.',
    'E3',
  ],
  [
    'GPU 0 in gpu-a7 now holds 16.5 GiB more framebuffer memory than it did at 02:30, which is an increase of 75 %.',
    'E3',
  ],
  [
    'Utilisation of the GPU in gpu-a7 rose from 58% to 97% between 02:34 and 02:37 and has been pinned there ever since.',
    'E4',
  ],
  ['The GPU in gpu-a9 was unaffected; its utilisation stayed at 44 % throughout.', 'E5'],
  [
    'While the GPU of gpu-a7 shot up to 97 percent, the one in gpu-a9 never moved from 44 percent.',
    'E4',
    'E5',
  ],
  [
    'The number of pending requests on embed-api-7c9f5-x2kqp went from 3 to 203 in the ten minutes up to 02:46.',
    'E6',
  ],
  [
    'Since 02:46 the Triton backlog has been growing more slowly, from 203 to 251 pending requests at the end of the window.',
    'E6',
  ],
  ['Average batch size collapsed from 32 to 4 shortly after the rollout of v2.14.0 at 02:32.', 'E7', 'E11'],
  [
    'The pod embed-api-7c9f5-x2kqp now processes clip-large in batches of 4 on average, an eighth of the previous 32.',
    'E7',
  ],
  ['Incoming traffic to embed-api did not change: the request rate held steady at 1,240 per second.', 'E8'],
  [
    'Extra load is not the reason, since embed-api kept receiving a constant 1.24k req/s while its p95 went up more than eightfold.',
    'E2',
    'E8',
  ],
  ["search-api's error ratio rose from 0.2 % to 5.2 % between 02:38 and 02:48.", 'E9'],
  [
    "Errors in search-api plateaued at 5.2 % and started to decline after ines's timeout change at 02:52 (flag-209), falling to 2.2 % by 02:58.",
    'E9',
    'E13',
  ],
  [
    'Although it is falling again, the error ratio of search-api (0.022) is still eleven times what it was before 02:38.',
    'E9',
  ],
  ["rerank-api's p95 remained flat at 110 ms, so that service shows no sign of a slowdown.", 'E10'],
  ['noor shipped embed-api v2.14.0 at 02:32, 17 minutes before the alert.', 'E11'],
  ['The summary of deploy-7741 says that it switches clip-large to fp32 weights.', 'E11'],
  [
    'deploy-7738, the rerank-api v1.9.3 release by tomasz, went out 52 minutes before the alert, long before the latency of embed-api began to climb.',
    'E12',
    'E2',
  ],
  ['Roughly one minute after deploy-7741 landed, framebuffer usage on gpu-a7 began to grow.', 'E3', 'E11'],
  [
    'The first out-of-memory warning from embed-api was logged at 02:34, two minutes after the v2.14.0 deploy.',
    'E14',
    'E11',
  ],
  [
    'embed-api emitted "clip-large: out of memory at batch 32, falling back to batch 4" 1,873 times in the last 33 minutes and not once in the hour before.',
    'E14',
  ],
  [
    'Timeouts in search-api ("embed-api call timed out after 1000 ms") started at 02:39, the very minute in which embed-api\'s p95 was first seen above 0.8 s.',
    'E15',
    'E2',
  ],
  [
    'search-api recorded 642 timeouts of calls to embed-api over the past 33 min, versus none in the preceding 60.',
    'E15',
  ],
  [
    'The slow-tokenizer warnings in rerank-api look like background noise, with 12 of them in the last 33 minutes against 21 in the hour before.',
    'E16',
  ],
  [
    'Memory on gpu-a7 was already at 38.5 GiB by 02:36, when the p95 of embed-api was still only 400 ms.',
    'E3',
    'E2',
  ],
  [
    'Pending requests started piling up after 02:36, that is, once the average batch size had bottomed out at 4 (02:35).',
    'E6',
    'E7',
  ],
  [
    'At 02:41 there were 103 requests waiting on embed-api-7c9f5-x2kqp, and p95 latency had hit 1.2 s.',
    'E6',
    'E2',
  ],
  ['At 02:49, 215 requests were pending on embed-api-7c9f5-x2kqp, more than 70 times the usual 3.', 'E6'],
  ['The error ratio of search-api peaked at 0.052, which is 26 times its baseline of 0.002.', 'E9'],
  [
    "ines raised search-api's timeout to embed-api from 1 s to 2 s at 02:52, three minutes into the alert.",
    'E13',
  ],
  ['flag-209 cannot have triggered this, because it was only made after the alert had started.', 'E1', 'E13'],
  [
    'Of the three changes on record, only flag-209 came after the alert; deploy-7738 and deploy-7741 both came earlier.',
    'E11',
    'E12',
    'E13',
  ],
  ['InferenceLatencyHigh was raised for embed-api in the cluster gpu-west, with severity page.', 'E1'],
  ['GPU utilisation on gpu-a7 is currently more than twice that on gpu-a9 (97 % vs. 44 %).', 'E4', 'E5'],
  [
    'Prior to deploy-7741, the GPUs of gpu-a7 and gpu-a9 were only 14 percentage points apart (58 % and 44 %).',
    'E4',
    'E5',
    'E11',
  ],
  ["It took embed-api's p95 about four minutes to get from 0.24 s to beyond the 800 ms limit.", 'E2'],
  [
    'Measured at p95, embed-api is now around nineteen times slower than rerank-api: 2.1 s against 0.11 s.',
    'E2',
    'E10',
  ],
  [
    'In the nine minutes since the alert fired, p95 latency only crept up from 1.92 to 2.10 seconds.',
    'E1',
    'E2',
  ],
  [
    'Two thirds of the additional framebuffer memory had been taken by 02:35, at which point gpu-a7 was using 33 GiB.',
    'E3',
  ],
  ['As of 02:58, the p95 latency of embed-api is more than two and a half times its threshold.', 'E2'],
  ['At the peak, about one in twenty requests to search-api ended in an error (5.2 %).', 'E9'],
]);

export const gpuPlantedErrors = [
  ...plant('wrong number', 'gpu', [
    ["embed-api's p95 latency had climbed to 3.4 s by 02:45, starting from 0.24 s at 02:35.", 'E2'],
    ['Framebuffer use on gpu-a7 went from 22 GiB to 46 GiB in the three minutes after 02:33.', 'E3'],
    [
      'The request rate of embed-api held steady at about 1,640 per second throughout, so load is not the cause.',
      'E8',
    ],
    ['GPU utilisation on gpu-a7, which used to be 58 %, has been stuck at 83 % since 02:37.', 'E4'],
    [
      'There were 315 pending requests on embed-api-7c9f5-x2kqp when the alert started firing at 02:49.',
      'E6',
    ],
    [
      'In the last 33 minutes search-api logged 964 timeouts of calls to embed-api, and none in the hour before.',
      'E15',
    ],
    ['After the rollout of v2.14.0 at 02:32, the average batch size dropped from 32 to 12.', 'E7', 'E11'],
    ["search-api's error ratio reached 7.8 % at its peak and has since come down to 2.2 %.", 'E9'],
  ]),
  ...plant('wrong unit', 'gpu', [
    ['The p95 of embed-api rose from 0.24 ms to 1.84 ms in the ten minutes after 02:35.', 'E2'],
    ["gpu-a7's framebuffer now holds 38.5 MiB, up from 22 MiB before the deploy.", 'E3'],
    ["rerank-api's 95th-percentile latency stayed at 110 seconds all along.", 'E10'],
    ['embed-api kept receiving 1,240 requests per minute, with no visible change in traffic.', 'E8'],
    ["By 02:48 search-api's error ratio had climbed from 0.002 % to 0.052 %.", 'E9'],
    ['embed-api v2.14.0, which noor deployed, went out 17 hours before the alert.', 'E11'],
    ["At 02:52 ines raised search-api's timeout towards embed-api from 1 ms to 2 ms.", 'E13'],
  ]),
  ...plant('wrong series', 'gpu', [
    ['GPU utilisation on gpu-a9 rose from 58 % to 97 % between 02:34 and 02:37.', 'E4', 'E5'],
    [
      "rerank-api's p95 latency climbed from 0.24 s to 1.84 s within ten minutes, beginning at 02:35.",
      'E2',
      'E10',
    ],
    ['The number of pending requests dropped from 32 to 4 shortly after 02:33.', 'E6', 'E7'],
    [
      'The average batch size on embed-api-7c9f5-x2kqp grew from 3 to 203 between 02:36 and 02:46.',
      'E6',
      'E7',
    ],
    ['The error ratio of rerank-api went from 0.2 % to 5.2 % in the ten minutes up to 02:48.', 'E9'],
    [
      'As of 02:58, p95 latency of search-api is 2.1 s, while its error ratio has fallen to 2.2 %.',
      'E2',
      'E9',
    ],
    ['gpu-a7 showed a constant GPU utilisation of 44 % over the entire window.', 'E4', 'E5'],
  ]),
  ...plant('swapped thing', 'gpu', [
    ['tomasz rolled out embed-api v2.14.0 seventeen minutes before the alert.', 'E11', 'E12'],
    ['deploy-7738 is the change that switched clip-large to fp32 weights.', 'E11', 'E12'],
    ['embed-api logged 642 timeouts while calling search-api over the last 33 minutes.', 'E15'],
    [
      'rerank-api warned 1,873 times in the last 33 minutes that clip-large was out of memory at batch 32.',
      'E14',
      'E16',
    ],
    ['noor raised the timeout of search-api towards embed-api from 1 s to 2 s at 02:52.', 'E11', 'E13'],
    ['The GPU in gpu-a9 is saturated at 97 %, while the one in gpu-a7 is unchanged at 44 %.', 'E4', 'E5'],
    [
      'The release 17 minutes before the alert was rerank-api v1.9.3, whereas embed-api v2.14.0 had gone out at 01:57.',
      'E11',
      'E12',
    ],
  ]),
  ...plant('invented name', 'gpu', [
    [
      'On embed-api-7c9f5-x2kqp, triton_queue_evictions_total climbed from 3 to 203 within ten minutes.',
      'E6',
    ],
    ['The pod embed-api-7c9f5-q8rtn had 251 requests pending at 02:58.', 'E6'],
    ['At 02:32, 17 minutes before the alert, noor deployed embed-api v2.15.1.', 'E11'],
    ['deploy-7746 switched clip-large to fp32 weights at 02:32.', 'E11'],
    [
      'embed-api logged "CUDA error: an illegal memory access was encountered" 1,873 times in the last 33 minutes.',
      'E14',
    ],
    ['Utilisation of the GPU in gpu-b3 went from 58 % to 97 % within three minutes.', 'E4'],
    ["image-gateway's error ratio rose to 5.2 % in the minutes before the alert.", 'E9'],
    ["Three minutes into the alert, marcus raised search-api's timeout to embed-api from 1 s to 2 s.", 'E13'],
  ]),
  ...plant('wrong time', 'gpu', [
    ['noor deployed embed-api v2.14.0 at 02:12, 37 minutes before the alert.', 'E11'],
    ['The p95 of embed-api did not exceed its 0.8 s threshold until 02:46.', 'E2'],
    ['Around 02:20, GPU memory on gpu-a7 jumped from 22 GiB to 38.5 GiB.', 'E3'],
    ["search-api's error ratio, which later peaked at 5.2 %, began to climb at about 02:25.", 'E9'],
    ['rerank-api v1.9.3 was released by tomasz 25 minutes before the alert started.', 'E12'],
    ['The first out-of-memory warning of embed-api appeared in the logs at 02:45.', 'E14'],
    ['The timeout of search-api was raised at 02:44, five minutes before the alert.', 'E13'],
  ]),
  ...plant('wrong comparison', 'gpu', [
    ["At 02:49 embed-api's p95 latency was four times its usual level of 0.24 s.", 'E2'],
    ['gpu-a7 now uses three times as much framebuffer memory as it did before 02:33.', 'E3'],
    ['GPU utilisation is currently higher on gpu-a9 than on gpu-a7.', 'E4', 'E5'],
    [
      'The average batch size on embed-api-7c9f5-x2kqp is now half of what it was before the rollout.',
      'E7',
      'E11',
    ],
    ['Throughout the window, rerank-api was slower at p95 than embed-api.', 'E2', 'E10'],
    ["At 02:58 embed-api's p95 is still below its 800 ms threshold.", 'E2'],
    [
      'There were twice as many slow-tokenizer warnings from rerank-api in the last 33 minutes as in the hour before.',
      'E16',
    ],
  ]),
  ...plant('wrong direction', 'gpu', [
    ["embed-api's p95 latency has been coming down since the alert fired at 02:49.", 'E1', 'E2'],
    ['Framebuffer usage on gpu-a7 dropped sharply after the deploy of v2.14.0.', 'E3', 'E11'],
    ['The request rate of embed-api surged while its latency climbed.', 'E2', 'E8'],
    [
      'Even after the timeout had been raised at 02:52, the error ratio of search-api kept rising.',
      'E9',
      'E13',
    ],
    ['The average batch size on embed-api-7c9f5-x2kqp increased from 4 to 32 after 02:33.', 'E7'],
    ['The queue of pending requests on embed-api-7c9f5-x2kqp has been shrinking since 02:46.', 'E6'],
    ['Utilisation of the GPU in gpu-a7 decreased from 97 % to 58 % between 02:34 and 02:37.', 'E4'],
  ]),
  ...plant('impossible order', 'gpu', [
    ['The jump in framebuffer memory on gpu-a7 came before embed-api v2.14.0 was deployed.', 'E3', 'E11'],
    [
      "flag-209, the timeout change by ines, is what set off the rise in embed-api's p95 latency.",
      'E2',
      'E13',
    ],
    ['search-api was already logging timeouts of embed-api calls when deploy-7741 went live.', 'E11', 'E15'],
    [
      'p95 latency of embed-api crossed its threshold first, and only afterwards did the average batch size start to shrink.',
      'E2',
      'E7',
    ],
    ['rerank-api v1.9.3 was deployed only after embed-api v2.14.0 had gone out.', 'E11', 'E12'],
    [
      'Requests were already piling up on embed-api-7c9f5-x2kqp at the time noor rolled out v2.14.0.',
      'E6',
      'E11',
    ],
    ["search-api's error ratio started to fall before ines raised the timeout.", 'E9', 'E13'],
  ]),
];
