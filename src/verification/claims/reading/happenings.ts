/** When what a part of a sentence tells of happened. */
import { type Course, findPassings, type Leg, listRuns, valueAt, wayOf } from './course.ts';
import { listScales, thresholdOf, toFactor } from './levels.ts';
import type { Part } from './parts.ts';
import type { Reading } from './phrases.ts';
import { type Item, isSameRoot, toRoots } from './subjects.ts';

export interface Happening {
  readonly ms: number;
  /** Null when the sentence gives the time itself, or when it is the alert. */
  readonly item: Item | null;
  /** How exactly it is known. */
  readonly slackMs: number;
}

const crosses =
  /\b(?:cross|exceed|breach|pass|surpass|overshoot|tripp)(?:ed|es|ing)?\b|\b(?:went|gone|rose|climbed|moved|shot|was|seen|measured|got)(?: [a-z]+){0,2} (?:past|over|above|beyond)\b|\bovershot\b|\b(?:above|over|beyond|below|under|past)\b.{0,24}\b(?:threshold|limit)\b/i;
const isDone =
  /\b(?:had|has|have) (?:already |long |just )?(?!been\b|begun\b|started\b)(?:[a-z]+(?:ed|en)|sunk|fallen|gone|risen|grown|come|hit|shot|lost)\b|\breach(?:ed|es)?\b|\bhit (?=\d|the|its|a )|\bbottomed\b|\blevelled off\b|\bplateau/i;
const happens =
  /\b(?:began|begun|begins?|start(?:ed|s|ing)?|slow(?:ed|er|s|down)?|set in|set off|took off|appear\w*|surfaced|emerged|fail\w*|fill\w*|crash\w*|first|troubles?|problems?|leak\w*|degrad\w*|onset|worsen\w*|timed? out|pil(?:e|ed|ing)|rejections?|spike|surge|delays?|happened|became|becoming|kill(?:ed|s)?|follow(?:ed|s)?|ran out|runs out|exhausted|saturated|maxed out|filled up|trouble|aged|ageing|aging|(?:was|is|were|became|got|ran) full)\b/i;
const endsNow =
  /\b(?:(?:was|is|were|became|got|ran) full|ran out|runs out|exhausted|saturated|maxed out|filled up|plateau(?:ed)?|levelled off|flattened|stopped (?:rising|falling|growing|climbing)|bottomed out)\b/i;

export const peaks = /\bpeak(?:ed|s|ing)?\b|\bhighest\b|\bmaximum\b|\b(?:at )?its worst\b/i;
/** That it began, not where it went then. */
export const begins =
  /\b(?:began|begun|begins?|beginning|start(?:ed|s|ing)?|onset|set in|sets in|took off|first)\b(?! to (?:level|flatten|settle))/i;
/** "was already climbing" */
export const goingOn = /\b(?:already|been|was|were|is|are) (?:already |still )?[a-z]+ing\b/i;
const moves = /\b(?:mov(?:e[ds]?|ing)|in motion)\b/i;
/** It may have gone through its limit more than once. */
const anew = /\b(?:again|back|below|under|last time|once more|re-?cross\w*|return\w*|twice|times)\b/i;

const spikes = /\b(?:spikes?|spiked|burst|blip|peak)\b/i;
export const bottoms = /\bminimum\b|\blowest\b|\bbottomed out\b/i;

function isSignificant(course: Course, { from, to, way }: Leg): boolean {
  const height = Math.abs(course.high[1] - course.low[1]);
  return way !== 'flat' && height > 0 && Math.abs(to - from) >= height * 0.08;
}

/** The movements of a series that a part tells of: those that go the way that it says, else all. */
export function listMovements(course: Course, ways: Part['ways']): readonly Leg[] {
  const runs = listRuns(course).filter((leg) => isSignificant(course, leg));
  const said = new Set(ways.map(({ direction }) => direction));
  const same = runs.filter(({ way }) => said.has(way));
  return same.length > 0 ? same : runs;
}

/** Where an item says outright that it has been moving since then, and the turn from which that movement set out. */
export function listOnsets({ ground, course }: Item): readonly number[] {
  const told = ground.moments.get('moving_since') ?? [];
  return [...told, ...told.flatMap((ms) => course?.turns.findLast(([at]) => at <= ms + 60_000)?.[0] ?? [])];
}

/** When a series went through a level: the first time, and since when it has been beyond it, unless a text tells of another. */
export function listCrossings(item: Item, course: Course, level: number, text: string): readonly number[] {
  const all = findPassings(course, level);
  const told = item.ground.moments.get('crossed') ?? [];
  const [first] = all;
  if (first === undefined || anew.test(text)) return all.map(({ ms }) => ms);
  const since = all.findLast(({ way, ms }) => way === first.way && told.some((at) => at >= ms));
  return [first.ms, ...told, ...(since === undefined ? [] : [since.ms])];
}

/** "messages were dropped" of what counts dropped ones. */
function isOfMetric(text: string, { stems }: Item): boolean {
  const verbs = text.match(/\b[a-z]{3,}(?:ed|ing)\b/gi) ?? [];
  return toRoots(verbs.join(' ')).some((root) => stems.some((stem) => isSameRoot(stem, root)));
}

const greatShare = 0.5;

