import type { Diagnosis } from '../../domain/diagnosis.ts';
import type { Truth } from '../../evidence/bundle/read-truth.ts';

/** How one incident came out against its known answer. Null where the truth does not say. */
export interface BundleScore {
  readonly bundle: string;
  readonly fault: string | null;
  /** 1 for the first candidate; null when the service is not among them. */
  readonly serviceRank: number | null;
  readonly service: string | null;
  readonly firstCandidate: string | null;
  readonly isCause: boolean;
  /** Place of the culprit among the changes; when none is to blame, 1 for an empty list. Null when it is not there. */
  readonly changeRank: number | null;
  readonly change: string | null;
  readonly firstChange: string | null;
  /** Whether the change that is blamed first only looks guilty. */
  readonly blamesDecoy: boolean;
  readonly blastJaccard: number | null;
  /** Ranks of the same service by methods that need no thought. */
  readonly baselines: Readonly<Record<string, number | null>>;
}

/** 1 for the first; null when it is not there. */
export function rankOf<T>(list: readonly T[], wanted: T): number | null {
  const index = list.indexOf(wanted);
  return index < 0 ? null : index + 1;
}

/** Size of what both have over the size of what either has; 1 for two empty sets. */
function jaccard(a: readonly string[], b: readonly string[]): number {
  const all = new Set([...a, ...b]);
  const both = [...new Set(a)].filter((one) => b.includes(one));
  return all.size === 0 ? 1 : both.length / all.size;
}

export function scoreBundle(options: {
  readonly bundle: string;
  readonly truth: Truth;
  readonly diagnosis: Diagnosis;
  /** Services in the order of each baseline. */
  readonly baselines: Readonly<Record<string, readonly string[]>>;
}): BundleScore {
  const { bundle, truth, diagnosis } = options;
  const services = diagnosis.candidates.map(({ service }) => service);
  const changes = diagnosis.changes.map(({ id }) => id);
  const service = truth.service ?? null;
  const change = truth.change ?? null;
  const noneRank = changes.length === 0 ? 1 : null;
  const [firstChange = null] = changes;
  return {
    bundle,
    fault: truth.fault ?? null,
    service,
    serviceRank: service === null ? null : rankOf(services, service),
    firstCandidate: services[0] ?? null,
    isCause: diagnosis.isCause,
    change,
    changeRank: change === null ? null : change === 'none' ? noneRank : rankOf(changes, change),
    firstChange,
    blamesDecoy: firstChange !== null && (truth.decoys ?? []).includes(firstChange),
    blastJaccard: truth.blast_radius == null ? null : jaccard(truth.blast_radius, diagnosis.blastRadius),
    baselines: Object.fromEntries(
      Object.entries(options.baselines).map(([name, order]) => [
        name,
        service === null ? null : rankOf(order, service),
      ]),
    ),
  };
}
