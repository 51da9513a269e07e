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
import type { Tracing } from './tracing.ts';

const exportEveryMs = 2000;
const exportTimeoutMs = 5000;

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

/** Sends traces to an OpenTelemetry collector. */
export function createOtlpTracing(config: NonNullable<Config['tracing']>, version: string): Tracing {
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
