/** Whether two things that a sentence tells of came in the order in which it says that they came. */
import { begins, bottoms, goingOn, type Happening, listHappenings, peaks } from './happenings.ts';
import { fillEcho, type Part, readPart } from './parts.ts';
import type { Reading } from './phrases.ts';
import { type Ruling, silent } from './ruling.ts';
import type { Directory } from './subjects.ts';

interface Marker {
  readonly start: number;
  readonly end: number;
  readonly text: string;
  /** Which side came first. */
  readonly first: 'left' | 'right';
  readonly isCause: boolean;
}

/** "well before", "only after", "22 minutes before". */
const clockAhead =
  '(?!\\s(?:about |around |roughly )?\\d{1,2}:\\d\\d)(?!\\s(?:that|this|then|it\\b|the hour\\b|hand\\b)\\s?[,.;]?)';
const markers: readonly (readonly [RegExp, Marker['first'], isCause?: true])[] = [
  [/\b(?:was|were|been) (?:preceded) by\b/gi, 'right'],
  [new RegExp(`\\b(?:earlier|sooner) than\\b${clockAhead}`, 'gi'), 'left'],
  [new RegExp(`\\blater than\\b${clockAhead}`, 'gi'), 'right'],
  [
    /\b(?:was|were|been|is) (?:soon |shortly )?followed(?: [a-z]+ (?:minutes?|seconds?|hours?) later)?,?(?: at \d\d:\d\d,?)? by\b/gi,
    'left',
  ],
  [/\b(?:preceded|precedes|predates?|predated)\b(?! by)/gi, 'left'],
  [/\b(?:followed|follows|postdates?|postdated|came after|comes after)\b(?! by)/gi, 'right'],
  [new RegExp(`\\b(?:before|prior to|ahead of)\\b${clockAhead}`, 'gi'), 'left'],
  [
    new RegExp(
      `\\b(?:after|once|in the wake of|on the heels of|subsequent to|following)\\b${clockAhead}`,
      'gi',
    ),
    'right',
  ],
  [
    /\b(?:is what |that |may (?:well )?have |must have |to have |which )?(?:set|sets|setting) (?:off|the [a-z ]{3,20} off)\b|\b(?:is|was) what (?:[a-z]+ed|drove|sent|made|brought|put|set|got|broke|led)\b|\b(?:pushed|drove|sent|forced|dragged|pulled) (?=[^.;]{3,60}\b(?:up|down|over|above|below|through)\b)|\b(?:triggered|triggers|caused|causes|brought (?:on|about)|led to|leads to|sparked|provoked|prompted|drove|kicked off)\b(?! by)/gi,
    'left',
    true,
  ],
  [
    /\b(?:is|was) (?:the|a|what)(?: [a-z]+){0,2} (?:cause|trigger|reason) (?:of|for|behind)\b|\b(?:is|was) (?:to blame|responsible) for\b|\bexplains\b/gi,
    'left',
    true,
  ],
  [
    /\b(?:in (?:reaction|response) to|as a (?:result|consequence) of|because of|due to|(?:caused|triggered|set off|brought on) by)\b/gi,
    'right',
    true,
  ],
];

/** "X had already risen when Y", "X was already live by the time Y". */
const alreadyWhen = /\balready\b[^,;]{0,90}?\b(when|by the time|at the time(?: when)?|as|as soon as)\b/i;
const whenAlready =
  /^(?:when|by the time|at the time(?: when)?)\b([^,]{3,110}),[^,]{0,90}\b(?:had|was|were)\b[^,]{0,40}\b(?:already|been [a-z]+ing)\b/i;
const hadBy = /\bhad [a-z]+(?:[^,;]|,(?=\d)){0,90}?\b(by the time)\b/i;
const beenWhen = /\bhad been [a-z]+ing\b[^,;]{0,60}?\b(when|by the time)\b/i;
/** "Shards became unassigned first, and the rejections set in as a result". */
const firstResult =
  /\bfirst\b,? (and|while|with) [^;]{0,120}\b(?:as a (?:result|consequence)|afterwards|later|thereafter|in turn|followed)\b/i;
/** "X moved first, Y followed five minutes later". */
const firstFollowed =
  /\bfirst\b([,;]?(?: and| while| with| then|,)? )(?=[^;]{3,90}?\b(?:followed(?! by)|came (?:next|second|later|after)|joined|caught up)\b)/i;
/** "X dropped first, and only then did Y rise". */
const firstThen =
  /\b(?:first|first of all)\b([,;]? (?:and |but )?(?:only (?:then|afterwards|later|after (?:that|it)|minutes later)|(?:and )?(?:then|later|afterwards|thereafter)|and |[a-z]+ minutes (?:later|afterwards)))/i;
