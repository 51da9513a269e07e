/** Evidence, prepared once for looking things up in it. */
import type { EvidenceItem, Fact } from '../../domain/evidence.ts';
import type { Point } from '../../domain/series.ts';
import { spellDurations } from './code-durations.ts';
import { containsName } from './contains-name.ts';
import { type FigureMention, findMentions, longestScanned, type TimeMention } from './mentions.ts';
import {
  cameBack,
  findMoves,
  findSharpMoves,
  flatShare,
  type Move,
  numberOf,
  share,
  standsStillAtEnd,
} from './moves.ts';
import { type Quantity, toQuantities } from './quantity.ts';
import { findTurningPoints } from './turning-points.ts';
import { findFamily, isOrdinary, listAuthors, listKnownNames } from './vocabulary.ts';

/** A fact's number under every name that a sentence may give it. */
export interface KnownFact {
  readonly fact: Fact;
  readonly quantities: readonly Quantity[];
}

/** One evidence item, and all that a sentence may stand on. */
export interface Ground {
  readonly id: string;
  readonly kind: EvidenceItem['kind'];
  readonly observed: boolean;
  readonly labels: EvidenceItem['labels'];
  readonly facts: readonly KnownFact[];
  /** Figures that are written in its texts. */
  readonly written: readonly Quantity[];
  readonly timesMs: readonly number[];
  readonly clockTimes: readonly TimeMention[];
  /** When what it tells of happened: a change, the alert, the onset of a movement. Empty when that is not known. */
  readonly eventsMs: readonly number[];
  /**
   * By fact of a series: the times at which it crossed its threshold, began to move, was highest or lowest; as `leaves` those
   * at which it turns to something else.
   */
  readonly moments: ReadonlyMap<string, readonly number[]>;
  /** All its words, in lower case. */
  readonly text: string;
  /** The words that say what it measures: title and query, lower case. */
  readonly subject: string;
  /** By family of labels: the values that it has, lower case. */
  readonly family: ReadonlyMap<number, readonly string[]>;
  readonly moves: ReadonlySet<Move>;
  /** Whether it came back from where it had gone: "recovered". */
  readonly isBack: boolean;
  /** Whether it has stood still since it last turned: "has been flat since". */
  readonly isStillAtEnd: boolean;
  /** Those of its moves that may be called sharp. */
  readonly sharpMoves: ReadonlySet<Move>;
  readonly points: readonly Point[];
  /** Who made it, if it is a change; lower case. */
  readonly authors: readonly string[];
  /** What was done in a change, in the words of who did it; what log lines say. */
  readonly summary: string;
}

export interface Grounds {
  readonly all: readonly Ground[];
  readonly byId: ReadonlyMap<string, Ground>;
  readonly isKnownName: (word: string) => boolean;
  /** An ordinary word that something is called here, such as a service named frontend. */
  readonly isPlainName: (word: string) => boolean;
  readonly alertStartMs: number | null;
  /** The families of labels in which something has this name. */
  readonly familiesOf: (name: string) => ReadonlySet<number>;
  /** Whether a name is that of a thing or a metric that something is measured of. */
  readonly isEntity: (name: string) => boolean;
  /** The name of which only the singular is in the evidence: "OutOfMemoryErrors". Else as it is. */
  readonly toSingular: (name: string) => string;
}

const eventFacts = new Set(['moving_since', 'crossed', 'first', 'onset']);

function findEvents(item: EvidenceItem): readonly number[] {
  if (item.kind === 'alert') {
    return item.facts
      .filter(({ text }) => text.startsWith('firing since '))
      .flatMap(({ text }) => findMentions(text))
      .flatMap((mention) => (mention.kind === 'time' && mention.dated ? [mention.ms] : []));
  }
  const times = item.facts.flatMap(({ name, atMs }) =>
    atMs !== null && (item.kind !== 'series' || eventFacts.has(name)) ? [atMs] : [],
  );
  return [...new Set(times)];
}

/** Times of single points at an extreme: a series may be as high more than once. */
function findPeaks(
  { points }: EvidenceItem,
  moments: ReadonlyMap<string, readonly number[]>,
): readonly number[] {
  return ['max', 'min'].flatMap((name) => {
    const extremes = new Set(moments.get(name));
    const isExtreme = (index: number): boolean => extremes.has(points[index]?.[0] ?? Number.NaN);
    return points.flatMap(([ms], index) =>
      isExtreme(index) && !isExtreme(index - 1) && !isExtreme(index + 1) ? [ms] : [],
    );
  });
}

/** A point this close to an extreme is one. */
const extremeShare = 0.005;

function findMoments(item: EvidenceItem, turns: readonly Fact[]): ReadonlyMap<string, readonly number[]> {
  if (item.kind !== 'series') return new Map();
  const [min, max] = [numberOf(item, 'min')?.value ?? 0, numberOf(item, 'max')?.value ?? 0];
  // What hardly moves is at its extreme all the time.
  const moved = share(min, max) >= flatShare;
  const leaves = turns.flatMap(({ atMs, value }, index) => {
    const next = turns[index + 1]?.value;
    return atMs !== null && next != null && Math.abs(share(value ?? 0, next)) >= flatShare ? [atMs] : [];
  });
  const told = item.facts.flatMap(
    ({ name, value, atMs }): readonly (readonly [string, readonly number[]])[] => {
      if (atMs === null) return [];
      const isExtreme = moved && (name === 'max' || name === 'min');
      const near = (point: number): boolean =>
        isExtreme && value !== null && Math.abs(point - value) <= Math.abs(value) * extremeShare;
      const others = item.points.flatMap(([ms, point]) => (near(point) ? [ms] : []));
      return [[name, [atMs, ...others]]];
    },
  );
  return new Map([...told, ['leaves', leaves]]);
}

