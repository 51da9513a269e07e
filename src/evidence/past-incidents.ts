import type { EvidenceDraft, Fact } from '../domain/evidence.ts';
import type { Incident } from '../domain/incident.ts';
import type { Labels } from '../domain/labels.ts';
import type { TimeRange } from '../domain/series.ts';
import { dayMs, formatDuration, formatTime } from '../domain/time.ts';
import { listWords } from './cut-diff.ts';
import { emptyDraft } from './drafts.ts';
import type { PastCommand, PastFeedback, PastFinding } from './incident-history.ts';

/** Past incidents by what they have to do with one that is being explained. */
export interface Kinship {
  /** The same alert group. */
  readonly same: readonly Incident[];
  /** The same alert about something else. */
  readonly elsewhere: readonly Incident[];
  /** Other alerts that share labels and words, the most alike first. */
  readonly similar: readonly Incident[];
}

/** Labels that everything in a cluster has, or that say nothing about the thing. */
const ignoredLabels: ReadonlySet<string> = new Set([
  'alertname',
  'severity',
  'prometheus',
  'cluster',
  'region',
  'env',
  'environment',
  'endpoint',
  'receiver',
]);
const likeEnough = 0.4;
const mostSimilar = 3;

function pairsOf(labels: Labels): ReadonlySet<string> {
  return new Set(
    Object.entries(labels).flatMap(([name, value]) =>
      ignoredLabels.has(name) || value === '' ? [] : [`${name}=${value}`],
    ),
  );
}

function share(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  const all = a.union(b).size;
  return all === 0 ? 0 : a.intersection(b).size / all;
}

function wordsOf({ alertName, annotations }: Incident): ReadonlySet<string> {
  return listWords([alertName, annotations['summary'] ?? '', annotations['description'] ?? ''].join(' '));
}

/** How alike two incidents are, 0–1: half by their labels, half by their words. Without a label in common, not at all. */
export function likeness(a: Incident, b: Incident): number {
  const labels = share(pairsOf(a.labels), pairsOf(b.labels));
  return labels === 0 ? 0 : 0.5 * labels + 0.5 * share(wordsOf(a), wordsOf(b));
}

export function sortByKinship(incident: Incident, past: readonly Incident[]): Kinship {
  const same = past.filter(({ groupKey }) => groupKey === incident.groupKey);
  const rest = past.filter(({ groupKey }) => groupKey !== incident.groupKey);
  return {
    same,
    elsewhere: rest.filter(({ alertName }) => alertName === incident.alertName),
    similar: rest
      .filter(({ alertName }) => alertName !== incident.alertName)
      .map((other) => ({ other, score: likeness(incident, other) }))
      .filter(({ score }) => score >= likeEnough)
      .sort((a, b) => b.score - a.score)
      .slice(0, mostSimilar)
      .map(({ other }) => other),
  };
}

const verdicts: Readonly<Record<PastFeedback['verdict'], string>> = {
  right: 'people called that right',
  wrong: 'people called that wrong',
  partly: 'people called that partly right',
};

const outcomes: Readonly<Record<PastCommand['outcome'], string>> = {
  worked: 'worked',
  did_not_work: 'did not work',
  not_run: 'was approved, but not run',
};

function describeDuration({ startedAtMs, resolvedAtMs }: Incident): string {
  return resolvedAtMs === null ? 'not resolved yet' : `lasted ${formatDuration(resolvedAtMs - startedAtMs)}`;
}

/** What was said then is what somebody said, not what is known. */
function describePast(past: Incident, finding: PastFinding | undefined, named: boolean): Fact {
  const said =
    finding === undefined
      ? 'not explained'
      : `explained then (${finding.status}): "${finding.headline}" ${finding.cause}`.trim();
  const people = (finding?.feedback ?? []).map(
    ({ verdict, text }) => `${verdicts[verdict]}${text === null ? '' : `: "${text}"`}`,
  );
  const tried = (finding?.tried ?? []).map(({ command, outcome }) => `"${command}" ${outcomes[outcome]}`);
  const name = named ? `${past.alertName}, ` : '';
  return {
    name: 'past',
    text: [
      `${name}${formatTime(past.startedAtMs)}, ${describeDuration(past)}`,
      said,
      ...people,
      ...tried,
    ].join('; '),
    value: past.resolvedAtMs === null ? null : (past.resolvedAtMs - past.startedAtMs) / 1000,
    unit: 'seconds',
    atMs: past.startedAtMs,
  };
}

