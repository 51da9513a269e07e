/** Differences and speeds: how far a series went, and how fast. */
import { differenceOf, ratioOf, type Step, speedOf } from './changes-of-value.ts';
import { fitsSpans, isWithin, listScales } from './levels.ts';
import type { Numeral } from './numeral.ts';
import type { Item } from './subjects.ts';

const speedSlack = 0.06;

export const scaleSlack = 1.5;

export function fitsDifference(numeral: Numeral, item: Item, steps: readonly Step[]): boolean {
  const spans = steps.map(differenceOf);
  const loose = { ...numeral, tolerance: numeral.tolerance * scaleSlack };
  if (numeral.kind === 'points') return fitsSpans(loose, item, spans);
  if (fitsSpans(loose, item, spans)) return true;
  if (numeral.dimension !== 'percent') return false;
  const relative = steps.flatMap((step) => {
    const ratio = ratioOf(step);
    return ratio === null ? [] : [[Math.abs(ratio[0] - 1) * 100, Math.abs(ratio[1] - 1) * 100] as const];
  });
  return relative.some(([a, b]) =>
    isWithin({ ...loose, tolerance: Math.max(loose.tolerance, 0.6) }, [Math.min(a, b), Math.max(a, b)]),
  );
}

export function fitsSpeed(numeral: Numeral, item: Item, steps: readonly Step[], sentence: string): boolean {
  const per = numeral.perSeconds ?? (everyMinute.test(sentence) ? 60 : null);
  if (per === null) return false;
  const scales = listScales(item);
  // What is counted per second by its very name is told per hour as that, and not as how fast it changed.
  const rates = scales.filter(({ perSeconds }) => perSeconds !== null);
  return (rates.length > 0 ? rates : scales).some((scale) => {
    const isRate = scale.perSeconds !== null;
    if (numeral.dimension !== 'none' && numeral.dimension !== scale.dimension) return false;
    if (numeral.dimension === 'none' && scale.dimension !== 'none') return false;
    const seconds = isRate ? secondsOfRate(sentence) : per;
    if (
      seconds === null ||
      (isRate && numeral.perSeconds !== null && numeral.perSeconds !== scale.perSeconds)
    )
      return false;
    return steps.some((step) => {
      const speed = speedOf(step);
      if (speed === null) return false;
      const slack = Math.max(numeral.tolerance, numeral.value * speedSlack);
      return isWithin({ ...numeral, tolerance: slack }, [
        speed[0] * scale.scale * seconds,
        speed[1] * scale.scale * seconds,
      ]);
    });
  });
}

/** "nearly a second" is no speed. */
const everyMinute =
  /\b(?:(?:each|every|per) (?=minute|hour|second)|(?<!\b(?:nearly|almost|about|around|roughly|over|under|than|half|of|is|was|at|by|within|for|in|to|just|only) )a (?!\w+ (?:before|earlier|ago|later|after|and a half)))(minute|hour|second)\b/i;

/** "by 20 per second every minute": how fast a rate changes. */
function secondsOfRate(text: string): number | null {
  const word = /\b(?:each|every|a|with every|per) (minute|hour)\b/i.exec(text)?.[1];
  return word === undefined ? null : word.toLowerCase() === 'hour' ? 3600 : 60;
}
