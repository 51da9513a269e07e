import { formatTime } from '../../domain/time.ts';
import { formatValue, unitOfMetric } from '../../domain/unit.ts';
import type { Shift } from '../series/measure-shifts.ts';
import { medianOf } from '../series/order-statistics.ts';
import type { ScoredService } from './score-services.ts';

/** From here on, in spreads, a point is out of the ordinary: 0.3 % of a normal distribution are. */
const unusual = 3;
const namedCallers = 2;

/** When a series left its usual level in the incident; null when no single point shows it. */
export function onsetOf({ distances, series, from, size }: Shift): number | null {
  const place = distances.findIndex((distance) => Math.sign(size) * distance >= unusual);
  return place < 0 ? null : (series.times[from + place] ?? null);
}

function describeShift(shift: Shift): string {
  const { series, from, to, size } = shift;
  const { values, source, isCounter } = series;
  const usual = new Float64Array([...values.subarray(0, from), ...values.subarray(to)]);
  const unit = isCounter ? 'per_second' : unitOfMetric(source.name);
  const [before, during] = [medianOf(usual), medianOf(values.slice(from, to))];
  const verb = during > before ? 'rose' : during < before ? 'fell' : 'moved';
  const atMs = onsetOf(shift);
  const since = atMs === null ? '' : ` at ${formatTime(atMs)}`;
  const spreads = `${Math.abs(size).toFixed(1)} times its usual spread`;
  return `${source.name} ${verb} from ${formatValue(before, unit)} to ${formatValue(during, unit)}${since} (${spreads})`;
}

function listCallers(callers: readonly string[]): string {
  const more = callers.length > namedCallers ? ' and others' : '';
  return `${callers.slice(0, namedCallers).join(', ')}${more}`;
}

/** Why a service is where it is in the ranking, in one sentence. */
export function describeCandidate(scored: ScoredService, shift: Shift | null): string {
  const { service, explainedBy, blamedBy } = scored;
  const own =
    shift === null ? `${service} shows nothing unusual by itself` : `${service}: ${describeShift(shift)}`;
  if (explainedBy !== null) return `${own}, which ${explainedBy}, that it calls, explains in part.`;
  if (blamedBy.length > 0) return `${own}; calls of ${listCallers(blamedBy)} to it suffer.`;
  return `${own}.`;
}
