import { expect, test } from 'vitest';
import {
  createReader,
  readFareRulings,
  readPreviewRulings,
  readRulings,
} from '../../../../test/planted/read-rulings.ts';
import { auth } from '../../../../test/planted/worlds/auth.ts';
import { bloat } from '../../../../test/planted/worlds/bloat.ts';
import { cache } from '../../../../test/planted/worlds/cache.ts';
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

const [readAuth, readBloat, readCache] = [auth, bloat, cache].map(createReader);

test.each([
  ['pg-orders-2 uses less than half of its CPU.', 'E10', 'figure half: true'],
  ['pg-orders-2 uses more than half of its CPU.', 'E10', 'figure half: false'],
  ['A little over a quarter of the CPU of pg-orders-2 is in use.', 'E10', 'figure a quarter: true'],
  ['More than three quarters of the CPU of pg-orders-1 are in use.', 'E9', 'figure three quarters: true'],
  ['Most of the CPU of pg-orders-1 is in use.', 'E9', 'figure Most: true'],
  ['Most of the CPU of pg-orders-2 is in use.', 'E10', 'figure Most: false'],
  ['CPU use of pg-orders-1 was more than half at 02:19.', 'E9', 'figure half: false'],
  ['CPU use of pg-orders-2 is less than half of that of pg-orders-1.', 'E9,E10', 'figure half: true'],
  ['CPU use of pg-orders-2 is more than half of that of pg-orders-1.', 'E9,E10', 'figure half: false'],
])('a part with a bound is of what is a share itself: %s', (sentence, ids, ruling) => {
  expect(readBloat?.(sentence, ...ids.split(','))).toContain(ruling);
});

test.each([
  ['Nearly two thirds of the lookups miss redis-cart.', 'figure two thirds: true'],
  ['Less than half of the lookups miss redis-cart.', 'figure half: false'],
  ['Most of the lookups miss redis-cart.', 'figure Most: true'],
  ['Almost all of the lookups are hits of redis-cart now.', 'figure Almost all: false'],
])('what is left of the whole: %s', (sentence, ruling) => {
  expect(readCache?.(sentence, 'E6')).toContain(ruling);
});

test('a part that is told of now is not what it was', () => {
  const read = (part: string): readonly string[] | undefined =>
    readAuth?.(`More than ${part} of the lookups of login-api hit the token cache now.`, 'E8');
  expect(read('half')).toContain('figure half: true');
  expect(read('two thirds')).toContain('figure two thirds: false');
});

test.each([
  [
    'preview-worker completes less than two thirds of the jobs that are submitted.',
    'figure two thirds: true',
  ],
  ['preview-worker completes over two thirds of the jobs that are submitted.', 'figure two thirds: false'],
  ['preview-worker completes most of the jobs that are submitted.', 'figure most: false'],
])('a part with a bound of what another series has: %s', (sentence, ruling) => {
  expect(readPreviewRulings(sentence, 'E4', 'E3')).toContain(ruling);
});

test('most of what nothing measures as a part says nothing', () => {
  const said = readPreviewRulings('Most of the waiting jobs are of one tenant.', 'E2');
  expect(said.filter((one) => one.startsWith('figure'))).toEqual([]);
});
