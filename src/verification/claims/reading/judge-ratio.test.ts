import { expect, test } from 'vitest';
import {
  createReader,
  readFareRulings,
  readPreviewRulings,
  readRulings,
} from '../../../../test/planted/read-rulings.ts';
import { mesh } from '../../../../test/planted/worlds/mesh.ts';

type Row = readonly [sentence: string, evidence: readonly string[], ruling: string];

const readMesh = createReader(mesh);

const meshRows: readonly Row[] = [
  ['The p95 of order-api is four times that of stock-api.', ['E3', 'E4'], 'figure four times: true'],
  ['The p95 of order-api is nine times that of stock-api.', ['E3', 'E4'], 'figure nine times: false'],
  ['The p95 of stock-api is a quarter of that of order-api.', ['E3', 'E4'], 'figure a quarter: true'],
  ['The p95 of stock-api is a tenth of that of order-api.', ['E3', 'E4'], 'figure a tenth: false'],
  ['The p95 of order-api is seven times what it was 60 min before.', ['E3'], 'figure seven times: true'],
  ['The p95 of order-api is four times what it was 60 min before.', ['E3'], 'figure four times: false'],
  ['The request rate of stock-api rose eightfold.', ['E5'], 'figure eightfold: true'],
  ['The request rate of stock-api rose threefold.', ['E5'], 'figure threefold: false'],
];

test.each(meshRows)('how many times as much, or which part: %s', (sentence, evidence, ruling) => {
  expect(readMesh(sentence, ...evidence)).toContain(ruling);
});

const parcelsRows: readonly Row[] = [
  ['The p99 of parcel-api is 3.3 times its threshold.', ['E2'], 'figure 3.3: true'],
  ['The p99 of parcel-api is 2 times its threshold.', ['E2'], 'figure 2: false'],
  ['The p99 of parcel-api is 333 % of its threshold.', ['E2'], 'figure 333 %: true'],
  ['The p99 of parcel-api was a quarter of its threshold at 02:40.', ['E2'], 'figure a quarter: true'],
  ['The p99 of parcel-api was half of its threshold at 02:40.', ['E2'], 'figure half: false'],
  ['container_memory_rss_mb fell 13-fold.', ['E4'], 'figure 13: true'],
  ['container_memory_rss_mb fell 4-fold.', ['E4'], 'figure 4: false'],
  ['A quarter of the requests of parcel-web ended in an error at 02:48.', ['E6'], 'figure A quarter: true'],
  ['Half of the requests of parcel-web ended in an error at 02:48.', ['E6'], 'figure Half: false'],
];

test.each(parcelsRows)('how many times as much, or which part: %s', (sentence, evidence, ruling) => {
  expect(readRulings(sentence, ...evidence)).toContain(ruling);
});

const thumbnailsRows: readonly Row[] = [
  ['The completed jobs fell by two thirds.', ['E4'], 'figure two thirds: true'],
  ['The completed jobs fell to two thirds of what they were.', ['E4'], 'figure two thirds: false'],
  ['The completed jobs fell by 63 %.', ['E4'], 'figure 63 %: true'],
  ['The completed jobs fell by 37 %.', ['E4'], 'figure 37 %: false'],
  ['The completed jobs fell to 37 % of what they were.', ['E4'], 'figure 37 %: true'],
  ['preview-worker completes a third of the jobs that are submitted.', ['E4', 'E3'], 'figure a third: true'],
  ['preview-worker completes half of the jobs that are submitted.', ['E4', 'E3'], 'figure half: false'],
  [
    'At 02:40 two thirds of the increase of preview_jobs_waiting had come.',
    ['E2'],
    'figure two thirds: false',
  ],
  ['preview-worker-0 restarted three times.', ['E9'], 'figure three times: true'],
];

test.each(thumbnailsRows)('how many times as much, or which part: %s', (sentence, evidence, ruling) => {
  expect(readPreviewRulings(sentence, ...evidence)).toContain(ruling);
});

test.each([
  ['About a tenth of the quotes of fares-api end in a 5xx.', 'E4,E8', 'figure a tenth: true'],
  ['About a third of the quotes of fares-api end in a 5xx.', 'E4,E8', 'figure a third: false'],
  ['The p99 of fares-api is about 2.8 times its p90.', 'E2,E3', 'figure 2.8: true'],
  ['The p90 of fares-api is about 2.8 times its p99.', 'E2,E3', 'figure 2.8: false'],
  ['The quotes of seats-api doubled in 60 minutes.', 'E5', 'figure doubled: false'],
])('%s', (sentence, ids, ruling) => {
  expect(readFareRulings(sentence, ...ids.split(','))).toContain(ruling);
});
