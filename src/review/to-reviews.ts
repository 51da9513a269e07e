import type { Incident } from '../domain/incident.ts';
import type { Review } from '../domain/review.ts';

/** A command that the gate has read and found to change something. */
export interface ReviewableCommand {
  readonly command: string;
  readonly sha256: string;
  readonly effect: string;
  readonly dryRun: string | null;
  readonly undo: string | null;
  readonly purpose: string;
}

export interface ReviewContext {
  readonly incident: Incident;
  readonly nowMs: number;
  readonly expireAfterMs: number;
  readonly createId: () => string;
}

/** One pending review for each distinct command. */
export function toReviews(commands: readonly ReviewableCommand[], context: ReviewContext): readonly Review[] {
  const distinct = new Map(commands.map((command) => [command.sha256, command]));
  return [...distinct.values()].map((command) => ({
    id: context.createId(),
    incidentId: context.incident.id,
    ...command,
    state: 'pending',
    createdAtMs: context.nowMs,
    expiresAtMs: context.nowMs + context.expireAfterMs,
    decidedAtMs: null,
    decidedBy: null,
    decidedVia: null,
    reason: null,
    outcome: null,
    outcomeBy: null,
  }));
}
