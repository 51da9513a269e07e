import type { Labels } from '../../domain/labels.ts';
import { findLevel, type LogEntry } from '../collect-logs.ts';
import { parseLineTime } from './parse-time.ts';

export interface LineContext {
  readonly offsetMs: number;
  readonly nowMs: number;
}

const timeKeys = ['time', 'timestamp', '@timestamp', 'ts', 't', 'datetime'];
const textKeys = ['line', 'message', 'msg', 'log', 'event', 'text'];
const levelKeys = ['level', 'severity', 'lvl', 'loglevel', 'log.level'];
const serviceKeys = ['service', 'service.name', 'service_name', 'app', 'application', 'component', 'logger'];
const hostKeys = ['host', 'hostname', 'node', 'host.name'];

/** Keys of nested mappings are joined by dots; `labels` and `fields` are mappings of their own kind. */
function flatten(value: object, prefix = ''): Record<string, string> {
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, inner]: [string, unknown]) => {
      const path = `${prefix}${key}`;
      if (typeof inner !== 'object' || inner === null || Array.isArray(inner)) {
        return [[path, typeof inner === 'string' ? inner : JSON.stringify(inner)]];
      }
      const own = prefix === '' && ['labels', 'fields'].includes(key) ? '' : `${path}.`;
      return Object.entries(flatten(inner, own));
    }),
  );
}

function pick(fields: Labels, keys: readonly string[]): string | null {
  const key = keys.find((candidate) => fields[candidate] !== undefined && fields[candidate] !== '');
  return key === undefined ? null : (fields[key] ?? null);
}

function parseObject(line: string): object | null {
  if (!line.startsWith('{')) return null;
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : null;
  } catch {
    return null;
  }
}

/** Unix time in seconds, milliseconds, microseconds or nanoseconds. */
function parseEpoch(text: string): number | null {
  if (!/^\d{9,19}(?:\.\d+)?$/.test(text)) return null;
  const value = Number(text);
  return [1, 1e3, 1e6, 1e9].map((factor) => (value / factor) * 1000).find((ms) => ms < 1e13) ?? null;
}

function toLabels(known: Readonly<Record<string, string | null>>): Labels {
  return Object.fromEntries(
    Object.entries(known).flatMap(([name, value]) => (value === null ? [] : [[name, value]])),
  );
}

/** The container runtime's own words before a line of a container. */
const containerPrefix = /^\S+Z? (?:stdout|stderr) [FP] /;

/** A line of a log file, JSON or plain. Null when it has no time of its own: then it belongs to the line before it. */
export function parseLogLine(line: string, context: LineContext): LogEntry | null {
  const object = parseObject(line);
  if (object === null) {
    const timeMs = parseLineTime(line, context);
    if (timeMs === null) return null;
    const level = findLevel(line);
    return { timeMs, line: line.replace(containerPrefix, ''), labels: toLabels({ level }), fields: {} };
  }
  const fields = flatten(object);
  const time = pick(fields, timeKeys) ?? '';
  const timeMs = parseEpoch(time) ?? parseLineTime(time, context);
  if (timeMs === null) return null;
  const text = (pick(fields, textKeys) ?? line).trimEnd();
  const level = pick(fields, levelKeys)?.toLowerCase() ?? findLevel(text);
  return {
    timeMs,
    line: text,
    labels: toLabels({ service: pick(fields, serviceKeys), level, host: pick(fields, hostKeys) }),
    fields,
  };
}
