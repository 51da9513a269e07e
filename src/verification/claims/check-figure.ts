import { dayMs } from '../../domain/time.ts';
import { formatValue } from '../../domain/unit.ts';
import { type Clause, isBound, tieFigures } from './clauses.ts';
import type { Ground, KnownFact } from './grounds.ts';
import { findSupport, type PlacedClaim, type Scope, toContradicted, toFound, toMissing } from './lookup.ts';
import type { FigureMention, Mention, TimeMention } from './mentions.ts';
import { fits, type Quantity } from './quantity.ts';
import { sharesWords } from './share-words.ts';

/** The facts of a series that have a value at a time. */
const levels = new Set(['first_point', 'now', 'earlier', 'min', 'max']);
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

function numberOf({ fact }: KnownFact): number {
  return fact.value ?? 0;
}

/** "doubled", "×68": how many times as much; of log lines, since against before. */
function supportsFactor(figure: FigureMention, ground: Ground): boolean {
  const counts = ['before', 'since'].map((name) => ground.facts.find(({ fact }) => fact.name === name));
  const [before, since] = counts;
  const logs = before !== undefined && since !== undefined ? [[before, since] as const] : [];
  return [...listPairs(ground), ...logs].some(([from, to]) => {
    const [a, b] = [Math.abs(numberOf(from)), Math.abs(numberOf(to))];
    if (a === 0 || b === 0) return false;
    const slack = Math.max(figure.tolerance, ratioSlack * figure.value);
    const up = Math.max(b / a, a / b);
    if (figure.bound === 'above' && up >= figure.value && up <= figure.value * boundFactor) return true;
    // "fell 3-fold" counts down.
    return [b / a, a / b].some(
      (factor) => factor >= Math.min(1, figure.value) && Math.abs(factor - figure.value) <= slack,
    );
  });
}

const ofThreshold =
  /^\s(?:its|the) (?:[\d.,]{1,12} ?[^\s\d]{0,8} )?(?:alert(?:ing)? )?(?:threshold|limit)\b/i;

/** "more than twice its threshold". */
function supportsShareOfThreshold(figure: FigureMention, ground: Ground): boolean {
  const threshold = ground.facts.find(({ fact }) => fact.name === 'threshold')?.fact.value ?? 0;
  if (threshold === 0) return false;
  return ground.facts
    .filter(({ fact }) => fact.name === 'now' || fact.name === 'max')
    .map((known) => numberOf(known) / threshold)
    .some((factor) => {
      if (figure.bound === 'above') return factor >= figure.value && factor <= figure.value * boundFactor;
      return Math.abs(factor - figure.value) <= figure.tolerance;
    });
}

const spanBefore =
  /\b(?:within|in|over|inside)\s(?:about |around |roughly |only |just |less than |under )?$/i;

