/** The windows of time in which something is said to have moved: its own, while another moved, or after what it came after. */
import { listToldSteps } from './changes-of-value.ts';
import { type Course, isCalm, valueAt } from './course.ts';
import { listHappenings, listMovements } from './happenings.ts';
import type { Moment } from './moments.ts';
import { readPart } from './parts.ts';
import type { Phrase, Reading, SaidWay } from './phrases.ts';
import type { Directory, Item } from './subjects.ts';
import { findSpanOf, momentsOfPhrase } from './told-moments.ts';

export interface WayQuestion {
  readonly way: SaidWay;
  readonly phrase: Phrase;
  readonly reading: Reading;
  readonly directory: Directory;
  /** Series in which a number of the phrase was found. */
  readonly measured: readonly Item[];
}

export interface Window {
  readonly fromMs: number;
  readonly toMs: number;
}

/** The windows that a phrase speaks of, by its moments and by what it says that it came after. */
export function listWindows(question: WayQuestion, course: Course): readonly Window[] {
  const { phrase, reading, directory } = question;
  const moments = momentsOfPhrase(phrase, reading);
  const own = moments.flatMap((moment) => toWindow(moment, course));
  if (own.length > 0) return own;
  // "has risen over the 23 minutes": since when its item tells it.
  const seconds = moments.length > 0 ? null : findSpanOf({ phrase, reading });
  const told = seconds === null ? null : listToldSteps(course, seconds);
  if (told !== null) return told.slice(0, 1);
  const during = listDuring(question, course);
  if (during.length > 0) return during;
  const neighbours = [reading.phrases[phrase.index + 1], reading.phrases[phrase.index - 1]].filter(
    (one) => one !== undefined,
  );
  const after = neighbours.find(
    ({ lead, text, index }) =>
      // "with a minimum of 0.867 at 08:51" tells what it was on the way.
      !/\b(?:minimum|maximum|peak|lowest|highest|low|high)\b/i.test(text) &&
      (/\b(?:after|since|following|once|upon|with)$/.test(lead) ||
        (index === 0 && /^(?:after|following|since|upon|with|once|even after)\b/i.test(text.trim()))),
  );
  if (after === undefined) return listNearWindows(neighbours, reading, course);
  const part = readPart(reading, directory, after);
  const events = listHappenings(
    { ...part, items: part.items.filter(({ course: of }) => of === null) },
    reading,
  );
  const [event] = events;
  if (event === undefined) return [];
  // "For 27 minutes after …"
  const length = reading.phrases[after.index - 1]?.numerals.find(
    ({ dimension, end }) => dimension === 'seconds' && end >= after.start - 12,
  );
  const isFor = /^\s?(?:for|in|during|throughout)\b/i.test(reading.phrases[after.index - 1]?.text ?? '');
  const toMs =
    length === undefined || !isFor
      ? course.last[0]
      : Math.min(course.last[0], event.ms + length.value * 1000);
  return [{ fromMs: event.ms, toMs }];
}

const meanwhile = /\s(?:just )?as\s(?=(?:the|its|their|more|fewer|[a-z]+s)\s)/i;

/** "rose as the backlog grew": while another series moved. */
function listDuring({ way, phrase, reading, directory }: WayQuestion, course: Course): readonly Window[] {
  const after = way.start + way.text.length;
  const at = reading.sentence.slice(after, phrase.end).search(meanwhile);
  if (at === -1 || /\bas\s[a-z]+$/i.test(reading.sentence.slice(after, after + at))) return [];
  const part = readPart(reading, directory, { start: after + at + 3, end: phrase.end });
  const other = part.items.find((one) => one.course !== null && one.course !== course);
  if (other?.course == null || part.isAstray) return [];
  const height = Math.abs(other.course.high[1] - other.course.low[1]);
  return listMovements(other.course, part.ways).flatMap(({ fromMs, toMs, from, to }) =>
    Math.abs(to - from) >= height * 0.5 ? [{ fromMs, toMs }] : [],
  );
}

function toWindow({ kind, source, fromMs, toMs }: Moment, course: Course): readonly Window[] {
  if (source === 'now' || kind === 'at' || fromMs > course.last[0] + course.stepMs) return [];
  return [{ fromMs: Math.max(fromMs, course.first[0]), toMs: Math.min(toMs, course.last[0]) }];
}

const aroundMs = 120_000;

/** "rose when it was restarted at 02:26": what it did around that time. */
function listNearWindows(
  neighbours: readonly Phrase[],
  { phrases }: Reading,
  course: Course,
): readonly Window[] {
  const when = neighbours.find(
    ({ lead, index }) => /\b(?:when|once|as soon as)$/.test(lead) && index < phrases.length,
  );
  const moment = when?.moments.find(({ kind, source }) => kind === 'at' && source === 'clock');
  if (moment === undefined) return [];
  const window = { fromMs: moment.toMs - aroundMs, toMs: moment.toMs + aroundMs * 2 };
  const [from, to] = [valueAt(course, window.fromMs), valueAt(course, window.toMs)];
  return from === null || to === null || isCalm(from, to) ? [] : [window];
}
