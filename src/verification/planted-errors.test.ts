import { describe, expect, test } from 'vitest';
import { plantedErrors, trueStatements } from '../../test/planted/statements.ts';
import type { Told } from '../../test/planted/tell.ts';
import { worlds } from '../../test/planted/worlds.ts';
import type { CheckedStatement } from '../domain/verdict.ts';
import { createStatementCheck, type StatementCheck } from './claims.ts';

const checks = new Map<string, StatementCheck>(
  Object.entries(worlds).map(([name, evidence]) => [name, createStatementCheck(evidence)]),
);

function check({ world, text, evidence }: Told): CheckedStatement | null {
  return checks.get(world)?.({ text, evidence }, { role: 'observation', isCause: false }) ?? null;
}

function describeOutcome(told: Told, checked: CheckedStatement | null): string {
  const claims = checked?.claims
    .map(({ text, verdict, evidence }) => `${text}=${verdict}@${evidence}`)
    .join(', ');
  return `${told.world}: ${told.text} → ${checked?.fate}; ${claims}`;
}

/** Caught: it is not shown as it was told. What is corrected must not hold the error any more. */
function isCaught(told: Told): boolean {
  const checked = check(told);
  return checked?.fate === 'dropped' || (checked?.fate === 'corrected' && checked.text !== told.text);
}

/** Some two thousand sentences, on a machine that has other work to do. */
const timeout = 60_000;

describe('planted errors', () => {
  test('there are enough of both', () => {
    expect(plantedErrors.length).toBeGreaterThanOrEqual(500);
    expect(trueStatements.length).toBeGreaterThanOrEqual(300);
  });

  test('all are caught', { timeout }, () => {
    const missed = plantedErrors.filter((told) => !isCaught(told));
    const share = 1 - missed.length / plantedErrors.length;
    const lines = missed.map((told) => `  ${told.kind} · ${describeOutcome(told, check(told))}`);
    console.info(
      [
        `planted errors caught: ${plantedErrors.length - missed.length} of ${plantedErrors.length} (${(share * 100).toFixed(1)} %)`,
        ...lines,
      ].join('\n'),
    );
    expect(missed).toEqual([]);
  });

  test('no true statement is dropped or changed', { timeout }, () => {
    const lost = trueStatements.filter((told) => {
      const checked = check(told);
      return checked?.fate === 'dropped' || checked?.text !== told.text;
    });
    const share = lost.length / trueStatements.length;
    const lines = lost.map((told) => `  ${describeOutcome(told, check(told))}`);
    console.info(
      [
        `true statements dropped or changed: ${lost.length} of ${trueStatements.length} (${(share * 100).toFixed(1)} %)`,
        ...lines,
      ].join('\n'),
    );
    expect(lost).toEqual([]);
  });
});
