import type { EvidenceItem, Fact } from '../domain/evidence.ts';
import type { Finding, FindingKind } from '../domain/finding.ts';
import { formatTime } from '../domain/time.ts';
import { formatValue, smallestSize } from '../domain/unit.ts';
import { movedShare } from './series-facts.ts';

/** A series has not moved when its change is below this share of its size. */
const stillShare = 0.02;
/** Findings of one kind that are kept. */
const mostOfAKind = 4;
/** One series accounts for another's change when theirs are equal within this share. */
const accountsWithin = 0.25;

type Draft = Omit<Finding, 'id'>;

export function findFact(item: Pick<EvidenceItem, 'facts'>, name: string): Fact | null {
  return item.facts.find((fact) => fact.name === name) ?? null;
}

function numberOf(item: EvidenceItem, name: string): number {
  return findFact(item, name)?.value ?? 0;
}

/** A series' change against its own size, −1 … 1. */
export function relativeChange(item: EvidenceItem): number {
  const least = smallestSize(findFact(item, 'now')?.unit ?? 'none');
  const size = Math.max(Math.abs(numberOf(item, 'now')), Math.abs(numberOf(item, 'earlier')), least);
  return size === 0 ? 0 : Math.max(-1, Math.min(1, numberOf(item, 'change') / size));
}

function unquote(quoted: string): string {
  try {
    return String(JSON.parse(quoted));
  } catch {
    return quoted.slice(1, -1);
  }
}

/** What a series is about, in a word: the values of the labels in its title, or its name. */
export function shortName(item: EvidenceItem): string {
  const values = [...item.title.matchAll(/=("(?:[^"\\]|\\.)*")/g)].map(([, quoted = '""']) =>
    unquote(quoted),
  );
  return values.length > 0 && !item.primary ? values.join(' ') : item.title.replace(/\{.*\}$/, '');
}

/** An extreme that lies this much farther off than the last value is the story. */
const peakFactor = 1.5;

/** "x rose from 3 to 47 (…), is 40 now": what the facts of a series say of how it moved. */
export function describeMove(item: Pick<EvidenceItem, 'facts'>, name: string): string {
  const [now, earlier, min, max] = ['now', 'earlier', 'min', 'max'].map((fact) => findFact(item, fact));
  if (now?.value == null || earlier?.value == null) return name;
  const distance = (fact: Fact | null | undefined): number =>
    Math.abs((fact?.value ?? 0) - (earlier.value ?? 0));
  const peak = distance(max) >= distance(min) ? max : min;
  const [from, to] = [formatValue(earlier.value, earlier.unit), formatValue(now.value, now.unit)];
  if (
    peak?.value != null &&
    distance(peak) > peakFactor * distance(now) &&
    (peak.atMs ?? 0) > (earlier.atMs ?? 0)
  ) {
    const verb = peak.value > earlier.value ? 'rose' : 'fell';
    const at = peak.atMs === null ? '' : ` (${formatTime(peak.atMs)})`;
    return `${name} ${verb} from ${from} to ${formatValue(peak.value, peak.unit)}${at}, is ${to} now`;
  }
  const verb = now.value > earlier.value ? 'rose' : 'fell';
  const since = findFact(item, 'moving_since')?.atMs;
  const began = since == null ? '' : `, since ${formatTime(since)}`;
  return `${name} ${verb} from ${from} to ${to}${began}`;
}

function findAlertValue(item: EvidenceItem): readonly Draft[] {
  const now = findFact(item, 'now');
  const threshold = findFact(item, 'threshold');
  const crossed = findFact(item, 'crossed');
  if (now?.value == null) return [];
  const limit = threshold === null ? '' : ` (${threshold.text})`;
  const since = crossed === null ? '' : `, ${crossed.text}`;
  const limitSoon = findFact(item, 'time_to_limit');
  const soon = limitSoon === null ? '' : `, ${limitSoon.text}`;
  return [
    {
      kind: crossed === null ? 'alert_value' : 'threshold_crossed',
      text: `${item.title} is ${formatValue(now.value, now.unit)}${limit}${since}${soon}`,
      short: `${shortName(item)} is ${formatValue(now.value, now.unit)}`,
      evidence: [item.id],
      weight: 1,
    },
  ];
}

/** What a falling quantity of bytes has lost, and which rising one took it: full disks, memory, quotas. */
function findAccounting(items: readonly EvidenceItem[]): readonly Draft[] {
  const inBytes = items.filter((item) => findFact(item, 'now')?.unit === 'bytes');
  const losers = inBytes.filter((item) => relativeChange(item) <= -movedShare);
  return losers.flatMap((loser) =>
    inBytes
      .filter((item) => {
        const lost = -numberOf(loser, 'change');
        return relativeChange(item) > 0 && Math.abs(numberOf(item, 'change') - lost) <= accountsWithin * lost;
      })
      .map((gainer): Draft => {
        const gained = formatValue(numberOf(gainer, 'change'), 'bytes');
        const lost = formatValue(-numberOf(loser, 'change'), 'bytes');
        return {
          kind: 'moved',
          text: `${gainer.title} grew by ${gained} while ${loser.title} lost ${lost}`,
          short: `${shortName(gainer)} grew by ${gained}, ${shortName(loser)} lost ${lost}`,
          evidence: [gainer.id, loser.id],
          weight: 0.95,
        };
      }),
  );
}

