import type { SetEvaluation } from './evaluate-set.ts';
import { formatShare, renderRows } from './evaluation-table.ts';
import type { SetSummary } from './summarise-scores.ts';

const measures: readonly (readonly [name: string, read: (summary: SetSummary) => number | null])[] = [
  ['top-1', ({ service }) => service?.top1 ?? null],
  ['top-3', ({ service }) => service?.top3 ?? null],
  ['top-5', ({ service }) => service?.top5 ?? null],
  ['mean 1–5', ({ service }) => service?.mean1to5 ?? null],
  ['change top-1', ({ change }) => change?.top1 ?? null],
  ['change top-3', ({ change }) => change?.top3 ?? null],
  ['blast radius', ({ blastJaccard }) => blastJaccard],
];

function describeRank(rank: number | null): string {
  return rank === null ? 'missing' : String(rank);
}

/** What became better and worse from one evaluation to another, by set and by incident. */
export function compareEvaluations(
  before: readonly SetEvaluation[],
  after: readonly SetEvaluation[],
): string {
  const rows: string[][] = [];
  const moved: string[] = [];
  for (const now of after) {
    const then = before.find(({ set }) => set === now.set);
    if (then === undefined) continue;
    for (const [name, read] of measures) {
      const [old, current] = [read(then.summary), read(now.summary)];
      if (old === null || current === null) continue;
      const difference = current - old;
      const sign = difference > 0 ? '+' : '';
      rows.push([now.set, name, formatShare(old), formatShare(current), `${sign}${difference.toFixed(2)}`]);
    }
    for (const bundle of now.bundles) {
      const earlier = then.bundles.find((one) => one.bundle === bundle.bundle);
      if (earlier === undefined || earlier.serviceRank === bundle.serviceRank) continue;
      const ranks = `${describeRank(earlier.serviceRank)} → ${describeRank(bundle.serviceRank)}`;
      moved.push(`${now.set}/${bundle.bundle}: rank of ${bundle.service} ${ranks}`);
    }
  }
  return [renderRows(['set', 'measure', 'before', 'now', 'difference'], rows), ...moved].join('\n');
}
