/** Whether two things lie as far apart in time as a sentence says. */
import { withAlertWord } from './alert-names.ts';
import { type Happening, listHappenings } from './happenings.ts';
import type { Numeral } from './numeral.ts';
import { fillEcho, readPart, type Stretch } from './parts.ts';
import type { Phrase, Reading } from './phrases.ts';
import { type Ruling, silent } from './ruling.ts';
import type { Directory, Item } from './subjects.ts';

interface DistanceQuestion {
  readonly numeral: Numeral;
  readonly phrase: Phrase;
  readonly reading: Reading;
  readonly directory: Directory;
}

const alertAfter =
  /^\s(before|ahead of|prior to|earlier than|after|into|past|following|later than|of|from)\s(?:the (?:alert|page|alarm)|it fired)/i;
const sideAfter =
  /^\s(before|ahead of|prior to|earlier than|after|later than|following|older than|since)\b(?! that(?:\s?(?:[.,;)]|$)|\s(?:the|its|their|a|an|both|all|it|they)\b))/i;
const alone =
  /^\s(?:were enough|was enough|sufficed|since|between|that followed|before|earlier|ahead|prior|later|after(?:wards| that)?|apart|in between|separate[sd]?|lie|lay|elapsed|passed|went by|had passed)\b/i;
const spanBefore =
  /\b(?:within|in|over|inside|for|took|lasted|after|another|needed|spent|following|next|first|preceding|by|(?:delay|gap|lag|interval|distance|lead|head start) of|it [a-z’'-]+ [a-z0-9]+)\s(?:about |around |roughly |only |just |less than |under |the |some |nearly |almost |exactly |over |more than |a |little |bit |slightly |hardly |barely |well )*$/i;

/** "three minutes later", "four minutes after that the lag took off": than what was told of before. */
const laterAfter =
  /^\s(later|earlier|afterwards)(?=\s?(?:[.,;)]|$))|^\s(after|before) that(?=\s?(?:[.,;)]|$)|\s(?:the|its|their|a|an|both|all|it|they)\b)/i;

const lasts = /\b(?:for|within|in|during|over|throughout)\s(?:[a-z]+\s){0,3}$/i;
const tookBefore = /\b(?:took|needed|spent|lasted)\b[^,;]{0,40}$/i;

const onsetSlackS = 62;
const leastSeconds = 30;
const leastLead = 0.2;

function isExact({ item, slackMs }: Happening): boolean {
  return item !== null && item.course === null && slackMs <= 1000;
}

/** Whether so much lies between two happenings, in either order. */
function fitsDistance(numeral: Numeral, a: Happening, b: Happening): boolean {
  return a.ms <= b.ms ? fitsLead(numeral, a, b) : fitsLead(numeral, b, a);
}

/** Whether the one came so long before the other. */
function fitsLead({ value, tolerance, bound }: Numeral, a: Happening, b: Happening): boolean {
  const isExact = a.item?.course == null && b.item?.course == null;
  const seconds = (b.ms - a.ms) / 1000;
  // At the same time is not a minute before.
  if (value >= 60 && seconds < value * leastLead) return false;
  const slack = tolerance + (isExact ? 1 : onsetSlackS) + (a.slackMs + b.slackMs) / 2000;
  if (bound === 'above' && seconds >= value && seconds <= value * 2) return true;
  if (bound === 'below' && seconds <= value && seconds >= value / 2) return true;
  return Math.abs(seconds - value) <= Math.min(slack, Math.max(tolerance + 31, value * 0.34));
}

