/** What can be read off a series: its levels, and what is worked out from two of them or from its threshold. */
import { dayMs } from '../../domain/time.ts';
import type { Clause } from './clauses.ts';
import type { Ground, KnownFact } from './grounds.ts';
import type { FigureMention, Mention, TimeMention } from './mentions.ts';
import { fits, type Quantity } from './quantity.ts';
import { sharesWords } from './share-words.ts';

export interface FigureQuestion {
  readonly figure: FigureMention;
  readonly clause: Clause;
  readonly sentence: string;
  /** What the clause before it mentions when that is a time alone: "At 02:10, …". */
  readonly opening?: readonly Mention[] | undefined;
  /** The other figures of the sentence. */
  readonly others?: readonly FigureMention[];
}

/** The facts of a series that have a value at a time. */
const levels = new Set(['turn', 'now', 'earlier', 'min', 'max']);
/** "more than 90 %" is not said of 400 %. */
const boundFactor = 2;
/** A ratio or share of two rounded numbers is not more exact than this. */
const ratioSlack = 0.04;

/** Pairs of values of a series, the earlier one first. */
function listPairs(ground: Ground): readonly (readonly [from: KnownFact, to: KnownFact])[] {
  const known = ground.facts.filter(({ fact }) => levels.has(fact.name));
  const timeOf = ({ fact }: KnownFact): number => fact.atMs ?? 0;
  const ordered = known.toSorted((a, b) => timeOf(a) - timeOf(b));
  return ordered.flatMap((from, index) => ordered.slice(index + 1).map((to) => [from, to] as const));
}

export function numberOf({ fact }: KnownFact): number {
  return fact.value ?? 0;
}

/** "doubled", "×68": how many times as much; of log lines, since against before. */
export function supportsFactor(figure: FigureMention, ground: Ground): boolean {
  const counts = ['before', 'since'].map((name) => ground.facts.find(({ fact }) => fact.name === name));
  const [before, since] = counts;
  const logs = before !== undefined && since !== undefined ? [[before, since] as const] : [];
  return [...listPairs(ground), ...logs].some(([from, to]) => {
    const [a, b] = [Math.abs(numberOf(from)), Math.abs(numberOf(to))];
    if (a === 0 || b === 0) return false;
    const slack = Math.max(figure.tolerance, ratioSlack * figure.value);
    const up = Math.max(b / a, a / b);
    const least = Math.max(figure.value, 1 / figure.value);
    if (figure.bound === 'above' && up >= least && up <= least * boundFactor) return true;
    // "fell 3-fold" counts down.
    return [b / a, a / b].some(
      (factor) => factor >= Math.min(1, figure.value) && Math.abs(factor - figure.value) <= slack,
    );
  });
}

export const ofThreshold =
  /^\s(?:of )?(?:its|the|what|that)\b(?: [\w.,%]{1,12}){0,3}? ?(?:alert(?:ing)? )?(?:threshold|limit|permitted|allowed|tolerated)\b/i;

/** "more than twice its threshold". */
export function supportsShareOfThreshold(figure: FigureMention, ground: Ground): boolean {
  const threshold = ground.facts.find(({ fact }) => fact.name === 'threshold')?.fact.value ?? 0;
  if (threshold === 0) return false;
  return ground.facts
    .filter(({ fact }) => fact.name === 'now' || fact.name === 'max')
    .map((known) => numberOf(known) / threshold)
    .some((factor) => {
      if (figure.bound === 'above') return factor >= figure.value && factor <= figure.value * boundFactor;
      const said = figure.dimension === 'percent' ? figure.value / 100 : figure.value;
      const slack = figure.dimension === 'percent' ? figure.tolerance / 100 : figure.tolerance;
      return Math.abs(factor - said) <= slack;
    });
}

/** "a third": of its values, of one of them against another, or of what went. A bound is not meant of half as much again. */
const shareBound = 1.5;

export function supportsShare(figure: FigureMention, ground: Ground): boolean {
  const known = ground.facts.filter(({ fact }) => levels.has(fact.name));
  const values = known
    .filter(({ fact }) => fact.unit === 'ratio' || fact.unit === 'percent' || fact.unit === 'none')
    .flatMap(({ quantities }) =>
      quantities.flatMap(({ dimension, value }) => (dimension === 'percent' ? [value] : [])),
    );
  const threshold = ground.facts.find(({ fact }) => fact.name === 'threshold');
  const pairs = [
    ...listPairs(ground),
    ...(threshold === undefined ? [] : known.map((one) => [threshold, one] as const)),
  ];
  const ratios = pairs.flatMap(([from, to]) => {
    const [a, b] = [Math.abs(numberOf(from)), Math.abs(numberOf(to))];
    return a === 0 ? [] : [(b / a) * 100, (Math.abs(b - a) / a) * 100];
  });
  return [...values, ...values.map((value) => 100 - value), ...ratios].some((value) => {
    if (figure.bound === 'above' && value >= figure.value && value <= figure.value * shareBound) return true;
    if (figure.bound === 'below' && value <= figure.value && value >= figure.value / shareBound) return true;
    return Math.abs(value - figure.value) <= figure.tolerance;
  });
}

