import type { CheckedDisproof, DisproofRun } from './verdict.ts';

function writeNumber(value: number): string {
  return String(Number(value.toPrecision(3)));
}

/** "expected < 0.1, is 0.02: holds", "expected < 0.1, is 0.4 10 min later: weakened". */
export function describeRun(disproof: CheckedDisproof, run: DisproofRun, index: number): string {
  const later = index === 0 ? '' : ' on the second look';
  if (run.outcome === 'unknown')
    return `expected ${disproof.expected}${later}: not known, ${run.reason ?? ''}`;
  return `expected ${disproof.expected}, is ${writeNumber(run.value ?? 0)}${later}: ${run.outcome}`;
}