/** All that a sentence tells times of: what its phrases tell of, the clock times, the alert. */
function listAll(reading: Reading, directory: Directory): readonly Happening[] {
  const told = reading.phrases.flatMap(({ start, end, items }) => {
    const part = readPart(reading, directory, { start, end });
    return listHappenings({ ...part, items: part.items.length > 0 ? part.items : items }, reading);
  });
  const given = reading.moments.flatMap(({ source, fromMs, toMs, kind, slackMs }): readonly Happening[] =>
    source === 'clock'
      ? [...(kind === 'until' ? [] : [fromMs]), ...(kind === 'since' ? [] : [toMs])].map((ms) => ({
          ms,
          item: null,
          slackMs,
        }))
      : [],
  );
  const turns = reading.items.flatMap((item): readonly Happening[] =>
    (item.course?.turns ?? []).map(([ms]) => ({ ms, item, slackMs: 0 })),
  );
  const events = reading.items.flatMap((item): readonly Happening[] =>
    item.course === null ? item.ground.eventsMs.map((ms) => ({ ms, item, slackMs: 0 })) : [],
  );
  const alert: Happening = { ms: reading.clocks.alertMs, item: null, slackMs: 0 };
  const last: Happening = { ms: reading.clocks.lastMs, item: null, slackMs: 0 };
  return [...told, ...given, ...turns, ...events, alert, last];
}

/** What its own phrase tells of, on either side of it; where nothing does, the one behind it. */
function listOwn({ phrase, reading, directory, numeral }: DistanceQuestion): readonly Happening[] {
  const next = reading.phrases[phrase.index + 1];
  const isCut = laterAfter.test(reading.sentence.slice(numeral.end));
  return [phrase, ...(isCut && next !== undefined ? [next] : [])].flatMap((one) => {
    const part = readPart(reading, directory, one);
    const items = part.items.length > 0 ? part.items : one.own;
    return listHappenings({ ...part, ofAlert: false, items }, reading);
  });
}

/** What the phrases before it tell of, the alert too. */
function listBefore({ phrase, reading, directory }: DistanceQuestion): readonly Happening[] {
  return reading.phrases.slice(0, phrase.index).flatMap(({ start, end, items }) => {
    const part = readPart(reading, directory, { start, end });
    return listHappenings({ ...part, items: part.items.length > 0 ? part.items : items }, reading);
  });
}

/** The side that a distance is told of: what its phrase tells of, else the phrases before it, else those behind `far`. */
function listNear(
  { phrase, reading, directory, numeral }: DistanceQuestion,
  far: Phrase | 'alert',
): readonly Happening[] {
  const listOf = (stretch: Stretch, items: readonly Item[]): readonly Happening[] => {
    const part = readPart(reading, directory, stretch);
    const ofAlert = far !== 'alert' && part.ofAlert;
    return listHappenings({ ...part, ofAlert, items: part.items.length > 0 ? part.items : items }, reading);
  };
  const end = Math.max(phrase.start, numeral.start);
  const own = listOf({ start: phrase.start, end }, phrase.own);
  if (own.length > 0) return own;
  const others = reading.phrases.slice(0, phrase.index).toReversed();
  const before = others.flatMap((one) => listOf(one, one.items));
  if (before.length > 0) return before;
  const behind = reading.phrases.slice((far === 'alert' ? phrase.index : far.index) + 1);
  return behind.map((one) => listOf(one, one.items)).find((told) => told.length > 0) ?? [];
}

function findItem(list: readonly Happening[], reading: Reading): Item | null {
  return list.find(({ item }) => item !== null)?.item ?? reading.items[0] ?? null;
}

/** Whether one of the near came so long before, or after, one of the far; null where one of them is not told of. */
function ruleLead(
  { numeral, reading }: DistanceQuestion,
  {
    near,
    far,
    isBefore,
  }: { readonly near: readonly Happening[]; readonly far: readonly Happening[]; readonly isBefore: boolean },
): Ruling | null {
  // Of seconds only what is known to the second can tell.
  const isKnown = (a: Happening, b: Happening): boolean =>
    a !== b && (numeral.value >= leastSeconds || (isExact(a) && isExact(b)));
  const pairs = near.flatMap((a) => far.flatMap((b) => (isKnown(a, b) ? [[a, b] as const] : [])));
  if (pairs.length === 0) return null;
  const hit = pairs.find(([a, b]) => (isBefore ? fitsLead(numeral, a, b) : fitsLead(numeral, b, a)));
  const item = hit?.[0].item ?? findItem(near, reading);
  if (item === null) return hit === undefined ? null : silent;
  return hit === undefined ? { holds: false, item, actual: null } : { holds: true, item };
}

