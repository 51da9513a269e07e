import type { DrillOutcome } from './drill-steps.ts';

const columns = [
  ['broken', (one: DrillOutcome) => one.title],
  ['alerts', (one: DrillOutcome) => String(one.sent)],
  ['refused, sent again', (one: DrillOutcome) => String(one.refused)],
  ['taken in within', (one: DrillOutcome) => formatMs(one.takenInMs)],
  ['message within', (one: DrillOutcome) => (one.messageMs === null ? 'never' : formatMs(one.messageMs))],
  [
    'explained',
    ({ rungs, unavailable }: DrillOutcome) =>
      [
        rungs.join(', ') || 'not',
        ...(unavailable.length === 0 ? [] : [`without ${unavailable.join(', ')}`]),
      ].join(' '),
  ],
  ['lost', (one: DrillOutcome) => String(one.lost)],
] as const;

function formatMs(ms: number): string {
  return ms < 1000 ? `${Math.round(ms)} ms` : `${(ms / 1000).toFixed(1)} s`;
}

/** A line for each thing that was broken, in columns. */
export function renderOutcomes(outcomes: readonly DrillOutcome[]): string {
  const rows = [
    columns.map(([name]) => name),
    ...outcomes.map((one) => columns.map(([, show]) => show(one))),
  ];
  const widths = columns.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}