function findMoves(items: readonly EvidenceItem[]): readonly Draft[] {
  return items
    .filter((item) => Math.abs(relativeChange(item)) >= movedShare)
    .map(
      (item): Draft => ({
        kind: 'moved',
        text: describeMove(item, item.title),
        short: describeMove(item, shortName(item)),
        evidence: [item.id],
        weight: 0.5 + 0.4 * Math.abs(relativeChange(item)),
      }),
    );
}

/** Of a series that has ended, or has no number any more, its last value says nothing of now. */
function findEnd(item: EvidenceItem): Fact | null {
  return findFact(item, 'stale') ?? findFact(item, 'not_a_number');
}

function findEnded(items: readonly EvidenceItem[]): readonly Draft[] {
  return items.flatMap((item): readonly Draft[] => {
    const end = findEnd(item);
    if (end === null) return [];
    const since = end.atMs === null ? '' : ` since ${formatTime(end.atMs)}`;
    const what = end.name === 'stale' ? 'no sample' : 'no number';
    return [
      {
        kind: 'moved',
        text: `${item.title}: ${end.text}`,
        short: `${shortName(item)} has ${what}${since}`,
        evidence: [item.id],
        weight: 0.8,
      },
    ];
  });
}

/** Said because a person would suspect them: what did not move is not the cause. */
function findStill(items: readonly EvidenceItem[]): readonly Draft[] {
  return items
    .filter((item) => Math.abs(relativeChange(item)) < stillShare && numberOf(item, 'now') !== 0)
    .map((item): Draft => {
      const now = findFact(item, 'now');
      const level = formatValue(now?.value ?? 0, now?.unit ?? 'none');
      return {
        kind: 'did_not_move',
        text: `${item.title} stayed at ${level}`,
        short: `${shortName(item)} stayed at ${level}`,
        evidence: [item.id],
        weight: now?.unit === 'bytes' ? 0.3 : 0.2,
      };
    });
}

/** A change of something that moved comes before one that is merely later. What came after the alert caused nothing. */
function findChanges(items: readonly EvidenceItem[], moved: readonly Draft[]): readonly Draft[] {
  const before = items.filter((item) => (findFact(item, 'age')?.value ?? 0) >= 0);
  return before.map((item, index): Draft => {
    const { service } = item.labels;
    const related = service !== undefined && moved.some((finding) => finding.text.includes(service));
    const age = findFact(item, 'age')?.text;
    return {
      kind: 'change',
      text: `${item.title}, ${item.facts
        .filter((fact) => fact.name !== 'diff')
        .map((fact) => fact.text)
        .join(', ')}`,
      short: [item.title.replace(/ \([^)]*\)$/, ''), age].filter(Boolean).join(' '),
      evidence: [item.id],
      weight: (related ? 0.92 : 0.6) - 0.05 * index,
    };
  });
}

function findLogs(items: readonly EvidenceItem[]): readonly Draft[] {
  return items
    .filter((item) => numberOf(item, 'since') > numberOf(item, 'before'))
    .map(
      (item): Draft => ({
        kind: 'logs',
        text: `${item.title}: ${item.facts.map((fact) => fact.text).join(', ')}`,
        short: `more ${item.title}`,
        evidence: [item.id],
        weight: 0.6,
      }),
    );
}

function findGaps(items: readonly EvidenceItem[]): readonly Draft[] {
  return items.map(
    (item): Draft => ({
      kind: 'gap',
      text: `${item.source}: ${item.reason ?? 'unavailable'}`,
      short: `${item.source} unavailable`,
      evidence: [item.id],
      weight: 0.1,
    }),
  );
}

/** What the evidence says by itself, the most telling first, at most a few of each kind. */
export function deriveFindings(evidence: readonly EvidenceItem[]): readonly Finding[] {
  const observed = evidence.filter((item) => item.status === 'observed');
  const series = observed.filter((item) => item.kind === 'series');
  const others = series.filter((item) => !item.primary);
  const beside = others.filter((item) => findEnd(item) === null);
  const accounting = findAccounting(beside);
  const accounted = new Set(accounting.map((finding) => finding.evidence[0]));
  const moved = [
    ...accounting,
    ...findEnded(others),
    ...findMoves(beside.filter((item) => !accounted.has(item.id))),
  ];
  const drafts = [
    ...series.filter((item) => item.primary).flatMap(findAlertValue),
    ...moved,
    ...findStill(beside),
    ...findChanges(
      observed.filter((item) => item.kind === 'change'),
      moved,
    ),
    ...findLogs(observed.filter((item) => item.kind === 'logs')),
    ...findGaps(evidence.filter((item) => item.status === 'unavailable')),
  ].sort((a, b) => b.weight - a.weight);
  const counts = new Map<FindingKind, number>();
  return drafts
    .filter(({ kind }) => {
      const count = (counts.get(kind) ?? 0) + 1;
      counts.set(kind, count);
      return count <= mostOfAKind;
    })
    .map((draft, index) => ({ ...draft, id: `F${index + 1}` }));
}