function toFamilies(item: EvidenceItem): ReadonlyMap<number, readonly string[]> {
  const found = new Map<number, string[]>();
  for (const [label, value] of Object.entries(item.labels)) {
    const family = findFamily(label);
    if (family === null || value === '') continue;
    found.set(family, [...(found.get(family) ?? []), value.toLowerCase()]);
  }
  return found;
}

/** The values at which a series turns: where it came from may be told from there as well as from an hour before. */
function toTurns({ kind, facts, points }: EvidenceItem): readonly Fact[] {
  const now = facts.find(({ name }) => name === 'now');
  if (kind !== 'series' || now === undefined) return [];
  const turns = findTurningPoints(points.filter(([, value]) => Number.isFinite(value)));
  return turns.map(([atMs, value]) => ({ ...now, name: 'turn', text: '', value, atMs }));
}

function toGround(item: EvidenceItem): Ground {
  const texts = [
    item.title,
    item.reason ?? '',
    ...item.facts.map((fact) => fact.text),
    ...Object.values(item.labels),
  ];
  const mentions = texts.flatMap((text) => findMentions(spellDurations(text).replaceAll(/["“”`]/g, ' ')));
  const clockTimes = mentions.filter((mention) => mention.kind === 'time');
  const turns = toTurns(item);
  const moments = findMoments(item, turns);
  const hint = `${item.title} ${item.query ?? ''}`.toLowerCase();
  return {
    id: item.id,
    kind: item.kind,
    observed: item.status === 'observed',
    labels: item.labels,
    facts: [...item.facts, ...turns].flatMap((fact) => {
      if (fact.value === null) return [];
      const rate = fact.name === 'slope_per_hour' ? { perSeconds: 3600 } : {};
      const quantities = toQuantities(fact.value, fact.unit, hint).map((one) => ({ ...one, ...rate }));
      return [{ fact, quantities }];
    }),
    written: mentions.filter((mention): mention is FigureMention => mention.kind === 'figure'),
    timesMs: [
      ...item.facts.flatMap((fact) => (fact.atMs === null ? [] : [fact.atMs])),
      ...turns.flatMap(({ atMs }) => atMs ?? []),
      ...findPeaks(item, moments),
    ],
    clockTimes,
    eventsMs: findEvents(item),
    moments,
    text: [...texts, item.query ?? '', item.source]
      .map((text) => text.slice(0, longestScanned))
      .join('\n')
      .toLowerCase(),
    subject: hint,
    family: toFamilies(item),
    moves: findMoves(item),
    isBack: cameBack(item),
    isStillAtEnd: standsStillAtEnd(turns),
    sharpMoves: findSharpMoves(item),
    points: item.points,
    authors: listAuthors(item),
    summary: item.facts.find(({ name }) => name === 'summary' || name === 'line')?.text.toLowerCase() ?? '',
  };
}

/** Prepares evidence for looking up. Do it once for all statements of a hypothesis. */
export function createGrounds(
  evidence: readonly EvidenceItem[],
  knownNames: readonly string[] = [],
): Grounds {
  const all = evidence.map(toGround);
  const names = listKnownNames(evidence, knownNames);
  const alert = all.find((ground) => ground.kind === 'alert');
  const values = new Map<number, Set<string>>();
  for (const [family, list] of all.flatMap((ground) => [...ground.family])) {
    values.set(family, new Set([...(values.get(family) ?? []), ...list]));
  }
  const series = all.filter((ground) => ground.kind === 'series');
  const familiesOf = remember((name) => {
    const has = (list: ReadonlySet<string>): boolean => [...list].some((value) => containsName(value, name));
    return new Set([...values].filter(([, list]) => has(list)).map(([family]) => family));
  });
  const isMetric = remember((name) => series.some((ground) => containsName(ground.subject, name)));
  const isSaid = (name: string): boolean => all.some(({ text }) => containsName(text, name));
  const isSingular = remember((name) => !isSaid(name) && isSaid(name.slice(0, -1)));
  return {
    all,
    byId: new Map(all.map((ground) => [ground.id, ground])),
    isPlainName: (word) =>
      isOrdinary(word) && [...values.values()].some((list) => list.has(word.toLowerCase())),
    isKnownName: (word) => names.has(word.toLowerCase()),
    alertStartMs: alert === undefined || alert.eventsMs.length === 0 ? null : Math.min(...alert.eventsMs),
    familiesOf,
    isEntity: (name) => familiesOf(name).size > 0 || isMetric(name),
    toSingular: (name) => (/[a-z]{3}(?<!s)s$/.test(name) && isSingular(name) ? name.slice(0, -1) : name),
  };
}

/** The same answer for the same name, worked out once. */
function remember<T>(work: (name: string) => T): (name: string) => T {
  const known = new Map<string, T>();
  return (name) => {
    const key = name.toLowerCase();
    const before = known.get(key);
    if (before !== undefined) return before;
    const fresh = work(key);
    known.set(key, fresh);
    return fresh;
  };
}
