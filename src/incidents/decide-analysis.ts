import type { Incident } from '../domain/incident.ts';
import type { IncidentChange } from './apply-group.ts';

export interface AnalysisDecision {
  readonly analyse: boolean;
  /** How long from now; 0 for at once. */
  readonly inMs: number;
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
  const no = (reason: string): AnalysisDecision => ({ analyse: false, inMs: 0, reason });
  if (event.incident.state === 'resolved') return no('the incident is resolved');
  if (event.incident.source === 'unparsed') return no('the body could not be read');
  if (history.requestedAtMs === null) return { analyse: true, inMs: 0, reason: 'the incident is new' };
  if (event.joined === 0) return no('no alert joined');
  if (history.requestedAtMs > options.nowMs) return no('alerts joined, and an analysis is due soon');
  const freshForMs = history.requestedAtMs + options.refreshAfterMs - options.nowMs;
  return freshForMs > 0
    ? { analyse: true, inMs: freshForMs, reason: 'alerts joined while the last analysis was fresh' }
    : { analyse: true, inMs: 0, reason: 'alerts joined' };
}
