/** Orders that are told by first and then, by already, by not until: what one clause tells of and what the next one does. */
import { denial, isExtreme, judgePair, type OrderRuling, stretchOf } from './order-of-parts.ts';
import { readPart } from './parts.ts';
import type { Reading } from './phrases.ts';
import type { Directory } from './subjects.ts';

/** "X had already risen when Y", "X was already live by the time Y". */
const alreadyWhen = /\balready\b[^,;]{0,90}?\b(when|by the time|at the time(?: when)?|as|as soon as)\b/i;
const whenAlready =
  /^(?:when|by the time|at the time(?: when)?)\b([^,]{3,110}),[^,]{0,90}\b(?:had|was|were)\b[^,]{0,40}\b(?:already|been [a-z]+ing)\b/i;
const hadBy = /\bhad [a-z]+(?:[^,;]|,(?=\d)){0,90}?\b(by the time)\b/i;
const beenWhen = /\bhad been [a-z]+ing\b[^,;]{0,60}?\b(when|by the time)\b/i;
/** "Shards became unassigned first, and the rejections set in as a result". */
const firstResult =
  /\bfirst\b,? (and|while|with) [^;]{0,120}\b(?:as a (?:result|consequence)|afterwards|later|thereafter|in turn|followed)\b/i;
/** "X dropped first, and only then did Y rise". */
const firstThen =
  /\b(?:first|first of all)\b([,;]? (?:and |but )?(?:only (?:then|afterwards|later|after (?:that|it)|minutes later)|(?:and )?(?:then|later|afterwards|thereafter)|and |[a-z]+ minutes (?:later|afterwards)))/i;
/** "X built up first; Y was opened later", "First X; the alert followed". */
const firstClause = /\bfirst\b(?=\s?[;,.]|\s(?:and|while|with|but|then)\b)|^first[, ]/i;
const laterClause =
  /\b(?:later|afterwards?|subsequently|thereafter|then|next|follow(?:ed|s)|after (?:that|it)|came after|second)\b/i;
const clauseTurn = /;\s|,\s(?:and |but |while |whereas |then |only )?|\s(?:and|but|while|whereas|then)\s/gi;

/** "did not begin until after …": what is denied of before is said of after. */
const notUntil =
  /\b(?:not|never|n['’]t|no)\b[^,;]{0,80}?\b(until(?: after| well after)?)\b(?!\s(?:about |around )?\d{1,2}:\d\d)/i;
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
    if (
      !isExtreme(earlier) ||
      !isExtreme(later) ||
      later.items.some((one) => one !== item) ||
      later.ofAlert ||
      later.isAstray
    )
      return [];
    const ruling = judgePair(reading, earlier, { ...later, items: [item] }, 'same');
    return ruling?.holds === false ? [{ text, start, ruling }] : [];
  });
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
  const match = firstThen.exec(sentence) ?? firstResult.exec(sentence);
  if (match !== null && match.index > 3) {
    const isResult = firstThen.exec(sentence) === null;
    const at = isResult ? match.index + 6 : match.index + match[0].length;
    const earlier = { ...readPart(reading, directory, { start: 0, end: match.index }), isEvent: true };
    const told = readPart(reading, directory, { start: at, end: sentence.length });
    const isSame = told.items.length === 0 && isExtreme(told) && !told.ofAlert && !told.isAstray;
    const later = { ...told, items: isSame ? earlier.items : told.items, isEvent: true };
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

export function judgeSequences(reading: Reading, directory: Directory): readonly OrderRuling[] {
  return [
    ...judgeAlready(reading, directory),
    ...judgeFirst(reading, directory),
    ...judgeNotUntil(reading, directory),
    ...judgeSequence(reading),
    ...judgeThen(reading, directory),
  ];
}
