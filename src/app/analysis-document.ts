import type { Analysis } from '../domain/analysis.ts';
import type { Diagnosis } from '../domain/diagnosis.ts';
import { formatTime } from '../domain/time.ts';
import { citeKeys } from '../signals/diagnosis-findings.ts';

function toTime(ms: number | null): string | null {
  return ms === null ? null : formatTime(ms);
}

/** The document of `analyze --json`: what code found, and what was made of it. Ids of evidence are those of `evidence`. */
export function toAnalysisDocument(bundle: string, analysis: Analysis, diagnosis: Diagnosis) {
  const { evidence, hypothesis } = analysis;
  return {
    bundle,
    onset: toTime(diagnosis.onsetMs),
    onset_uncertainty_seconds:
      diagnosis.onsetUncertaintyMs === null ? null : diagnosis.onsetUncertaintyMs / 1000,
    candidates: diagnosis.candidates.map(({ service, score, metric, kind, onsetMs, reason, support }) => ({
      service,
      score: Number(score.toFixed(4)),
      metric,
      kind,
      onset: toTime(onsetMs),
      reason,
      evidence: citeKeys(support, evidence),
    })),
    is_cause: diagnosis.isCause,
    changes: diagnosis.changes.map(({ key, id, kind, service, timeMs, score, effect, reason, support }) => ({
      id,
      kind,
      service,
      time: formatTime(timeMs),
      score: Number(score.toFixed(4)),
      effect,
      reason,
      evidence: citeKeys([key, ...support], evidence),
    })),
    other_cause: diagnosis.otherCause,
    blast_radius: diagnosis.blastRadius,
    propagation: diagnosis.propagation.map(({ service, atMs, through }) => ({
      service,
      at: toTime(atMs),
      through,
    })),
    fingerprint: diagnosis.fingerprint,
    rung: analysis.rung,
    rung_reason: analysis.rungReason,
    analysis: hypothesis,
    evidence: evidence.map(({ points: _points, range, observed: _observed, ...item }) => ({
      ...item,
      range: range === null ? null : { from: formatTime(range.fromMs), to: formatTime(range.toMs) },
    })),
  };
}

export type AnalysisDocument = ReturnType<typeof toAnalysisDocument>;