/** Whether a course went from a time to its end in a way that is said. */
function leadsAlong(course: Course, ms: number, ways: Part['ways']): boolean {
  const from = valueAt(course, ms);
  const way = from === null ? 'flat' : wayOf(from, course.last[1]);
  return ways.some(({ direction }) => direction === way);
}

function listSeriesTimes(part: Part, item: Item, course: Course): readonly number[] {
  const { text, numerals, ways } = part;
  const threshold = thresholdOf(item);
  if (crosses.test(text) && threshold !== null) {
    const times = listCrossings(item, course, threshold, text);
    if (times.length > 0) return times;
  }
  const levels = numerals.filter(
    ({ kind, dimension, perSeconds }) =>
      kind === 'amount' && (dimension !== 'seconds' || perSeconds === null),
  );
  const isEvent =
    part.isEvent === true ||
    (levels.length > 0 && /\balready\b/i.test(text)) ||
    isOfMetric(text, item) ||
    ways.length > 0 ||
    happens.test(text) ||
    peaks.test(text) ||
    bottoms.test(text) ||
    isDone.test(text);
  if (!isEvent) return [];
  const isTo =
    /\bto (?:its|the|a|their) (?:new |all-time )?(?:maximum|minimum|peak|highest|lowest|low|high)\b/i.test(
      text,
    );
  if (peaks.test(text) && (ways.length === 0 || isTo)) return [course.high[0]];
  if (bottoms.test(text) && (ways.length === 0 || isTo)) return [course.low[0]];
  const reached = levels.flatMap((numeral) =>
    listScales(item).flatMap((scale) => {
      const factor = toFactor(numeral, scale);
      if (factor === null || factor === 0) return [];
      const level = numeral.value / factor;
      return findArrivals(course, level, numeral.tolerance / factor);
    }),
  );
  if (reached.length > 0) return reached;
  const all = listMovements(course, ways);
  const height = Math.abs(course.high[1] - course.low[1]);
  // What began, without a word of which way, is the great movement of it, and not what it settled to.
  const great = all.filter(({ from, to }) => Math.abs(to - from) >= height * greatShare);
  const isBeginning = (begins.test(text) || goingOn.test(text)) && !/\bagain\b/i.test(text);
  const movements = (ways.length === 0 || isBeginning) && great.length > 0 ? great : all;
  const onsets = listOnsets(item).filter((ms) => ways.length === 0 || leadsAlong(course, ms, ways));
  if (ways.length === 0 && moves.test(text) && onsets.length > 0) return onsets;
  if (spikes.test(text)) return [course.high[0], ...movements.map(({ fromMs }) => fromMs)];
  if (part.isEvent === true) return movements.map(({ fromMs }) => fromMs);
  if (endsNow.test(text)) return movements.map(({ toMs }) => toMs);
  if (isDone.test(text)) return movements.map(({ toMs }) => toMs);
  const starts = movements.map(({ fromMs }) => fromMs);
  // Without a word of which way, what began is not what went back.
  const begun = ways.length === 0 ? starts.slice(0, 1) : starts;
  return isBeginning ? [...begun, ...onsets] : begun;
}

const roundedShare = 0.1;

/** When a course came to a level: it goes through it, or stays at it from then on. */
export function findArrivals(course: Course, level: number, tolerance: number): readonly number[] {
  const through = findPassings(course, level).map(({ ms }) => ms);
  // "1" of what goes from 0.3 to 1 is the whole of it, and not all that rounds to it.
  const height = Math.abs(course.high[1] - course.low[1]);
  const slack = Math.min(tolerance, height * roundedShare) + Math.abs(level) * 0.01;
  const stays = course.turns.flatMap(([ms, value], index) =>
    index > 0 && Math.abs(value - level) <= slack ? [ms] : [],
  );
  const [first] = [...through, ...stays].toSorted((a, b) => a - b);
  return first === undefined ? [] : [first];
}

const exactMs = 1000;

/** Every time at which what a part tells of may have happened. */
export function listHappenings(part: Part, { alert, clocks }: Reading): readonly Happening[] {
  const given = part.moments.filter(({ source, kind }) => source === 'clock' && kind !== 'between');
  const own = part.items.flatMap((item): readonly Happening[] => {
    const { ground, course } = item;
    if (course !== null) {
      const slackMs = course.stepMs / 2 + exactMs;
      return listSeriesTimes(part, item, course).map((ms) => ({ ms, item, slackMs }));
    }
    // "The first line": not the one that is quoted of its kind.
    const isFirst = ground.kind === 'logs' && /\bfirst\b/i.test(part.text) && ground.eventsMs.length > 0;
    const times = isFirst ? [Math.min(...ground.eventsMs)] : ground.eventsMs;
    return times.map((ms) => ({ ms, item, slackMs: exactMs }));
  });
  const ofAlert: readonly Happening[] =
    part.ofAlert && alert !== null && own.length === 0
      ? [{ ms: clocks.alertMs, item: null, slackMs: exactMs }]
      : [];
  if (given.length > 0) {
    return given.map(({ kind, fromMs, toMs, slackMs }) => {
      const ms = kind === 'since' ? fromMs : toMs;
      // A time that is told to the minute is that of the event.
      const event = own.find(({ item, ms: at }) => item?.course == null && Math.abs(at - ms) < 60_000);
      return event ?? { ms, item: part.items[0] ?? null, slackMs: slackMs + 30_000 };
    });
  }
  return [...own, ...ofAlert];
}
