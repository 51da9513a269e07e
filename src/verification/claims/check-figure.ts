import { dayMs } from '../../domain/time.ts';
import { formatValue } from '../../domain/unit.ts';
import { measureAffinity } from './affinity.ts';
import { type Clause, isBound, listUnconflicted, tieFigures } from './clauses.ts';
import type { Ground, KnownFact } from './grounds.ts';
import {
  findSupport,
  type PlacedClaim,
  type Scope,
  toContradicted,
  toFound,
  toLooselyFound,
  toMissing,
} from './lookup.ts';
import type { FigureMention, TimeMention } from './mentions.ts';
import { fits } from './quantity.ts';
import {
  countsOccasions,
  type FigureQuestion,
  numberOf,
  ofThreshold,
  supportsAtTime,
  supportsBound,
  supportsChange,
  supportsExcess,
  supportsFactor,
  supportsRest,
  supportsShare,
  supportsShareOfThreshold,
  supportsSpan,
  supportsSpeed,
  valuesAt,
} from './readings.ts';
import { sharesWords, toStems } from './share-words.ts';

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
  const after = sentence.slice(figure.start + figure.text.length, figure.start + figure.text.length + 10);
  if (/^\s?now(?=\s*(?:[,.;:)]|$|and\b|but\b|\())/i.test(after)) return new Set(['now']);
  return clause.mentions.length === 0 ? null : (roles.find(([said]) => said.test(before))?.[1] ?? null);
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

export interface Reading {
  /** Also what is worked out (differences, speeds, what is left), though no word of the clause asks for it. */
  readonly derives: boolean;
}

