/** Limits that are series of their own, `container_memory_limit_mb`, beside what they limit. */
import { type Course, valueAt } from './course.ts';
import { unitOf } from './levels.ts';
import { type Item, isLimitSeries } from './subjects.ts';
import type { NumeralQuestion } from './told-moments.ts';

interface Measured {
  readonly item: Item;
  readonly course: Course;
}

function listAlike({ reading }: NumeralQuestion, item: Item): readonly Measured[] {
  return reading.items.flatMap((one) =>
    one === item || one.course === null || unitOf(one) !== unitOf(item)
      ? []
      : [{ item: one, course: one.course }],
  );
}

export function listLimits(question: NumeralQuestion, item: Item): readonly Measured[] {
  return listAlike(question, item).filter((one) => isLimitSeries(one.item));
}

/** What limits an item at a time; its last value where no time is given. */
export function limitBeside(question: NumeralQuestion, item: Item, ms?: number): number | null {
  const [limit] = isLimitSeries(item) ? [] : listLimits(question, item);
  if (limit === undefined) return null;
  return ms === undefined ? limit.course.last[1] : valueAt(limit.course, ms);
}

/** What a limit that is measured itself is the limit of. */
export function besideLimit(question: NumeralQuestion, limit: Item): readonly Course[] {
  return listAlike(question, limit).flatMap((one) => (isLimitSeries(one.item) ? [] : [one.course]));
}
