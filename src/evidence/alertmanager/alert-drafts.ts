import type { EvidenceDraft, Fact } from '../../domain/evidence.ts';
import type { Incident } from '../../domain/incident.ts';
import { formatLabels, type Labels } from '../../domain/labels.ts';
import type { TimeRange } from '../../domain/series.ts';
import { formatDuration, formatTime } from '../../domain/time.ts';
import { emptyDraft } from '../drafts.ts';
import { type HeldAlert, type Silence, silences } from './read-alertmanager.ts';

/** Alerts of other names that are told; the rest is counted. */
const mostNames = 8;
const mostSilences = 4;
const commentCharacters = 200;

/** Labels that every alert of a Prometheus has, or that say nothing about the thing. */
const commonToAll: ReadonlySet<string> = new Set([
  'alertname',
  'severity',
  'prometheus',
  'cluster',
  'region',
  'env',
  'environment',
  'receiver',
]);

/** An alert beside the one that is being explained. */
interface OtherAlert {
  readonly labels: Labels;
  readonly startsAtMs: number;
  /** Null while it fires. */
  readonly endsAtMs: number | null;
  readonly suppressed: 'silenced' | 'inhibited' | null;
}

interface AlertsAround {
  readonly source: string;
  readonly incident: Incident;
  readonly range: TimeRange;
}

function fact(name: string, text: string, more: Partial<Fact> = {}): Fact {
  return { name, text, value: null, unit: 'none', atMs: null, ...more };
}

function nameOf(labels: Labels): string {
  return labels['alertname'] ?? 'unnamed alert';
}

function listOwn({ alerts }: Incident): readonly Labels[] {
  return alerts.map(({ labels }) => labels);
}

function isOwn(incident: Incident, alert: HeldAlert): boolean {
  const written = formatLabels(alert.labels);
  return incident.alerts.some(
    ({ fingerprint, labels }) => fingerprint === alert.fingerprint || formatLabels(labels) === written,
  );
}

/** The labels that an alert has in common with one of the incident's. */
function sharedLabels(incident: Incident, labels: Labels): readonly string[] {
  const shared = listOwn(incident).map((own) =>
    Object.keys(labels).filter((name) => !commonToAll.has(name) && own[name] === labels[name]),
  );
  return shared.sort((a, b) => b.length - a.length)[0] ?? [];
}

/** `12 min before`: in relation to the start of the incident. */
function relate(incident: Incident, ms: number): string {
  const ago = incident.startedAtMs - ms;
  if (ago === 0) return 'at the same moment';
  return `${formatDuration(Math.abs(ago))} ${ago > 0 ? 'before' : 'after'} this one`;
}

function describeState({ suppressed, endsAtMs }: OtherAlert): string {
  if (endsAtMs !== null) return `ended ${formatTime(endsAtMs)}`;
  return suppressed === null ? 'fires' : `fires, ${suppressed}`;
}

/** Alerts of one name as one fact: the first of them, and how many there are. */
function describeGroup(incident: Incident, alerts: readonly OtherAlert[]): Fact {
  const [first] = [...alerts].sort((a, b) => a.startsAtMs - b.startsAtMs);
  if (first === undefined) return fact('alert', 'no alert');
  const { alertname: _, severity, ...rest } = first.labels;
  const where = Object.entries(rest)
    .filter(([name]) => !commonToAll.has(name))
    .slice(0, 6)
    .map(([name, value]) => `${name}=${value}`)
    .join(' ');
  const shared = sharedLabels(incident, first.labels);
  const text = [
    `${nameOf(first.labels)}${severity === undefined ? '' : ` (${severity})`}`,
    where,
    `${describeState(first)} since ${formatTime(first.startsAtMs)}, ${relate(incident, first.startsAtMs)}`,
    ...(alerts.length > 1 ? [`${alerts.length} alerts of this name`] : []),
    ...(shared.length > 0 ? [`same ${shared.join(', ')}`] : []),
  ];
  return fact('alert', text.filter(Boolean).join(', '), {
    value: alerts.length,
    unit: 'count',
    atMs: first.startsAtMs,
  });
}

/** What fires beside it, or did in the window: the most labels in common first, then the nearest in time. */
function toOthersDraft(around: AlertsAround, others: readonly OtherAlert[]): EvidenceDraft {
  const { source, incident, range } = around;
  const base: EvidenceDraft = {
    ...emptyDraft(source, 'other alerts'),
    kind: 'event',
    range,
    query: '/api/v2/alerts',
    total: others.length,
  };
  if (others.length === 0) return { ...base, reason: 'no other alert fires, or fired in this time' };
  const distance = (alert: OtherAlert): number => Math.abs(alert.startsAtMs - incident.startedAtMs);
  const near = (a: OtherAlert, b: OtherAlert): number =>
    sharedLabels(incident, b.labels).length - sharedLabels(incident, a.labels).length ||
    distance(a) - distance(b);
  const groups = [...Map.groupBy([...others].sort(near), ({ labels }) => nameOf(labels)).values()];
  const told = groups.slice(0, mostNames);
  const kept = told.reduce((sum, group) => sum + group.length, 0);
  const left = others.length - kept;
  return {
    ...base,
    status: 'observed',
    facts: [
      ...told.map((group) => describeGroup(incident, group)),
      ...(left === 0 ? [] : [fact('more', `${left} more of other names`, { value: left, unit: 'count' })]),
    ],
    kept,
  };
}