function median(values: readonly number[]): number | null {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor((sorted.length - 1) / 2)] ?? null;
}

function plural(many: number, word: string): string {
  return many === 1 ? word : `${word}s`;
}

function count(name: string, text: string, value: number): Fact {
  return { name, text, value, unit: 'count', atMs: null };
}

function describeSame(incident: Incident, same: readonly Incident[], range: TimeRange): readonly Fact[] {
  const days = formatDuration(range.toMs - range.fromMs);
  const week = same.filter(({ startedAtMs }) => startedAtMs >= incident.startedAtMs - 7 * dayMs).length;
  const lengths = same.flatMap(({ startedAtMs, resolvedAtMs }) =>
    resolvedAtMs === null ? [] : [resolvedAtMs - startedAtMs],
  );
  const usual = median(lengths);
  return [
    count('times', `fired ${same.length} ${plural(same.length, 'time')} before in ${days}`, same.length),
    count('week', `${week} of them in the 7 d before`, week),
    ...(usual === null
      ? []
      : [
          {
            name: 'duration',
            text: `lasted ${formatDuration(usual)} at the median, ${formatDuration(Math.max(...lengths))} at most`,
            value: usual / 1000,
            unit: 'seconds' as const,
            atMs: null,
          },
        ]),
  ];
}

/** Past incidents that are told one by one. */
const toldEach = 3;

/** How much an explanation tells by what people said of it; one that was wrong tells most if they said what it was. */
function weigh(finding: PastFinding | undefined): number {
  if (finding === undefined) return 0;
  const worked = finding.tried.some(({ outcome }) => outcome === 'worked');
  const judged = finding.feedback.map(({ verdict, text }) =>
    verdict === 'right' || text !== null ? 5 : verdict === 'partly' ? 3 : 1,
  );
  return Math.max(worked ? 4 : 0, judged.length === 0 ? 2 : Math.max(...judged));
}

/** What people vouched for or corrected first, then what was explained, then the rest; among equals the latest. */
function chooseTold(
  past: readonly Incident[],
  findings: ReadonlyMap<string, PastFinding>,
): readonly Incident[] {
  return past
    .map((one) => ({ one, weight: weigh(findings.get(one.id)) }))
    .sort((a, b) => b.weight - a.weight || b.one.startedAtMs - a.one.startedAtMs)
    .slice(0, toldEach)
    .map(({ one }) => one);
}

export interface HistoryOptions {
  readonly source: string;
  readonly incident: Incident;
  readonly range: TimeRange;
  readonly findings: readonly PastFinding[];
}

/** Items on how often and how long it was so before, and what was found then. */
export function toHistoryDrafts(kinship: Kinship, options: HistoryOptions): readonly EvidenceDraft[] {
  const { source, incident, range } = options;
  const findings = new Map(options.findings.map((finding) => [finding.incidentId, finding]));
  const base: EvidenceDraft = {
    ...emptyDraft(source, `past incidents of ${incident.alertName}`),
    kind: 'history',
    range,
  };
  const { same, elsewhere, similar } = kinship;
  const told = (past: readonly Incident[], named: boolean): readonly Fact[] =>
    chooseTold(past, findings).map((one) => describePast(one, findings.get(one.id), named));
  const others = new Set(elsewhere.map(({ groupKey }) => groupKey)).size;
  const own: EvidenceDraft =
    same.length + elsewhere.length === 0
      ? { ...base, reason: `it did not fire in the ${formatDuration(range.toMs - range.fromMs)} before` }
      : {
          ...base,
          status: 'observed',
          labels: incident.groupLabels,
          facts: [
            ...(same.length > 0
              ? describeSame(incident, same, range)
              : [count('times', 'did not fire before in this group', 0)]),
            ...told(same, false),
            ...(elsewhere.length === 0
              ? []
              : [
                  count(
                    'elsewhere',
                    `fired ${elsewhere.length} ${plural(elsewhere.length, 'time')} in ${others} other ${plural(others, 'group')}`,
                    elsewhere.length,
                  ),
                ]),
            ...(same.length === 0 ? told(elsewhere, false) : []),
          ],
          total: same.length + elsewhere.length,
          kept: Math.min(toldEach, same.length === 0 ? elsewhere.length : same.length),
        };
  const explained = similar.filter(({ id }) => findings.has(id));
  if (explained.length === 0) return [own];
  return [
    own,
    {
      ...base,
      title: 'past incidents with like labels and words',
      status: 'observed',
      facts: told(explained, true),
      total: similar.length,
      kept: explained.length,
    },
  ];
}
