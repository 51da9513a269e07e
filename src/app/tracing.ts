import { AsyncLocalStorage } from 'node:async_hooks';
import { createHash } from 'node:crypto';
import {
  type Attributes,
  type Context,
  ROOT_CONTEXT,
  SpanStatusCode,
  TraceFlags,
  type Tracer,
  trace,
} from '@opentelemetry/api';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { resourceFromAttributes } from '@opentelemetry/resources';
import { BatchSpanProcessor, TracerProvider } from '@opentelemetry/sdk-trace';
import type { Config } from '../config/schema.ts';
import { toAppError } from '../domain/errors.ts';

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

const exportEveryMs = 2000;
const exportTimeoutMs = 5000;

/** What it costs when nobody looks: nothing. */
export const noTracing: Tracing = {
  forIncident: (_span, work) => work(),
  note: () => undefined,
  step: (_name, _attributes, work) => work(),
  stop: () => Promise.resolve(),
};

/** The trace of an incident, and the span that all others hang on. */
function toContext(incidentId: string): Context {
  const digest = createHash('sha256').update(incidentId).digest('hex');
  return trace.setSpanContext(ROOT_CONTEXT, {
    traceId: digest.slice(0, 32),
    spanId: digest.slice(32, 48),
    traceFlags: TraceFlags.SAMPLED,
    isRemote: true,
  });
}

async function runIn<T>(
  tracer: Tracer,
  options: {
    readonly parent: Context;
    readonly name: string;
    readonly attributes: Attributes;
    readonly current: AsyncLocalStorage<Context>;
  },
  work: () => Promise<T>,
): Promise<T> {
  const { parent, name, attributes, current } = options;
  const span = tracer.startSpan(name, { attributes }, parent);
  try {
    return await current.run(trace.setSpan(parent, span), work);
  } catch (thrown) {
    const { code } = toAppError(thrown);
    // The code alone: messages may hold what is not to leave.
    span.setStatus({ code: SpanStatusCode.ERROR, message: code });
    span.setAttribute('error.type', code);
    throw thrown;
  } finally {
    span.end();
  }
}

/** Sends traces to an OpenTelemetry collector, if one is configured. */
export function createTracing(config: Config['tracing'], version: string): Tracing {
  if (config === undefined) return noTracing;
  const headers =
    config.bearer_token === undefined ? {} : { authorization: `Bearer ${config.bearer_token.reveal()}` };
  const exporter = new OTLPTraceExporter({
    url: `${config.otlp_url}/v1/traces`,
    headers,
    timeoutMillis: exportTimeoutMs,
  });
  const provider = new TracerProvider({
    resource: resourceFromAttributes({ 'service.name': 'llm-alert-bridge', 'service.version': version }),
    spanProcessors: [new BatchSpanProcessor({ exporter, scheduledDelayMillis: exportEveryMs })],
  });
  const tracer = provider.getTracer('llm-alert-bridge', version);
  const current = new AsyncLocalStorage<Context>();
  return {
    forIncident: ({ incidentId, name, attributes }, work) => {
      const options = {
        parent: toContext(incidentId),
        name,
        attributes: { ...attributes, 'incident.id': incidentId },
        current,
      };
      return runIn(tracer, options, work);
    },
    note: ({ incidentId, name, attributes, startedAtMs, endedAtMs }) => {
      const options = { attributes: { ...attributes, 'incident.id': incidentId }, startTime: startedAtMs };
      tracer.startSpan(name, options, toContext(incidentId)).end(endedAtMs);
    },
    step: (name, attributes, work) => {
      const parent = current.getStore();
      return parent === undefined ? work() : runIn(tracer, { parent, name, attributes, current }, work);
    },
    stop: () => provider.shutdown().catch(() => undefined),
  };
}
