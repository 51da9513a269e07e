import { expect, test } from 'vitest';
import { readPreviewRulings } from '../../../../test/planted/read-rulings.ts';

test('the first of two figures in brackets is of the one, the second of the other', () => {
  const told = (pair: string) =>
    readPreviewRulings(`Decode warnings outnumber killed workers (${pair}).`, 'E14', 'E15').slice(0, 2);
  expect(told('860 versus 3')).toEqual(['figure 860: true', 'figure 3: true']);
  expect(told('3 versus 860')).toEqual(['figure 3: false', 'figure 860: false']);
});

test('so is the first of two times', () => {
  const told = (pair: string) =>
    readPreviewRulings(`The backlog followed preview-worker 6.4.0 (${pair}).`, 'E2', 'E11');
  expect(told('02:29 against 02:28')).toContain('time 02:29: true');
  expect(told('02:29 against 02:28')).toContain('time 02:28: true');
});
