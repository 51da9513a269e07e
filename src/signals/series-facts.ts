import type { Fact } from '../domain/evidence.ts';
import { formatDuration, formatTime } from '../domain/time.ts';
import { formatValue, type Unit, unitOfMetric } from '../domain/unit.ts';
import type { SeriesSummary, Threshold } from './summarise-series.ts';

/** A series has moved when its change is at least this share of its size. */
export const movedShare = 0.1;

/** A change of a percentage is in percentage points. */
function formatChange(value: number, unit: Unit): string {
  const sign = value > 0 ? '+' : '';
  if (unit !== 'percent' && unit !== 'ratio') return `${sign}${formatValue(value, unit)}`;
  return `${sign}${formatValue(value, unit).replace('%', 'percentage points')}`;
}

/** How far a series moved against its own size, −1 … 1. */
export function relativeChange({ last, earlier, change }: SeriesSummary): number {
  const size = Math.max(Math.abs(last[1]), Math.abs(earlier[1]));
  return size === 0 ? 0 : change / size;
}

/** Hours until a percentage reaches 100 % or a rest of bytes 0 at the present slope; null when it does neither. */
function hoursToLimit({ last, slopePerHour }: SeriesSummary, unit: Unit): number | null {
  if (slopePerHour === null) return null;
  if (unit === 'percent' && slopePerHour > 0 && last[1] < 100) return (100 - last[1]) / slopePerHour;
  if (unit === 'ratio' && slopePerHour > 0 && last[1] < 1) return (1 - last[1]) / slopePerHour;
  return unit === 'bytes' && slopePerHour < 0 && last[1] > 0 ? last[1] / -slopePerHour : null;
}

/** Things that can be full or used up; a share of failed requests, a rate or a processor is neither. */
const limited =
  /disk|file ?system|mount|volume|inode|space|memory|heap|swap|pool|connections|handles|limit|capacity|quota|in use|used|usage|avail|free|remain/i;
const neverFull = /error|fail|latency|duration|success|hit_|miss|cpu|availability|(?:^|[_ ])rate(?:$|[_ ])/i;
/** What is left of something: it can be empty, and never full. */
const rest = /avail|free|remain|left|headroom/i;

/** Whether what is called so can be full, or empty. `about` is what is computed of it. */
export function canReachEnd(
  end: 'full' | 'empty',
  { name, about }: { readonly name: string; readonly about: string },
): boolean {
  const all = `${name} ${about}`;
  if (neverFull.test(name)) return false;
  return end === 'empty' ? rest.test(all) : limited.test(all) && !rest.test(name);
}

/** The facts without a time to a limit that the thing does not have. `name` is what it is called, `about` what is computed. */
export function dropWrongLimit(
  facts: readonly Fact[],
  called: { readonly name: string; readonly about: string },
): readonly Fact[] {
  return facts.filter(
    ({ name, text }) =>
      name !== 'time_to_limit' || canReachEnd(text.startsWith('empty') ? 'empty' : 'full', called),
  );
}

/** A share may be called a percentage, and a percentage or a factor a ratio: what goes beyond this is no share of one. */
const mostOfOne = 1.5;
/** A share is passed by so much at most. */
const wholeOfOne = 1.05;

/**
 * The unit of a series by its name, as far as what it ever was agrees. A percentage that stays below 1.5 may as well be a share:
 * a limit tells which. A ratio that goes beyond is a percentage or a factor. What nothing tells has no unit: a number without one
 * is not wrong.
 */
export function unitOfSeries(
  name: string,
  { min, max }: Pick<SeriesSummary, 'min' | 'max'>,
  limit: number | null,
): Unit {
  const named = unitOfMetric(name);
  const largest = Math.max(Math.abs(min[1]), Math.abs(max[1]), Math.abs(limit ?? 0));
  if (named === 'ratio' && largest > mostOfOne) return 'none';
  if (named !== 'percent' || largest > mostOfOne) return named;
  return limit !== null && limit > 0 && largest <= wholeOfOne ? 'ratio' : 'none';
}

function describeCrossing({ crossedAtMs, crossedUntilMs }: SeriesSummary): string {
  const from = formatTime(crossedAtMs ?? 0);
  if (crossedUntilMs === null) return `beyond it since ${from}`;
  return crossedUntilMs === crossedAtMs
    ? `was beyond it at ${from}`
    : `was beyond it from ${from} to ${formatTime(crossedUntilMs)}`;
}

const hourMs = 3_600_000;
/** Beyond this a straight line says nothing. */
const farthestLimitHours = 24;

/** The numbers of a summary as facts, in the words that messages and prompts use. */
export function toSeriesFacts(
  summary: SeriesSummary,
  unit: Unit,
  threshold: Threshold | null,
): readonly Fact[] {
  const { last, earlier, min, max, change, slopePerHour, crossedAtMs, movingSinceMs } = summary;
  const fact = (name: string, text: string, value: number, atMs: number | null): Fact => ({
    name,
    text,
    value,
    unit,
    atMs,
  });
  const moment = (name: string, text: string, atMs: number): Fact => ({
    name,
    text,
    value: null,
    unit: 'none',
    atMs,
  });
  const ago = formatDuration(last[0] - earlier[0]);
  const moved = Math.abs(relativeChange(summary)) >= movedShare;
  const facts: Fact[] = [
    fact('now', `now ${formatValue(last[1], unit)} (${formatTime(last[0])})`, last[1], last[0]),
    fact('earlier', `${ago} before ${formatValue(earlier[1], unit)}`, earlier[1], earlier[0]),
    fact('change', `change ${formatChange(change, unit)}`, change, null),
    fact('min', `min ${formatValue(min[1], unit)} (${formatTime(min[0])})`, min[1], min[0]),
    fact('max', `max ${formatValue(max[1], unit)} (${formatTime(max[0])})`, max[1], max[0]),
  ];
  if (moved && movingSinceMs !== null) {
    facts.push(moment('moving_since', `moving since ${formatTime(movingSinceMs)}`, movingSinceMs));
  }
  if (moved && slopePerHour !== null) {
    facts.push(
      fact('slope_per_hour', `slope ${formatChange(slopePerHour, unit)} per hour`, slopePerHour, null),
    );
    const hours = hoursToLimit(summary, unit);
    if (hours !== null && hours <= farthestLimitHours) {
      const text = `${unit === 'bytes' ? 'empty' : 'full'} in ${formatDuration(hours * hourMs)} at this slope`;
      facts.push({ name: 'time_to_limit', text, value: hours * 3600, unit: 'seconds', atMs: null });
    }
  }
  if (threshold !== null) {
    const text = `threshold ${threshold.operator} ${formatValue(threshold.value, unit)}`;
    facts.push(fact('threshold', text, threshold.value, null));
  }
  if (crossedAtMs !== null) facts.push(moment('crossed', describeCrossing(summary), crossedAtMs));
  return facts;
}
