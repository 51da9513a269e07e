/** A sentence in parts, each with the numbers, moments and cited items that it speaks of. */
import { type Direction, findDirection } from '../direction-words.ts';
import type { Ground } from '../grounds.ts';
import { isOfAlert, titleOfAlert, withAlertWord } from './alert-names.ts';
import { type Clocks, findMoments, type Moment } from './moments.ts';
import type { Numeral } from './numeral.ts';
import { findNumerals } from './numerals.ts';
import {
  conflicts,
  type Directory,
  findNames,
  type Item,
  isLimitSeries,
  isOtherQuantile,
  leastFit,
  listTitleNames,
  measureFit,
  type Named,
  pickFitting,
} from './subjects.ts';

export type Turn = 'better' | 'worse' | 'faster' | 'slower' | 'freed' | 'filled';

const turns: readonly (readonly [RegExp, Turn])[] = [
  [/\b(?:freed(?: up)?|reclaimed|cleared up|emptied out)\b/gi, 'freed'],
  [/\b(?:fill(?:ed|ing|s) up|(?:was|were|been|being|got) (?:used|eaten|taken) up)\b/gi, 'filled'],
  [
    /\b(?:improv(?:e[sd]?|ing)|(?:got|getting|become|became|becoming) better|caught up|catching up)\b/gi,
    'better',
  ],
  [
    /\b(?:worsen(?:ed|s|ing)?|deteriorat(?:e[sd]?|ing)|degrad(?:e[sd]?|ing)|(?:got|getting|became|becoming) worse)\b/gi,
    'worse',
  ],
  [
    /\b(?:(?:got|getting|become|became|becoming|grew|growing) (?:faster|quicker)|sped up|speeding up)\b/gi,
    'faster',
  ],
  [/\b(?:slow(?:ed|ing)(?: down)?|(?:got|getting|become|became|becoming|grew|growing) slower)\b/gi, 'slower'],
];

/** What is done with an amount of something: "releasing some 4 MiB". */
const handed: readonly (readonly [RegExp, Direction])[] = [
  [
    /\b(?:gave|(?:releas|free|return|giv)(?:e[sd]?|ing|s))(?: (?:back|up))? (?=(?:[a-z]+ ){0,2}\d[\d.,]* ?[KMGTP]?i?B\b)/gi,
    'down',
  ],
  [/\b(?:was|were|been|being|got|is|are) (?:lowered|reduced|cut|shortened|shrunk)\b/gi, 'down'],
  [/\b(?:was|were|been|being|got|is|are) (?:raised|lifted|increased|extended|enlarged)\b/gi, 'up'],
];

export interface SaidWay {
  readonly text: string;
  readonly start: number;
  /** `better`, `worse`, `faster`, `slower`, `freed`, `filled`: which way that is depends on what is measured. */
  readonly direction: Direction | Turn;
  readonly isPhrase: boolean;
}

export interface Phrase {
  readonly index: number;
  readonly text: string;
  readonly start: number;
  readonly end: number;
  /** The word that joins it to what stands before: "and", "before", "than", "(". Lower case. */
  readonly lead: string;
  readonly numerals: readonly Numeral[];
  readonly moments: readonly Moment[];
  readonly ways: readonly SaidWay[];
  readonly named: readonly Named[];
  /** The items that it speaks of by words of its own. */
  readonly own: readonly Item[];
  /** The same, or those of the phrase beside it where it has none. */
  readonly items: readonly Item[];
  readonly ofAlert: boolean;
  /** It names something, and every cited item of that kind is about another. */
  readonly isAstray: boolean;
}

export interface Reading {
  readonly sentence: string;
  readonly phrases: readonly Phrase[];
  /** Without the alert. */
  readonly items: readonly Item[];
  readonly clocks: Clocks;
  readonly alert: Ground | null;
  readonly numerals: readonly Numeral[];
  readonly moments: readonly Moment[];
}

