import { expect, test } from 'vitest';
import { isFiltered, parseFilters, toSearch } from './filters.ts';

test('filters survive the way through the address', () => {
  const filters = { q: 'a&b=c %', state: 'firing', severity: 'critical', cause: '', rung: 'full' };
  expect(parseFilters(new URLSearchParams(toSearch(filters)))).toEqual(filters);
  expect(isFiltered(filters)).toBe(true);
});

test('no filter leaves the address as it is', () => {
  const none = parseFilters(new URLSearchParams('?other=1'));
  expect(toSearch(none)).toBe('');
  expect(isFiltered(none)).toBe(false);
});
