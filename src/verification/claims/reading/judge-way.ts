/** Whether what a phrase speaks of went the way that it says, in the time that it says. */

import type { Direction } from '../direction-words.ts';
import { isRestOf } from '../readings.ts';
import { type Course, isCalm, isStill, listRuns, rangeOf, shareOf, valueAt } from './course.ts';
import { fitsSpans, toSpan, unitOf } from './levels.ts';
import type { SaidWay } from './phrases.ts';
import { type Ruling, silent } from './ruling.ts';
import { type Item, isReadable, isSameRoot, toRoots } from './subjects.ts';
import { listWindows, type WayQuestion, type Window } from './way-windows.ts';

const denied =
  /\b(?:not|no|never|without(?! (?:a |any )?(?:break|pause|interruption|end|let-up|letting up))|neither|nor|cannot|stopped|ceased|hardly|barely|scarcely|no longer|rather than|instead of|did ?n[o']t|has ?n[o']t|is ?n[o']t)\b|n['’]t\b/i;

/** Whether a movement is said not to have been. */
export function isDeniedWay(text: string): boolean {
  return denied.test(text);
}

const supposed =
  /\b(?:unlikely|likely|would|could|might|may|if|expect(?:s|ed|ing)?|should|ruled? out|no sign of|possible|whether)\b/i;
const goesOn =
  /\b(?:still|keeps?|kept|continues?|continued|continuing|went on|goes on|going on|on its way)\b/i;

/** "kept growing for another seven minutes": and then no more. */
const endsLater = /\b(?:for (?:another|the next)|until|up to)\b/i;

/** "surged at 01:25": the one time that is told of a movement, and no number beside it. */
function findTimeOf({ way, phrase }: WayQuestion): number | null {
  const ats = phrase.moments.filter(({ kind, source }) => kind === 'at' && source === 'clock');
  const [at, other] = ats;
  if (at === undefined || other !== undefined || at.slackMs > 0 || at.start < way.start) return null;
  return phrase.numerals.some(({ start }) => start < at.start) ? null : at.toMs;
}

/** Whether a course went a way when a time is told: into that point, or out of it when it had stood still. */
function wentAt(course: Course, direction: 'up' | 'down', ms: number): boolean {
  // Points lie so close that either of two neighbours may be meant.
  const slack = course.stepMs <= nearStepMs ? nearStepMs : 0;
  // When it was highest, it did not fall yet.
  const [edgeMs] = direction === 'up' ? course.low : course.high;
  if (Math.abs(edgeMs - ms) <= edgeSlackMs && course.last[0] - edgeMs > edgeSlackMs) return false;
  return course.legs.some(({ fromMs, toMs, way }, index) => {
    const before = course.legs[index - 1];
    const isTurned = before !== undefined && before.way === opposite[direction];
    return way === direction && ms <= toMs + slack && (isTurned ? ms > fromMs - slack : ms >= fromMs - slack);
  });
}
const nearStepMs = 61_000;
const edgeSlackMs = 10_000;

const opposite = { up: 'down', down: 'up' } as const;
/** Where it came to rest, not what it was all the while. */
const lately =
  /\b(?:since|ever after|from then|thereafter|by now|again|at (?:its|their)|currently|at present|plateau|levelled|level|pinned|settled|hover)/i;

const slightly =
  /\b(?:a touch|slightly|a bit|a little|somewhat|marginally|edged|eased|inched|slipped|crept)\b/i;
const rests = /\b(?:plateau|levell?ed|level(?:l)?ing|flattened|settled|stabili[sz]ed|hover)/i;

const leastShare = 0.01;

function wentIn(course: Course, direction: Direction, { fromMs, toMs }: Window): boolean {
  // What moved from one point to the next did so at the later of them, or at the earlier.
  return (
    isWay(course, direction, { fromMs, toMs }) ||
    (direction !== 'flat' &&
      isWay(course, 'flat', { fromMs, toMs }) &&
      isWay(course, direction, { fromMs: fromMs - course.stepMs, toMs }))
  );
}

function isWay(course: Course, direction: Direction, { fromMs, toMs }: Window): boolean {
  const [from, to] = [valueAt(course, fromMs), valueAt(course, toMs)];
  const range = rangeOf(course, fromMs, toMs);
  if (from === null || to === null || range === null) return false;
  const share = shareOf(from, to);
  switch (direction) {
    case 'up':
      return share >= leastShare;
    case 'down':
      return share <= -leastShare;
    case 'flat':
      return isCalm(range[0], range[1]) || isCalm(from, to);
    case 'back': {
      const main = mainWay(course);
      return (main === 'up' ? share <= -leastShare : share >= leastShare) || cameBack(range, from, to);
    }
  }
}

const backShare = 0.1;

/** Whether it returned from as far as it had gone within a window. */
function cameBack([low, high]: readonly [number, number], from: number, to: number): boolean {
  const far = high - from >= from - low ? high : low;
  return far !== from && Math.abs(to - far) >= Math.abs(far - from) * backShare;
}

function mainWay({ first, low, high }: Course): 'up' | 'down' {
  return Math.abs(high[1] - first[1]) >= Math.abs(low[1] - first[1]) ? 'up' : 'down';
}

/** Without a window: any run of some height that went that way; what still goes on, the last one. */
function went(
  course: Course,
  direction: Direction,
  {
    isNow,
    isLate,
    isTold,
  }: { readonly isNow: boolean; readonly isLate: 'rests' | 'lately' | null; readonly isTold: boolean },
): boolean {
  const height = Math.abs(course.high[1] - course.low[1]);
  const runs = listRuns(course);
  const [last] = runs.toReversed();
  if (direction === 'back') {
    const main = mainWay(course);
    const isTurned = last !== undefined && last.way !== main && last.way !== 'flat';
    return isTurned || cameBack([course.low[1], course.high[1]], course.first[1], course.last[1]);
  }
  if (direction === 'flat') {
    if (isCalm(course.low[1], course.high[1])) return true;
    // A reader is told no more of it than that it is where it was.
    if (course.earlier !== null && isStill(course.earlier[1], course.last[1])) return true;
    const inner = runs.some(
      ({ way, fromMs, toMs }, index) => index > 0 && way === 'flat' && toMs - fromMs >= flatMs / 2,
    );
    if (isLate === 'rests' && inner) return true;
    const lately = isLate === null ? null : rangeOf(course, course.last[0] - flatMs, course.last[0]);
    if (lately !== null && isCalm(lately[0], lately[1])) return true;
    return isLate !== null && last !== undefined && last.way === 'flat' && last.toMs - last.fromMs >= flatMs;
  }
  const moved = runs.filter(
    ({ way, from, to }) =>
      way === direction && Math.abs(to - from) >= height * 0.2 && Math.abs(shareOf(from, to)) >= leastShare,
  );
  if (isNow) return last !== undefined && last.way === direction;
  // "has since eased to 28.4": how little it was, the figure says.
  const small = isTold && turnedBack(course, direction);
  return moved.length > 0 || small;
}
const flatMs = 300_000;

function turnedBack({ low, high, last }: Course, direction: Direction): boolean {
  const from = direction === 'up' ? low : high;
  const share = shareOf(from[1], last[1]);
  return from[0] < last[0] && (direction === 'up' ? share >= leastShare * 2 : share <= -leastShare * 2);
}

const strong =
  /\b(?:sharply|steeply|massively|dramatically|drastically|strongly|heavily|significantly|spiked|surged|soared|jumped|plunged|plummeted|collapsed|exploded|surges?|surging)\b/i;
const strongShare = 0.1;

/** What is better when there is more of it. */
const goodWhenMore = /hit|success|avail|free|uptime|ready|healthy|commit|throughput|deliver|headroom|idle/;

const measuresRest = /avail|free|idle|remain|headroom|left/;

/** "improved", "got faster": up or down, by what is measured. */
export function toDirection(direction: SaidWay['direction'], item: Item): Direction | null {
  const isTime = unitOf(item) === 'seconds';
  const isGood = goodWhenMore.test(item.about);
  switch (direction) {
    case 'better':
      return isGood ? 'up' : 'down';
    case 'worse':
      return isGood ? 'down' : 'up';
    case 'faster':
      return isTime ? 'down' : 'up';
    case 'slower':
      return isTime ? 'up' : 'down';
    case 'freed':
      return measuresRest.test(item.ground.subject) ? 'up' : 'down';
    case 'filled':
      return measuresRest.test(item.ground.subject) ? 'down' : 'up';
    default:
      return direction;
  }
}

function judgeItem(question: WayQuestion, item: Item): boolean | null {
  const { course } = item;
  const { way, phrase } = question;
  if (course === null) return null;
  if (
    strong.test(phrase.text) &&
    way.direction !== 'flat' &&
    Math.abs(shareOf(course.low[1], course.high[1])) < strongShare
  )
    return false;
  const isRest = isRestOf(
    phrase.own.length > 0 ? phrase.text : question.reading.sentence.slice(0, phrase.end),
    item.ground.subject,
  );
  const plain = toDirection(way.direction, item);
  if (plain === null) return null;
  const isTold = way.direction === 'freed' || way.direction === 'filled';
  const direction = isRest && !isTold && (plain === 'up' || plain === 'down') ? opposite[plain] : plain;
  const windows = listWindows(question, course);
  if (beganSo(question, course, direction)) return true;
  const near = windows.length > 1 ? windows.filter((one) => one.toMs - one.fromMs > 0) : windows;
  if (near.length > 0 && near.some((window) => wentIn(course, direction, window))) return true;
  const atMs = findTimeOf(question);
  if (atMs !== null && near.length === 0 && (direction === 'up' || direction === 'down'))
    return wentAt(course, direction, atMs);
  if (isToldByNumbers(question, item, direction)) return true;
  if (near.length > 0) return false;
  const isProgress = /ing$/i.test(way.text) && phrase.moments.length === 0 && /^,? ?with$/.test(phrase.lead);
  const isNow =
    isProgress ||
    (goesOn.test(phrase.text) && !endsLater.test(phrase.text)) ||
    /\bis (?:now )?[a-z]+ing\b|\bhas been [a-z]+ing\b/i.test(phrase.text);
  const isLate = rests.test(phrase.text) ? 'rests' : lately.test(phrase.text) ? 'lately' : null;
  return went(course, direction, {
    isNow,
    isLate,
    isTold: phrase.numerals.length > 0 || slightly.test(phrase.text),
  });
}

/** "growth from 02:38", "grew from 02:38 on": then it set out so; what became of it later is not said. */
function beganSo({ phrase }: WayQuestion, course: Course, direction: Direction): boolean {
  if (goesOn.test(phrase.text) || /\b(?:has|have) been\b/i.test(phrase.text)) return false;
  const starts = phrase.moments.filter(({ kind, source }) => kind === 'since' && source === 'clock');
  const height = Math.abs(course.high[1] - course.low[1]);
  return starts.some(({ fromMs }) =>
    listRuns(course).some(
      (run) =>
        run.way === direction &&
        Math.abs(run.to - run.from) >= height * 0.3 &&
        Math.abs(run.fromMs - fromMs) <= Math.max(60_000, course.stepMs) * 1.05,
    ),
  );
}

/** "falls behind", where nothing that lags or waits is told of: the numbers beside it say so. */
function isBehindOnly({ text }: SaidWay, { phrase }: WayQuestion): boolean {
  return (
    /\bbehind$/i.test(text) &&
    phrase.items.every(({ about }) => !/lag|queue|wait|backlog|behind|delay|pending/i.test(about))
  );
}

/** "the drop rate", "drops 120 messages" of what counts dropped ones: what happens, not where it went. */
function isOfMetric({ text }: SaidWay, { reading }: WayQuestion): boolean {
  const [root] = toRoots(text);
  return (
    root !== undefined &&
    reading.items.some(({ stems, course }) => course !== null && stems.some((stem) => isSameRoot(stem, root)))
  );
}

/** "messages were lost": they, not a number of them, were. */
function isPassive({ start, text }: SaidWay, { reading }: WayQuestion): boolean {
  return (
    /^(?:lost|dropped|shed|multiplied|halved)$/i.test(text) &&
    /\b(?:was|were|being|been|is|are|get|gets|got) (?:still |not |also )?$/i.test(
      reading.sentence.slice(0, start),
    )
  );
}

const caused =
  /\b(?:start|cause|trigger|explain|begin|bring|drive|set off|account for|be behind|lead to|begun|started|caused|triggered|explained)\b[^,;]{0,12}\b(?:the|this|that|its|their|any) (?:[a-z]+ )?$/i;

/** Words that say how something moved, where they say something else: what they are followed by, and led up to. */
const noMovements: readonly (readonly [word: RegExp, before: RegExp, after: RegExp])[] = [
  // "has fallen more than 250,000 messages behind": a lag, that is, and it grew.
  [/^(?:f[ae]ll|falling|fallen|slip|lag|drop)/i, /(?:)/, /^[^;.]{0,40}?\sbehind\b/i],
  // "has been dropping packets": what it does, not where it goes.
  [
    /^drop(?:s|ped|ping)?$/i,
    /(?:)/,
    /^\s(?:all |some |many |the |its |their |incoming |new )?[a-z]+s\b(?<!\s(?:was|is|has|its|his|less))/i,
  ],
  [/^(?:stay|remain)(?:s|ed|ing)?$/i, /(?:)/, /^\s(?:there|so|that way|like that)\b/i],
  // "dropped rather than rising": that it did the other is said by the other word.
  [/(?:)/, /\b(?:rather than|instead of) $/i, /(?:)/],
];

function isNoMovement({ start, text }: SaidWay, sentence: string): boolean {
  const [before, after] = [sentence.slice(0, start), sentence.slice(start + text.length)];
  return noMovements.some(([word, lead, rest]) => word.test(text) && lead.test(before) && rest.test(after));
}

/** "crept up by 0.7", "dipped from 1.4 to 1.1 right after": the numbers were found, and lead the same way. */
function isToldByNumbers(
  { phrase, measured, reading }: WayQuestion,
  item: Item,
  direction: Direction,
): boolean {
  const { course } = item;
  if (course === null || !measured.includes(item) || (direction !== 'up' && direction !== 'down'))
    return false;
  const goes = (from: number, to: number): boolean => (direction === 'up' ? to > from : to < from);
  const pair = phrase.numerals.slice(1).flatMap((to, index) => {
    const from = phrase.numerals[index];
    const isPair =
      from !== undefined &&
      /\bfrom\s[^,;]{0,12}$/i.test(reading.sentence.slice(0, from.start)) &&
      /^[^,;]{0,20}\bto\s[^,;]{0,12}$/i.test(reading.sentence.slice(from.end, to.start));
    return isPair ? [[from.value, to.value] as const] : [];
  })[0];
  const overall = goes(course.first[1], course.last[1]);
  const edge = direction === 'up' ? course.high[1] : course.low[1];
  const isEdge =
    edge !== course.first[1] && phrase.numerals.some((one) => fitsSpans(one, item, [toSpan(edge)]));
  if (pair === undefined) return isEdge || (overall && phrase.numerals.length > 0);
  return goes(...pair) && (overall || listRuns(course).some(({ way }) => way === direction));
}

/** Words that deny right ahead of a movement. */
const deniedNear = /\b(?:not|no|never|hardly|barely)\s(?:[a-z]+\s){0,2}$|n['’]t\s(?:[a-z]+\s){0,2}$/i;

/** "warnings soared to 1,210": of a log pattern, its counts tell; the two windows are not as long as each other. */
function judgeLines({ way, phrase, reading }: WayQuestion): Ruling | null {
  const { direction, start } = way;
  if (direction !== 'up' && direction !== 'down') return null;
  if (phrase.own.length === 0 || phrase.own.some(({ ground }) => ground.kind !== 'logs')) return null;
  const lead = reading.sentence.slice(phrase.start, start);
  // "the first dropped message": no movement of the lines.
  const isOfWhat = /\b(?:the|an?|first|last|each|every|no|of|some|many|were|was|been|being)\s$/i.test(lead);
  if (isOfWhat || deniedNear.test(lead) || phrase.ways.length > 1) return null;
  const goes = ({ ground }: Item): boolean | null => {
    const value = (name: string): number | null =>
      ground.facts.find(({ fact }) => fact.name === name)?.fact.value ?? null;
    const [since, before] = [value('since'), value('before')];
    return since === null || before === null ? null : direction === 'up' ? since > before : since < before;
  };
  const [item] = phrase.own;
  if (item === undefined || phrase.own.some((one) => goes(one) === null)) return null;
  const right = phrase.own.find((one) => goes(one) === true);
  return right === undefined ? { holds: false, item, actual: null } : { holds: true, item: right };
}

const hardly = /\b(?:hardly|barely|scarcely)\s(?:even\s)?$/i;

export function judgeWay(question: WayQuestion): Ruling | null {
  const { way, phrase, reading } = question;
  const isCompared = /^(?:higher|lower)$/i.test(way.text);
  // "hardly lower now" is no fall.
  if (isCompared && denied.test(reading.sentence.slice(phrase.start, way.start))) return silent;
  if (supposed.test(phrase.text) || isCompared) return null;
  // "has hardly grown": it stood still.
  if (hardly.test(reading.sentence.slice(phrase.start, way.start)) && way.direction !== 'flat') {
    const [still] = phrase.items.filter(({ course }) => course !== null);
    if (still === undefined || phrase.own.length === 0) return silent;
    return judgeItem({ ...question, way: { ...way, direction: 'flat' } }, still) === true
      ? { holds: true, item: still }
      : { holds: false, item: still, actual: null };
  }
  // "at a steady 200 a minute" says how, not whether.
  const lead = question.reading.sentence.slice(Math.max(0, way.start - 6), way.start);
  if (way.direction === 'flat' && /\ban? $/i.test(lead)) return silent;
  if (isNoMovement(way, reading.sentence)) return silent;
  const lines = judgeLines(question);
  if (lines !== null) return lines;
  const isDenied = denied.test(phrase.text) && !way.isPhrase;
  // "did not start the growth": that it grew is no claim of this phrase.
  if (isDenied && caused.test(reading.sentence.slice(phrase.start, way.start))) return silent;
  if (isDenied) return null;
  if (new Set(phrase.ways.map(({ direction }) => direction)).size > 1) return null;
  const told = phrase.items.filter(({ course }) => course !== null);
  const items = told.length > 0 ? told : question.measured;
  if (isBehindOnly(way, question) || isOfMetric(way, question) || isPassive(way, question)) return silent;
  const isUnnamed = reading.phrases.every(({ own }) => own.length === 0) && reading.items.length !== 1;
  const meant = phrase.own.length > 0 ? phrase.own : reading.items;
  if (!meant.every(isReadable) || isUnnamed) return null;
  if (phrase.isAstray && phrase.named.length > 0) return { holds: false, item: null, actual: null };
  const isOfOther = phrase.own.length > 0 && phrase.own.every(({ course }) => course === null);
  if (items.length === 0 || (isOfOther && question.measured.length === 0)) return null;
  const right = items.find((item) => judgeItem(question, item) === true);
  if (right !== undefined) return { holds: true, item: right };
  const [first] = items;
  if (first === undefined) return null;
  // What a sentence opens with may be said of another item than of the one that it names later.
  const isGuess =
    reading.phrases.slice(0, phrase.index + 1).every(({ own }) => own.length === 0) &&
    reading.items.filter(({ course }) => course !== null).length > 1;
  // A replica that slips is behind: its lag grew.
  const isBehind = /^slip/i.test(way.text) && /lag|delay/i.test(first.ground.subject);
  return isGuess || isBehind ? silent : { holds: false, item: first, actual: null };
}
