import type { Observations, ObservedSpan } from '../../domain/observation.ts';
import { seriesKey } from '../series-key.ts';
import type { Bundle, ChangeLine, LogLine, SpanLine } from './read-bundle.ts';

/** One commit is deployed to several services, under one id. */
function changeKey(source: string, { kind, id, service }: ChangeLine): string {
  return [source, 'change', kind, id, ...(service == null ? [] : [service])].join(':');
}

/** Lines have no id of their own: their place in the file is it. */
export function logKey(source: string, index: number): string {
  return `${source}:log:${index}`;
}

function toStatus(status: SpanLine['status']): ObservedSpan['status'] {
  const text = (status ?? '').toLowerCase();
  if (text.includes('err')) return 'error';
  return text === '' || text === 'unset' ? 'unset' : 'ok';
}

function toLog(source: string, line: LogLine, index: number): Observations['logs'][number] {
  return {
    key: logKey(source, index),
    timeMs: line.time,
    labels: line.labels,
    line: line.line,
    fields: line.fields,
  };
}

/** Everything that a bundle holds, as live sources would have seen it. */
export function toObservations(bundle: Bundle, source: string): Observations {
  return {
    series: (bundle.series ?? []).map((series) => ({ ...series, key: seriesKey(source, series) })),
    logs: (bundle.logs ?? []).map((line, index) => toLog(source, line, index)),
    spans: (bundle.spans ?? []).map((span) => ({
      key: `${source}:span:${span.traceId}:${span.spanId}`,
      traceId: span.traceId,
      spanId: span.spanId,
      parentSpanId: span.parentSpanId ?? null,
      service: span.service,
      name: span.name,
      startMs: span.startTime,
      durationMs: span.durationMs,
      status: toStatus(span.status),
    })),
    changes: (bundle.changes ?? []).map((change) => ({
      key: changeKey(source, change),
      id: change.id,
      timeMs: change.time,
      kind: change.kind,
      service: change.service ?? null,
      version: change.version ?? null,
      author: change.author ?? null,
      summary: change.summary ?? null,
      files: change.files ?? [],
      diff: change.diff ?? null,
    })),
    edges: bundle.dependencies ?? [],
  };
}
