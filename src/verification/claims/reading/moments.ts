/** The times that a sentence speaks of: clock times, ranges of them, "now", "when the alert started". */
import { dayMs } from '../../../domain/time.ts';
import { containsName } from '../contains-name.ts';
import { withAlertWord } from './alert-names.ts';
import type { Numeral } from './numeral.ts';

export type MomentKind = 'at' | 'since' | 'until' | 'between';

export interface Moment {
  readonly start: number;
  readonly end: number;
  readonly kind: MomentKind;
  readonly fromMs: number;
  readonly toMs: number;
  /** How far off the words allow it to be. */
  readonly slackMs: number;
  readonly source: 'clock' | 'alert' | 'now' | 'relative' | 'event';
  /** It is told to the second, or as the item itself tells it: of a point that was measured right then, it is that one. */
  readonly isExact?: boolean;
  /** Then it began: "not until 02:35". */
  readonly isOnset?: boolean;
}

export interface Clocks {
  readonly alertMs: number;
  /** When the cited series were first and last measured. */
  readonly firstMs: number;
  readonly lastMs: number;
  /** How long before its last value each cited series is told to have had another one. */
  readonly offsetsMs: readonly number[];
  readonly alertTitle: string | null;
  /** What the cited changes are called by, and when they were made. */
  readonly deeds: readonly { readonly names: readonly string[]; readonly ms: number }[];
}

const clock =
  '(?:\\d{4}-\\d\\d-\\d\\d[T ])?(?:[01]?\\d|2[0-3]):[0-5]\\d(?::[0-5]\\d)?(?:\\s?(?:Z\\b|UTC\\b))?';
const vague =
  '(?:(?:about|around|roughly|approximately|some|just|shortly|soon|exactly|precisely|already|only|at|on|the|minute|of)\\s|~)*';
const time = `${vague}(${clock})`;
const alertName = '(?:[Tt]he (?:alert|page|alarm|pager)(?: on [\\w -]{3,30}?)?|[A-Z][a-z]+[A-Z]\\w+)';
const alertStarts =
  "(?:’s start|'s start| onset| start|(?: had| has| was)?(?: already| only| first| been| itself){0,2} (?:started|starts|start|began|begins|begin|begun|fired|fires|firing|raised|went off|goes off|came in|triggered|set in)(?: firing| to fire)?)";

interface Pattern {
  readonly pattern: RegExp;
  readonly read: (match: RegExpExecArray, clocks: Clocks) => Omit<Moment, 'start' | 'end'> | null;
}

/** A time of day on the day that is nearest to the alert. */
export function toClockMs(text: string, nearMs: number): number {
  const [, date, hour = '0', minute = '0', second = '0'] =
    /(?:(\d{4}-\d\d-\d\d)[T ])?(\d{1,2}):(\d\d)(?::(\d\d))?/.exec(text) ?? [];
  const ofDay = (Number(hour) * 3600 + Number(minute) * 60 + Number(second)) * 1000;
  if (date !== undefined) return Date.parse(`${date}T00:00:00Z`) + ofDay;
  const day = Math.floor(nearMs / dayMs) * dayMs;
  const options = [day - dayMs, day, day + dayMs].map((start) => start + ofDay);
  return options.reduce((best, ms) => (Math.abs(ms - nearMs) < Math.abs(best - nearMs) ? ms : best));
}

const aboutMs = 150_000;

function slackOf(text: string): number {
  return /\b(?:about|around|roughly|approximately|some|just|shortly|soon)\b|~/i.test(text) ? aboutMs : 0;
}

type Read = Omit<Moment, 'start' | 'end'>;

function at(ms: number, text: string, source: Moment['source']): Read {
  return { kind: 'at', fromMs: ms, toMs: ms, slackMs: slackOf(text), source };
}

