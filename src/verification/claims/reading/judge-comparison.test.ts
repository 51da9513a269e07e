import { describe, expect, test } from 'vitest';
import { createReader, readPreviewRulings, readRulings } from '../../../../test/planted/read-rulings.ts';
import { mesh } from '../../../../test/planted/worlds/mesh.ts';

const readMesh = createReader(mesh);

type Row = readonly [sentence: string, evidence: readonly string[], holds: readonly string[]];

/** What is ruled on each order that is told; where nothing can be told of it, nothing. */
function orders(rulings: readonly string[]): readonly string[] {
  return rulings
    .filter((one) => one.startsWith('order ') && !one.endsWith(': silent'))
    .map((one) => one.replace(/^.*: /, ''));
}

const p99 = 'The p99 of parcel-api';

describe('against its threshold', () => {
  const rows: readonly Row[] = [
    [`${p99} is above its threshold.`, ['E2'], ['true']],
    [`${p99} is below its threshold.`, ['E2'], ['false']],
    [`${p99} is within its limit.`, ['E2'], ['false']],
    [`${p99} was below its threshold at 02:40.`, ['E2'], ['true']],
    [`${p99} was above its threshold at 02:40.`, ['E2'], ['false']],
    [`${p99} has not yet reached its threshold.`, ['E2'], ['false']],
    [`At 02:40 ${p99.toLowerCase()} had not yet reached its threshold.`, ['E2'], ['true']],
    // what is denied, how far it is above, how often as much, and how it came there, others rule on
    [`${p99} is not below its threshold.`, ['E2'], []],
    [`${p99} is 2098 above its threshold.`, ['E2'], []],
    [`${p99} is three times below its threshold.`, ['E2'], []],
    [`${p99} rose above its threshold.`, ['E2'], []],
    // nothing is known of a threshold
    ['The requests_per_sec of label-printer are below their threshold.', ['E3'], []],
  ];

  test.each(rows)('%s', (sentence, evidence, holds) => {
    expect(orders(readRulings(sentence, ...evidence))).toEqual(holds);
  });
});

describe('against what it was', () => {
  const memory = 'The memory of preview-worker-0';
  const rows: readonly Row[] = [
    [`${memory} is above its usual level.`, ['E5'], ['true']],
    [`${memory} is below its usual level.`, ['E5'], ['false']],
    [`At 02:41 ${memory.toLowerCase()} was below its level from before 02:30.`, ['E5'], ['true']],
    [`${memory} was below its level from before 02:30.`, ['E5'], ['false']],
    [`${memory} is not above its usual level.`, ['E5'], []],
    [`${memory} is 1 GB below its usual level.`, ['E5'], []],
    ['More previews were waiting at 02:50 than at 02:40.', ['E2'], ['true']],
    ['Fewer previews were waiting at 02:50 than at 02:40.', ['E2'], ['false']],
    ['Fewer previews were waiting than at 02:40.', ['E2'], ['false']],
    ['More decode warnings came in the last 33 minutes than in the hour before.', ['E14'], ['true']],
    ['Fewer decode warnings came in the last 33 minutes than in the hour before.', ['E14'], ['false']],
    ['More decode warnings came in the hour before than in the last 33 minutes.', ['E14'], ['false']],
  ];

  test.each(rows)('%s', (sentence, evidence, holds) => {
    expect(orders(readPreviewRulings(sentence, ...evidence))).toEqual(holds);
  });

  test.each([
    ['The p95 of route-planner is lower than before.', ['true']],
    ['The p95 of route-planner is higher than 60 min before.', ['false']],
    ['The p95 of route-planner is not higher than before.', []],
    // of another time than that of which its item tells
    ['The p95 of route-planner was higher at 02:29 than before.', []],
  ])('%s', (sentence, holds) => {
    expect(orders(readRulings(sentence, 'E8'))).toEqual(holds);
  });
});

describe('against another', () => {
  const rows: readonly Row[] = [
    ['The p95 of order-api is higher than that of stock-api.', ['E3', 'E4'], ['true']],
    ['The p95 of order-api is lower than that of stock-api.', ['E3', 'E4'], ['false']],
    ['The p95 of order-api exceeds that of stock-api.', ['E3', 'E4'], ['true']],
    ['The p95 of stock-api exceeds that of order-api.', ['E3', 'E4'], ['false']],
    ['The p95 of stock-api is below that of order-api.', ['E3', 'E4'], ['true']],
    ['The p95 of stock-api is above that of order-api.', ['E3', 'E4'], ['false']],
    ['The p95 of order-api could be lower than that of stock-api.', ['E3', 'E4'], []],
    // units that are not set against each other
    ['The p95 of order-api is lower than the request rate of stock-api.', ['E3', 'E5'], []],
  ];

  test.each(rows)('%s', (sentence, evidence, holds) => {
    expect(orders(readMesh(sentence, ...evidence))).toEqual(holds);
  });

  test('lines of logs by how many there were', () => {
    const told = (sentence: string) => orders(readPreviewRulings(sentence, 'E14', 'E15'));
    expect(told('There are more decode warnings than killed workers.')).toEqual(['true']);
    expect(told('There are fewer decode warnings than killed workers.')).toEqual(['false']);
  });

  test('what another series is told of, in another unit, is not set against itself', () => {
    const sentence = 'The p95 of route-planner was higher than the p99 of parcel-api at 02:29.';
    expect(orders(readRulings(sentence, 'E2', 'E8'))).toEqual([]);
  });

  test('before a change it is the level right before it', () => {
    const told = (word: string) =>
      orders(
        readPreviewRulings(
          `Before preview-worker 6.4.0 went out, ${word} previews were waiting than mails.`,
          ...['E2', 'E10', 'E11'],
        ),
      ).at(-1);
    expect(told('more')).toBe('true');
    expect(told('fewer')).toBe('false');
  });
});

describe('what did not happen', () => {
  const rows: readonly Row[] = [
    ['stock-api was not killed until 02:45.', ['E7'], ['true']],
    ['stock-api was not killed until 02:48.', ['E7'], ['false']],
    ['No container of stock-api was killed.', ['E7'], ['false']],
    // a counter keeps what it has counted
    ['stock-api has not been killed since 02:50.', ['E7'], ['true']],
    ['stock-api has not been killed since 02:45.', ['E7'], ['false']],
    ['stock-api was no longer killed.', ['E7'], []],
  ];

  test.each(rows)('%s', (sentence, evidence, holds) => {
    expect(orders(readMesh(sentence, ...evidence))).toEqual(holds);
  });

  test('a counter that had counted before counts from there', () => {
    const told = (sentence: string) => orders(readPreviewRulings(sentence, 'E9'));
    expect(told('preview-worker-0 was not restarted until 02:38.')).toEqual(['true']);
    expect(told('preview-worker-0 was not restarted.')).toEqual(['false']);
  });
});
