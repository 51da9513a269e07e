import type { z } from 'zod';
import type { Clock } from '../domain/clock.ts';
import type { EvidenceDraft } from '../domain/evidence.ts';
import type { Incident } from '../domain/incident.ts';
import type { Observations, ServiceEdge } from '../domain/observation.ts';
import type { TimeRange } from '../domain/series.ts';
import type { ChangeLog } from './change-log.ts';
import type { IncidentHistory } from './incident-history.ts';
import type { MetricSource } from './metric-source.ts';

/** What a source can tell about. A kind that no collector provides is named in the evidence as not configured. */
export type EvidenceTopic =
  | 'metrics'
  | 'logs'
  | 'changes'
  | 'traces'
  | 'topology'
  | 'runbooks'
  | 'events'
  | 'alerts'
  | 'history';

export interface EdgeRequest {
  readonly incident: Incident;
  /** From before the onset until now. */
  readonly range: TimeRange;
  /** Aborted when the deadline for all evidence has passed. */
  readonly signal: AbortSignal;
}

export interface CollectRequest extends EdgeRequest {
  /** Who depends on whom, from all collectors that know; asked for once. A source that fails gives none. */
  readonly edges: () => Promise<readonly ServiceEdge[]>;
}

/** What a source knows: items for people and models, and observations for code. */
export interface Collected {
  readonly drafts: readonly EvidenceDraft[];
  readonly observations: Observations;
}

/** Words to look for in the log lines of what an incident is about. */
export interface LogSearch extends EdgeRequest {
  readonly words: string;
}

export interface SectionRequest {
  readonly incident: Incident;
  /** Words of the heading. */
  readonly heading: string;
  readonly signal: AbortSignal;
}

/**
 * Gathers what one source knows about an incident. What could not be had is an item of its own with the reason;
 * a collector throws only when it can say nothing at all.
 */
export interface Collector {
  readonly name: string;
  readonly type: string;
  readonly topics: readonly EvidenceTopic[];
  /** For single queries besides what it collects, if it has time series. */
  readonly metrics?: MetricSource;
  /** For single questions besides what it collects: the lines that hold these words, within its usual limits. */
  readonly searchLogs?: (search: LogSearch) => Promise<readonly EvidenceDraft[]>;
  /** The same for pages: the sections about the incident's alerts under such a heading. */
  readonly findSections?: (request: SectionRequest) => Promise<readonly EvidenceDraft[]>;
  /** Who depends on whom, for the other collectors: those that look at neighbours wait for it. */
  readonly edges?: (request: EdgeRequest) => Promise<readonly ServiceEdge[]>;
  readonly collect: (request: CollectRequest) => Promise<Collected>;
}

export interface CollectorDeps {
  readonly fetch: typeof fetch;
  readonly clock: Clock;
}

/** Also what is kept here: changes that were sent, and past incidents. */
export interface StoreDeps extends CollectorDeps {
  readonly changes: ChangeLog;
  readonly history: IncidentHistory;
}

/** The shape of every file in `collectors/`. `Config` has the fields besides `name` and `type`. */
export interface CollectorAdapter<
  Config extends z.ZodObject = z.ZodObject,
  Deps extends CollectorDeps = CollectorDeps,
> {
  readonly id: string;
  readonly Config: Config;
  readonly create: (name: string, config: z.output<Config>, deps: Deps) => Collector;
}
