import type { Candidate } from '../../domain/diagnosis.ts';
import type { Point } from '../../domain/series.ts';
import { formatTime } from '../../domain/time.ts';
import { formatValue, type Unit } from '../../domain/unit.ts';
import { describeFull, describeReach } from '../series/measure-reach.ts';
import type { Shift } from '../series/measure-shifts.ts';
import { medianOf } from '../series/order-statistics.ts';
import type { ReadSeries } from '../series/read-series.ts';
import { movedShare, relativeChange, unitOfSeries } from '../series-facts.ts';
import type { ServiceSignal } from '../service-signal.ts';
import { summariseSeries } from '../summarise-series.ts';
import type { ScoredService } from './score-services.ts';
import { weights } from './weights.ts';

/** From here on, in spreads, a point is out of the ordinary: 0.3 % of a normal distribution are. */
const unusual = 3;
const namedCallers = 2;

/** Since when a series moves, by the rule that evidence tells it by; null when it does not move the same way there. */
function movingSince({ series, size, to }: Shift): number | null {
  if (series.isCounter) return null;
  const untilMs = series.times[to - 1] ?? Number.POSITIVE_INFINITY;
  const summary = summariseSeries(
    series.source.points.filter(([time]) => time <= untilMs),
    null,
  );
  if (summary === null || Math.abs(relativeChange(summary)) < movedShare) return null;
  return Math.sign(summary.change) === Math.sign(size) ? summary.movingSinceMs : null;
}

/** When a series left its usual level; null when no single point in the incident shows it. */
function onsetOf(shift: Shift): number | null {
  const { distances, series, from, size } = shift;
  const place = distances.findIndex((distance) => Math.sign(size) * distance >= unusual);
  const atMs = place < 0 ? undefined : series.times[from + place];
  return atMs === undefined ? null : Math.min(atMs, movingSince(shift) ?? atMs);
}

/** Of something that comes and goes the peak tells more than the middle. */
function farthestFrom(level: number, values: Float64Array): number {
  return values.reduce(
    (far, value) => (Math.abs(value - level) > Math.abs(far - level) ? value : far),
    level,
  );
}

/** A number of spreads that is larger than this tells nothing but that. */
const mostSpreads = 100;

function describeSize(size: number, usual: Float64Array): string {
  if (usual.every((value) => value === usual[0])) return 'it never moves otherwise';
  const spreads = Math.abs(size);
  return spreads > mostSpreads
    ? `more than ${mostSpreads} times its usual spread`
    : `${spreads.toFixed(1)} times its usual spread`;
}

function extremeOf(values: Float64Array, better: (a: number, b: number) => number): Point {
  return [0, values.reduce((best, value) => better(best, value), values[0] ?? 0)];
}

function unitOf({ series, reach }: Shift): Unit {
  const { values, source, isCounter } = series;
  const range = { min: extremeOf(values, Math.min), max: extremeOf(values, Math.max) };
  // All of a share, and what an alert compares it with, are in its own unit.
  const compared = reach === null || reach.kind === 'limit' ? null : reach.limit;
  return isCounter ? 'per_second' : unitOfSeries(source.name, range, compared);
}

function describeShift(shift: Shift): string {
  const { series, from, to, size, reach, unsteadiness } = shift;
  const { values, source } = series;
  const usual = new Float64Array([...values.subarray(0, from), ...values.subarray(to)]);
  const unit = unitOf(shift);
  const tell = (value: number): string => formatValue(value, unit);
  const before = medianOf(usual);
  const during = values.subarray(from, to);
  const middle = medianOf(during);
  const isBrief = tell(middle) === tell(before);
  const after = isBrief ? farthestFrom(before, during) : middle;
  if (Math.abs(size) < unusual && unsteadiness.size >= unusual)
    return `${source.name} swings ${unsteadiness.ratio.toFixed(1)} times as far around ${tell(before)} as usual`;
  const how = describeSize(size, usual);
  if (tell(after) === tell(before)) return `${source.name} left its level of ${tell(before)} (${how})`;
  const verb = after > before ? 'rose' : 'fell';
  const atMs = onsetOf(shift);
  const near = describeReach(reach, { name: source.name, unit });
  const since = atMs === null ? '' : `${isBrief ? ' at' : ', since'} ${formatTime(atMs)}`;
  return `${source.name} ${verb} from ${tell(before)} to ${tell(after)}${since}${near} (${how})`;
}

