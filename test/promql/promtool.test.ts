import { expect, test } from 'vitest';
import { checkQuery } from '../../src/verification/promql/check-query.ts';
import { invalidExpressions } from './invalid.ts';
import { askPromtool } from './promtool.ts';
import { validExpressions } from './valid.ts';

const all = [...Object.values(invalidExpressions).flat(), ...validExpressions];

test('the gate and promtool agree on at least 98 % of what both are asked', async () => {
  const asked = await askPromtool(all);
  const rows = all.map((expression, index) => ({
    expression,
    promtool: asked[index] ?? null,
    gate: checkQuery(expression),
  }));
  const differ = rows.filter(({ promtool, gate }) => (promtool === null) !== gate.ok);
  const invalid = rows.filter(({ promtool }) => promtool !== null);
  const refused = invalid.filter(({ gate }) => !gate.ok);
  const valid = rows.filter(({ promtool }) => promtool === null);
  const taken = valid.filter(({ gate }) => gate.ok);
  console.info(
    [
      `promtool and the gate agree on ${rows.length - differ.length} of ${rows.length} expressions`,
      `refused: ${refused.length} of ${invalid.length} that promtool refuses`,
      `taken: ${taken.length} of ${valid.length} that promtool takes`,
      ...differ.map(
        ({ expression, promtool }) => `  differs: ${expression} (promtool: ${promtool ?? 'valid'})`,
      ),
    ].join('\n'),
  );
  expect(invalid.length).toBeGreaterThanOrEqual(150);
  expect(valid.length).toBeGreaterThanOrEqual(100);
  expect(refused.length / invalid.length).toBeGreaterThanOrEqual(0.98);
  expect(taken.length / valid.length).toBeGreaterThanOrEqual(0.98);
});
