import { expect, test } from 'vitest';
import { readPreviewRulings, readRulings } from '../../../../test/planted/read-rulings.ts';

type Row = readonly [sentence: string, evidence: readonly string[], ruling: string];

const parcelsRows: readonly Row[] = [
  ['The p95 of route-planner peaked at 1.26 s.', ['E8'], 'figure 1.26 s: true'],
  ['The p95 of route-planner peaked at 660 ms.', ['E8'], 'figure 660 ms: false'],
  ['The p95 of route-planner bottomed out at 607 ms.', ['E8'], 'figure 607 ms: true'],
  ['The p95 of route-planner bottomed out at 1.26 s.', ['E8'], 'figure 1.26 s: false'],
  ['The p95 of route-planner ranged from 607 ms to 1.26 s.', ['E8'], 'figure 1.26 s: true'],
  ['The p95 of route-planner is 660 ms.', ['E8'], 'figure 660 ms: true'],
  ['The p95 of route-planner is 1.26 s.', ['E8'], 'figure 1.26 s: false'],
  ['The p95 of route-planner was 1.26 s at 02:29.', ['E8'], 'figure 1.26 s: true'],
  ['The p95 of route-planner was 660 ms at 02:29.', ['E8'], 'figure 660 ms: false'],
  ['At its lowest (02:36) the p95 of route-planner was 607 ms.', ['E8'], 'figure 607 ms: true'],
  ['At its lowest (02:36) the p95 of route-planner was 1.26 s.', ['E8'], 'figure 1.26 s: false'],
  ['The p99 of parcel-api rose to 2998 from 211.', ['E2'], 'figure 211: true'],
  ['The p99 of parcel-api rose to 211.', ['E2'], 'figure 211: false'],
  ['Normally the p99 of parcel-api is 211.', ['E2'], 'figure 211: true'],
  ['Normally the p99 of parcel-api is 2998.', ['E2'], 'figure 2998: false'],
  ['The p99 of parcel-api used to be 211.', ['E2'], 'figure 211: true'],
  ['The p99 of parcel-api used to be 2998.', ['E2'], 'figure 2998: false'],
  ['The p99 of parcel-api had been 2998.', ['E2'], 'figure 2998: false'],
  ['The p99 of parcel-api has been above 2500 since 02:46.', ['E2'], 'figure 2500: true'],
  ['The p99 of parcel-api has been above 2500 since 02:40.', ['E2'], 'figure 2500: false'],
];

test.each(parcelsRows)('which of its values a number is: %s', (sentence, evidence, ruling) => {
  expect(readRulings(sentence, ...evidence)).toContain(ruling);
});

const thumbnailsRows: readonly Row[] = [
  ['The previews waiting were as low as 7360.', ['E2'], 'figure 7360: false'],
  ['The previews waiting were as low as 400.', ['E2'], 'figure 400: true'],
  ['The previews waiting grew to 3040 within ten minutes.', ['E2'], 'figure 3040: true'],
  ['The previews waiting were 5200 at 02:49 and 7360 now.', ['E2'], 'figure 7360: true'],
  ['The previews waiting were 7360 at 02:49 and 5200 now.', ['E2'], 'figure 5200: false'],
  ['When the alert fired, 5200 previews were waiting.', ['E2'], 'figure 5200: true'],
  ['When the alert fired, 7360 previews were waiting.', ['E2'], 'figure 7360: false'],
  ['The p95 of store-2 has been at 1.5 s since 02:44.', ['E7'], 'figure 1.5 s: true'],
  ['The p95 of store-2 has been at 1.5 s since 02:35.', ['E7'], 'figure 1.5 s: false'],
  ['The memory of preview-worker-0 never used more than 2.04 GB.', ['E5'], 'figure 2.04 GB: true'],
  ['The memory of preview-worker-0 never used more than 1.61 GB.', ['E5'], 'figure 1.61 GB: false'],
  ['The memory of preview-worker-0 fell from 2.04 GB at 02:39 to 322 MB.', ['E5'], 'figure 322 MB: true'],
];

test.each(thumbnailsRows)('which of its values a number is: %s', (sentence, evidence, ruling) => {
  expect(readPreviewRulings(sentence, ...evidence)).toContain(ruling);
});
