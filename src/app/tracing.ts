import type { Attributes } from '@opentelemetry/api';

/**
 * Everything that is done for one incident is one trace, whenever and on whichever replica it is done: the trace's id is
 * made of the incident's.
 */
export interface Tracing {
  /** A piece of work for an incident. */
  readonly forIncident: <T>(span: IncidentSpan, work: () => Promise<T>) => Promise<T>;
  /** Something that is over already: the incident is known only afterwards. */
  readonly note: (span: IncidentSpan & { readonly startedAtMs: number; readonly endedAtMs: number }) => void;
  /** A step within such a piece of work; outside of one it is not traced. */
  readonly step: <T>(name: string, attributes: Attributes, work: () => Promise<T>) => Promise<T>;
  readonly stop: () => Promise<void>;
}

export interface IncidentSpan {
  readonly incidentId: string;
  readonly name: string;
  readonly attributes: Attributes;
}

/** What it costs when nobody looks: nothing. */
export const noTracing: Tracing = {
  forIncident: (_span, work) => work(),
  note: () => undefined,
  step: (_name, _attributes, work) => work(),
  stop: () => Promise.resolve(),
};
