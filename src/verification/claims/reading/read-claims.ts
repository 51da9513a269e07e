/** The claims of a sentence, each ruled upon by reading it against the cited items. */
import type { ClaimKind } from '../../../domain/verdict.ts';
import { pairBrackets } from './bracket-pairs.ts';
import { limitAfter, limitBefore, limitOfBefore } from './cues.ts';
import { judgeComparisons } from './judge-comparison.ts';
import { judgeDistance } from './judge-distance.ts';
import { type Expectation, judgeExpectations } from './judge-expectation.ts';
import { judgeFigure } from './judge-figure.ts';
import { judgeFromTo } from './judge-from-to.ts';
import { judgeMoment } from './judge-moment.ts';
import { judgeNames } from './judge-names.ts';
import { judgeOrders } from './judge-order.ts';
import { judgeOwners } from './judge-owner.ts';
import { judgeRelations } from './judge-relations.ts';
import { judgeWay } from './judge-way.ts';
import { judgeWritten } from './judge-written.ts';
import type { Library } from './library.ts';
import type { Moment } from './moments.ts';
import type { Numeral } from './numeral.ts';
import { type Phrase, type Reading, readSentence } from './phrases.ts';
import { judgeRespective } from './respective.ts';
import { judgeRespectiveTimes } from './respective-times.ts';
import { type Ruling, silent } from './ruling.ts';
import { isBareMoment } from './told-moments.ts';

export interface RuledClaim {
  readonly kind: ClaimKind;
  readonly text: string;
  readonly start: number;
  readonly end: number;
  readonly ruling: Ruling;
}

interface RuledNumeral {
  readonly numeral: Numeral;
  readonly phrase: Phrase;
  readonly ruling: Ruling | null;
  readonly isDistance: boolean;
}

/** A limit is the same at all times. */
function isLimit(sentence: string, { start, end }: Numeral): boolean {
  const lead = sentence.slice(0, start);
  return limitBefore.test(lead) || limitOfBefore.test(lead) || limitAfter.test(sentence.slice(end));
}

/** "A quarter of an hour before the alert it was still 182k": the distance says when, and the number is right of then. */
function tellsWhen(reading: Reading, numeral: Numeral, phrase: Phrase): boolean {
  const moment = reading.moments.find(({ start, end }) => start === numeral.start && end === numeral.end);
  if (moment === undefined) return false;
  const stop = reading.phrases.find(({ index, lead }) => index > phrase.index && /^[;:]/.test(lead))?.index;
  const near = reading.phrases.filter(
    ({ index }) => index >= phrase.index && index < Math.min(stop ?? Infinity, phrase.index + 4),
  );
  return near.some((one) =>
    one.numerals.some((other) => {
      if (other === numeral || other.dimension === 'seconds' || isLimit(reading.sentence, other))
        return false;
      const figure = judgeFigure({ numeral: other, phrase: one, reading, carried: [moment] });
      // What a text has, it has at any time.
      return figure?.holds === true && figure.item.course !== null;
    }),
  );
}

function ruleNumerals(
  reading: Reading,
  { directory }: Library,
  expectations: readonly Expectation[],
): readonly RuledNumeral[] {
  const respective = judgeRespective(reading, directory);
  return reading.phrases.flatMap((phrase) =>
    phrase.numerals.map((numeral): RuledNumeral => {
      const shared = respective.get(numeral);
      if (shared !== undefined) return { numeral, phrase, ruling: shared, isDistance: false };
      const expected = expectations.find(({ from, to }) => from === numeral || to === numeral);
      if (expected !== undefined) return { numeral, phrase, ruling: expected.ruling, isDistance: false };
      const written = judgeWritten(numeral, reading);
      if (written !== null) return { numeral, phrase, ruling: written, isDistance: false };
      const figure = judgeFigure({ numeral, phrase, reading });
      if (figure !== null && figure.holds !== false)
        return { numeral, phrase, ruling: figure, isDistance: false };
      const distance = judgeDistance({ numeral, phrase, reading, directory });
      if (distance === null) {
        const isWhen = numeral.dimension === 'seconds' && tellsWhen(reading, numeral, phrase);
        return { numeral, phrase, ruling: isWhen ? silent : figure, isDistance: false };
      }
      const isWhen = distance.holds === false && tellsWhen(reading, numeral, phrase);
      return { numeral, phrase, ruling: isWhen ? silent : distance, isDistance: true };
    }),
  );
}

/** "At 02:43, …": what was at that time stands in the phrase beside it. */
function findHost({ phrases, sentence }: Reading, phrase: Phrase): Phrase {
  if (!isBareMoment(phrase) || phrase.own.length > 0) return phrase;
  // "was lowest (96.9) at 18:07": the bracket stands between what was so and when.
  const [ahead, bracket] = [phrases[phrase.index - 2], phrases[phrase.index - 1]];
  if (
    phrase.lead.startsWith(')') &&
    bracket?.lead.endsWith('(') === true &&
    ahead !== undefined &&
    ahead.own.length > 0
  )
    return ahead;
  const [before, after] = [phrases.slice(0, phrase.index).toReversed(), phrases.slice(phrase.index + 1)];
  const lead = sentence.slice(0, phrase.start);
  const isBracketed = lead.lastIndexOf('(') > lead.lastIndexOf(')');
  const others = isBracketed ? [...before, ...after] : [...after, ...before];
  return (
    others.find(
      (one) =>
        !isBareMoment(one) &&
        (one.own.length > 0 || one.numerals.some(({ dimension }) => dimension !== 'seconds')) &&
        !one.ofAlert,
    ) ?? phrase
  );
}