const turn =
  /(;|:\s|\s[–—-]\s|\s?\(|\)|,\s(?:(?:and|but|while|whereas|with|which|who|whose|when|yet|so|although|though|then|only|that is|i\.e\.|after|before|as|until|from) )?|\s(?:and(?! (?:more|above|over|higher|longer|then some)\b)|but|while|whereas|when|whenever|which|whose|who|although|though|yet|because|than|against|versus|vs\.?|compared (?:with|to)|as opposed to|just like|unlike|much like|in contrast to|alongside|in step with|in parallel with|along with|together with|instead of|outnumber(?:s|ed)?|outweigh(?:s|ed)?|until|before|after|by the time|by which time|at which point|once|since(?! (?:then|[a-z]+(?:ed|en)|gone|been|come|grown|sunk|shrunk|spread|\d))|following|followed|preceded|preceding|predates|postdates|prior to|ahead of|even after|only after|so that|as soon as) )/gi;

/** Spans in which "and", "to" and commas join two ends of one thing. */
function mask(sentence: string, spans: readonly { readonly start: number; readonly end: number }[]): string {
  const letters = [...sentence];
  const blank = (from: number, to: number): void => {
    for (let at = from; at < to && at < letters.length; at += 1) letters[at] = 'x';
  };
  for (const { start, end } of spans) blank(start, end);
  // "fewer and fewer": one word said twice.
  for (const { index, 0: text } of sentence.matchAll(/\b(more|less|fewer|[a-z]{2,}er) and \1\b/gi)) {
    blank(index, index + text.length);
  }
  for (const { index, 0: text } of sentence.matchAll(/"[^"\n]{1,300}"|“[^”\n]{1,300}”|`[^`\n]{1,300}`/g)) {
    blank(index, index + text.length);
  }
  return letters.join('').slice(0, sentence.length);
}

/** "more than 10,000": what is no comparison of two things. */
function findBounds(
  sentence: string,
  numerals: readonly Numeral[],
): readonly { readonly start: number; readonly end: number }[] {
  return numerals.flatMap(({ start }) => {
    const lead =
      /\b(?:more|less|fewer|higher|lower|longer|shorter|larger|later|earlier) than (?:about |around |a |an |the )?$/i.exec(
        sentence.slice(0, start),
      );
    return lead === null ? [] : [{ start: lead.index, end: start }];
  });
}

/** "between 110 and 120 ms", "from 3 to 203": one span. */
function findValueRanges(
  sentence: string,
  numerals: readonly Numeral[],
): readonly { readonly start: number; readonly end: number }[] {
  return numerals.slice(1).flatMap((to, index) => {
    const from = numerals[index];
    if (from === undefined) return [];
    const between = sentence.slice(from.end, to.start);
    const lead = sentence.slice(Math.max(0, from.start - 14), from.start);
    const isRange =
      /^\s?(?:%|percent)?\s?(?:[a-z]+\s)?(?:and|to|or|–|-)\s(?:about |around |roughly |nearly |almost |some |just )?$/i.test(
        between,
      ) && /\b(?:between|from|of)\s/i.test(lead);
    return isRange ? [{ start: from.start, end: to.end }] : [];
  });
}

