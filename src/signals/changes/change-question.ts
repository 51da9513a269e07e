import type { Candidate } from '../../domain/diagnosis.ts';
import type { ObservedChange, ServiceEdge } from '../../domain/observation.ts';
import type { ServiceNames } from '../service-names.ts';
import type { SharedTopics } from '../topics/shared-topics.ts';
import type { FailingVersions } from './running-versions.ts';
import type { Symptoms } from './symptoms.ts';

/** What changes are weighed against. */
export interface ChangeQuestion {
  readonly changes: readonly ObservedChange[];
  readonly symptoms: Symptoms;
  /** Best first. */
  readonly candidates: readonly Candidate[];
  readonly edges: readonly ServiceEdge[];
  /** Services that meet by topics, queues and streams. */
  readonly topics: SharedTopics;
  /** Services that behave otherwise than before, with 0–1. */
  readonly active: ReadonlyMap<string, number>;
  readonly names: ServiceNames;
  /** Which versions of the services fail, where their lines tell. */
  readonly failing: FailingVersions;
  readonly startedAtMs: number;
  /** When the incident began, as far as that is known. */
  readonly onsetMs: number | null;
  readonly onsetUncertaintyMs: number;
}
