import type { EvidenceDraft, Fact } from '../domain/evidence.ts';
import type { Incident } from '../domain/incident.ts';
import type { ObservedChange } from '../domain/observation.ts';
import type { TimeRange } from '../domain/series.ts';
import { formatDuration, formatTime } from '../domain/time.ts';
import { cutDiff, listWords } from './cut-diff.ts';
import { emptyDraft } from './drafts.ts';

const mostChanges = 5;
const namedFiles = 4;
const diffCharacters = 600;

/** Labels whose values name what was changed. */
const serviceLabels = [
  'service',
  'job',
  'app',
  'deployment',
  'container',
  'namespace',
  'component',
  'team',
] as const;

function textOf(incident: Incident): string {
  const alerts = incident.alerts.slice(0, 5);
  return [
    incident.alertName,
    ...alerts.flatMap(({ labels, annotations }) => [...Object.values(labels), ...Object.values(annotations)]),
  ].join(' ');
}

/** Whether a change is of something that the alert's labels name. */
function isNamed(change: ObservedChange, incident: Incident): boolean {
  const { service } = change;
  if (service === null) return false;
  const labelSets = [incident.labels, ...incident.alerts.map(({ labels }) => labels)];
  return labelSets.some((labels) => serviceLabels.some((name) => labels[name] === service));
}

function listFiles(files: readonly string[]): string {
  const more = files.length - namedFiles;
  return `files ${files.slice(0, namedFiles).join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}

function toFacts(change: ObservedChange, incident: Incident): readonly Fact[] {
  const ago = incident.startedAtMs - change.timeMs;
  const fact = (name: string, text: string): Fact => ({
    name,
    text,
    value: null,
    unit: 'none',
    atMs: change.timeMs,
  });
  const diff =
    change.diff === null ? null : cutDiff(change.diff, listWords(textOf(incident)), diffCharacters);
  return [
    {
      ...fact('age', `${formatDuration(Math.abs(ago))} ${ago >= 0 ? 'before' : 'after'} the alert started`),
      value: ago / 1000,
      unit: 'seconds',
    },
    fact('time', formatTime(change.timeMs)),
    ...(change.author ? [fact('author', `by ${change.author}`)] : []),
    ...(change.summary ? [fact('summary', `"${change.summary}"`)] : []),
    ...(change.files.length === 0 ? [] : [fact('files', listFiles(change.files))]),
    ...(diff === null ? [] : [fact('diff', `diff:\n${diff}`)]),
  ];
}

/** Items for the changes of a time: first those of what the alert names, then the latest; the rest is counted. */
export function toChangeDrafts(
  source: string,
  changes: readonly ObservedChange[],
  about: { readonly incident: Incident; readonly range: TimeRange },
): readonly EvidenceDraft[] {
  const { incident, range } = about;
  const recent = changes
    .filter(({ timeMs }) => timeMs >= range.fromMs && timeMs <= range.toMs)
    .sort((a, b) => Number(isNamed(b, incident)) - Number(isNamed(a, incident)) || b.timeMs - a.timeMs);
  if (recent.length === 0) {
    return [
      { ...emptyDraft(source, 'changes'), kind: 'change', range, reason: 'nothing was changed in this time' },
    ];
  }
  return recent.slice(0, mostChanges).map((change) => ({
    ...emptyDraft(
      source,
      `${[change.kind, change.service, change.version].filter(Boolean).join(' ')} (${change.id})`,
    ),
    kind: 'change',
    status: 'observed',
    range,
    labels: change.service ? { service: change.service } : {},
    observed: [change.key],
    facts: toFacts(change, incident),
    total: recent.length,
    kept: Math.min(recent.length, mostChanges),
  }));
}
