import type { EvidenceDraft, Fact } from '../../domain/evidence.ts';
import type { TimeRange } from '../../domain/series.ts';
import { formatTime } from '../../domain/time.ts';
import { emptyDraft } from '../drafts.ts';
import type { ClusterEvent } from './objects.ts';

const mostGroups = 8;
const messageCharacters = 240;

function lastSeen({ lastTimestamp, eventTime, series, metadata }: ClusterEvent): number | null {
  return series?.lastObservedTime ?? lastTimestamp ?? eventTime ?? metadata.creationTimestamp;
}

function timesOf({ series, count }: ClusterEvent): number {
  return series?.count ?? count ?? 1;
}

function toFact(group: readonly ClusterEvent[]): Fact {
  const [latest] = [...group].sort((a, b) => (lastSeen(b) ?? 0) - (lastSeen(a) ?? 0));
  if (latest === undefined) return { name: 'event', text: 'no event', value: 0, unit: 'count', atMs: null };
  const times = group.reduce((sum, event) => sum + timesOf(event), 0);
  const names = new Set(group.map(({ involvedObject }) => involvedObject.name));
  const { kind, name } = latest.involvedObject;
  const whose = names.size === 1 ? `${kind} ${name}` : `${names.size} ${kind}s such as ${name}`;
  const seen = lastSeen(latest);
  const message = latest.message.replaceAll(/\s+/g, ' ').slice(0, messageCharacters).toWellFormed();
  return {
    name: 'event',
    text: `${latest.type} ${latest.reason} × ${times}, ${whose}${seen === null ? '' : `, last ${formatTime(seen)}`}: "${message}"`,
    value: times,
    unit: 'count',
    atMs: seen,
  };
}

/** What the cluster reported of some objects in a time: warnings first, then the most frequent. */
export function toEventDraft(
  source: string,
  events: readonly ClusterEvent[],
  about: { readonly range: TimeRange; readonly title: string; readonly query: string },
): EvidenceDraft {
  const { range, title, query } = about;
  const within = events.filter((event) => {
    const seen = lastSeen(event);
    return seen === null || (seen >= range.fromMs && seen <= range.toMs);
  });
  const base: EvidenceDraft = {
    ...emptyDraft(source, title),
    kind: 'event',
    range,
    query,
    total: within.length,
  };
  if (within.length === 0) return { ...base, reason: 'the cluster reports no event of it in this time' };
  const groups = [
    ...Map.groupBy(
      within,
      ({ type, reason, involvedObject }) => `${type}\0${reason}\0${involvedObject.kind}`,
    ).values(),
  ];
  const weight = (group: readonly ClusterEvent[]): number =>
    (group[0]?.type === 'Warning' ? 1e9 : 0) + group.reduce((sum, event) => sum + timesOf(event), 0);
  const kept = groups.sort((a, b) => weight(b) - weight(a)).slice(0, mostGroups);
  return {
    ...base,
    status: 'observed',
    facts: kept.map(toFact),
    kept: kept.reduce((sum, group) => sum + group.length, 0),
  };
}