const words: readonly Pattern[] = [
  {
    pattern: new RegExp(
      `(?:between|from)\\s${time}\\s?(?:and|to|until|till|up to|through|[–-])\\s?${time}`,
      'iy',
    ),
    read: ([text, a = '', b = ''], { alertMs }) => ({
      kind: 'between',
      fromMs: toClockMs(a, alertMs),
      toMs: toClockMs(b, alertMs),
      slackMs: slackOf(text),
      source: 'clock',
    }),
  },
  {
    pattern: new RegExp(
      `(?:between|from)\\s(?:the (?:alert|page|alarm)(?:['’]s start)?)\\s(?:and|to|until|up to)\\s${time}`,
      'iy',
    ),
    read: ([text, a = ''], { alertMs }) => ({
      kind: 'between',
      fromMs: alertMs,
      toMs: toClockMs(a, alertMs),
      slackMs: slackOf(text),
      source: 'clock',
    }),
  },
  {
    pattern: new RegExp(
      `(?:between|from)\\s${time}\\s(?:and|to|until|up to)\\sthe (?:alert|page|alarm)`,
      'iy',
    ),
    read: ([text, a = ''], { alertMs }) => ({
      kind: 'between',
      fromMs: toClockMs(a, alertMs),
      toMs: alertMs,
      slackMs: slackOf(text),
      source: 'clock',
    }),
  },
  {
    pattern: new RegExp(
      `(?:ever\\s)?(?:since|after|from|past|starting|beginning)\\s(?:at |around |from )?${time}(?:\\son(?:wards?)?)?`,
      'iy',
    ),
    read: ([text, a = ''], { alertMs, lastMs }) => ({
      kind: 'since',
      fromMs: toClockMs(a, alertMs),
      toMs: lastMs,
      slackMs: slackOf(text),
      source: 'clock',
    }),
  },
  {
    pattern: new RegExp(`(?:not\\s)?(?:(?:up\\s)?until|up to|before|prior to|till)\\s${time}`, 'iy'),
    read: ([text, a = ''], { alertMs, firstMs }) => ({
      kind: 'until',
      fromMs: firstMs,
      toMs: toClockMs(a, alertMs),
      slackMs: slackOf(text),
      source: 'clock',
    }),
  },
  {
    pattern: new RegExp(`(?:(?:at|by|around|as of|of)\\s)?${time}`, 'iy'),
    read: ([text, a = ''], { alertMs }) => at(toClockMs(a, alertMs), text, 'clock'),
  },
  {
    pattern: new RegExp(
      `(?:(?:already )?(?:[Ww]hen|[Bb]y the time|[Aa]t the (?:time|moment|point)(?: (?:when|that|at which))?|[Tt]he moment(?: that)?) ${alertName}${alertStarts})`,
      'y',
    ),
    read: ([text], { alertMs }) => at(alertMs, text, 'alert'),
  },
  {
    pattern:
      /(?:at|by|around) (?:the (?:time|moment|start|onset|beginning) of the (?:alert|page|alarm)|the (?:alert|page|alarm)(?:['’]s)? (?:start|onset|beginning)|alert (?:time|start|onset))\b/iy,
    read: ([text], { alertMs }) => at(alertMs, text, 'alert'),
  },
  {
    pattern: new RegExp(`(?:[Ee]ver )?(?:[Ss]ince|[Aa]fter) ${alertName}${alertStarts}`, 'y'),
    read: (_match, { alertMs, lastMs }) => ({
      kind: 'since',
      fromMs: alertMs,
      toMs: lastMs,
      slackMs: 0,
      source: 'alert',
    }),
  },
  {
    pattern:
      /(?:\bnow\b|\bcurrently\b|\bat present\b|\bpresently\b|\bright now\b|\bat the moment(?! (?:when|that|the))|\bas of now\b|\b(?:at|by) the (?:last|latest) (?:sample|reading|point)\b|\bthe (?:latest|last|most recent) (?:value|reading|sample|p\d\d)\b|\b(?:at|by|towards?) the end(?: of (?:the|this) (?:window|hour|period|incident|range|data|series))?\b|\bin the end\b|\bto date\b)/iy,
    read: ([text], { lastMs }) => at(lastMs, text, 'now'),
  },
  {
    pattern: /\b(?:in|over|during|within|for) the (?:last|past|whole) hour\b/iy,
    read: (_match, { firstMs, lastMs }) => ({
      kind: 'between',
      fromMs: Math.max(firstMs, lastMs - 3_600_000),
      toMs: lastMs,
      slackMs: 0,
      source: 'relative',
    }),
  },
  {
    pattern:
      /\b(?:an|one) hour (?:ago|earlier(?! than)|before(?=\s?(?:[.,;:)]|$)|\s(?:and|but|while|whereas|to|was|were|had|is)\b))(?!\w)/iy,
    read: ([text], { firstMs, lastMs }) => {
      const ms = Math.max(firstMs, lastMs - 3_600_000);
      const slackMs = ms - firstMs <= 900_000 ? ms - firstMs : 0;
      return { ...at(ms, text, 'relative'), slackMs };
    },
  },
];

/** The moments of a sentence in their order; none overlaps another. */
export function findMoments(
  sentence: string,
  clocks: Clocks,
  numerals: readonly Numeral[],
): readonly Moment[] {
  const found: Moment[] = [];
  const quotes = [...sentence.matchAll(/"[^"\n]{1,300}"|“[^”\n]{1,300}”/g)];
  for (let index = 0; index < sentence.length; ) {
    const quote = quotes.find((one) => one.index === index);
    if (quote !== undefined) {
      index += quote[0].length;
      continue;
    }
    const inWord = index > 0 && /[\w:.-]/.test(sentence[index - 1] ?? '') && /\w/.test(sentence[index] ?? '');
    const hit = inWord ? null : readAt(sentence, index, clocks);
    if (hit === null) {
      index += 1;
      continue;
    }
    found.push(isNotUntil(sentence, hit) ? { ...hit, kind: 'at', fromMs: hit.toMs, isOnset: true } : hit);
    index = hit.end;
  }
  return [...found, ...findLater(sentence, found, numerals, clocks)].toSorted((a, b) => a.start - b.start);
}

/** "not until 02:35 did it rise", "did not rise until 02:35": then it did. */
function isNotUntil(sentence: string, { kind, source, start, end }: Moment): boolean {
  if (kind !== 'until' || source !== 'clock' || !/\b(?:until|till)\b/i.test(sentence.slice(start, end)))
    return false;
  const clause =
    sentence
      .slice(0, start)
      .split(/[,;:]\s/)
      .at(-1) ?? '';
  return (
    /^not\b/i.test(sentence.slice(start, end)) ||
    /\b(?:did|does|was|were|had|has) not\b|n['’]t\b|\bnever\b/i.test(clause)
  );
}

function readAt(sentence: string, index: number, clocks: Clocks): Moment | null {
  for (const { pattern, read } of words) {
    pattern.lastIndex = index;
    const match = pattern.exec(sentence);
    const moment = match === null ? null : read(match, clocks);
    if (match !== null && moment !== null) {
      const isExact = moment.source === 'clock' && moment.slackMs === 0 && /\d:\d\d:\d\d/.test(match[0]);
      return { ...moment, isExact, start: index, end: index + match[0].length };
    }
  }
  return null;
}

/** "… after sysctl-nat 4.2.0 was rolled out": when that was, if it is one change. */
function findDeed(
  rest: string,
  deeds: Clocks['deeds'],
): { readonly ms: number; readonly isBefore: boolean } | null {
  const match = /^\s(?:(before|ahead of|prior to)|after)\s([^,;]{3,90})/i.exec(rest);
  if (match === null) return null;
  const lower = (match[2] ?? '').toLowerCase();
  const named = deeds.filter(({ names }) => names.some((name) => containsName(lower, name)));
  const isOfChange = /\b(?:release|rollout|deploy(?:ment)?|change|upgrade)\b/.test(lower);
  const meant = named.length > 0 || !isOfChange ? named : deeds;
  const [first] = meant;
  if (first === undefined || meant.some(({ ms }) => ms !== first.ms)) return null;
  return { ms: first.ms, isBefore: match[1] !== undefined };
}

/** "in the five minutes", "over the last ten minutes" */
const windowLead = /\b(?:in|over|during|within|for) the (?:last |final |about )?$/i;

/** "almost half an hour" is at least so much of it. */
const almostShare = 0.9;

/** "ten minutes later", "20 minutes before the alert", "nine minutes into the alert": as moments, beside the distance that they are. */
function findLater(
  sentence: string,
  found: readonly Moment[],
  numerals: readonly Numeral[],
  { alertMs, lastMs, offsetsMs, alertTitle, deeds }: Clocks,
): readonly Moment[] {
  return numerals.flatMap((numeral): readonly Moment[] => {
    if (numeral.dimension !== 'seconds' || numeral.kind !== 'amount' || numeral.value < 30) return [];
    const rest = withAlertWord(sentence.slice(numeral.end, numeral.end + 60), alertTitle);
    const lead = sentence.slice(Math.max(0, numeral.start - 16), numeral.start);
    const spanMs = numeral.value * 1000;
    const place = { start: numeral.start, end: numeral.end, slackMs: (numeral.tolerance + 30) * 1000 };
    const moment = (ms: number): Moment => ({
      ...place,
      kind: 'at',
      fromMs: ms,
      toMs: ms,
      source: 'relative',
    });
    if (
      /^\s(?:leading up to|running up to|up to|before|preceding) the (?:alert|page|alarm)/i.test(rest) &&
      windowLead.test(lead)
    )
      return [{ ...moment(alertMs), kind: 'between', fromMs: alertMs - spanMs }];
    if (/^\s(?:before|ahead of|prior to) the (?:alert|page|alarm)/i.test(rest))
      return [moment(alertMs - spanMs)];
    if (/^\s(?:after|into|past) the (?:alert|page|alarm)/i.test(rest)) return [moment(alertMs + spanMs)];
    const deed = findDeed(sentence.slice(numeral.end, numeral.end + 110), deeds);
    if (deed !== null) return [moment(deed.isBefore ? deed.ms - spanMs : deed.ms + spanMs)];
    // "is 4 times what it was 23 min before": so long before the last value, as the item tells it.
    const ago = /^\s(?:before|earlier|ago)(?=\s?(?:[.,;:()]|$)|\s(?:and|but|is|was|it|already|that)\b)/i.exec(
      rest,
    );
    const isFound = found.some(({ start, end }) => start < numeral.end && end > numeral.start);
    const offsetMs = isFound
      ? undefined
      : offsetsMs.find((offset) => Math.abs(offset - spanMs) <= (numeral.tolerance + 1) * 1000);
    if (ago !== null && offsetMs !== undefined) {
      const end = numeral.end + ago[0].length;
      if (/\bsince (?:about |around )?$/i.test(lead))
        return [{ ...moment(lastMs - offsetMs), kind: 'since', toMs: lastMs, end, slackMs: 0 }];
      return [{ ...moment(lastMs - offsetMs), end, slackMs: 0, isExact: true }];
    }
    const earlier = found.findLast((one) => one.end <= numeral.start && one.source !== 'now');
    if (/^\s(?:later|after that|afterwards|on\b)/i.test(rest) && earlier !== undefined) {
      const length = /\bfor (?:about |just |the next )?((?:almost|nearly) )?$/i.exec(lead);
      if (length !== null) {
        const toMs = earlier.toMs + spanMs * (length[1] === undefined ? 1 : almostShare);
        return [{ ...place, kind: 'between', fromMs: earlier.toMs, toMs, source: 'relative' }];
      }
      return [moment(earlier.toMs + spanMs)];
    }
    if (/^\s(?:earlier|before(?: that)?\s?[,.;)])/i.test(rest) && earlier !== undefined) {
      return [moment(earlier.fromMs - spanMs)];
    }
    const next = found.find((one) => one.start >= numeral.end && one.start <= numeral.end + 24);
    const between = next === undefined ? '' : sentence.slice(numeral.end, next.start);
    const told = /^\s(?:(?:(?:leading |running )?up )?to|leading|running|until|before|preceding)?\s?$/i.test(
      between,
    );
    if (next !== undefined && told && /\bthe (?:last |past |first )?$/i.test(lead)) {
      if (next.kind === 'since' && /^\s?$/.test(between)) {
        return [
          { ...place, kind: 'between', fromMs: next.fromMs, toMs: next.fromMs + spanMs, source: 'relative' },
        ];
      }
      if (next.kind === 'at' || next.kind === 'until') {
        return [
          { ...place, kind: 'between', fromMs: next.toMs - spanMs, toMs: next.toMs, source: 'relative' },
        ];
      }
    }
    if (/\b(?:last|past) $/i.test(lead)) {
      return [{ ...place, kind: 'between', fromMs: lastMs - spanMs, toMs: lastMs, source: 'relative' }];
    }
    return [];
  });
}
