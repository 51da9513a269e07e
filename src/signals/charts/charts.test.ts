import { describe, expect, test } from 'vitest';
import { lineOfPoints, minuteMs, sampleEvidence, seriesEvidence, startMs } from '../../../test/samples.ts';
import type { Diagnosis } from '../../domain/diagnosis.ts';
import type { EvidenceItem } from '../../domain/evidence.ts';
import { deriveFindings } from '../findings.ts';
import { type ChartContent, toChartContent } from './chart-content.ts';
import { chartHeight, toChartOption } from './chart-option.ts';
import { renderSvg } from './render-svg.ts';

const alert = sampleEvidence({ id: 'E1', kind: 'alert', title: 'alert DiskAlmostFull' });
const used = seriesEvidence(lineOfPoints(58, 93), {
  id: 'E2',
  primary: true,
  title: 'disk_used_percent',
  unit: 'percent',
  threshold: { operator: '>', value: 90 },
  observed: ['prometheus:s:1'],
});
const pool = seriesEvidence(lineOfPoints(2, 10), {
  id: 'E3',
  title: 'pool_in_use',
  labels: { service: 'inventory' },
  observed: ['prometheus:s:2'],
});
const other = seriesEvidence(lineOfPoints(2, 3), {
  id: 'E4',
  title: 'threads',
  observed: ['prometheus:s:3'],
});
const more = seriesEvidence(lineOfPoints(2, 4), { id: 'E5', title: 'sockets', observed: ['prometheus:s:4'] });
const deploy = sampleEvidence({
  id: 'E6',
  kind: 'change',
  title: 'deploy inventory v2 (dep-1)',
  observed: ['changes:1'],
});

const changedAtMs = startMs - 30 * minuteMs;
const diagnosis: Diagnosis = {
  onsetMs: startMs - 20 * minuteMs,
  onsetUncertaintyMs: minuteMs,
  candidates: [],
  isCause: true,
  changes: [
    {
      ...{ key: 'changes:1', id: 'dep-1', kind: 'deploy', service: 'inventory', timeMs: changedAtMs },
      ...{ score: 0.9, effect: null, reason: 'deploy', support: ['changes:1', 'prometheus:s:2'] },
    },
  ],
  otherCause: null,
  otherCauseKind: null,
  otherCauseSupport: [],
  blastRadius: [],
  propagation: [],
  fingerprint: '',
};

function contentOf(evidence: readonly EvidenceItem[], given: Partial<Diagnosis> = {}): ChartContent | null {
  return toChartContent({
    heading: 'inventory: the pool is full',
    diagnosis: { ...diagnosis, ...given },
    evidence,
    findings: deriveFindings(evidence),
    alertAtMs: startMs,
  });
}

function drawn(evidence: readonly EvidenceItem[], given: Partial<Diagnosis> = {}): ChartContent {
  const content = contentOf(evidence, given);
  if (content === null) throw new Error('nothing to draw');
  return content;
}

describe('what is drawn', () => {
  test("is the alert's own number, then what the first change rests on, then what moved; three at most", () => {
    const { panels } = drawn([alert, other, more, pool, used, deploy]);
    expect(panels.map(({ evidence }) => evidence)).toEqual(['E2', 'E3', 'E5']);
    expect(panels[0]).toMatchObject({ title: 'disk_used_percent', unit: 'percent', threshold: 90 });
    expect(panels[1]?.title).toBe('inventory: pool_in_use');
  });

  test('marks onset and changes by the names that the evidence has for them', () => {
    const content = drawn([alert, used, pool, deploy]);
    expect(content.changes).toEqual([{ atMs: changedAtMs, label: 'deploy inventory v2' }]);
    expect(content.onset).toEqual({ atMs: startMs - 20 * minuteMs, uncertaintyMs: minuteMs });
  });

  test('leaves out a change from before the first point', () => {
    const [change] = diagnosis.changes;
    if (change === undefined) throw new Error('no change');
    expect(drawn([used], { changes: [{ ...change, timeMs: startMs - 90 * minuteMs }] }).changes).toEqual([]);
  });

  test('is nothing where no series was seen', () => {
    expect(contentOf([alert, deploy])).toBeNull();
  });
});

describe('the picture', () => {
  test('has a panel for each series over one time, with a line for the change, the alert and the threshold', () => {
    const option = toChartOption(drawn([alert, used, pool, deploy]));
    const series = option.series as readonly {
      readonly markLine: { readonly data: readonly Readonly<Record<string, unknown>>[] };
      readonly markArea: { readonly data: unknown };
    }[];
    expect(series).toHaveLength(2);
    expect(series[0]?.markLine.data).toMatchObject([
      { xAxis: changedAtMs },
      { xAxis: startMs },
      { yAxis: 90 },
    ]);
    expect(series[1]?.markLine.data).toMatchObject([{ xAxis: changedAtMs }, { xAxis: startMs }]);
    expect(series[0]?.markArea.data).toEqual([
      [{ xAxis: startMs - 21 * minuteMs }, { xAxis: startMs - 19 * minuteMs }],
    ]);
    const axes = option.xAxis as readonly { readonly min: number; readonly max: number }[];
    expect(new Set(axes.map(({ min, max }) => `${min} ${max}`)).size).toBe(1);
  });

  test('grows with its panels, and is an SVG of that size', () => {
    const [one, two] = [drawn([used]), drawn([used, pool])];
    expect(chartHeight(two)).toBeGreaterThan(chartHeight(one));
    expect(renderSvg(two)).toMatch(new RegExp(`^<svg width="\\d+" height="${chartHeight(two)}"`));
  });

  test('says what its marks mean in words, with the unit at the axis', () => {
    const svg = renderSvg(drawn([alert, used, pool, deploy]));
    for (const text of ['deploy inventory v2', '02:49', 'threshold', 'it began', '90 %', 'E3'])
      expect(svg).toContain(text);
  });

  test('takes no markup from names that people chose', () => {
    const hostile = { ...used, title: '</text><script>alert(1)</script>' };
    const svg = renderSvg(drawn([hostile]));
    expect(svg).not.toContain('<script>');
    expect(svg).toContain('&lt;script&gt;');
  });

  test.each([
    ['one value', lineOfPoints(5, 5)],
    ['tiny values', lineOfPoints(1e-9, 3e-9)],
    ['huge values', lineOfPoints(1e9, 9e15)],
    [
      'gaps',
      lineOfPoints(1, 9).map(([time, value], index) => [time, index % 3 ? value : Number.NaN] as const),
    ],
  ])('is drawn of %s', (_, points) => {
    const svg = renderSvg(drawn([seriesEvidence(points, { id: 'E2', primary: true, title: 'x' })]));
    expect(svg).not.toMatch(/NaN|undefined/);
  });
});
