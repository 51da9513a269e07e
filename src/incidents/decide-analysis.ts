import type { Incident } from '../domain/incident.ts';
import type { IncidentChange } from './apply-group.ts';

export interface AnalysisDecision {
  readonly analyse: boolean;
  /** Stored with the analysis, or shown as why there is none. */
  readonly reason: string;
}

export interface AnalysisHistory {
  /** When the newest analysis was asked for; null when there is none. */
  readonly requestedAtMs: number | null;
}

/** Whether what has just come in is worth an analysis. A resolved incident is never analysed. */
export function decideAnalysis(
  event: { readonly incident: Incident; readonly change: IncidentChange; readonly joined: number },
  history: AnalysisHistory,
  options: { readonly nowMs: number; readonly refreshAfterMs: number },
): AnalysisDecision {
  if (event.incident.state === 'resolved') return { analyse: false, reason: 'the incident is resolved' };
  if (event.incident.source === 'unparsed') return { analyse: false, reason: 'the body could not be read' };
  if (history.requestedAtMs === null) return { analyse: true, reason: 'the incident is new' };
  if (event.joined === 0) return { analyse: false, reason: 'no alert joined' };
  if (options.nowMs - history.requestedAtMs < options.refreshAfterMs) {
    return { analyse: false, reason: 'alerts joined, but the last analysis is fresh' };
  }
  return { analyse: true, reason: 'alerts joined' };
}