export function judgeDistance(question: DistanceQuestion): Ruling | null {
  const { numeral, reading, directory, phrase } = question;
  if (numeral.dimension !== 'seconds' || numeral.kind !== 'amount' || numeral.perSeconds !== null)
    return null;
  const rest = withAlertWord(
    reading.sentence.slice(numeral.end, numeral.end + 60),
    reading.clocks.alertTitle,
  );
  const lead = reading.sentence.slice(Math.max(0, numeral.start - 60), numeral.start);
  const toAlert = alertAfter.exec(rest)?.[1]?.toLowerCase();
  if (toAlert !== undefined && reading.alert !== null) {
    const alert: Happening = { ms: reading.clocks.alertMs, item: null, slackMs: 0 };
    const near = listNear(question, 'alert');
    const isBefore = /before|ahead|prior|earlier/.test(toAlert);
    const right = near.find((one) =>
      toAlert === 'of'
        ? fitsDistance(numeral, one, alert)
        : isBefore
          ? one.ms <= alert.ms && fitsLead(numeral, one, alert)
          : one.ms >= alert.ms && fitsLead(numeral, alert, one),
    );
    const item = findItem(near, reading);
    if (right !== undefined && item !== null) return { holds: true, item: right.item ?? item };
    if (near.length === 0) return null;
    return { holds: false, item, actual: null };
  }
  const clock = reading.moments.find(
    ({ start, source, kind }) =>
      source === 'clock' && kind !== 'between' && start >= numeral.end && start <= numeral.end + 1,
  );
  // "about a minute before 02:49"
  if (clock !== undefined && (clock.kind === 'until' || clock.kind === 'since')) {
    const ms = clock.kind === 'until' ? clock.toMs : clock.fromMs;
    const ruling = ruleLead(question, {
      near: listNear(question, 'alert'),
      far: [{ ms, item: null, slackMs: clock.slackMs }],
      isBefore: clock.kind === 'until',
    });
    if (ruling !== null) return ruling;
  }
  const isDistance =
    sideAfter.test(rest) || alone.test(rest) || spanBefore.test(lead) || tookBefore.test(lead);
  if (!isDistance) return null;
  const side = sideAfter.exec(rest)?.[1]?.toLowerCase();
  const all = listAll(reading, directory);
  const next = side === undefined ? undefined : reading.phrases.find(({ start }) => start > numeral.end);
  if (side !== undefined && next !== undefined && next.own.length + (next.ofAlert ? 1 : 0) > 0) {
    const part = readPart(reading, directory, next);
    const own = readPart(reading, directory, { start: phrase.start, end: numeral.start });
    const told = fillEcho({ ...part, items: part.items.length > 0 ? part.items : next.own }, own);
    const isBefore = !/after|later|following|since/.test(side);
    const ruling = ruleLead(question, {
      near: listNear(question, next),
      far: listHappenings(told, reading),
      isBefore,
    });
    // "For 27 minutes after …" tells how long it was so.
    if (ruling !== null && (ruling.holds !== false || !lasts.test(lead))) return ruling;
  }
  const turned = laterAfter.exec(rest);
  if (turned !== null) {
    const isBefore = /^(?:earlier|before)$/i.test(turned[1] ?? turned[2] ?? '');
    const ruling = ruleLead(question, { near: listOwn(question), far: listBefore(question), isBefore });
    if (ruling !== null) return ruling;
  }
  if (numeral.value < leastSeconds) return null;
  const pair = all.find((a) => all.some((b) => a.ms !== b.ms && fitsDistance(numeral, a, b)));
  const item = findItem(all, reading);
  if (item === null) return null;
  if (pair !== undefined) return { holds: true, item: pair.item ?? item };
  if (phrase.items.some(({ course }) => course === null) && !sideAfter.test(rest)) return null;
  return side === undefined ? null : { holds: false, item, actual: null };
}
