import { useRef } from 'react';
import type { Usage } from '../../src/server/api/shapes.ts';
import { createScale, listTicks } from '../charts/scale.ts';
import { useWidth } from '../charts/use-width.ts';
import { formatCount, formatUsd } from './format-figures.ts';

const plot = { height: 150, left: 60, right: 18, top: 14, bottom: 24 } as const;
const dayMs = 86_400_000;

/** Every day of the span, those without a call too: a gap tells as well. */
function listDays({ sinceMs, untilMs, rows }: Usage) {
  const byDay = new Map(rows.map((row) => [row.key, row]));
  const first = Math.floor(sinceMs / dayMs) + 1;
  const last = Math.floor(untilMs / dayMs);
  return Array.from({ length: Math.max(1, last - first + 1) }, (_, index) => {
    const key = new Date((first + index) * dayMs).toISOString().slice(0, 10);
    return { key, row: byDay.get(key) ?? null };
  });
}

/** What each day cost, against the day's budget. */
export function SpendChart({ usage }: { readonly usage: Usage }) {
  const box = useRef<HTMLDivElement>(null);
  const width = useWidth(box);
  const days = listDays(usage);
  const daily = usage.budgets.find(({ windowMs, part }) => windowMs === dayMs && part === null);
  const most = Math.max(0.0001, daily?.limitUsd ?? 0, ...days.map(({ row }) => row?.costUsd ?? 0));
  const bottom = plot.top + plot.height;
  const y = createScale([0, most * 1.08], [bottom, plot.top]);
  const slot = (width - plot.left - plot.right) / days.length;
  const bar = Math.max(2, Math.min(34, slot * 0.72));
  const every = Math.ceil(days.length / Math.max(2, Math.floor(width / 80)));
  return (
    <div ref={box}>
      {width === 0 ? null : (
        <svg
          className="plot"
          width={width}
          height={bottom + plot.bottom}
          role="img"
          aria-label={`Spend by day; ${formatUsd(usage.total.costUsd)} in all`}
        >
          {listTicks([0, most * 1.08], 3).map((value) => (
            <g key={value}>
              <line
                className="plot-grid"
                x1={plot.left}
                x2={width - plot.right}
                y1={y(value)}
                y2={y(value)}
              />
              <text className="plot-tick" x={plot.left - 8} y={y(value) + 4} textAnchor="end">
                {formatUsd(value)}
              </text>
            </g>
          ))}
          {days.map(({ key, row }, index) => {
            const left = plot.left + index * slot + (slot - bar) / 2;
            const top = y(row?.costUsd ?? 0);
            return (
              <g key={key}>
                <title>
                  {row === null
                    ? `${key}: no calls`
                    : `${key}: ${formatUsd(row.costUsd)}, ${row.calls} calls, ${formatCount(row.inputTokens + row.outputTokens)} tokens`}
                </title>
                <rect className="bar-ground" x={left} y={plot.top} width={bar} height={plot.height} />
                <rect
                  className="bar"
                  x={left}
                  y={top}
                  width={bar}
                  height={Math.max(row === null ? 0 : 1, bottom - top)}
                />
                {(days.length - 1 - index) % every === 0 ? (
                  <text className="plot-tick" x={left + bar / 2} y={bottom + 16} textAnchor="middle">
                    {key.slice(5)}
                  </text>
                ) : null}
              </g>
            );
          })}
          {daily === undefined ? null : (
            <g>
              <line
                className="plot-threshold"
                x1={plot.left}
                x2={width - plot.right}
                y1={y(daily.limitUsd)}
                y2={y(daily.limitUsd)}
              />
              <text className="plot-threshold-text" x={plot.left + 4} y={y(daily.limitUsd) - 4}>
                budget of a day {formatUsd(daily.limitUsd)}
              </text>
            </g>
          )}
        </svg>
      )}
    </div>
  );
}