/** "killed three times": a count of log lines, or what a counter has come to. */
export function countsOccasions(figure: FigureMention, { facts }: Ground): boolean {
  return facts.some(
    ({ fact }) =>
      fact.value !== null &&
      fact.unit === 'count' &&
      Math.abs(fact.value - figure.value) <= Math.min(figure.tolerance, 0.5),
  );
}

/** Words for one side of a whole and, in metrics' names, the other. */
const sides: readonly (readonly [said: RegExp, measured: RegExp])[] = [
  [/\b(?:free|left|available|remain\w*|headroom|idle|spare)\b/i, /used|usage|utili|busy|full/],
  [/\b(?:used|full|in use|occupied|utili[sz]\w*|busy|taken)\b/i, /avail|free|idle|remain|left/],
  [/\b(?:fail\w*|errors?|wrong|unavailab\w*)\b/i, /success|availab/],
  [/\b(?:succe\w*|properly|available|fine)\b/i, /err|fail/],
  [/\bmiss(?:es|ed|ing)?\b|\bgo(?:es)? to the (?:database|origin)\b/i, /hit/],
  [/\bhits?\b/i, /miss/],
];

/** Whether a text speaks of the rest of what a series measures: of what is free, where what is used is measured. */
export function isRestOf(text: string, subject: string): boolean {
  return sides.some(([said, measured]) => said.test(text) && measured.test(subject) && !said.test(subject));
}

/** "38 % still free" of what is 62 % used. */
export function supportsRest(
  { figure, clause }: FigureQuestion,
  facts: readonly KnownFact[],
  { subject, kind }: Ground,
): boolean {
  if (kind !== 'series' || figure.dimension !== 'percent') return false;
  if (!isRestOf(clause.text, subject)) return false;
  return facts.some(
    ({ fact, quantities }) =>
      levels.has(fact.name) &&
      quantities.some(
        (one) => one.dimension === 'percent' && fits(figure, { ...one, value: 100 - one.value }),
      ),
  );
}

const spanBefore =
  /\b(?:within|in|over|inside)\s(?:about |around |roughly |only |just |less than |under )?$/i;

/** "within 20 minutes": how long it took to go from one of its values, or from its onset, to another. */
export function supportsSpan({ figure, sentence }: FigureQuestion, ground: Ground): boolean {
  const lead = sentence.slice(Math.max(0, figure.start - 24), figure.start);
  if (ground.kind !== 'series' || figure.dimension !== 'seconds' || !spanBefore.test(lead)) return false;
  const times = ground.facts.flatMap(({ fact }) => (levels.has(fact.name) ? (fact.atMs ?? []) : []));
  const onsets = ground.moments.get('moving_since') ?? [];
  return onsets.some((from) =>
    times.some((to) => {
      const seconds = (to - from) / 1000;
      return (
        seconds >= figure.value / boundFactor && seconds <= figure.value + figure.tolerance + onsetSlackS
      );
    }),
  );
}

/** Where a slow movement begins is a matter of opinion. */
const onsetSlackS = 120;

/** "exceeded by 14": how far it is beyond its threshold. */
export function supportsExcess({ figure, clause, sentence }: FigureQuestion, ground: Ground): boolean {
  const threshold = ground.facts.find(({ fact }) => fact.name === 'threshold')?.fact.value;
  const lead = sentence.slice(Math.max(0, figure.start - 20), figure.start);
  if (threshold == null || figure.times || !/\bby (?:about |around |roughly )?$/i.test(lead)) return false;
  if (!/\b(?:exceed|above|beyond|over\b)/i.test(clause.text)) return false;
  return ground.facts
    .filter(({ fact }) => fact.name === 'now' || fact.name === 'max')
    .some((known) =>
      known.quantities.some((one) => {
        const scale = numberOf(known) === 0 ? 1 : one.value / Math.abs(numberOf(known));
        return fits(figure, { ...one, value: Math.abs(numberOf(known) - threshold) * scale });
      }),
    );
}