/** "eleven minutes after 02:29": from where a distance is counted. */
function isAnchor({ numerals, sentence }: Reading, { start, end, source, kind }: Moment): boolean {
  return (
    source === 'clock' &&
    (kind === 'until' || kind === 'since') &&
    /^(?:before|after)\b/i.test(sentence.slice(start, end)) &&
    numerals.some((one) => one.dimension === 'seconds' && start - one.end === 1)
  );
}

function ruleMoments(
  reading: Reading,
  numerals: readonly RuledNumeral[],
  { directory }: Library,
): readonly RuledClaim[] {
  const respective = judgeRespectiveTimes(reading, directory);
  return reading.phrases.flatMap((phrase) => {
    const host = findHost(reading, phrase);
    const decidedOf = (of: Phrase): readonly boolean[] =>
      numerals.flatMap(({ phrase: one, isDistance, ruling }) =>
        one !== of || isDistance || ruling === null || ruling.holds === 'silent' ? [] : [ruling.holds],
      );
    const before = reading.phrases[host.index - 1];
    const own = decidedOf(host);
    const after = reading.phrases[host.index + 1];
    const beside =
      own.length > 0
        ? undefined
        : host.own.length === 0
          ? before
          : after?.own.length === 0
            ? after
            : undefined;
    const decided = beside === undefined ? own : decidedOf(beside);
    const figures = decided.length === 0 ? 'none' : decided.every(Boolean) ? 'right' : 'wrong';
    return phrase.moments.flatMap((moment): readonly RuledClaim[] => {
      const ruling = isAnchor(reading, moment)
        ? silent
        : (respective.get(moment) ?? judgeMoment({ moment, phrase, host, reading, figures }));
      if (ruling === null) return [];
      const text = reading.sentence.slice(moment.start, moment.end);
      return [{ kind: 'time', text, start: moment.start, end: moment.end, ruling }];
    });
  });
}

/** Reads a sentence, and rules on each of its claims of which it can be told what is meant. */
export function readClaims(
  sentence: string,
  { library, cited }: { readonly library: Library; readonly cited: ReadonlySet<string> },
): readonly RuledClaim[] {
  const all = library.items.filter(({ ground }) => cited.has(ground.id));
  const plain = readSentence(sentence, {
    items: all.filter(({ ground }) => ground.kind !== 'alert'),
    // An alert of which it is not known when it started is no moment.
    alert: all.find(({ ground }) => ground.kind === 'alert' && ground.eventsMs.length > 0)?.ground ?? null,
    directory: library.directory,
  });
  const { directory } = library;
  const reading = pairBrackets(plain, directory);
  const expectations = judgeExpectations(reading);
  const numerals = ruleNumerals(reading, library, expectations);
  const figures = numerals.flatMap(({ numeral, ruling, isDistance }): readonly RuledClaim[] =>
    ruling === null
      ? []
      : [
          {
            kind: isDistance ? 'duration' : 'figure',
            text: numeral.text,
            start: numeral.start,
            end: numeral.end,
            ruling,
          },
        ],
  );
  const ways = reading.phrases.flatMap((phrase) =>
    phrase.ways.flatMap((way): readonly RuledClaim[] => {
      const measured = numerals.flatMap(({ phrase: one, ruling: of }) =>
        one === phrase && of?.holds === true && of.item.course !== null ? [of.item] : [],
      );
      const isExpected = expectations.some((one) => one.phrase === phrase && way.start < one.start);
      const ruling = isExpected ? silent : judgeWay({ way, phrase, reading, directory, measured });
      return ruling === null
        ? []
        : [{ kind: 'direction', text: way.text, start: way.start, end: way.start + way.text.length, ruling }];
    }),
  );
  const relations = [
    ...judgeOrders(reading, directory),
    ...judgeComparisons(reading, directory),
    ...judgeFromTo(reading).filter(({ start }) => !expectations.some((one) => one.start === start)),
    ...expectations,
  ].map(
    ({ text, start, ruling }): RuledClaim => ({
      kind: 'order',
      text,
      start,
      end: start + text.length,
      ruling,
    }),
  );
  const changes = library.items.filter(({ ground }) => ground.kind === 'change' && cited.has(ground.id));
  const alertItem = all.find(({ ground }) => ground.kind === 'alert');
  const faults = [
    ...judgeNames(reading, { isSaid: library.isSaid, changes, directory }, alertItem),
    ...judgeOwners(reading),
  ];
  const names = faults.map(
    ({ text, start, item, actual }): RuledClaim => ({
      kind: 'name',
      text,
      start,
      end: start + text.length,
      ruling: { holds: false, item, actual },
    }),
  );
  const bonds = judgeRelations({ reading, library, cited })
    .map((one): RuledClaim => ({ ...one, end: one.start + one.text.length }))
    .filter(
      (one) =>
        !names.some(({ kind, start, end }) => kind === one.kind && start === one.start && end === one.end),
    );
  // How many depend on something is no figure of a series.
  const measured = figures.filter(
    ({ start, end }) => !bonds.some((one) => one.kind === 'figure' && one.start < end && one.end > start),
  );
  return [...measured, ...ruleMoments(reading, numerals, library), ...ways, ...relations, ...names, ...bonds];
}
