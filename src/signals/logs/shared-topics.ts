import type { ObservedLog, ObservedSeries, ObservedSpan } from '../../domain/observation.ts';
import { serviceOfLabels } from '../service-of-labels.ts';
import { toFields } from './inputs-of-line.ts';

/** Fields and labels that name what messages go through; the first are OpenTelemetry's. */
const topicKey =
  /^(?:messaging[._]destination(?:[._]name)?|(?:kafka[._])?topic(?:[._]name)?|queue(?:[._]?name)?|stream(?:[._]name)?|exchange|routing_?key|subject|channel|subscription|destination)$/i;
/** A span is named after what is done and where: "consume orders.paid", "orders.paid publish". */
const ofSpan =
  /^(?:consume|publish|produce|receive|send|process|poll|enqueue|dequeue|emit)\s+(\S+)$|^(\S+)\s+(?:consume|publish|produce|receive|send|process|deliver)$/i;
const topicName = /^[A-Za-z][\w.:/-]{2,120}$/;

/** Which services speak of the same topic, queue or stream: who writes there is felt by who reads, though nobody calls the other. */
export type SharedTopics = ReadonlyMap<string, ReadonlySet<string>>;

/** Linear in what was observed. */
export function findSharedTopics(observed: {
  readonly logs: readonly ObservedLog[];
  readonly series: readonly ObservedSeries[];
  readonly spans: readonly ObservedSpan[];
}): SharedTopics {
  const servicesOf = new Map<string, Set<string>>();
  const note = (topic: string, service: string | null): void => {
    if (service === null || !topicName.test(topic)) return;
    servicesOf.set(topic, (servicesOf.get(topic) ?? new Set()).add(service));
  };
  for (const log of observed.logs)
    for (const [key, value] of toFields(log))
      if (topicKey.test(key)) note(value, serviceOfLabels(log.labels));
  for (const { labels } of observed.series)
    for (const [key, value] of Object.entries(labels))
      if (topicKey.test(key)) note(value, serviceOfLabels(labels));
  for (const { name, service } of observed.spans)
    note(ofSpan.exec(name)?.slice(1).find(Boolean) ?? '', service);
  const shared = new Map<string, Set<string>>();
  for (const services of servicesOf.values()) {
    for (const service of services) {
      const others = shared.get(service) ?? new Set<string>();
      for (const other of services) if (other !== service) others.add(other);
      if (others.size > 0) shared.set(service, others);
    }
  }
  return shared;
}
