import type { Diagnosis } from '../domain/diagnosis.ts';
import type { Observations } from '../domain/observation.ts';
import type { DiagnosisContext } from './diagnosis-context.ts';
import { rankServices } from './ranking/rank-services.ts';
import { explainCause, readObservations } from './read-observations.ts';
import { discountSeason } from './series/discount-season.ts';
import { longestDelayMs } from './series/find-onset.ts';
import { readSeries } from './series/read-series.ts';
import { reachBack } from './series/slow-onset.ts';
import { thinSeries } from './series/thin-series.ts';

/**
 * What code makes of the observations, without any model: when it began, which services and changes may be the cause, and
 * how far it reaches. Pure; never throws for odd numbers.
 */
export function diagnose(all: Observations, context: DiagnosisContext): Diagnosis {
  const observations = { ...all, series: all.series.map((one) => thinSeries(one, context.startedAtMs)) };
  const reading = readObservations(observations, context);
  const series = observations.series.flatMap((one) => {
    const read = readSeries(one);
    return read === null ? [] : [discountSeason(read, context.startedAtMs)];
  });
  const { signals, edges, ends } = reading;
  const ranked = rankServices({ series, context, signals, edges, spans: observations.spans, ends });
  const { candidates, isCause } = ranked;
  const { startedAtMs } = context;
  const onset =
    ranked.onset === null
      ? null
      : reachBack(ranked.onset, series, { fromMs: startedAtMs - longestDelayMs, startedAtMs });
  const onsetMs = onset?.atMs ?? null;
  const onsetUncertaintyMs = onset?.uncertaintyMs ?? null;
  return {
    onsetMs,
    onsetUncertaintyMs,
    isCause,
    ...explainCause(reading, observations, { context, candidates, onsetMs, onsetUncertaintyMs }),
  };
}
