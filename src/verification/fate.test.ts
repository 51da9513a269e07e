import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { fates, sentenceStates } from './fate.ts';

test('docs/verification.md has the table of fates as it is in the code', () => {
  const text = readFileSync(new URL('../../docs/verification.md', import.meta.url), 'utf8');
  const [, table = ''] = /<!-- fates -->([\s\S]*?)<!-- \/fates -->/.exec(text) ?? [];
  const rows = [...table.matchAll(/^\| `(\w+)` \| (\w+) \| (\w+) \|$/gm)].map(([, ...cells]) => cells);
  expect(rows).toEqual(sentenceStates.map((state) => [state, fates[state].observation, fates[state].advice]));
});
