import type { ObservedSeries } from '../domain/observation.ts';
import { serviceOfLabels } from './service-of-labels.ts';

/** Metrics of node_exporter and blackbox_exporter: they tell of machines, and of what somebody else answers. */
const ofOthers = /^(?:node|probe)_/;
/** What only counts how others do, by the names that such things are given. */
const watching =
  /(?:^|[-_])exporter$|^kube-?state(?:-metrics)?$|^cadvisor$|(?:^|[-_])(?:probes?|prober|synthetics?|blackbox)$/i;

/** Names under which series come that are of no service: machines, and what watches others. Nobody depends on them. */
export function listWatchers(series: readonly ObservedSeries[]): ReadonlySet<string> {
  const named = Map.groupBy(series, ({ labels }) => serviceOfLabels(labels));
  return new Set(
    [...named].flatMap(([service, list]) => {
      if (service === null) return [];
      return watching.test(service) || list.every(({ name }) => ofOthers.test(name)) ? [service] : [];
    }),
  );
}
