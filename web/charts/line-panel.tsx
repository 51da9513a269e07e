import { type PointerEvent, useRef, useState } from 'react';
import { formatValue } from '../../src/domain/unit.ts';
import type { ChartContent, ChartPanel } from '../../src/signals/charts/chart-content.ts';
import { useNow } from '../parts/now.ts';
import { formatLocal } from '../parts/time-text.tsx';
import {
  createScale,
  type Extent,
  findExtent,
  findNearest,
  listTicks,
  listTimeTicks,
  toPath,
} from './scale.ts';

const plot = { height: 132, left: 64, right: 12, top: 20, bottom: 22 } as const;
/** A drag of fewer pixels is a slip of the hand. */
const shortestDrag = 8;

interface PanelProps {
  readonly panel: ChartPanel;
  readonly content: ChartContent;
  readonly width: number;
  readonly span: Extent;
  /** The moment that is pointed at, in every panel; null for none. */
  readonly pointedMs: number | null;
  readonly point: (atMs: number | null) => void;
  readonly zoom: (span: Extent) => void;
}

function describe({ title, unit, points, threshold }: ChartPanel): string {
  const [first, last] = [points[0], points.at(-1)];
  if (first === undefined || last === undefined) return title;
  const limit = threshold === null ? '' : `, threshold ${formatValue(threshold, unit)}`;
  return `${title}: from ${formatValue(first[1], unit)} to ${formatValue(last[1], unit)}${limit}`;
}

/** One series over the time of the incident: threshold, onset, changes, alert, and the week before. */
export function LinePanel(props: PanelProps) {
  const { panel, content, width, span, pointedMs, point, zoom } = props;
  const nowMs = useNow();
  const svg = useRef<SVGSVGElement>(null);
  const [dragFrom, setDragFrom] = useState<number | null>(null);
  const within = ([at]: readonly [number, number]): boolean => at >= span[0] && at <= span[1];
  const points = panel.points.filter(within);
  const weekAgo = panel.weekAgo.filter(within);
  const values = [...points, ...weekAgo].map(([, value]) => value);
  const extent = findExtent(values, panel.threshold);
  const right = width - plot.right;
  const bottom = plot.top + plot.height;
  const x = createScale(span, [plot.left, right]);
  const y = createScale(extent, [bottom, plot.top]);
  const clamp = (ms: number): number => Math.min(right, Math.max(plot.left, x(ms)));
  const timeOf = (event: PointerEvent): number => {
    const box = svg.current?.getBoundingClientRect();
    const at = createScale([plot.left, right], span)(event.clientX - (box?.left ?? 0));
    return Math.min(span[1], Math.max(span[0], at));
  };
  const nearest = pointedMs === null ? null : findNearest(points, pointedMs);
  const then = pointedMs === null ? null : findNearest(weekAgo, pointedMs);
  const { onset, alertAtMs, changes } = content;
  const endDrag = (event: PointerEvent): void => {
    if (dragFrom === null) return;
    const to = timeOf(event);
    setDragFrom(null);
    if (Math.abs(x(to) - x(dragFrom)) >= shortestDrag) zoom([Math.min(dragFrom, to), Math.max(dragFrom, to)]);
  };
  const limit = panel.threshold;
  const limitShown = limit !== null && limit >= extent[0] && limit <= extent[1];
  return (
    <figure className="panel">
      <figcaption className="panel-head">
        <span className="wrap">
          <bdi>{panel.title}</bdi>{' '}
          <a href={`#evidence-${panel.evidence}`} className="mono">
            {panel.evidence}
          </a>
        </span>
        <span className="panel-value">
          {nearest === null ? (
            <strong>{formatValue(panel.points.at(-1)?.[1] ?? Number.NaN, panel.unit)}</strong>
          ) : (
            <>
              <span className="muted">{formatLocal(nearest[0], nowMs, true)}</span>{' '}
              <strong>{formatValue(nearest[1], panel.unit)}</strong>
              {then === null ? null : (
                <span className="muted"> · a week ago {formatValue(then[1], panel.unit)}</span>
              )}
            </>
          )}
        </span>
      </figcaption>
      <svg
        ref={svg}
        className="plot"
        width={width}
        height={bottom + plot.bottom}
        role="img"
        aria-label={describe(panel)}
        onPointerMove={(event) => point(timeOf(event))}
        onPointerLeave={() => {
          point(null);
          setDragFrom(null);
        }}
        onPointerDown={(event) => {
          if (event.pointerType === 'mouse' && event.button === 0) setDragFrom(timeOf(event));
        }}
        onPointerUp={endDrag}
      >
        {onset === null ? null : (
          <rect
            className="plot-onset"
            x={clamp(onset.atMs - onset.uncertaintyMs) - 1}
            y={plot.top}
            width={Math.max(
              3,
              clamp(onset.atMs + onset.uncertaintyMs) - clamp(onset.atMs - onset.uncertaintyMs) + 2,
            )}
            height={plot.height}
          />
        )}
        {listTicks(extent, 3).map((value) => (
          <g key={value}>
            <line className="plot-grid" x1={plot.left} x2={right} y1={y(value)} y2={y(value)} />
            <text className="plot-tick" x={plot.left - 8} y={y(value) + 4} textAnchor="end">
              {formatValue(value, panel.unit)}
            </text>
          </g>
        ))}
        {listTimeTicks(span, Math.max(2, Math.floor(width / 110))).map((ms) => (
          <text key={ms} className="plot-tick" x={x(ms)} y={bottom + 16} textAnchor="middle">
            {formatLocal(ms, ms)}
          </text>
        ))}
        {weekAgo.length === 0 ? null : <path className="plot-week" d={toPath(weekAgo, x, y)} />}
        <path className="plot-line" d={toPath(points, x, y)} />
        {limitShown ? (
          <g>
            <line className="plot-threshold" x1={plot.left} x2={right} y1={y(limit)} y2={y(limit)} />
            <text className="plot-threshold-text" x={plot.left + 4} y={y(limit) - 4}>
              {formatValue(limit, panel.unit)}
            </text>
          </g>
        ) : null}
        {alertAtMs < span[0] || alertAtMs > span[1] ? null : (
          <line className="plot-alert" x1={x(alertAtMs)} x2={x(alertAtMs)} y1={plot.top} y2={bottom} />
        )}
        {changes.map(({ atMs, label }, index) =>
          atMs < span[0] || atMs > span[1] ? null : (
            <g key={`${atMs} ${label}`}>
              <title>{label}</title>
              <line className="plot-change" x1={x(atMs)} x2={x(atMs)} y1={plot.top} y2={bottom} />
              <rect className="plot-flag" x={x(atMs) - 8} y={plot.top - 17} width="16" height="15" rx="3" />
              <text className="plot-letter" x={x(atMs)} y={plot.top - 5.5} textAnchor="middle">
                {String.fromCharCode(65 + index)}
              </text>
            </g>
          ),
        )}
        {pointedMs === null ? null : (
          <line className="plot-pointer" x1={x(pointedMs)} x2={x(pointedMs)} y1={plot.top} y2={bottom} />
        )}
        {nearest === null ? null : (
          <circle className="plot-dot" cx={x(nearest[0])} cy={y(nearest[1])} r="3.500" />
        )}
        {dragFrom === null || pointedMs === null ? null : (
          <rect
            className="plot-drag"
            x={Math.min(x(dragFrom), x(pointedMs))}
            y={plot.top}
            width={Math.abs(x(dragFrom) - x(pointedMs))}
            height={plot.height}
          />
        )}
      </svg>
    </figure>
  );
}
