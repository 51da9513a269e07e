import type { Diagnosis } from '../domain/diagnosis.ts';
import type { Observations } from '../domain/observation.ts';
import type { DiagnosisContext } from './diagnosis-context.ts';
import { rankServices } from './ranking/rank-services.ts';
import type { Onset } from './series/onset.ts';
import type { ServiceSignal } from './service-signal.ts';

/**
 * What code makes of the observations, without any model: when it began, which services and changes may be the cause, and
 * how far it reaches. Pure; never throws for odd numbers.
 */
export function diagnose(observations: Observations, context: DiagnosisContext): Diagnosis {
  const onset: Onset | null = null as Onset | null;
  const signals: readonly ServiceSignal[] = [];
  const ranked = rankServices({ observations, context, signals });
  return {
    onsetMs: onset?.atMs ?? null,
    onsetUncertaintyMs: onset?.uncertaintyMs ?? null,
    candidates: ranked.candidates,
    isCause: ranked.isCause,
    changes: [],
    otherCause: null,
    blastRadius: [],
    propagation: [],
    fingerprint: '',
  };
}
