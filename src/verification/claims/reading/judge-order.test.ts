import { expect, test } from 'vitest';
import { readPreviewRulings, readRulings } from '../../../../test/planted/read-rulings.ts';

const orders = (sentence: string, ...evidence: readonly string[]): readonly string[] =>
  readRulings(sentence, ...evidence)
    .filter((one) => one.startsWith('order'))
    .map((one) => one.replace(/^.*: /, ''));

test('what stands in brackets belongs to what is said around it', () => {
  const peak = "route-planner's p95 peaked (1.26 s, 02:29:00)";
  expect(orders(`${peak} before the deploy of parcel-api.`, 'E8', 'E10')).toEqual(['true']);
  expect(orders(`${peak} only after the deploy of parcel-api at 02:42:00.`, 'E8', 'E10')).toEqual(['false']);
});

test('times of the sentence itself that tell another order', () => {
  const told = (from: string, to: string) =>
    orders(`The sorter was killed at ${from} and then started again at ${to}.`, 'E12', 'E14');
  expect(told('02:44:00', '02:44:20')).not.toContain('false');
  expect(told('02:44:20', '02:44:00')).toContain('false');
});

test('lines are known to the second', () => {
  expect(orders('parcel-web failed to render after the sorter was OOMKilled.', 'E13', 'E12')).toEqual([
    'true',
  ]);
  expect(orders('The sorter was OOMKilled after parcel-web failed to render.', 'E12', 'E13')).toEqual([
    'false',
  ]);
});

const previews = (sentence: string, ...evidence: readonly string[]): readonly string[] =>
  readPreviewRulings(sentence, ...evidence)
    .filter((one) => one.startsWith('order'))
    .map((one) => one.replace(/^.*: /, ''));

test('what did not begin until after something came later', () => {
  expect(
    previews('The backlog did not grow until after preview-worker 6.4.0 was out.', 'E2', 'E11'),
  ).toContain('true');
  expect(previews('Not until after the scaling to 5 replicas did the backlog grow.', 'E2', 'E13')).toContain(
    'false',
  );
});

test('one thing first, the other later, in whatever words', () => {
  const first = [
    'preview-worker 6.4.0 went out first; the decode warnings began later.',
    'E11',
    'E14',
  ] as const;
  const turned = [
    'First the decode warnings began, and preview-worker 6.4.0 followed.',
    'E11',
    'E14',
  ] as const;
  expect(previews(...first)).toEqual(['true']);
  expect(previews(...turned)).toEqual(['false']);
});

test('two times that something is set against, one after the other', () => {
  const told = (end: string) =>
    previews(`The decode warnings began 19 minutes before the alert and ${end}.`, 'E14', 'E11');
  expect(told('two minutes after preview-worker 6.4.0 went out')).toEqual(['true', 'true']);
  expect(told('two minutes before preview-worker 6.4.0 went out')).toEqual(['true', 'false']);
});
