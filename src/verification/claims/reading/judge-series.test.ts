import { expect, test } from 'vitest';
import { readPreviewRulings, readRulings } from '../../../../test/planted/read-rulings.ts';

const rows: readonly (readonly [sentence: string, item: string, ruling: string])[] = [
  // a difference goes with its direction, and ends where it is said to
  ['requests_per_sec rose by 2726.', 'E3', 'figure 2726: true'],
  ['requests_per_sec fell by 2726.', 'E3', 'figure 2726: false'],
  ['The p95 of route-planner fell by 30.9 ms to 660 ms.', 'E8', 'figure 30.9 ms: true'],
  ['The p95 of route-planner fell by 30.9 ms to 691 ms.', 'E8', 'figure 30.9 ms: false'],
  // what its extremes and the moments that its item tells are
  ['container_memory_rss_mb was highest at 02:42:00, with 501.', 'E4', 'figure 501: true'],
  ['requests_per_sec had its minimum of 3605.', 'E3', 'figure 3605: false'],
  ['At its highest (02:29:00) the p95 of route-planner was 900 ms.', 'E8', 'figure 900 ms: false'],
  ['network_receive_bytes ranged from 29.9 kB to 35.1 kB.', 'E7', 'figure 35.1 kB: true'],
  ['The p99 of parcel-api was 211 60 min before.', 'E2', 'figure 211: true'],
  ['The p99 of parcel-api was 2998 60 min before.', 'E2', 'figure 2998: false'],
  // a factor against a while before
  ['The p99 is 14 times what it was 60 min before.', 'E2', 'figure 14: true'],
  ['The p99 is 4 times what it was 60 min before.', 'E2', 'figure 4: false'],
  ['requests_per_sec is down to 24 % of what it was 60 min before.', 'E3', 'figure 24 %: false'],
  // a rate that its name tells is no speed of change
  ['label-printer gets 3605 requests per second.', 'E3', 'figure 3605: true'],
  ['label-printer gets 3605 requests per hour.', 'E3', 'figure 3605: false'],
];

test.each(rows)('%s', (sentence, item, ruling) => {
  expect(readRulings(sentence, item)).toContain(ruling);
});

test.each([
  ['The threshold of preview_jobs_waiting is 5000.', ['E2'], 'figure 5000: true'],
  ['The threshold for waiting previews is set to 5,000.', ['E2'], 'figure 5,000: true'],
  ['The threshold of PreviewBacklogGrows is 5000.', ['E2'], 'figure 5000: true'],
  ['The threshold of preview_jobs_waiting is 7360.', ['E2'], 'figure 7360: false'],
  ['The threshold of preview_jobs_waiting is 400.', ['E2'], 'figure 400: false'],
  // what is measured of a thing is not the limit that it has not got
  ['The threshold of the completed jobs is 23.', ['E4'], 'figure 23: false'],
])('whose limit it is may stand between the word and the number: %s', (sentence, ids, ruling) => {
  expect(readPreviewRulings(sentence, ...ids)).toContain(ruling);
});
