/** Which of a sentence's moments a number is told of. */
import type { Moment } from './moments.ts';
import type { Numeral } from './numeral.ts';
import type { Phrase, Reading } from './phrases.ts';

export interface NumeralQuestion {
  readonly numeral: Numeral;
  readonly phrase: Phrase;
  readonly reading: Reading;
  /** Moments of another phrase, in place of its own. */
  readonly carried?: readonly Moment[];
}

/** "climbed to 3.85 s from 1.15 s 6 min before": so long before it was the number right beside, and no other. */
function isOfOther(
  { source, isExact, kind, start, end }: Moment,
  numeral: Numeral,
  { numerals }: Phrase,
  sentence: string,
): boolean {
  // "from 91 at 10:22 to 50": the second number is of another time.
  const isPassed =
    source === 'clock' &&
    kind === 'at' &&
    end <= numeral.start &&
    /^\s(?:down |up |back )?to (?:about |around )?$/i.test(sentence.slice(end, numeral.start));
  if (!isPassed && (source !== 'relative' || isExact !== true)) return false;
  const beside = numerals.find(({ end }) => end <= start && start - end <= 4);
  return beside !== undefined && beside !== numeral && beside.kind === 'amount' && numeral.kind === 'amount';
}

/** "more than half of them are hits now" */
const isToday = /\b(?:is|are|has|have|hits?|uses?|takes?)\b/i;

/** Times that belong to a numeral: those of its phrase, or of the sentence's opening. */
export function momentsOf({ phrase, reading, numeral, carried }: NumeralQuestion): readonly Moment[] {
  if (carried !== undefined) return carried;
  const own = phrase.moments.filter(
    // "that took 4 ms now costs 960 ms": what stands before "now" was so before.
    ({ source, start, end }) =>
      source !== 'now' ||
      start <= numeral.start ||
      (/^(?:\s?[.,;)]|$| and| but)/.test(reading.sentence.slice(end, end + 4)) &&
        (start - numeral.end <= 2 ||
          (isToday.test(reading.sentence.slice(numeral.end, start)) &&
            !phrase.numerals.some(
              (one) => one !== numeral && one.end <= start && one.start >= numeral.end,
            )))),
  );
  const mine = own.filter((moment) => !isOfOther(moment, numeral, phrase, reading.sentence));
  if (mine.length > 0 || phrase.moments.length > 0) return mine;
  return lentMoments(phrase, reading);
}

/** Before everything else, and an amount of nothing. */
const noNumber: Numeral = {
  ...{ text: '', start: 0, end: 0, kind: 'amount', value: 0, tolerance: 0 },
  ...{ dimension: 'none', perSeconds: null, bound: null, isSpelled: false },
};

/** Times that belong to a phrase as such, whatever numbers it has. */
export function momentsOfPhrase(phrase: Phrase, reading: Reading): readonly Moment[] {
  return momentsOf({ phrase, reading, numeral: noNumber });
}

/** A phrase that tells a moment and nothing else. */
export function isBareMoment(one: Phrase): boolean {
  if (one.moments.length === 0) return false;
  // "…, and is 30.6 now" tells a number of that moment, and not the moment of another one.
  const isLength = ({ dimension, value, start, end, text }: Numeral): boolean =>
    (dimension === 'seconds' && value >= 30 && /min|hour|second|day|\dh\b|\bh\b/i.test(text)) ||
    one.moments.some((moment) => start < moment.end && end > moment.start);
  if (!one.numerals.every(isLength)) return false;
  const spans = [...one.moments, ...one.numerals];
  const rest = [...one.text]
    .map((letter, at) =>
      spans.some(({ start, end }) => one.start + at >= start && one.start + at < end) ? ' ' : letter,
    )
    .join('');
  return !/[a-z]{4}/i.test(
    rest.replaceAll(/\b(?:already|only|just|that|this|even|then|utc|within|with|over)\b/gi, ''),
  );
}

