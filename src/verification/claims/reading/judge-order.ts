/** Whether two things that a sentence tells of came in the order in which it says that they came. */
import { judgeSequences } from './judge-sequence.ts';
import { denial, judgePair, type OrderRuling, stretchOf } from './order-of-parts.ts';
import { type Part, readPart } from './parts.ts';
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
  [/\b(?:replaced|superseded|took over from)\b(?! (?:by|with))/gi, 'right'],
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
  return [...told, ...judgeSequences(reading, directory)];
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