export function supportsFigure(
  question: FigureQuestion,
  ground: Ground,
  { derives }: Reading = { derives: false },
): boolean {
  const { figure, clause, sentence } = question;
  const rest = sentence.slice(figure.start + figure.text.length);
  if ((figure.times || figure.dimension === 'percent') && ofThreshold.test(rest)) {
    if (supportsShareOfThreshold(figure, ground)) return true;
    if (figure.times) return false;
  }
  if (figure.soft === true && figure.dimension === 'percent') return supportsShare(figure, ground);
  if (figure.times) {
    return (
      supportsFactor(figure, ground) ||
      ground.written.some((one) => fits(figure, one)) ||
      countsOccasions(figure, ground)
    );
  }
  if (supportsSpan(question, ground) || supportsExcess(question, ground)) return true;
  const moment = ground.kind === 'series' && ground.points.length > 0 ? findMoment(question) : null;
  if (moment !== null && valuesAt(ground, moment) !== null) return supportsAtTime(figure, ground, moment);
  const role = ground.kind === 'series' ? findRole(figure, clause, sentence) : null;
  const inRole = ground.facts.filter(({ fact }) => role === null || role.has(fact.name));
  if (inRole.some(({ quantities }) => quantities.some((one) => fits(figure, one)))) return true;
  if (role === null && ground.written.some((one) => fits(figure, one))) return true;
  if (supportsBound(figure, clause, ground)) return true;
  if (supportsRest(question, inRole, ground)) return true;
  const moves = clause.mentions.some(({ kind }) => kind === 'direction');
  const compares =
    moves ||
    /\b(?:more|less|fewer|change|changed|gain(?:s|ed)?|loss|lost|used up|took|extra|additional)\b/i.test(
      clause.text,
    );
  if (supportsSpeed(figure, ground)) return true;
  if (role !== null || !(compares || derives)) return false;
  return supportsChange(figure, ground);
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
  if (known === null || figure.times || figure.soft === true) {
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

/** Whether an item measures something of the figure's kind, so that the figure could be meant of it. */
function couldBeOf(figure: FigureMention, { kind, facts }: Ground): boolean {
  if (kind !== 'series') return false;
  if (figure.times || figure.soft === true) return true;
  return facts.some(({ quantities }) =>
    quantities.some(
      ({ dimension, perSeconds }) =>
        (figure.dimension === 'none' || figure.dimension === dimension) &&
        (figure.perSeconds === null || perSeconds !== null || dimension === figure.dimension),
    ),
  );
}

/** A number as small as this without a unit is met by chance. */
const smallCount = 10;

/**
 * A cited item that has the figure by some reading, though the clause was not tied to it: not about another thing than the clause
 * names, and no other cited item is what the clause speaks of by its words more than this one.
 */
function findLoosely(question: FigureQuestion, scope: Scope): Ground | null {
  const { figure, clause } = question;
  const open = listUnconflicted(clause, scope.grounds, scope.cited).filter(({ kind }) => kind !== 'alert');
  const affinity = new Map(open.map((ground) => [ground, measureAffinity(clause, ground)]));
  const able = open.filter((ground) => couldBeOf(figure, ground));
  const most = Math.max(0, ...able.map((ground) => affinity.get(ground) ?? 0));
  const isSmall = figure.dimension === 'none' && figure.perSeconds === null && figure.value < smallCount;
  const least = Math.max(most, isSmall || figure.soft === true ? 1 : 0);
  const all = Math.max(0, ...affinity.values());
  // What is called by two words, and cannot have a figure of this kind, is told in a wrong unit.
  const needed = Math.max(least, all > 1 ? 1 : 0);
  const fitting = open.filter(
    (ground) => (affinity.get(ground) ?? 0) >= needed && supportsFigure(question, ground, { derives: true }),
  );
  return fitting[0] ?? null;
}

/** "a quarter of the 1,842": one of the sentence's other figures against another. */
function relates({ figure, others = [] }: FigureQuestion): boolean {
  const isShare = figure.soft === true && figure.dimension === 'percent';
  if (!figure.times && !isShare) return false;
  const meant = isShare ? figure.value / 100 : figure.value;
  const slack = isShare ? figure.tolerance / 100 : Math.max(figure.tolerance, figure.value * 0.05);
  const plain = others.filter(({ times, soft, value }) => !times && soft !== true && value > 0);
  return plain.some((a) =>
    plain.some((b) => {
      if (a === b || a.dimension !== b.dimension || a.perSeconds !== b.perSeconds) return false;
      const ratio = a.value / b.value;
      const wanted = isShare || meant < 1 ? meant : Math.max(meant, 1 / meant);
      if (figure.bound === 'above' && ratio >= wanted && ratio <= wanted * 1.5) return true;
      if (figure.bound === 'below' && ratio <= wanted && ratio >= wanted / 1.5) return true;
      return Math.abs(ratio - wanted) <= slack;
    }),
  );
}

/** Whether two cited series of one unit stand in this proportion now: what is consumed to what is produced. */
function relatesSeries({ figure }: FigureQuestion, scope: Scope): Ground | null {
  const isShare = figure.soft === true && figure.dimension === 'percent';
  if (!figure.times && !isShare) return null;
  const series = scope.grounds.all.flatMap((ground) => {
    const now = ground.facts.find(({ fact }) => fact.name === 'now')?.fact;
    return ground.kind === 'series' && scope.cited.has(ground.id) && now?.value != null && now.value !== 0
      ? [{ ground, value: Math.abs(now.value), unit: now.unit }]
      : [];
  });
  const wanted = isShare ? figure.value / 100 : figure.value;
  const slack = isShare ? figure.tolerance / 100 : figure.tolerance;
  const pair = series.find((a) =>
    series.some((b) => {
      if (a === b || a.unit !== b.unit) return false;
      const ratio = a.value / b.value;
      if (figure.bound === 'below') return ratio <= wanted && ratio >= wanted / 1.5;
      if (figure.bound === 'above') return ratio >= wanted && ratio <= wanted * 1.5;
      return Math.abs(ratio - wanted) <= slack;
    }),
  );
  return pair?.ground ?? null;
}

/** Whether what a soft figure may be of was measured: a share of what is a share, pods of what counts pods. */
function isMeasured(
  { figure, clause, sentence }: FigureQuestion,
  tied: readonly Ground[],
  scope: Scope,
): boolean {
  const cited = tied.filter(({ id, kind }) => kind === 'series' && scope.cited.has(id));
  const end = figure.start + figure.text.length;
  if (figure.dimension === 'percent') {
    if (/^ of (?:the |its |some |about )?\d/i.test(sentence.slice(end))) return true;
    const open = listUnconflicted(clause, scope.grounds, scope.cited);
    const shares = open.filter(({ facts }) =>
      facts.some(({ fact }) => fact.unit === 'ratio' || fact.unit === 'percent'),
    );
    if (shares.some((ground) => measureAffinity(clause, ground) > 0)) return true;
    if (cited.length > 0 && /\b(?:to|by) $/i.test(sentence.slice(0, figure.start))) return true;
    const moves = clause.mentions.some(({ kind }) => kind === 'direction');
    return cited.some(
      ({ facts }) => moves || facts.some(({ fact }) => fact.unit === 'ratio' || fact.unit === 'percent'),
    );
  }
  const noun = /^\s([a-z]{3,20})/i.exec(sentence.slice(end))?.[1] ?? '';
  const stems = toStems(noun);
  const counts = cited.filter(
    ({ facts, subject }) =>
      facts.some(({ fact }) => fact.unit === 'count' || fact.unit === 'none') &&
      [...toStems(subject.replaceAll(/\{[^}]*\}/g, ' '))].some((stem) => stems.has(stem)),
  );
  // "of the two nodes" counts what the sentence names itself.
  return (
    counts.length > 0 && !/\b(?:of the|the|both|all|these|those|its) $/i.test(sentence.slice(0, figure.start))
  );
}

/** Looks a figure up in the items that its clause speaks of. Null when it claims nothing that was measured. */
export function checkFigure(question: FigureQuestion, scope: Scope): PlacedClaim | null {
  const { figure, clause } = question;
  const tied = narrow(clause, tieFigures(clause, scope.grounds), scope);
  const bound = isBound(clause, scope.grounds);
  const cited = tied.filter(({ id, kind }) => kind === 'series' && scope.cited.has(id));
  // Something always doubles: of what is cited, when anything is.
  const picky = (figure.times || figure.soft === true) && cited.length > 0;
  const candidates = picky ? tied.filter(({ id, kind }) => scope.cited.has(id) && kind !== 'alert') : tied;
  const support = findSupport(candidates, scope, (ground) => supportsFigure(question, ground));
  if (support !== null && (scope.cited.has(support.id) || bound || isDistinctive(figure))) {
    return toFound('figure', figure, support, scope);
  }
  if (relates(question) && cited[0] !== undefined) return toFound('figure', figure, cited[0], scope);
  const loose = findLoosely(question, scope) ?? relatesSeries(question, scope);
  if (loose !== null) return toLooselyFound('figure', figure, loose);
  if (figure.soft === true && !isMeasured(question, tied, scope)) return null;
  return (bound ? contradict(question, tied, scope) : null) ?? toMissing('figure', figure);
}