function listCallers(callers: readonly string[]): string {
  const more = callers.length > namedCallers ? ' and others' : '';
  return `${callers.slice(0, namedCallers).join(', ')}${more}`;
}

/** Why a service is where it is, in one sentence. */
function describeScored(scored: ScoredService, shift: Shift | null): string {
  const { service, explainedBy, blamedBy, making, isInferred } = scored;
  const own =
    shift === null ? `${service} shows nothing unusual by itself` : `${service}'s ${describeShift(shift)}`;
  const calls = isInferred ? 'seems to call (inferred)' : 'calls';
  if (making !== null) return `${own}; it ${making.told}.`;
  if (explainedBy !== null && shift !== null)
    return `${own}, which ${explainedBy}, that it ${calls}, explains in part.`;
  if (explainedBy !== null && blamedBy.length === 0)
    return `${own}, but ${calls} ${explainedBy}, which does.`;
  if (blamedBy.length > 0)
    return `${own}; calls of ${listCallers(blamedBy)} to it${isInferred ? ' (inferred)' : ''} suffer.`;
  return `${own}.`;
}

/** What is known of a service when all has been weighed. */
export interface WeighedService {
  readonly scored: ScoredService;
  /** The series that tells most; null when none does. */
  readonly shift: Shift | null;
  /** The series of a caller that tells most, where its calls count against the service; null when none do. */
  readonly blaming: Shift | null;
  /** The strongest thing that logs or traces say. */
  readonly signal: ServiceSignal | null;
  /** A series that stopped with all others of the service; null when it is heard of. */
  readonly gone: ReadSeries | null;
}

type Told = Pick<Candidate, 'metric' | 'kind' | 'onsetMs' | 'reached' | 'reason' | 'support'>;

function tell({ scored, shift, blaming, signal, gone }: WeighedService): Told {
  const { service, score } = scored;
  if (gone !== null) {
    const onsetMs = gone.times.at(-1) ?? null;
    const since = onsetMs === null ? '' : ` since ${formatTime(onsetMs)}`;
    const reason = `${service} has sent nothing${since}.`;
    return { metric: null, kind: 'silence', onsetMs, reached: null, reason, support: [gone.source.key] };
  }
  if (signal !== null && weights.signals * signal.score >= score) {
    const { metric, kind, atMs: onsetMs, reason, support } = signal;
    return { metric, kind, onsetMs, reached: null, reason, support };
  }
  return {
    metric: shift?.series.source.name ?? null,
    kind: shift?.series.meaning.kind ?? 'other',
    onsetMs: shift === null ? null : onsetOf(shift),
    reached: shift === null ? null : describeFull(shift.reach, unitOf(shift)),
    reason: describeScored(scored, shift),
    support: [
      ...new Set([
        ...[shift ?? blaming].flatMap((shown) => shown?.series.source.key ?? []),
        ...(scored.making?.support ?? []),
      ]),
    ],
  };
}

/** A move within what is usual is no reason, unless it swings: with nothing else, the service stands where it does by its place. */
export function findTelling(shifts: readonly Shift[]): Shift | null {
  return (
    shifts.find(({ size }) => Math.abs(size) >= unusual) ??
    shifts.find(({ unsteadiness }) => unsteadiness.size >= unusual) ??
    null
  );
}

/** A service with its score between 0 and 1, and why. */
export function toCandidate(weighed: WeighedService): Candidate {
  const { scored, signal, gone } = weighed;
  const total = scored.score + weights.signals * (signal?.score ?? 0) + (gone === null ? 0 : weights.silence);
  return { service: scored.service, score: total / (total + weights.halfScore), ...tell(weighed) };
}