/** "X built up first; Y was opened later", "First X; the alert followed". */
const firstClause = /\bfirst\b(?=\s?[;,.]|\s(?:and|while|with|but|then)\b)|^first[, ]/i;
const laterClause =
  /\b(?:later|afterwards?|subsequently|thereafter|then|next|follow(?:ed|s)|after (?:that|it)|came after|second)\b/i;
const clauseTurn = /;\s|,\s(?:and |but |while |whereas |then |only )?|\s(?:and|but|while|whereas|then)\s/gi;

const denial =
  /\b(?:not|no|never|cannot|can[’']t|neither|nor|unlikely|hardly|rather than|ruled out|could|might)\b|n[’']t\b/i;

function findMarkers(sentence: string): readonly Marker[] {
  const plain = markers.flatMap(([pattern, first, isCause]) =>
    [...sentence.matchAll(pattern)].map(
      (match): Marker => ({
        start: match.index,
        end: match.index + match[0].length,
        text: match[0],
        first,
        isCause: isCause === true,
      }),
    ),
  );
  return plain;
}

/** What went on after something did not begin with it. */
const goesOn =
  /\b(?:fastest|slowest|most of all|both|still|keeps?|kept|continues?|continued|went on|goes on|as before|too)\b/i;
const boundary = /[;:](?=\s)|,\s(?:and|but|while|whereas|so|which|because|since|yet)\s|\s[–—]\s/g;
/** "did not begin until after …": what is denied of before is said of after. */
const notUntil =
  /\b(?:not|never|n['’]t|no)\b[^,;]{0,80}?\b(until(?: after| well after)?)\b(?!\s(?:about |around )?\d{1,2}:\d\d)/i;
const brackets = /\([^()]*\)/g;

/** The stretch around a place that speaks of one relation. */
function stretchOf(sentence: string, from: number, to: number): readonly [number, number] {
  // What stands in brackets is a stretch of its own, and part of the one around it.
  const groups = [...sentence.matchAll(brackets)].map(
    ({ index, 0: { length } }) => [index, index + length] as const,
  );
  const own = groups.find(([start, end]) => from > start && to < end);
  if (own !== undefined) return [own[0] + 1, own[1] - 1];
  const stops = [...sentence.matchAll(boundary)].flatMap(({ index, 0: { length } }) =>
    groups.some(([start, end]) => index > start && index < end) ? [] : [[index, index + length] as const],
  );
  const left = stops.findLast(([, end]) => end <= from)?.[1] ?? 0;
  const bracket = groups.find(([start]) => start >= to)?.[0] ?? sentence.length;
  const right = stops.find(([start]) => start >= to)?.[0] ?? sentence.length;
  return [left, Math.min(bracket, right)];
}

interface Sides {
  readonly left: Part;
  readonly right: Part;
}

/** ", which preceded the slowdown, …": what is told of it stands before the comma. */
function findHead(sentence: string, from: number, at: number): number | null {
  const relative = /,\s(?:which|who)\s[^,]{0,24}$/i.exec(sentence.slice(0, at));
  return relative !== null && relative.index + relative[0].length >= from ? relative.index : null;
}

const howLong = '(?:[\\w.]+ (?:minutes?|min|hours?|seconds?|s) |(?:well|just|shortly|soon|long|only) )?';
const relationWord = '(?:before|after|ahead of|prior to|following)';
/** Where one side ends: at a comma, or where it is set in time once more: "before the alert and 32 minutes after …". */
const sideEnd = new RegExp(`,\\s|\\s(?:and|but) ${howLong}${relationWord}\\b`, 'i');
/** "… nine minutes before the alert and 32 minutes": what the second of two such is told of stands before the first. */
const coordinate = new RegExp(
  `(?:,\\s)?\\s?${howLong}\\b${relationWord}\\b[^,;]*\\s(?:and|but) ${howLong}$`,
  'i',
);

/** Numbers and times in brackets, and no words. */
const bracketAfter = /^\s?\((?:[\d.,:%/\s]|at\b|ms\b|s\b|[kKMGT]i?B\b)+\)/;

function toSides(reading: Reading, directory: Directory, marker: Marker): Sides | null {
  const { sentence } = reading;
  const [from, to] = stretchOf(sentence, marker.start, marker.end);
  const head = findHead(sentence, from, marker.start);
  if (head !== null) {
    const end = sentence.slice(marker.end, to).search(sideEnd);
    const left = readPart(reading, directory, { start: 0, end: head });
    const right = readPart(reading, directory, {
      start: marker.end,
      end: end === -1 ? to : marker.end + end,
    });
    return { left, right };
  }
  const leading = sentence
    .slice(from, marker.start)
    .replaceAll(/\b(?:only|even|well|long|shortly|just|right|soon|immediately)\b/gi, '')
    .trim();
  if (!/[a-z]{3}/i.test(leading)) {
    // "After the deploy, X rose": what it is said of stands behind the comma.
    const comma = sentence.indexOf(', ', marker.end);
    if (comma === -1) return null;
    const right = readPart(reading, directory, { start: marker.end, end: comma });
    const stop = stretchOf(sentence, comma + 2, comma + 2)[1];
    const left = readPart(reading, directory, { start: comma + 1, end: stop });
    return { left, right };
  }
  const end = sentence.slice(marker.end, to).search(sideEnd);
  const first = coordinate.exec(sentence.slice(from, marker.start));
  const left = readPart(reading, directory, {
    start: from,
    end: first === null ? marker.start : from + first.index,
  });
  const right = readPart(reading, directory, { start: marker.end, end: end === -1 ? to : marker.end + end });
  const bracket = end === -1 ? bracketAfter.exec(sentence.slice(to))?.[0].length : undefined;
  // "before B did (29 s, 08:52)": when; "before the alert (78 ms at 08:51)" tells it of what came before.
  if (bracket === undefined || right.ofAlert) return { left, right };
  return { left, right: readPart(reading, directory, { start: marker.end, end: to + bracket }) };
}

/** Times are written to the minute. */
const roundMs = 31_000;
/** By then it had been so: at the same time is soon enough. */
const sameMs = 15_000;

/** A time that is written to the minute is that of the event itself. */
const sameEventMs = 60_000;

/** "Traffic had been growing before …": of the cited series the one that the other side is not about. */
function fillIn(part: Part, other: Part, { items }: Reading): Part {
  const rest = items.filter((item) => item.course !== null && !other.items.includes(item));
  const isOpen = part.items.length === 0 && !part.ofAlert && !part.isAstray && part.ways.length > 0;
  return isOpen && rest.length === 1 ? { ...part, items: rest } : part;
}

/** That a series began to move, or was moving, beside what is known to the second. */
function isOnset({ text }: Part, { item }: Happening, other: Happening): boolean {
  return (begins.test(text) || goingOn.test(text)) && item !== null && item.course !== null && isExact(other);
}

/** What was logged or changed is known to the second. */
function isExact({ item, slackMs }: Happening): boolean {
  return item !== null && item.course === null && slackMs <= 1000;
}

function judgePair(
  reading: Reading,
  earlier: Part,
  later: Part,
  rigour: 'loose' | 'same' | 'strict',
): Ruling | null {
  const [one, other] = [
    fillIn(fillEcho(earlier, later), later, reading),
    fillIn(fillEcho(later, earlier), earlier, reading),
  ];
  const [a, b] = [listHappenings(one, reading), listHappenings(other, reading)];
  const pairs = a
    .flatMap((one) => b.map((other) => [one, other] as const))
    .filter(([one, other]) => one.item !== other.item || Math.abs(one.ms - other.ms) > sameEventMs);
  const item = [...a, ...b].find((one) => one.item !== null)?.item ?? reading.items[0];
  if (pairs.length === 0 || item === undefined || item === null) return null;
  const slack = (one: Happening, other: Happening): number => Math.max(one.slackMs, other.slackMs);
  const right = pairs.find(([one, other]) =>
    rigour === 'loose'
      ? one.ms <= other.ms + slack(one, other) + (isExact(one) && isExact(other) ? 0 : roundMs)
      : rigour === 'same'
        ? // What began to move had not begun before the last point at which it stood still.
          isOnset(earlier, one, other)
          ? one.ms < other.ms
          : one.ms <= other.ms + sameMs
        : one.ms < other.ms,
  );
  return right === undefined ? { holds: false, item, actual: null } : { holds: true, item };
}

export interface OrderRuling {
  readonly text: string;
  readonly start: number;
  readonly ruling: Ruling;
}

const extremeOnly =
  /^\s(?:a|its|their|the) (?:[a-z]+ )?(?:minimum|maximum|peak|low|high|spike|dip) (?:of|at) /i;

/** Every order that a sentence tells, ruled upon where the times of both sides are known. */
export function judgeOrders(reading: Reading, directory: Directory): readonly OrderRuling[] {
  const { sentence } = reading;
  const quotes = [...sentence.matchAll(/"[^"\n]{1,300}"|“[^”\n]{1,300}”/g)];
  const isQuoted = (at: number): boolean =>
    quotes.some(({ index, 0: { length } }) => at > index && at < index + length);
  const told = findMarkers(sentence)
    .filter(({ start }) => !isQuoted(start))
    .flatMap((marker): readonly OrderRuling[] => {
      // "at which the alert triggers" causes nothing.
      if (/^trigger(?:s|ed)$/i.test(marker.text) && /^\s?(?:[.,;)]|$)/.test(sentence.slice(marker.end))) {
        return [{ text: marker.text, start: marker.start, ruling: silent }];
      }
      const sides = toSides(reading, directory, marker);
      if (sides === null) return [];
      const implied = marker.isCause ? { isEvent: true } : {};
      const left: Part = { ...sides.left, ...implied };
      const right: Part = { ...sides.right, ...implied };
      const unsaid: OrderRuling = { text: marker.text, start: marker.start, ruling: silent };
      if (marker.isCause && denial.test(sentence)) return [unsaid];
      // "rose from a to b after a minimum of c": its own numbers and times tell when that was.
      if (extremeOnly.test(right.text)) return [unsaid];
      if (
        denial.test(left.text) ||
        goesOn.test(left.text) ||
        /\beven $/i.test(sentence.slice(0, marker.start))
      )
        return [unsaid];
      const pair = (one: Part): Ruling | null =>
        marker.first === 'left'
          ? judgePair(reading, one, right, marker.isCause ? 'loose' : 'strict')
          : judgePair(reading, right, one, 'loose');
      const first = pair(left);
      const member = first?.holds === false ? listMember(reading, directory, left) : null;
      if (member !== null && pair(member)?.holds !== false) return [unsaid];
      const ruling = first?.holds === false ? (pair(lastPart(reading, directory, left)) ?? first) : first;
      return ruling === null ? [] : [{ text: marker.text, start: marker.start, ruling }];
    });
  return [
    ...told,
    ...judgeAlready(reading, directory),
    ...judgeFirst(reading, directory),
    ...judgeNotUntil(reading, directory),
    ...judgeSequence(reading),
    ...judgeThen(reading, directory),
  ];
}

const thenBetween =
  /(?:\band|,)\s(?:(?:was|were|is|has|had|have|been|only|it|they)\s){0,3}(?:then|later|afterwards|subsequently|thereafter|only after that)\b/i;

/** "started at 10:44:20 and was then killed at 10:44:00": its own times tell another order. */
function judgeSequence({ sentence, moments, items }: Reading): readonly OrderRuling[] {
  const ats = moments.filter(({ kind, source }) => kind === 'at' && source === 'clock');
  return ats.slice(1).flatMap((later, index): readonly OrderRuling[] => {
    const earlier = ats[index];
    const item = items[0];
    if (earlier === undefined || item === undefined || later.toMs >= earlier.toMs) return [];
    const match = thenBetween.exec(sentence.slice(earlier.end, later.start));
    if (match === null) return [];
    return [
      { text: match[0], start: earlier.end + match.index, ruling: { holds: false, item, actual: null } },
    ];
  });
}

const thenAt =
  /(?:,|\b(?:and|but))\s(?:only|it|was|were|has|had|did|soon|shortly)?\s?(?:then|afterwards|after that|subsequently|thereafter)\b/gi;

/** "peaked at 0.558 and only then fell to its minimum": what one series did, in its own order. */
function judgeThen(reading: Reading, directory: Directory): readonly OrderRuling[] {
  const { sentence } = reading;
  return [...sentence.matchAll(thenAt)].flatMap(({ 0: text, index: start }): readonly OrderRuling[] => {
    const [from, to] = stretchOf(sentence, start, start + text.length);
    const earlier = readPart(reading, directory, { start: from, end: start });
    const later = readPart(reading, directory, { start: start + text.length, end: to });
    const [item, other] = earlier.items.filter(({ course }) => course !== null);
    if (item === undefined || other !== undefined || denial.test(sentence)) return [];
    const isOfExtremes = [earlier, later].every((one) => peaks.test(one.text) || bottoms.test(one.text));
    if (!isOfExtremes || later.items.some((one) => one !== item) || later.ofAlert || later.isAstray)
      return [];
    const ruling = judgePair(reading, earlier, { ...later, items: [item] }, 'same');
    return ruling?.holds === false ? [{ text, start, ruling }] : [];
  });
}

/** "plateaued and started to decline after …": the last of what was said. */
function lastPart(reading: Reading, directory: Directory, part: Part): Part {
  const at = part.text.search(/\b(?:and|but)\b(?!.*\b(?:and|but)\b)/i);
  const last = at === -1 ? part : readPart(reading, directory, { start: part.start + at, end: part.end });
  return last.items.length > 0 ? last : { ...last, items: part.items };
}

/** "…: release at 02:36, growth from 02:38, restart after …": only the last of a list is told of here. */
function listMember(reading: Reading, directory: Directory, part: Part): Part | null {
  const { sentence } = reading;
  const at = part.text.lastIndexOf(', ');
  if (at === -1 || !sentence.slice(0, part.start).trimEnd().endsWith(':')) return null;
  const last = readPart(reading, directory, { start: part.start + at + 2, end: part.end });
  return last.items.length > 0 ? last : null;
}

function judgeAlready(reading: Reading, directory: Directory): readonly OrderRuling[] {
  const { sentence } = reading;
  const inner = alreadyWhen.exec(sentence) ?? beenWhen.exec(sentence) ?? hadBy.exec(sentence);
  if (inner !== null) {
    const word = inner[1] ?? '';
    const at = inner.index + inner[0].length - word.length;
    const [from, to] = stretchOf(sentence, at, at);
    const earlier = readPart(reading, directory, { start: from, end: at });
    const comma = sentence.slice(at, to).indexOf(', ');
    const later = readPart(reading, directory, { start: at, end: comma === -1 ? to : at + comma });
    const ruling = judgePair(reading, earlier, later, 'same');
    return ruling === null ? [] : [{ text: inner[0], start: inner.index, ruling }];
  }
  const outer = whenAlready.exec(sentence);
  if (outer === null) return [];
  const comma = sentence.indexOf(', ');
  const later = readPart(reading, directory, { start: 0, end: comma });
  const earlier = readPart(reading, directory, { start: comma + 1, end: sentence.length });
  const ruling = judgePair(reading, earlier, later, 'same');
  return ruling === null ? [] : [{ text: outer[0], start: 0, ruling }];
}

function judgeNotUntil(reading: Reading, directory: Directory): readonly OrderRuling[] {
  const { sentence } = reading;
  const match = notUntil.exec(sentence);
  if (match === null) return [];
  const word = match[1] ?? '';
  const at = match.index + match[0].length - word.length;
  const end = match.index + match[0].length;
  const [from, to] = stretchOf(sentence, at, end);
  const inverted = /^\W*(?:it was )?not\s$/i.test(sentence.slice(0, at));
  const turn = /\s(?:did|that|was|were|had|could)\s/i.exec(sentence.slice(end));
  if (inverted && turn === null) return [];
  const split = end + (turn?.index ?? 0);
  const comma = sentence.slice(end, to).search(/,\s/);
  const earlier = readPart(reading, directory, {
    start: end,
    end: inverted ? split : comma === -1 ? to : end + comma,
  });
  const later = readPart(reading, directory, inverted ? { start: split, end: to } : { start: from, end: at });
  const ruling = judgePair(reading, earlier, later, 'loose');
  return ruling === null ? [] : [{ text: match[0], start: match.index, ruling }];
}

function judgeFirst(reading: Reading, directory: Directory): readonly OrderRuling[] {
  const { sentence } = reading;
  const match = firstThen.exec(sentence) ?? firstResult.exec(sentence) ?? firstFollowed.exec(sentence);
  if (match !== null && match.index > 3) {
    const isResult = firstThen.exec(sentence) === null && firstResult.exec(sentence) !== null;
    const at = isResult ? match.index + 6 : match.index + match[0].length;
    const earlier = { ...readPart(reading, directory, { start: 0, end: match.index }), isEvent: true };
    const later = { ...readPart(reading, directory, { start: at, end: sentence.length }), isEvent: true };
    const ruling = judgePair(reading, earlier, later, 'strict');
    return ruling === null ? [] : [{ text: match[0], start: match.index, ruling }];
  }
  const said = firstClause.exec(sentence);
  if (said === null) return [];
  const turns = [...sentence.matchAll(clauseTurn)].filter(
    ({ index }) => index >= said.index + said[0].length,
  );
  const turn = turns.find(({ index, 0: text }, at) => {
    const next = turns[at + 1]?.index ?? sentence.length;
    return /then|only/i.test(text) || laterClause.test(sentence.slice(index + text.length, next));
  });
  if (turn === undefined) return [];
  const earlier = { ...readPart(reading, directory, { start: 0, end: turn.index }), isEvent: true };
  const later = {
    ...readPart(reading, directory, { start: turn.index + turn[0].length, end: sentence.length }),
    isEvent: true,
  };
  const ruling = judgePair(reading, earlier, later, 'strict');
  return ruling === null ? [] : [{ text: said[0].replace(/[, ]$/, ''), start: said.index, ruling }];
}