/** Times that a phrase without its own may be told of: those of the phrase before it, and when a change beside it was made. */
export function listCarried({ phrase, reading, numeral }: NumeralQuestion): readonly (readonly Moment[])[] {
  const before = reading.phrases[phrase.index - 1];
  const after = reading.phrases[phrase.index + 1];
  const own = momentsOf({ phrase, reading, numeral });
  if (own.length > 0) return [];
  const earlier = reading.phrases.slice(0, phrase.index).findLast(({ moments }) => moments.length > 0);
  const told = before === undefined ? [] : momentsOf({ phrase: before, reading, numeral });
  const next: Moment[] = after !== undefined && /\band$/.test(after.lead) ? [...after.moments] : [];
  for (const one of reading.phrases.slice(phrase.index + 1)) {
    if (one.own.some((item) => !phrase.own.includes(item))) break;
    next.push(...one.moments);
  }
  const changes = reading.phrases.flatMap(({ own: items, start }) =>
    items.flatMap(({ ground }) =>
      ground.kind === 'change' ? ground.eventsMs.map((ms) => ({ ms, start })) : [],
    ),
  );
  const events = changes.map(
    ({ ms, start }): Moment => ({
      start,
      end: start,
      kind: 'at',
      fromMs: ms,
      toMs: ms,
      slackMs: 0,
      source: 'event',
    }),
  );
  return [told, earlier?.moments ?? [], next, events].filter(({ length }) => length > 0);
}

/** "At 02:49, …", "When the alert fired, …": a phrase that tells a moment and nothing else lends it. */
function lentMoments(phrase: Phrase, { phrases, moments, sentence }: Reading): readonly Moment[] {
  const [first] = moments;
  // "Three minutes after the release, 23 a second were completed": then, whatever else is told of the release.
  const isOpening =
    first?.source === 'relative' &&
    first.start < 20 &&
    /^\s(?:before|after|into|ahead of)\b/i.test(sentence.slice(first.end)) &&
    phrase.lead.startsWith(',') &&
    sentence.slice(first.end, phrase.start).indexOf(',') >= phrase.start - first.end - 3;
  if (isOpening && first !== undefined) return [first];
  const before = phrases[phrase.index - 1];
  const after = phrases[phrase.index + 1];
  if (before !== undefined && isBareMoment(before)) return before.moments;
  if (after !== undefined && isBareMoment(after)) return after.moments;
  // What follows in one breath is told of the same time: "fell to 12 per second and …".
  return [];
}

/** The moment that stands right beside a number: "12.4 s at 02:49". */
export function besideOf(numeral: Numeral, moments: readonly Moment[], sentence: string): Moment | undefined {
  const after = moments.find(
    ({ start, kind }) =>
      kind !== 'between' &&
      start >= numeral.end &&
      /^\s?(?:%|percent)?\s?\(?(?:[a-z/-]+\s?){0,3}\(?$/i.test(sentence.slice(numeral.end, start)) &&
      start - numeral.end <= 34,
  );
  return after;
}

const spanBefore =
  /\b(?:in|within|over|during|inside)\s(?:the (?:last\s|past\s)?)?(?:about |just |only |some |roughly |less than )?$/i;

/** "doubled in 23 minutes": in how many seconds a phrase says that something came about; null where it does not. */
export function findSpanOf({ phrase, reading }: Pick<NumeralQuestion, 'phrase' | 'reading'>): number | null {
  const span = phrase.numerals.find(
    ({ dimension, kind, start }) =>
      dimension === 'seconds' && kind === 'amount' && spanBefore.test(reading.sentence.slice(0, start)),
  );
  return span?.value ?? null;
}

/** The words that tell what a phrase is about: its own, or those before it. */
export function subjectText({ phrase, reading }: NumeralQuestion): string {
  return phrase.own.length > 0 || /\b(?:used|usage|full|busy|in use)\b/i.test(phrase.text)
    ? phrase.text
    : reading.sentence.slice(0, phrase.end);
}