function describeSilence(silence: Silence, incident: Incident): string {
  const { status, startsAt, endsAt, createdBy, comment } = silence;
  const when =
    status.state === 'expired'
      ? `ended ${formatTime(endsAt)}, ${relate(incident, endsAt)}`
      : `${status.state} from ${formatTime(startsAt)} until ${formatTime(endsAt)}`;
  const said = comment === '' ? '' : `: "${comment.slice(0, commentCharacters).toWellFormed()}"`;
  return `a silence for this alert${createdBy === '' ? '' : ` by ${createdBy}`}, ${when}${said}`;
}

/** Silences that hold for this alert, that will, or that have just ended: an alert often comes back with their end. */
function toSilencesDraft(around: AlertsAround, all: readonly Silence[]): readonly EvidenceDraft[] {
  const { source, incident, range } = around;
  const own = all.filter(
    (silence) =>
      (silence.status.state !== 'expired' || silence.endsAt >= range.fromMs) &&
      listOwn(incident).some((labels) => silences(silence, labels)),
  );
  if (own.length === 0) return [];
  return [
    {
      ...emptyDraft(source, 'silences'),
      kind: 'event',
      status: 'observed',
      range,
      query: '/api/v2/silences',
      facts: own.slice(0, mostSilences).map((silence) =>
        fact('silence', describeSilence(silence, incident), {
          atMs: silence.status.state === 'expired' ? silence.endsAt : silence.startsAt,
        }),
      ),
      total: own.length,
      kept: Math.min(own.length, mostSilences),
    },
  ];
}

function listByName(alerts: readonly HeldAlert[]): string {
  const names = Map.groupBy(alerts, ({ labels }) => nameOf(labels));
  return [...names]
    .slice(0, mostNames)
    .map(([name, same]) => (same.length === 1 ? name : `${name} (${same.length})`))
    .join(', ');
}

/** Which alerts keep this one quiet, and which ones this one keeps quiet. */
function toInhibitionsDraft(around: AlertsAround, alerts: readonly HeldAlert[]): readonly EvidenceDraft[] {
  const { source, incident } = around;
  const own = alerts.filter((alert) => isOwn(incident, alert));
  const ids = new Set(own.map(({ fingerprint }) => fingerprint));
  const by = new Set(own.flatMap(({ status }) => status.inhibitedBy));
  const inhibiting = alerts.filter(({ fingerprint }) => by.has(fingerprint));
  const inhibited = alerts.filter(({ status }) => status.inhibitedBy.some((id) => ids.has(id)));
  const facts = [
    ...(inhibiting.length === 0
      ? []
      : [fact('inhibited_by', `this alert is inhibited by ${listByName(inhibiting)}`)]),
    ...(inhibited.length === 0
      ? []
      : [
          fact('inhibits', `this alert inhibits ${listByName(inhibited)}`, {
            value: inhibited.length,
            unit: 'count',
          }),
        ]),
  ];
  if (facts.length === 0) return [];
  const total = inhibiting.length + inhibited.length;
  return [
    {
      ...emptyDraft(source, 'inhibitions'),
      kind: 'event',
      status: 'observed',
      query: '/api/v2/alerts',
      facts,
      total,
      kept: total,
    },
  ];
}

function toOther({ labels, startsAt, status }: HeldAlert): OtherAlert {
  const suppressed =
    status.silencedBy.length > 0 ? 'silenced' : status.inhibitedBy.length > 0 ? 'inhibited' : null;
  return { labels, startsAtMs: startsAt, endsAtMs: null, suppressed };
}

/** Alerts of past incidents that fired in the window and are held no longer. */
function toPastAlerts(past: readonly Incident[], held: readonly HeldAlert[]): readonly OtherAlert[] {
  const known = new Set(held.map(({ fingerprint }) => fingerprint));
  return past.flatMap(({ alerts }) =>
    alerts.flatMap(({ fingerprint, labels, startsAtMs, endsAtMs, firstSeenMs }) =>
      known.has(fingerprint) || endsAtMs === null
        ? []
        : [{ labels, startsAtMs: startsAtMs ?? firstSeenMs, endsAtMs, suppressed: null }],
    ),
  );
}

/** Items on what else fires, and on what keeps this alert or others quiet. */
export function toAlertDrafts(
  around: AlertsAround,
  held: { readonly alerts: readonly HeldAlert[]; readonly silences: readonly Silence[] },
  past: readonly Incident[],
): readonly EvidenceDraft[] {
  const others = held.alerts.filter((alert) => !isOwn(around.incident, alert)).map(toOther);
  return [
    toOthersDraft(around, [...others, ...toPastAlerts(past, held.alerts)]),
    ...toSilencesDraft(around, held.silences),
    ...toInhibitionsDraft(around, held.alerts),
  ];
}
