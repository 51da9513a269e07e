import type { EChartsOption, SeriesOption } from 'echarts';
import { formatValue } from '../../domain/unit.ts';
import type { ChartContent, ChartPanel } from './chart-content.ts';

/** Pixels of the picture at its usual size: as wide as messengers show, tall enough for a thumb. */
export const chartWidth = 760;
const margin = 20;
const axisWidth = 92;
const headingHeight = 74;
/** Letters of the marks stand above the first panel. */
const lettersHeight = 26;
const panelTitleHeight = 34;
const plotHeight = 128;
const panelGap = 18;
const timeHeight = 34;
const legendRow = 28;

/** Okabe and Ito, "Color Universal Design" (2008): told apart with every common kind of colour blindness. */
const colours = {
  line: '#0072B2',
  change: '#D55E00',
  onset: '#E69F00',
  alert: '#000000',
  threshold: '#CC79A7',
  text: '#1b1b1b',
  faint: '#6b6b6b',
  grid: '#dddddd',
} as const;

const textSize = 19;
const titleCharacters = 66;
const headingCharacters = 130;
const letters = ['A', 'B', 'C'] as const;

function cut(text: string, limit: number): string {
  return text.length <= limit
    ? text
    : `${text
        .slice(0, limit - 1)
        .toWellFormed()
        .trimEnd()}…`;
}

function formatMinute(ms: number): string {
  return new Date(ms).toISOString().slice(11, 16);
}

/** Text under the panels: what the marks mean. A letter is never told by its colour alone. */
function toLegend({ changes, onset, alertAtMs, panels }: ChartContent): readonly string[] {
  return [
    ...changes.map(
      ({ label, atMs }, index) => `${letters[index] ?? ''}  ${formatMinute(atMs)}  ${cut(label, 52)}`,
    ),
    ...(onset === null ? [] : [`band  ${formatMinute(onset.atMs)}  it began`]),
    `dashed  ${formatMinute(alertAtMs)}  alert`,
    ...(panels.some(({ threshold }) => threshold !== null) ? ['dotted  threshold'] : []),
  ];
}

export function chartHeight(content: ChartContent): number {
  const panel = panelTitleHeight + plotHeight + panelGap;
  const legend = Math.ceil(toLegend(content).length / 2) * legendRow;
  return headingHeight + lettersHeight + content.panels.length * panel + timeHeight + legend + margin;
}

function topOf(index: number): number {
  return (
    headingHeight + lettersHeight + index * (panelTitleHeight + plotHeight + panelGap) + panelTitleHeight
  );
}

function titleTopOf(index: number): number {
  return topOf(index) - panelTitleHeight - (index === 0 ? lettersHeight : 0);
}

function toSeries(panel: ChartPanel, index: number, content: ChartContent): SeriesOption {
  const { changes, onset, alertAtMs } = content;
  const isFirst = index === 0;
  return {
    type: 'line',
    xAxisIndex: index,
    yAxisIndex: index,
    showSymbol: false,
    silent: true,
    data: panel.points.map(([time, value]) => [time, value]),
    lineStyle: { color: colours.line, width: 3 },
    markLine: {
      symbol: 'none',
      animation: false,
      data: [
        ...changes.map(({ atMs }, mark) => ({
          xAxis: atMs,
          lineStyle: { color: colours.change, width: 2.5, type: 'solid' as const },
          label: {
            show: isFirst,
            formatter: letters[mark] ?? '',
            position: 'end' as const,
            distance: 2,
            color: colours.change,
            fontSize: textSize,
            fontWeight: 'bold' as const,
          },
        })),
        {
          xAxis: alertAtMs,
          lineStyle: { color: colours.alert, width: 2, type: 'dashed' as const },
          label: { show: false },
        },
        ...(panel.threshold === null
          ? []
          : [
              {
                yAxis: panel.threshold,
                lineStyle: { color: colours.threshold, width: 2.5, type: 'dotted' as const },
                label: { show: false },
              },
            ]),
      ],
    },
    ...(onset === null
      ? {}
      : {
          markArea: {
            animation: false,
            itemStyle: { color: colours.onset, opacity: 0.35 },
            data: [
              [{ xAxis: onset.atMs - onset.uncertaintyMs }, { xAxis: onset.atMs + onset.uncertaintyMs }],
            ],
          },
        }),
  };
}

/** The same picture for the browser and for a message: one panel below the other, all over the same time. */
export function toChartOption(content: ChartContent): EChartsOption {
  const { panels, alertAtMs } = content;
  const times = [alertAtMs, ...panels.flatMap(({ points }) => points.map(([time]) => time))];
  const [fromMs, toMs] = times.reduce(([from, to], time) => [Math.min(from, time), Math.max(to, time)], [
    alertAtMs,
    alertAtMs,
  ] as [number, number]);
  const last = panels.length - 1;
  const legend = toLegend(content);
  const legendTop = topOf(last) + plotHeight + timeHeight + 6;
  return {
    animation: false,
    useUTC: true,
    backgroundColor: '#ffffff',
    textStyle: { fontFamily: 'Atkinson Hyperlegible, Helvetica, Arial, sans-serif', fontSize: textSize },
    aria: { enabled: true, label: { description: content.heading } },
    title: [
      {
        text: cut(content.heading, headingCharacters),
        left: margin,
        top: 10,
        textStyle: {
          fontSize: textSize + 2,
          lineHeight: 26,
          color: colours.text,
          // Without a browser widths are estimated, and bold text is wider than the estimate.
          width: 0.86 * (chartWidth - 2 * margin),
          overflow: 'break',
        },
      },
      ...panels.map(({ title, evidence }, index) => ({
        text: `${cut(title, titleCharacters)}  ${evidence}`,
        left: margin,
        top: titleTopOf(index),
        textStyle: { fontSize: textSize - 1, fontWeight: 'normal' as const, color: colours.text },
      })),
      ...legend.map((text, index) => ({
        text,
        left: margin + (index % 2) * ((chartWidth - 2 * margin) / 2),
        top: legendTop + Math.floor(index / 2) * legendRow,
        textStyle: { fontSize: textSize - 3, fontWeight: 'normal' as const, color: colours.faint },
      })),
    ],
    grid: panels.map((_, index) => ({
      left: axisWidth,
      right: margin,
      top: topOf(index),
      height: plotHeight,
    })),
    xAxis: panels.map((_, index) => ({
      type: 'time' as const,
      gridIndex: index,
      min: fromMs,
      max: toMs,
      splitNumber: 4,
      axisLine: { lineStyle: { color: colours.faint } },
      axisTick: { show: index === last },
      axisLabel: {
        show: index === last,
        hideOverlap: true,
        color: colours.faint,
        fontSize: textSize - 2,
        formatter: (value: number) => formatMinute(value),
      },
    })),
    yAxis: panels.map(({ unit }, index) => ({
      type: 'value' as const,
      gridIndex: index,
      scale: true,
      splitNumber: 3,
      axisLabel: {
        color: colours.faint,
        fontSize: textSize - 2,
        showMinLabel: true,
        hideOverlap: true,
        formatter: (value: number) => formatValue(value, unit),
      },
      splitLine: { lineStyle: { color: colours.grid } },
    })),
    series: panels.map((panel, index) => toSeries(panel, index, content)),
  };
}
