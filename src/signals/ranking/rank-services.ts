import { median, medianAbsoluteDeviation } from 'simple-statistics';
import type { Candidate } from '../../domain/diagnosis.ts';
import type { Observations } from '../../domain/observation.ts';
import type { DiagnosisContext } from '../diagnosis-context.ts';
import { serviceOfLabels } from '../service-of-labels.ts';
import type { ServiceSignal } from '../service-signal.ts';

export interface RankedServices {
  readonly candidates: readonly Candidate[];
  readonly isCause: boolean;
}

const relativeFloor = 0.01;

/** Ranks services by their most unusual metric since the alert. */
export function rankServices(options: {
  readonly observations: Observations;
  readonly context: DiagnosisContext;
  /** What other sources say against services. */
  readonly signals: readonly ServiceSignal[];
}): RankedServices {
  const { context } = options;
  const { series } = options.observations;
  const best = new Map<string, Candidate>();
  for (const { atMs, ...signal } of options.signals) best.set(signal.service, { ...signal, onsetMs: atMs });
  for (const one of series) {
    const service = serviceOfLabels(one.labels);
    const finite = one.points.filter(([, value]) => Number.isFinite(value));
    const before = finite.filter(([time]) => time < context.startedAtMs).map(([, value]) => value);
    const after = finite.filter(([time]) => time >= context.startedAtMs).map(([, value]) => value);
    if (service === null || before.length < 3 || after.length === 0) continue;
    const level = median(before);
    const spread = Math.max(medianAbsoluteDeviation(before), relativeFloor * Math.abs(level), 1e-9);
    const z = Math.max(...after.map((value) => Math.abs(value - level))) / spread;
    const score = z / (z + 10);
    if (score <= (best.get(service)?.score ?? -1)) continue;
    best.set(service, {
      service,
      score,
      metric: one.name,
      kind: 'other',
      onsetMs: null,
      reason: `${one.name} of ${service} is ${z.toFixed(1)} spreads away from its level before the alert.`,
      support: [one.key],
    });
  }
  const candidates = [...best.values()].sort((a, b) => b.score - a.score);
  return { candidates, isCause: (candidates[0]?.score ?? 0) > 0.5 };
}