/** How exact a speed is that is worked out from two points of a curve. */
const speedSlack = 0.05;

/** "by 3,570 records per minute": how fast it went from one of its values, or from its onset, to another. */
export function supportsSpeed(figure: FigureMention, ground: Ground): boolean {
  const { perSeconds } = figure;
  if (perSeconds === null || ground.kind !== 'series') return false;
  const onsets = (ground.moments.get('moving_since') ?? []).flatMap((ms) =>
    ground.points.filter(([at]) => at === ms),
  );
  const reached = ground.facts.filter(({ fact }) => levels.has(fact.name));
  const ends = reached.flatMap((known) =>
    known.fact.atMs === null ? [] : [[known.fact.atMs, numberOf(known)] as const],
  );
  return reached.slice(0, 1).some((known) =>
    known.quantities.some((one) => {
      if (one.perSeconds !== null || one.dimension !== figure.dimension || numberOf(known) === 0)
        return false;
      const scale = one.value / Math.abs(numberOf(known));
      return [...onsets, ...ends].some(([fromMs, from]) =>
        ends.some(([toMs, to]) => {
          const speed = (Math.abs(to - from) * scale * perSeconds * 1000) / Math.abs(toMs - fromMs);
          return Math.abs(speed - figure.value) <= Math.max(figure.tolerance, figure.value * speedSlack);
        }),
      );
    }),
  );
}

/** "by 35 GB", "30 % less": the distance of two of its values, or its share of the first. */
export function supportsChange(figure: FigureMention, ground: Ground): boolean {
  return listPairs(ground).some(([from, to]) => {
    const [a, b] = [numberOf(from), numberOf(to)];
    const share = a === 0 ? Number.NaN : (Math.abs(b - a) / Math.abs(a)) * 100;
    if (figure.dimension === 'percent' && Math.abs(share - figure.value) <= Math.max(figure.tolerance, 0.5))
      return true;
    return from.quantities.some((one, index) => {
      const other = to.quantities[index];
      if (other === undefined || other.dimension !== one.dimension) return false;
      const size = from.fact.unit === 'ratio' && one.dimension === 'percent' ? 100 : 1;
      const scale = numberOf(from) === 0 ? 1 : one.value / Math.abs(numberOf(from)) / size;
      const distance: Quantity = { ...one, value: Math.abs(b - a) * size * scale };
      return fits({ ...figure, tolerance: figure.tolerance * 1.5 }, distance);
    });
  });
}

export function supportsBound(figure: FigureMention, clause: Clause, ground: Ground): boolean {
  const plain = figure.dimension === 'none' && figure.perSeconds === null;
  if (figure.bound === null || (plain && !sharesWords(clause, ground))) return false;
  return ground.facts
    .filter(({ fact }) => levels.has(fact.name))
    .flatMap(({ quantities }) => quantities)
    .filter(({ dimension, perSeconds }) => dimension === figure.dimension && perSeconds === figure.perSeconds)
    .some(({ value }) =>
      figure.bound === 'above'
        ? value >= figure.value && value <= figure.value * boundFactor
        : value <= figure.value && value >= figure.value / boundFactor,
    );
}

/** The value that its points have at a time of day, as the values on both sides of it. */
export function valuesAt(ground: Ground, time: TimeMention): readonly number[] | null {
  const matches = (ms: number): number => (time.dated ? ms : ((ms % dayMs) + dayMs) % dayMs) - time.ms;
  const sorted = ground.points;
  const next = sorted.findIndex(([ms], index) => {
    const before = sorted[index - 1];
    return matches(ms) >= 0 && (before === undefined ? matches(ms) === 0 : matches(before[0]) <= 0);
  });
  if (next === -1) return null;
  const around = sorted.slice(Math.max(0, next - 1), next + 2);
  return around.map(([, value]) => value);
}

export function supportsAtTime(figure: FigureMention, ground: Ground, time: TimeMention): boolean {
  const [first] = ground.facts;
  const around = valuesAt(ground, time);
  if (around === null || first === undefined) return false;
  const [low, high] = [Math.min(...around), Math.max(...around)];
  return first.quantities.some((quantity) => {
    const scale = numberOf(first) === 0 ? 1 : quantity.value / Math.abs(numberOf(first));
    if (figure.dimension !== 'none' && figure.dimension !== quantity.dimension) return false;
    if (figure.bound === 'above') return figure.value <= high * scale + figure.tolerance;
    if (figure.bound === 'below') return figure.value >= low * scale - figure.tolerance;
    return figure.value >= low * scale - figure.tolerance && figure.value <= high * scale + figure.tolerance;
  });
}
