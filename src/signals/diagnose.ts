import type { Diagnosis } from '../domain/diagnosis.ts';
import type { Observations } from '../domain/observation.ts';
import type { DiagnosisContext } from './diagnosis-context.ts';
import { rankServices } from './ranking/rank-services.ts';
import { explainCause, readObservations } from './read-observations.ts';
import type { Onset } from './series/onset.ts';

/**
 * What code makes of the observations, without any model: when it began, which services and changes may be the cause, and
 * how far it reaches. Pure; never throws for odd numbers.
 */
export function diagnose(observations: Observations, context: DiagnosisContext): Diagnosis {
  const reading = readObservations(observations, context);
  const onset: Onset | null = null as Onset | null;
  const ranked = rankServices({ observations, context, signals: reading.signals });
  const onsetMs = onset?.atMs ?? null;
  const onsetUncertaintyMs = onset?.uncertaintyMs ?? null;
  return {
    onsetMs,
    onsetUncertaintyMs,
    candidates: ranked.candidates,
    isCause: ranked.isCause,
    ...explainCause(reading, observations, {
      context,
      candidates: ranked.candidates,
      onsetMs,
      onsetUncertaintyMs,
    }),
  };
}
