/** Whether two things lie as far apart in time as a sentence says. */
import { type Happening, listHappenings } from './happenings.ts';
import type { Numeral } from './numeral.ts';
import { readPart } from './parts.ts';
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
const sideAfter = /^\s(before|ahead of|prior to|earlier than|after|later than|following|older than|since)\b/i;
const alone =
  /^\s(?:were enough|was enough|sufficed|since|between|that followed|before|earlier|ahead|prior|later|after(?:wards| that)?|apart|in between|separate[sd]?|lie|lay|elapsed|passed|went by|had passed)\b/i;
const spanBefore =
  /\b(?:within|in|over|inside|for|took|lasted|after|another|needed|spent|following|next|first|preceding|by|(?:delay|gap|lag|interval|distance|lead|head start) of|it [a-z’'-]+ [a-z0-9]+)\s(?:about |around |roughly |only |just |less than |under |the |some |nearly |almost |exactly |over |more than |a |little |bit |slightly |hardly |barely |well )*$/i;

const tookBefore = /\b(?:took|needed|spent|lasted)\b[^,;]{0,40}$/i;

const onsetSlackS = 62;
const leastSeconds = 30;

function isExact({ item, slackMs }: Happening): boolean {
  return item !== null && item.course === null && slackMs <= 1000;
}

function fitsDistance({ value, tolerance, bound }: Numeral, a: Happening, b: Happening): boolean {
  const isExact = a.item?.course == null && b.item?.course == null;
  const seconds = Math.abs(a.ms - b.ms) / 1000;
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

/** The side that a distance is told of: what its phrase tells of, else the phrases before it. */
function listNear({ phrase, reading, directory, numeral }: DistanceQuestion): readonly Happening[] {
  const upTo = readPart(reading, directory, {
    start: phrase.start,
    end: Math.max(phrase.start, numeral.start),
  });
  const own = listHappenings(
    { ...upTo, ofAlert: false, items: upTo.items.length > 0 ? upTo.items : phrase.own },
    reading,
  );
  if (own.length > 0) return own;
  const others = reading.phrases.slice(0, phrase.index).toReversed();
  const before = others.flatMap(({ start, end, items }) => {
    const part = readPart(reading, directory, { start, end });
    return listHappenings(
      { ...part, ofAlert: false, items: part.items.length > 0 ? part.items : items },
      reading,
    );
  });
  if (before.length > 0) return before;
  for (const next of reading.phrases.slice(phrase.index + 1)) {
    const part = readPart(reading, directory, next);
    const told = listHappenings(
      { ...part, ofAlert: false, items: part.items.length > 0 ? part.items : next.items },
      reading,
    );
    if (told.length > 0) return told;
  }
  return [];
}

function findItem(list: readonly Happening[], reading: Reading): Item | null {
  return list.find(({ item }) => item !== null)?.item ?? reading.items[0] ?? null;
}

export function judgeDistance(question: DistanceQuestion): Ruling | null {
  const { numeral, reading, directory, phrase } = question;
  if (numeral.dimension !== 'seconds' || numeral.kind !== 'amount' || numeral.perSeconds !== null)
    return null;
  const rest = reading.sentence.slice(numeral.end, numeral.end + 60);
  const lead = reading.sentence.slice(Math.max(0, numeral.start - 60), numeral.start);
  const toAlert = alertAfter.exec(rest)?.[1]?.toLowerCase();
  if (toAlert !== undefined && reading.alert !== null) {
    const alert: Happening = { ms: reading.clocks.alertMs, item: null, slackMs: 0 };
    const near = listNear(question);
    const isBefore = /before|ahead|prior|earlier/.test(toAlert);
    const right = near.find(
      (one) =>
        fitsDistance(numeral, one, alert) &&
        (toAlert === 'of' || (isBefore ? one.ms <= alert.ms : one.ms >= alert.ms)),
    );
    const item = findItem(near, reading);
    if (right !== undefined && item !== null) return { holds: true, item: right.item ?? item };
    if (near.length === 0) return null;
    return { holds: false, item, actual: null };
  }
  const isDistance =
    sideAfter.test(rest) || alone.test(rest) || spanBefore.test(lead) || tookBefore.test(lead);
  if (!isDistance) return null;
  const side = sideAfter.exec(rest)?.[1]?.toLowerCase();
  const all = listAll(reading, directory);
  const next = side === undefined ? undefined : reading.phrases.find(({ start }) => start > numeral.end);
  if (side !== undefined && next !== undefined && next.own.length + (next.ofAlert ? 1 : 0) > 0) {
    const part = readPart(reading, directory, next);
    const far = listHappenings({ ...part, items: part.items.length > 0 ? part.items : next.own }, reading);
    const near = listNear(question);
    const isBefore = !/after|later|following|since/.test(side);
    // Of seconds only what is known to the second can tell.
    const slackMs = numeral.value < leastSeconds ? 0 : 30_000;
    const hit = near.find((a) =>
      far.some(
        (b) =>
          a !== b &&
          (numeral.value >= leastSeconds || (isExact(a) && isExact(b))) &&
          fitsDistance(numeral, a, b) &&
          (isBefore ? a.ms <= b.ms + slackMs : a.ms >= b.ms - slackMs),
      ),
    );
    if (hit !== undefined) {
      const item = hit.item ?? findItem(near, reading);
      return item === null ? silent : { holds: true, item };
    }
  }
  if (numeral.value < leastSeconds) return null;
  const pair = all.find((a) => all.some((b) => a.ms !== b.ms && fitsDistance(numeral, a, b)));
  const item = findItem(all, reading);
  if (item === null) return null;
  if (pair !== undefined) return { holds: true, item: pair.item ?? item };
  if (phrase.items.some(({ course }) => course === null) && !sideAfter.test(rest)) return null;
  return side === undefined ? null : { holds: false, item, actual: null };
}
