import type { BundleFiles } from './bundle-files.ts';
import { dropFile, dropSeriesOf, listMeasured } from './vary-bundle.ts';

/** Two ways to do without a source: it cannot be had, or nothing is taken from it. */
export interface LossOfSource {
  readonly source: 'topology' | 'logs' | 'traces' | 'changes' | 'metrics' | 'culprit' | 'bystander';
  readonly title: string;
  /** Null when the bundle does not have it anyway. */
  readonly withoutIt: (files: BundleFiles, about: { readonly culprit: string }) => BundleFiles | null;
  readonly withItUnused: (files: BundleFiles, about: { readonly culprit: string }) => BundleFiles;
}

/** A source that answers, and has nothing to tell. */
function empty(name: string): Pick<LossOfSource, 'withoutIt' | 'withItUnused'> {
  return {
    withoutIt: (files) => (files.has(name) ? dropFile(files, name) : null),
    withItUnused: (files) => new Map([...files, [name, '']]),
  };
}

/** A map on which none of the services is: then no call is inferred from series either. */
const foreignMap = JSON.stringify({ services: { 'not-here': { depends_on: ['not-here-either'] } } });

const metrics = 'metrics.ndjson';

function dropOne(files: BundleFiles, service: string | undefined): BundleFiles | null {
  return service !== undefined && listMeasured(files).includes(service) ? dropSeriesOf(files, service) : null;
}

export const losses: readonly LossOfSource[] = [
  {
    source: 'topology',
    title: 'topology',
    withoutIt: (files) => dropFile(files, 'topology.json'),
    withItUnused: (files) => new Map([...files, ['topology.json', foreignMap]]),
  },
  { source: 'logs', title: 'logs', ...empty('logs.ndjson') },
  { source: 'traces', title: 'traces', ...empty('traces.ndjson') },
  { source: 'changes', title: 'changes', ...empty('changes.ndjson') },
  { source: 'metrics', title: 'metrics', ...empty(metrics) },
  {
    source: 'culprit',
    title: "the culprit's metrics",
    withoutIt: (files, { culprit }) => dropOne(files, culprit),
    withItUnused: (files) => new Map([...files, [metrics, '']]),
  },
  {
    source: 'bystander',
    title: "another service's metrics",
    withoutIt: (files, { culprit }) =>
      dropOne(
        files,
        listMeasured(files).find((service) => service !== culprit),
      ),
    withItUnused: (files) => new Map([...files, [metrics, '']]),
  },
];