/** "within 20 minutes": how long it took to go from one of its values, or from its onset, to another. */
function supportsSpan({ figure, sentence }: FigureQuestion, ground: Ground): boolean {
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
function supportsExcess({ figure, clause, sentence }: FigureQuestion, ground: Ground): boolean {
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
function supportsSpeed(figure: FigureMention, ground: Ground): boolean {
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
function supportsChange(figure: FigureMention, ground: Ground): boolean {
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

function supportsBound(figure: FigureMention, clause: Clause, ground: Ground): boolean {
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

/** "now", "peaked at", "limit": which of an item's values is meant. */
const roles: readonly (readonly [said: RegExp, facts: ReadonlySet<string>])[] = [
  [
    /\b(?:now|currently|at present)\b(?:(?!\b(?:and|but|was|were|had|from|against|versus)\b)[^,;]){0,16}$/i,
    new Set(['now']),
  ],
  [
    /\b(?:peak(?:ed|s|ing)?(?: at| of)?|maximum(?: of)?|max(?: of)?|as high as)\b[^,;]{0,10}$/i,
    new Set(['max']),
  ],
  [/\b(?:minimum(?: of)?|as low as|lowest)\b[^,;]{0,10}$/i, new Set(['min'])],
  [/\b(?:threshold|limit)\b[^,;]{0,10}$/i, new Set(['threshold', 'max', 'now'])],
];

function findRole(figure: FigureMention, clause: Clause, sentence: string): ReadonlySet<string> | null {
  const before = sentence.slice(Math.max(0, figure.start - 40), figure.start);
  const after = sentence.slice(figure.start + figure.text.length, figure.start + figure.text.length + 6);
  if (/^\s?now\b/i.test(after)) return new Set(['now']);
  return clause.mentions.length === 0 ? null : (roles.find(([said]) => said.test(before))?.[1] ?? null);
}

/** The value that its points have at a time of day, as the values on both sides of it. */
function valuesAt(ground: Ground, time: TimeMention): readonly number[] | null {
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

function supportsAtTime(figure: FigureMention, ground: Ground, time: TimeMention): boolean {
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

export interface FigureQuestion {
  readonly figure: FigureMention;
  readonly clause: Clause;
  readonly sentence: string;
  /** What the clause before it mentions when that is a time alone: "At 02:10, …". */
  readonly opening?: readonly Mention[] | undefined;
}

/** "at 02:10" right before or after the figure. */
function findMoment({ figure, clause, sentence, opening }: FigureQuestion): TimeMention | null {
  const mentions = clause.mentions.some(({ kind }) => kind === 'time') ? clause.mentions : (opening ?? []);
  const times = mentions.filter((mention): mention is TimeMention => mention.kind === 'time');
  // "above 90 % since 02:48" was so already at that time.
  const leads = figure.bound === null ? /\b(?:at|by)\s?$/i : /\b(?:at|by|since)\s?$/i;
  const near = times.filter((time) => leads.test(sentence.slice(Math.max(0, time.start - 6), time.start)));
  const [only] = near;
  if (near.length !== 1 || only === undefined || only.precisionMs === dayMs) return null;
  return Math.abs(only.start - figure.start) <= 60 ? only : null;
}

export function supportsFigure(question: FigureQuestion, ground: Ground): boolean {
  const { figure, clause, sentence } = question;
  if (figure.times && ofThreshold.test(sentence.slice(figure.start + figure.text.length))) {
    return supportsShareOfThreshold(figure, ground);
  }
  if (figure.times) {
    return supportsFactor(figure, ground) || ground.written.some((one) => fits(figure, one));
  }
  if (supportsSpan(question, ground) || supportsExcess(question, ground)) return true;
  const moment = ground.kind === 'series' && ground.points.length > 0 ? findMoment(question) : null;
  if (moment !== null && valuesAt(ground, moment) !== null) return supportsAtTime(figure, ground, moment);
  const role = ground.kind === 'series' ? findRole(figure, clause, sentence) : null;
  const inRole = ground.facts.filter(({ fact }) => role === null || role.has(fact.name));
  if (inRole.some(({ quantities }) => quantities.some((one) => fits(figure, one)))) return true;
  if (role === null && ground.written.some((one) => fits(figure, one))) return true;
  if (supportsBound(figure, clause, ground)) return true;
  const moves = clause.mentions.some(({ kind }) => kind === 'direction');
  const compares = moves || /\b(?:more|less|fewer|change|changed|gained|used up|took)\b/i.test(clause.text);
  if (role !== null || !compares) return false;
  return supportsChange(figure, ground) || supportsSpeed(figure, ground);
}

/** "from 18 % to 94 %" of what went from 94 % to 18 %. Null when no cited series has both, or one has them in this order. */
export function checkFromTo(clause: Clause, sentence: string, scope: Scope): PlacedClaim | null {
  const figures = clause.mentions.filter((mention): mention is FigureMention => mention.kind === 'figure');
  for (const [index, from] of figures.entries()) {
    const to = figures[index + 1];
    if (to === undefined || !/\bfrom [^,;]{0,12}$/i.test(sentence.slice(0, from.start))) continue;
    if (!/^ to\b[^,;]{0,16}$/i.test(sentence.slice(from.start + from.text.length, to.start))) continue;
    const has = (figure: FigureMention, { quantities }: KnownFact): boolean =>
      quantities.some((one) => fits(figure, one));
    const pairs = tieFigures(clause, scope.grounds)
      .filter(({ id, kind }) => kind === 'series' && scope.cited.has(id))
      .flatMap((ground) => listPairs(ground).map((pair) => ({ ground, pair })));
    if (pairs.some(({ pair: [a, b] }) => has(from, a) && has(to, b))) continue;
    const reversed = pairs.find(({ pair: [a, b] }) => has(from, b) && has(to, a));
    if (reversed === undefined) continue;
    const { ground, pair } = reversed;
    const text = sentence.slice(from.start, to.start + to.text.length);
    const actual = `from ${pair[0].fact.text} to ${pair[1].fact.text}`;
    return toContradicted(
      'order',
      { text, start: from.start },
      { evidence: ground.id, actual, replacement: null },
    );
  }
  return null;
}

/** Facts by the word before the figure, the one that is meant first. */
function pickActual({ figure, sentence }: FigureQuestion, ground: Ground): KnownFact | null {
  const before = sentence.slice(Math.max(0, figure.start - 30), figure.start);
  const name = /\bfrom\s[^,;]{0,6}$|\bearlier\b|\bwas\s$/i.test(before)
    ? 'earlier'
    : /\bby\s[^,;]{0,6}$|\blost\s|\bgained\s/i.test(before)
      ? 'change'
      : /\b(?:peak|max)/i.test(before)
        ? 'max'
        : /\b(?:threshold|limit)\b/i.test(before)
          ? 'threshold'
          : 'now';
  return ground.facts.find(({ fact }) => fact.name === name) ?? null;
}

/** What the evidence has in place of the figure, when there is one thing that it can mean. */
function contradict(question: FigureQuestion, tied: readonly Ground[], scope: Scope): PlacedClaim | null {
  const { figure } = question;
  const series = tied.filter((ground) => ground.kind === 'series' && ground.observed);
  const cited = series.filter((ground) => scope.cited.has(ground.id));
  const [only, ...others] = cited.length > 0 ? cited : series;
  if (only === undefined) return null;
  const known = pickActual(question, only);
  if (known === null || figure.times) {
    return toContradicted('figure', figure, { evidence: only.id, actual: null, replacement: null });
  }
  const actual = formatValue(Math.abs(numberOf(known)), known.fact.unit);
  const same = known.quantities.some(
    ({ dimension, perSeconds }) => dimension === figure.dimension && perSeconds === figure.perSeconds,
  );
  // What another cited item has is perhaps true of that one: better not shown than made false.
  const stray = scope.grounds.all.some(
    (ground) => ground !== only && scope.cited.has(ground.id) && supportsFigure(question, ground),
  );
  const replacement = others.length === 0 && same && !stray && figure.bound === null ? actual : null;
  return toContradicted('figure', figure, { evidence: only.id, actual, replacement });
}

/** A figure of a unit and three digits is not met by chance. */
function isDistinctive(figure: FigureMention): boolean {
  return figure.dimension !== 'none' && figure.text.replaceAll(/\D/g, '').replace(/^0+/, '').length >= 3;
}

/** Where a clause calls a cited series by its name, it does not speak of another series. */
function narrow(clause: Clause, tied: readonly Ground[], scope: Scope): readonly Ground[] {
  const called = tied.filter((ground) => scope.cited.has(ground.id) && sharesWords(clause, ground));
  if (clause.topics.length > 0 || clause.inherits || called.length === 0) return tied;
  return tied.filter((ground) => ground.kind !== 'series' || sharesWords(clause, ground));
}

/** Looks a figure up in the items that its clause speaks of. */
export function checkFigure(question: FigureQuestion, scope: Scope): PlacedClaim {
  const { figure, clause } = question;
  const tied = narrow(clause, tieFigures(clause, scope.grounds), scope);
  const bound = isBound(clause, scope.grounds);
  const cited = tied.filter(({ id, kind }) => kind === 'series' && scope.cited.has(id));
  // Something always doubles: of what is cited, when anything is.
  const candidates = figure.times && cited.length > 0 ? cited : tied;
  const support = findSupport(candidates, scope, (ground) => supportsFigure(question, ground));
  if (support !== null && (scope.cited.has(support.id) || bound || isDistinctive(figure))) {
    return toFound('figure', figure, support, scope);
  }
  return (bound ? contradict(question, tied, scope) : null) ?? toMissing('figure', figure);
}
