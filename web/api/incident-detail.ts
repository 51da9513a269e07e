import type { Analysis } from '../../src/domain/analysis.ts';
import type { Incident } from '../../src/domain/incident.ts';
import type { Message } from '../../src/domain/message.ts';
import type { Feedback, Review } from '../../src/domain/review.ts';
import type { IncidentSummary, TimelineEvent } from '../../src/server/api/shapes.ts';

/** What `GET /api/v1/incidents/:id` answers. */
export interface IncidentDetail {
  readonly incident: Incident;
  readonly message: Message;
  readonly analysis: Analysis | null;
  readonly timeline: readonly TimelineEvent[];
  readonly reviews: readonly Review[];
  readonly feedback: readonly Feedback[];
  readonly similar: readonly IncidentSummary[];
}
