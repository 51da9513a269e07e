/** Two values of a series that a sentence sets against each other: differences, factors, shares, speeds. */
import type { Point } from '../../../domain/series.ts';
import { type Course, listRuns, valueAt } from './course.ts';
import { type Span, spanAt, toSpan } from './levels.ts';
import type { Moment } from './moments.ts';

/** The value from which and the value to which something went; each as a span. */
export interface Step {
  readonly from: Span;
  readonly to: Span;
  readonly fromMs: number;
  readonly toMs: number;
}

function toStep(course: Course, fromMs: number, toMs: number, slackMs: number): readonly Step[] {
  const [from, to] = [spanAtExact(course, fromMs, slackMs), spanAtExact(course, toMs, slackMs)];
  return from === null || to === null ? [] : [{ from, to, fromMs, toMs }];
}

/** A difference is told of the very points. */
function spanAtExact(course: Course, ms: number, slackMs: number): Span | null {
  if (slackMs > 0) return spanAt(course, ms, slackMs);
  const value = valueAt(course, ms);
  return value === null ? null : toSpan(value);
}

/** Where a movement that has led to a time began: the start of the run in which it is, or of the one before. */
function listStarts(course: Course, ms: number): readonly number[] {
  return course.turns.flatMap(([at]) => (at < ms ? [at] : []));
}

/** The pairs of values that a sentence with these moments can mean; all pairs of turns when it tells none. */
export function listSteps(course: Course, moments: readonly Moment[]): readonly Step[] {
  const { first, last } = course;
  const inside = moments.filter(
    ({ toMs, fromMs }) => toMs >= first[0] - course.stepMs && fromMs <= last[0] + course.stepMs,
  );
  const steps = inside.flatMap((moment): readonly Step[] => {
    switch (moment.kind) {
      case 'between':
        return toStep(course, moment.fromMs, moment.toMs, moment.slackMs);
      case 'since':
        return toStep(course, moment.fromMs, last[0], moment.slackMs);
      case 'until':
        return [
          ...listStarts(course, moment.toMs).flatMap((from) =>
            toStep(course, from, moment.toMs, moment.slackMs),
          ),
          ...[...course.turns, course.low, course.high].flatMap(([to]) =>
            to > moment.toMs ? toStep(course, moment.toMs, to, moment.slackMs) : [],
          ),
        ];
      case 'at':
        return [
          ...listStarts(course, moment.toMs).flatMap((from) =>
            toStep(course, from, moment.toMs, moment.slackMs),
          ),
          ...(moment.source === 'now' ? [] : toStep(course, moment.toMs, last[0], moment.slackMs)),
        ];
      default:
        return [];
    }
  });
  const ats = inside.filter(({ kind }) => kind === 'at').toSorted((a, b) => a.toMs - b.toMs);
  const pairs = ats.slice(1).flatMap((to, index) => {
    const from = ats[index];
    return from === undefined ? [] : toStep(course, from.toMs, to.toMs, Math.max(from.slackMs, to.slackMs));
  });
  if (inside.length > 0) return [...steps, ...pairs];
  return listTurnSteps(course);
}

const mostRuns = 5;

export function listTurnSteps(course: Course): readonly Step[] {
  // Where the course turns round, not where it only gets steeper.
  const runs = listRuns(course);
  const turns = [course.first, ...runs.map(({ toMs, to }): Point => [toMs, to])];
  const isStill = (fromMs: number, toMs: number): boolean =>
    runs.length > 1 && runs.some((run) => run.way === 'flat' && run.fromMs <= fromMs && run.toMs >= toMs);
  const extremes = [course.low, course.high].filter(([ms]) => !turns.some(([at]) => at === ms));
  const told = course.earlier === null ? [] : toldSteps(course, course.earlier);
  // Of what goes up and down all the while, a sentence tells the ends and the extremes.
  const isRestless = runs.length > mostRuns;
  const plain = isRestless ? [course.first, course.last] : turns;
  const edges = isRestless ? [course.low, course.high] : extremes;
  const known = [...plain, ...edges].toSorted((a, b) => a[0] - b[0]);
  const turned = known.flatMap(([fromMs, from], index) =>
    known
      .slice(index + 1)
      .filter(([toMs]) => !isStill(fromMs, toMs))
      .map(([toMs, to]) => ({ from: toSpan(from), to: toSpan(to), fromMs, toMs })),
  );
  return [...told, ...turned];
}

/** "doubled in 23 minutes", of what its item tells of 23 minutes before: from then to now, or to how far it got. */
export function listToldSteps(course: Course, seconds: number): readonly Step[] | null {
  const { earlier, last } = course;
  if (earlier === null || Math.abs((last[0] - earlier[0]) / 1000 - seconds) > 61) return null;
  return toldSteps(course, earlier);
}

/** From where its item says that it was before to where it is, and to the extremes on the way. */
function toldSteps({ low, high, last }: Course, [fromMs, from]: Point): readonly Step[] {
  return [last, low, high].flatMap(([toMs, to]) =>
    toMs > fromMs ? [{ from: toSpan(from), to: toSpan(to), fromMs, toMs }] : [],
  );
}

/** Lowest and highest difference of two spans, without sign. */
export function differenceOf({ from, to }: Step): Span {
  const ends = [to[0] - from[1], to[1] - from[0]];
  const [a, b] = [Math.min(...ends), Math.max(...ends)];
  if (a <= 0 && b >= 0) return [0, Math.max(Math.abs(a), Math.abs(b))];
  return [Math.min(Math.abs(a), Math.abs(b)), Math.max(Math.abs(a), Math.abs(b))];
}

/** Lowest and highest of how many times as much it is after as before. */
export function ratioOf({ from, to }: Step): Span | null {
  const [a, b, c, d] = [from[0], from[1], to[0], to[1]].map(Math.abs);
  if (a === undefined || b === undefined || c === undefined || d === undefined) return null;
  const [low, high] = [Math.min(a, b), Math.max(a, b)];
  return low === 0 ? null : [Math.min(c, d) / high, Math.max(c, d) / low];
}

/** How much it went per second over a step, without sign. */
export function speedOf(step: Step): Span | null {
  const seconds = Math.abs(step.toMs - step.fromMs) / 1000;
  if (seconds === 0) return null;
  const [low, high] = differenceOf(step);
  return [low / seconds, high / seconds];
}

/** The steps of the straight pieces of a course within the moments. */
export function listLegSteps(course: Course, moments: readonly Moment[]): readonly Step[] {
  const windows = moments.filter(({ kind }) => kind !== 'at');
  const legs = [...course.legs, ...listRuns(course)];
  const inside = legs.filter(({ fromMs, toMs }) =>
    windows.length === 0
      ? true
      : windows.some((one) => Math.min(one.toMs, toMs) - Math.max(one.fromMs, fromMs) > 60_000),
  );
  return inside.map(({ fromMs, toMs, from, to }) => ({ fromMs, toMs, from: toSpan(from), to: toSpan(to) }));
}