/** "After purge-5521 the hit ratio rose": no comma tells where what came after begins. */
const openingTurn =
  /^(?:after|following|since|upon|before) (?:the )?(?:[\w.'’-]+ ){1,6}?(?<!\b(?:of|by|in|on|at|to|for|the|and) )(?=the |its |both |all )/i;

/** "Before the 2.31.0 rollout geo-lookup sent more": behind what somebody did, something else is told. */
const deedTurn =
  /^(?:after|following|since|upon|before|with) (?:the )?(?:[\w.'’-]+ ){0,5}?(?:rollout|release|deploy(?:ment)?|upgrade|migration|restart|change|switch|update|failover|purge|alert|reload|scale-up|scaling)(?: (?:of|by) [\w.-]+(?: v?\d[\w.-]*)?)* (?=[a-z])(?!(?:v\d\S*|x+|of|to|by|at|on|in|for|from|was|were|had|has|is|and|or|that|which|went|came|job|itself)\b)/i;

interface Piece {
  readonly text: string;
  readonly start: number;
  readonly lead: string;
}

function cut(sentence: string, masked: string): readonly Piece[] {
  const pieces: Piece[] = [];
  let at = 0;
  let lead = '';
  const push = (to: number): void => {
    const text = sentence.slice(at, to);
    if (/[\w%]/.test(text)) {
      pieces.push({ text, start: at, lead });
      lead = '';
    }
  };
  const opened = openingTurn.exec(masked) ?? deedTurn.exec(masked);
  if (opened !== null) {
    push(opened[0].length);
    at = opened[0].length;
  }
  for (const match of masked.matchAll(turn)) {
    if (match.index < at) continue;
    push(match.index);
    lead = `${lead} ${match[0]}`.trim().toLowerCase();
    at = match.index + match[0].length;
  }
  push(sentence.length);
  return pieces;
}

export function findWays(text: string, start: number): readonly SaidWay[] {
  const found: SaidWay[] = [];
  let end = 0;
  for (const { index, 0: word } of text.matchAll(/[A-Za-z][\w'’-]*/g)) {
    if (index < end) continue;
    const way = findDirection(text, index, word);
    if (way === null) continue;
    end = index + way.length;
    found.push({
      text: text.slice(index, end),
      start: start + index,
      direction: way.direction,
      isPhrase: way.isPhrase,
    });
  }
  const judged = [...turns, ...handed].flatMap(([pattern, direction]) =>
    [...text.matchAll(pattern)].map(
      ({ index, 0: said }): SaidWay => ({ text: said, start: start + index, direction, isPhrase: false }),
    ),
  );
  return [
    ...found.filter(
      (one) => !judged.some((two) => one.start >= two.start && one.start < two.start + two.text.length),
    ),
    ...judged,
  ];
}

const ofItsLimit =
  /\b(?:of|below|above|under|over|beyond|past|exceed(?:s|ed)?|reach(?:es|ed)?|hit|at) (?:its|the|their) (?:[a-z]+ )?(?:limit|maximum|quota|capacity)\b/gi;

type Draft = Omit<Phrase, 'items'>;

/** Words with which a phrase goes on about what the one before it is about. */
const relative = /\b(?:whose|which|who)$/;
const opening =
  /^\s?(?:in|at|on|for|over (?:in|on|at)|under|inside|within|across)\s(?:the )?[\w./-]+(?: [\w./-]+){0,3}$/i;
const possessive = /^\s?(?:its|their|his|her)\b/i;
const goesOn =
  /^\s?(?:is|are|was|were|has|had|have|still|now|does|did|fell|rose|went|grew|climbed|dropped|stayed|held|logged|reported)\b/i;

function toDraft(
  piece: Piece,
  {
    index,
    before,
    context,
    directory,
  }: {
    readonly index: number;
    readonly before: readonly Draft[];
    readonly context: Omit<Reading, 'phrases'>;
    readonly directory: Directory;
  },
): Draft {
  const end = piece.start + piece.text.length;
  const inside = <T extends { readonly start: number }>(list: readonly T[]): readonly T[] =>
    list.filter(({ start }) => start >= piece.start && start < end);
  const unquoted = piece.text.replaceAll(/"[^"\n]{1,300}"|“[^”\n]{1,300}”/g, (quote) =>
    ' '.repeat(quote.length),
  );
  const own = findNames(unquoted, directory);
  const named = own.length > 0 ? own : lendNames(piece, { before, items: context.items });
  const open = context.items.filter((item) => !conflicts(item, named) && !isOtherQuantile(item, unquoted));
  // The words of an alert's name are not about what it was raised for.
  const told = withAlertWord(piece.text, context.clocks.alertTitle);
  // Beside a limit that is measured, "half of its limit" is said of what has the limit.
  const said = context.items.some(isLimitSeries) ? told.replace(ofItsLimit, ' ') : told;
  const fits = open.map((item) => ({ item, fit: measureFit(said, item, named) }));
  // A name that another phrase lends says of whom, not of what.
  const isLent = own.length === 0 && named.length > 0;
  const worded = Math.max(0, ...open.map((item) => measureFit(said, { ...item, labels: [] }, named)));
  const fitting = isLent && worded < leastFit ? [] : pickFitting(fits);
  const limited = said === told ? [] : fitting.filter((item) => !isLimitSeries(item));
  const meant = limited.length > 0 ? limited : fitting;
  return {
    index,
    text: piece.text,
    start: piece.start,
    end,
    lead: piece.lead,
    numerals: inside(context.numerals),
    moments: inside(context.moments),
    ways: findWays(unquoted, piece.start),
    named,
    own: meant,
    ofAlert: isOfAlert(unquoted, context.alert),
    isAstray: open.length === 0 && context.items.length > 0,
  };
}

/** Behind these stands what something is compared with. */
const rival =
  /\b(?:just like|unlike|much like|in contrast to|alongside|than|against|versus|compared (?:with|to)|in step with|along with|together with|outnumber(?:s|ed)?|outweigh(?:s|ed)?)$/;

function lastNamed({ named }: Draft): readonly Named[] {
  const nearest = named.toSorted((a, b) => b.at - a.at)[0];
  return nearest === undefined ? [] : named.filter(({ at }) => at === nearest.at);
}

/** "whose watchdog …", ", is flooded with …": of whom, the phrase before it says. */
function lendNames(
  { text, lead }: Piece,
  { before, items }: { readonly before: readonly Draft[]; readonly items: readonly Item[] },
): readonly Named[] {
  const last = before.at(-1);
  if (last === undefined) return [];
  if (possessive.test(text)) {
    const owners = before.toReversed().filter((one) => !rival.test(one.lead) && one.named.length > 0);
    const nearest = owners.slice(0, 1).flatMap(lastNamed);
    if (items.some((item) => !conflicts(item, nearest))) return nearest;
    // Of the nearest nothing is cited: "it depends on b, and its lines …" may be said of whom "it" is.
    const others = owners.map(({ named }) => named.toSorted((a, b) => a.at - b.at).slice(0, 1));
    const other = others.find((named) =>
      items.some(
        (item) => !conflicts(item, named) && measureFit(text, { ...item, labels: [] }, named) >= leastFit,
      ),
    );
    return other ?? nearest;
  }
  if (relative.test(lead)) return lastNamed(last);
  // "In us-west, …", "On db-1, …": where, is said ahead of it.
  const isOpening =
    before.length === 1 &&
    last.numerals.length === 0 &&
    last.ways.length === 0 &&
    opening.test(last.text) &&
    last.named.length > 0;
  if (isOpening) return last.named;
  const main = before.findLast((one) => !relative.test(one.lead) && one.named.length > 0);
  return goesOn.test(text) && relative.test(last.lead) && main !== undefined ? main.named : [];
}

function readClocks(items: readonly Item[], alert: Ground | null): Clocks {
  const courses = items.flatMap(({ course }) => course ?? []);
  const alertMs = alert === null || alert.eventsMs.length === 0 ? 0 : Math.min(...alert.eventsMs);
  const lastMs = courses.length === 0 ? alertMs : Math.max(...courses.map(({ last }) => last[0]));
  const firstMs = courses.length === 0 ? alertMs : Math.min(...courses.map(({ first }) => first[0]));
  const offsetsMs = courses.flatMap(({ earlier, last }) => (earlier === null ? [] : [last[0] - earlier[0]]));
  const deeds = items.flatMap(({ ground }) =>
    ground.kind === 'change'
      ? ground.eventsMs.map((ms) => ({ names: [...listTitleNames(ground.subject), ...ground.authors], ms }))
      : [],
  );
  return { alertMs, firstMs, lastMs, offsetsMs, alertTitle: titleOfAlert(alert), deeds };
}

export interface Cited {
  readonly items: readonly Item[];
  readonly alert: Ground | null;
  readonly directory: Directory;
}

/** Reads a sentence as said of the cited items. */
export function readSentence(sentence: string, { items, alert, directory }: Cited): Reading {
  const clocks = readClocks(items, alert);
  const numerals = findNumerals(sentence);
  const moments = findMoments(sentence, clocks, numerals);
  const context = { sentence, items, clocks, alert, numerals, moments };
  const masked = mask(sentence, [
    ...moments,
    ...numerals,
    ...findBounds(sentence, numerals),
    ...findValueRanges(sentence, numerals),
  ]);
  const drafts: Draft[] = [];
  for (const [index, piece] of cut(sentence, masked).entries()) {
    drafts.push(toDraft(piece, { index, before: drafts, context, directory }));
  }
  const phrases = drafts.map((draft, index): Phrase => {
    if (draft.own.length > 0) return { ...draft, items: draft.own };
    const open = items.filter((item) => !conflicts(item, draft.named));
    const before = drafts
      .slice(0, index)
      .toReversed()
      .flatMap(({ own }) => own);
    const after = drafts.slice(index + 1).find(({ own }) => own.length > 0)?.own ?? [];
    const lent = (before.length > 0 ? before : after).filter((item) => open.includes(item));
    return { ...draft, items: lent.length > 0 ? [...new Set(lent)] : open };
  });
  return { ...context, phrases };
}
