import type { Candidate } from '../../domain/diagnosis.ts';
import { formatTime } from '../../domain/time.ts';
import { formatValue, unitOfMetric } from '../../domain/unit.ts';
import { describeReach } from '../series/measure-reach.ts';
import type { Shift } from '../series/measure-shifts.ts';
import { medianOf } from '../series/order-statistics.ts';
import type { ReadSeries } from '../series/read-series.ts';
import type { ServiceSignal } from '../service-signal.ts';
import type { ScoredService } from './score-services.ts';
import { weights } from './weights.ts';

/** From here on, in spreads, a point is out of the ordinary: 0.3 % of a normal distribution are. */
const unusual = 3;
const namedCallers = 2;

/** When a series left its usual level in the incident; null when no single point shows it. */
function onsetOf({ distances, series, from, size }: Shift): number | null {
  const place = distances.findIndex((distance) => Math.sign(size) * distance >= unusual);
  return place < 0 ? null : (series.times[from + place] ?? null);
}

/** Of something that comes and goes the peak tells more than the middle. */
function farthestFrom(level: number, values: Float64Array): number {
  return values.reduce(
    (far, value) => (Math.abs(value - level) > Math.abs(far - level) ? value : far),
    level,
  );
}

function describeShift(shift: Shift): string {
  const { series, from, to, size, reach } = shift;
  const { values, source, isCounter } = series;
  const usual = new Float64Array([...values.subarray(0, from), ...values.subarray(to)]);
  const unit = isCounter ? 'per_second' : unitOfMetric(source.name);
  const before = medianOf(usual);
  const middle = medianOf(values.subarray(from, to));
  const during = middle === before ? farthestFrom(before, values.subarray(from, to)) : middle;
  const verb = during > before ? 'rose' : during < before ? 'fell' : 'moved';
  const atMs = onsetOf(shift);
  const since = atMs === null ? '' : ` at ${formatTime(atMs)}`;
  const spreads = `${Math.abs(size).toFixed(1)} times its usual spread`;
  const near = describeReach(reach, unit);
  return `${source.name} ${verb} from ${formatValue(before, unit)} to ${formatValue(during, unit)}${since}${near} (${spreads})`;
}

function listCallers(callers: readonly string[]): string {
  const more = callers.length > namedCallers ? ' and others' : '';
  return `${callers.slice(0, namedCallers).join(', ')}${more}`;
}

/** Why a service is where it is, in one sentence. */
function describeScored(scored: ScoredService, shift: Shift | null): string {
  const { service, explainedBy, blamedBy } = scored;
  const own =
    shift === null ? `${service} shows nothing unusual by itself` : `${service}: ${describeShift(shift)}`;
  if (explainedBy !== null) return `${own}, which ${explainedBy}, that it calls, explains in part.`;
  if (blamedBy.length > 0) return `${own}; calls of ${listCallers(blamedBy)} to it suffer.`;
  return `${own}.`;
}

/** What is known of a service when all has been weighed. */
export interface WeighedService {
  readonly scored: ScoredService;
  /** The series that tells most; null when none does. */
  readonly shift: Shift | null;
  /** The strongest thing that logs or traces say. */
  readonly signal: ServiceSignal | null;
  /** A series that stopped with all others of the service; null when it is heard of. */
  readonly gone: ReadSeries | null;
}

type Told = Pick<Candidate, 'metric' | 'kind' | 'onsetMs' | 'reason' | 'support'>;

function tell({ scored, shift, signal, gone }: WeighedService): Told {
  const { service, score } = scored;
  if (gone !== null) {
    const onsetMs = gone.times.at(-1) ?? null;
    const since = onsetMs === null ? '' : ` since ${formatTime(onsetMs)}`;
    const reason = `${service} has sent nothing${since}.`;
    return { metric: null, kind: 'silence', onsetMs, reason, support: [gone.source.key] };
  }
  if (signal !== null && weights.signals * signal.score >= score) {
    const { metric, kind, atMs: onsetMs, reason, support } = signal;
    return { metric, kind, onsetMs, reason, support };
  }
  return {
    metric: shift?.series.source.name ?? null,
    kind: shift?.series.meaning.kind ?? 'other',
    onsetMs: shift === null ? null : onsetOf(shift),
    reason: describeScored(scored, shift),
    support: shift === null ? [] : [shift.series.source.key],
  };
}

/** A service with its score between 0 and 1, and why. */
export function toCandidate(weighed: WeighedService): Candidate {
  const { scored, signal, gone } = weighed;
  const total = scored.score + weights.signals * (signal?.score ?? 0) + (gone === null ? 0 : weights.silence);
  return { service: scored.service, score: total / (total + weights.halfScore), ...tell(weighed) };
}
