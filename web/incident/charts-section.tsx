import { useMemo, useRef, useState } from 'react';
import type { Analysis } from '../../src/domain/analysis.ts';
import { type ChartContent, toChartContent } from '../../src/signals/charts/chart-content.ts';
import { LinePanel } from '../charts/line-panel.tsx';
import type { Extent } from '../charts/scale.ts';
import { useWidth } from '../charts/use-width.ts';
import { Section } from '../parts/section.tsx';
import { TimeText } from '../parts/time-text.tsx';

/** How much of what is shown remains after one step closer. */
const closer = 0.5;
/** Nearer than this there are no more points. */
const shortestMs = 120_000;

function spanOf({ panels, alertAtMs }: ChartContent): Extent {
  const times = panels.flatMap(({ points }) => points.map(([at]) => at));
  return [
    times.reduce((a, b) => Math.min(a, b), alertAtMs),
    times.reduce((a, b) => Math.max(a, b), alertAtMs),
  ];
}

function Legend({ content }: { readonly content: ChartContent }) {
  const { changes, onset, alertAtMs, panels } = content;
  return (
    <ul className="legend">
      {changes.map(({ atMs, label }, index) => (
        <li key={`${atMs} ${label}`}>
          <span className="legend-flag" aria-hidden="true">
            {String.fromCharCode(65 + index)}
          </span>
          <bdi className="wrap">{label}</bdi>{' '}
          <span className="muted">
            <TimeText ms={atMs} />
          </span>
        </li>
      ))}
      {onset === null ? null : (
        <li>
          <span className="legend-onset" aria-hidden="true" /> it began{' '}
          <span className="muted">
            <TimeText ms={onset.atMs} />
          </span>
        </li>
      )}
      <li>
        <span className="legend-alert" aria-hidden="true" /> alert{' '}
        <span className="muted">
          <TimeText ms={alertAtMs} />
        </span>
      </li>
      {panels.some(({ threshold }) => threshold !== null) ? (
        <li>
          <span className="legend-threshold" aria-hidden="true" /> threshold
        </li>
      ) : null}
      {panels.some(({ weekAgo }) => weekAgo.length > 0) ? (
        <li>
          <span className="legend-week" aria-hidden="true" /> the same hour last week
        </li>
      ) : null}
    </ul>
  );
}

function Charts({ content }: { readonly content: ChartContent }) {
  const box = useRef<HTMLDivElement>(null);
  const width = useWidth(box);
  const whole = useMemo(() => spanOf(content), [content]);
  const [zoomed, setZoomed] = useState<Extent | null>(null);
  const [pointedMs, setPointedMs] = useState<number | null>(null);
  const span = zoomed ?? whole;
  const step = (factor: number): void => {
    const middle = content.onset?.atMs ?? (span[0] + span[1]) / 2;
    const inside = middle > span[0] && middle < span[1] ? middle : (span[0] + span[1]) / 2;
    const half = Math.max(shortestMs, (span[1] - span[0]) * factor) / 2;
    const next: Extent = [Math.max(whole[0], inside - half), Math.min(whole[1], inside + half)];
    setZoomed(next[0] <= whole[0] && next[1] >= whole[1] ? null : next);
  };
  return (
    <div className="charts" ref={box}>
      <div className="chart-tools">
        <Legend content={content} />
        <fieldset className="zoom">
          <legend className="hidden">Zoom</legend>
          <button
            type="button"
            className="icon-button"
            aria-label="Closer"
            title="Closer; or drag over a chart"
            onClick={() => step(closer)}
          >
            +
          </button>
          <button
            type="button"
            className="icon-button"
            aria-label="Farther"
            title="Farther"
            disabled={zoomed === null}
            onClick={() => step(1 / closer)}
          >
            −
          </button>
          <button type="button" className="quiet" disabled={zoomed === null} onClick={() => setZoomed(null)}>
            All
          </button>
        </fieldset>
      </div>
      {width === 0
        ? null
        : content.panels.map((panel) => (
            <LinePanel
              key={panel.evidence}
              panel={panel}
              content={content}
              width={width}
              span={span}
              pointedMs={pointedMs}
              point={setPointedMs}
              zoom={setZoomed}
            />
          ))}
    </div>
  );
}

/** The three series that tell most, with what happened around them. */
export function ChartsSection({
  analysis,
  alertAtMs,
}: {
  readonly analysis: Analysis;
  readonly alertAtMs: number;
}) {
  const content = useMemo(() => {
    const { diagnosis, evidence, findings } = analysis;
    return diagnosis === undefined
      ? null
      : toChartContent({ heading: '', diagnosis, evidence, findings, alertAtMs });
  }, [analysis, alertAtMs]);
  if (content === null) return null;
  return (
    <Section id="charts" title="What the numbers show" note="drag over a chart to look closer">
      <Charts content={content} />
    </Section>
  );
}
