import type { Diagnosis } from '../../domain/diagnosis.ts';
import type { EvidenceItem } from '../../domain/evidence.ts';
import type { Finding } from '../../domain/finding.ts';
import type { Point } from '../../domain/series.ts';
import type { Unit } from '../../domain/unit.ts';
import { citeKeys } from '../diagnosis-findings.ts';
import { findFact } from '../findings.ts';
import { serviceOfLabels } from '../service-of-labels.ts';

/** One series of a picture. */
export interface ChartPanel {
  readonly title: string;
  readonly evidence: string;
  readonly unit: Unit;
  readonly points: readonly Point[];
  readonly threshold: number | null;
  /** The same a week before, moved to now; empty where it is not known. */
  readonly weekAgo: readonly Point[];
}

/** A moment that is marked in all of them. */
export interface ChartMark {
  readonly atMs: number;
  readonly label: string;
}

/** What a picture of an incident shows. */
export interface ChartContent {
  readonly heading: string;
  readonly panels: readonly ChartPanel[];
  readonly alertAtMs: number;
  readonly onset: { readonly atMs: number; readonly uncertaintyMs: number } | null;
  readonly changes: readonly ChartMark[];
}

/** More do not fit a message, or a phone. */
const mostPanels = 3;
const mostMarks = 3;
const fewestPoints = 3;

function isDrawn({ kind, status, points }: EvidenceItem): boolean {
  return kind === 'series' && status === 'observed' && points.length >= fewestPoints;
}

function toPanel(item: EvidenceItem): ChartPanel {
  const service = serviceOfLabels(item.labels);
  const lead = service === null || item.title.includes(service) ? '' : `${service}: `;
  return {
    title: `${lead}${item.title}`,
    evidence: item.id,
    unit: findFact(item, 'now')?.unit ?? 'none',
    points: item.points.filter(([, value]) => Number.isFinite(value)),
    threshold: findFact(item, 'threshold')?.value ?? null,
    weekAgo: item.weekAgo ?? [],
  };
}

/** The alert's own number, then what shows the cause, then what moved most. */
function pickItems(options: {
  readonly diagnosis: Diagnosis;
  readonly evidence: readonly EvidenceItem[];
  readonly findings: readonly Finding[];
}): readonly EvidenceItem[] {
  const { diagnosis, evidence, findings } = options;
  const support = [
    ...diagnosis.changes.slice(0, 1).flatMap((change) => change.support),
    ...diagnosis.otherCauseSupport,
    ...(diagnosis.isCause ? diagnosis.candidates : []).flatMap((candidate) => candidate.support.slice(0, 1)),
  ];
  const accounting = findings.filter(({ kind, evidence: ids }) => kind === 'moved' && ids.length > 1);
  const moved = findings.filter(({ kind }) => kind === 'moved');
  const ids = [
    ...evidence.filter(({ primary }) => primary).map(({ id }) => id),
    ...accounting.flatMap((finding) => finding.evidence),
    ...support.flatMap((key) => citeKeys([key], evidence)),
    ...moved.flatMap((finding) => finding.evidence),
  ];
  return [...new Set(ids)]
    .flatMap((id) => evidence.find((item) => item.id === id && isDrawn(item)) ?? [])
    .slice(0, mostPanels);
}

/** What to draw of an incident; null when no series was seen. */
export function toChartContent(options: {
  readonly heading: string;
  readonly diagnosis: Diagnosis;
  readonly evidence: readonly EvidenceItem[];
  readonly findings: readonly Finding[];
  readonly alertAtMs: number;
}): ChartContent | null {
  const { heading, diagnosis, evidence, alertAtMs } = options;
  const panels = pickItems(options).map(toPanel);
  if (panels.length === 0) return null;
  const { onsetMs, onsetUncertaintyMs } = diagnosis;
  const times = panels.flatMap(({ points }) => points.map(([time]) => time));
  const [fromMs, toMs] = times.reduce(
    ([from, to], time) => [Math.min(from, time), Math.max(to, time)],
    [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY],
  );
  const changes = diagnosis.changes
    .filter(({ timeMs }) => timeMs >= fromMs && timeMs <= toMs)
    .slice(0, mostMarks)
    .map(({ key, kind, service, timeMs }): ChartMark => {
      const item = evidence.find((one) => one.kind === 'change' && one.observed.includes(key));
      const label = item?.title.replace(/ \([^)]*\)$/, '') ?? [kind, service].filter(Boolean).join(' of ');
      return { atMs: timeMs, label };
    });
  return {
    heading,
    panels,
    alertAtMs,
    onset: onsetMs === null ? null : { atMs: onsetMs, uncertaintyMs: onsetUncertaintyMs ?? 0 },
    changes,
  };
}
