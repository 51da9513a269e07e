import { expect, test } from 'vitest';
import { readPreviewRulings } from '../../../../test/planted/read-rulings.ts';

test.each([
  ['preview-worker 6.4.0 was rolled out at 02:28 by Henrik Aalto.', 'Henrik Aalto'],
  ['The step to 5 replicas was taken by k.oduya.', 'k.oduya'],
  ['The pictures are those of the tenant red-quay.', 'red-quay'],
])('of whom no evidence tells: %s', (sentence, name) => {
  expect(readPreviewRulings(sentence, 'E11', 'E13')).toContain(`name ${name}: false`);
});

test.each([
  'preview-worker 6.4.0 was rolled out at 02:28 by Ana Duarte.',
  'The pictures are those of the tenant blue-harbour.',
  'preview-worker runs as a job long-running enough to be killed.',
])('of whom it does, and what is no name: %s', (sentence) => {
  expect(readPreviewRulings(sentence, 'E11', 'E14').filter((one) => one.startsWith('name'))).toEqual([]);
});
