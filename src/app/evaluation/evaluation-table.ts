import type { SetEvaluation } from './evaluate-set.ts';
import type { RankSummary } from './summarise-scores.ts';

type Row = readonly string[];

const header: Row = [
  'set',
  'method',
  'incidents',
  'top-1',
  'top-3',
  'top-5',
  'mean 1–5',
  'change top-1',
  'change top-3',
  'decoys blamed',
  'blast radius',
];

/** `.63`, `1`, and a dash for what a set does not measure. */
export function formatShare(share: number | null): string {
  return share === null
    ? '–'
    : share
        .toFixed(2)
        .replace(/^0/, '')
        .replace(/^1\.00$/, '1');
}

function toShares(ranks: RankSummary | null): Row {
  return [ranks?.top1, ranks?.top3, ranks?.top5, ranks?.mean1to5].map((share) => formatShare(share ?? null));
}

function toRows({ set, summary }: SetEvaluation): readonly Row[] {
  const { change, baselines, incidents } = summary;
  const own: Row = [
    set,
    'this',
    String(incidents),
    ...toShares(summary.service),
    formatShare(change?.top1 ?? null),
    formatShare(change?.top3 ?? null),
    change === null ? '–' : String(summary.decoysBlamed),
    formatShare(summary.blastJaccard),
  ];
  const others = Object.entries(baselines).map(
    ([name, ranks]): Row => ['', name, '', ...toShares(ranks), '', '', '', ''],
  );
  return [own, ...others];
}

/** Columns aligned, as Markdown. */
export function renderRows(head: Row, rows: readonly Row[]): string {
  const widths = head.map((name, column) =>
    Math.max(name.length, ...rows.map((row) => (row[column] ?? '').length)),
  );
  const line = (row: Row): string =>
    `| ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`;
  return [line(head), `|${widths.map((width) => '-'.repeat(width + 2)).join('|')}|`, ...rows.map(line)].join(
    '\n',
  );
}

/** Each set in a row of its own, the baselines below it. */
export function renderEvaluation(sets: readonly SetEvaluation[]): string {
  return renderRows(header, sets.flatMap(toRows));
}
