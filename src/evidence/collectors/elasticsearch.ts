import { z } from 'zod';
import { httpUrl, secret } from '../../config/fields.ts';
import type { Labels } from '../../domain/labels.ts';
import {
  createLogCollector,
  findLevel,
  type LogEntry,
  type LogQuery,
  type LogSource,
} from '../collect-logs.ts';
import type { CollectorAdapter } from '../collector.ts';
import { postJson } from '../http-json.ts';
import { createHttpSource, credentialOptions, type HttpSource, queryTimeout } from '../http-source.ts';
import { type LabelMapping, labelMapping } from '../log-target.ts';

/** Fields of the Elastic Common Schema, of Fluent Bit and Fluentd, and of OpenTelemetry. */
const defaultLabels: LabelMapping = {
  pod: ['kubernetes.pod.name', 'kubernetes.pod_name', 'resource.attributes.k8s.pod.name', 'pod'],
  container: ['kubernetes.container.name', 'kubernetes.container_name', 'container.name', 'container'],
  namespace: [
    'kubernetes.namespace',
    'kubernetes.namespace_name',
    'resource.attributes.k8s.namespace.name',
    'namespace',
  ],
  service: ['service.name', 'resource.attributes.service.name', 'kubernetes.labels.app', 'service', 'app'],
  app: ['kubernetes.labels.app', 'service.name', 'app'],
  deployment: ['kubernetes.deployment.name', 'kubernetes.labels.app', 'service.name'],
  unit: ['systemd.unit', 'journald.unit'],
  instance: [
    'host.name',
    'host.hostname',
    'host.ip',
    'kubernetes.node.name',
    'kubernetes.host',
    'hostname',
    'host',
  ],
  node: ['kubernetes.node.name', 'kubernetes.host', 'host.name', 'hostname', 'host'],
  host: ['host.name', 'host.hostname', 'hostname', 'host'],
  nodename: ['host.name', 'host.hostname', 'hostname', 'host'],
  job: ['service.name', 'job', 'kubernetes.labels.app'],
};

const Config = z.strictObject({
  url: httpUrl('Address of Elasticsearch or OpenSearch.'),
  ...credentialOptions,
  api_key: secret('API key of Elasticsearch, sent as "Authorization: ApiKey …".').optional(),
  index: z
    .string()
    .regex(/^[a-z0-9*._,<>{}:+-]+$/, 'expected names of indices or data streams, such as logs-*')
    .default('logs-*,filebeat-*,logstash-*')
    .meta({ description: 'Indices or data streams to search.' }),
  time_field: z.string().min(1).default('@timestamp').meta({ description: 'Field with the time of a line.' }),
  message_fields: z
    .array(z.string())
    .min(1)
    .default(['message', 'log', 'body.text', 'body', 'msg', 'event.original'])
    .meta({ description: 'Fields with the text of a line; the first that is there counts.' }),
  labels: labelMapping(defaultLabels),
  max_lines: z
    .int()
    .min(10)
    .max(10_000)
    .default(2000)
    .meta({ description: 'Most lines to read for one alert.' }),
  timeout: queryTimeout,
});

type ElasticConfig = z.output<typeof Config>;

/** https://www.elastic.co/docs/api/doc/elasticsearch/operation/operation-search */
const Answer = z.object({
  timed_out: z.boolean().default(false),
  _shards: z.object({ total: z.number(), failed: z.number().default(0) }).optional(),
  hits: z.object({
    hits: z.array(
      z.object({
        _source: z.record(z.string(), z.unknown()).default({}),
        sort: z.array(z.unknown()).optional(),
      }),
    ),
  }),
});

/** `kubernetes.pod.name`, whether it is nested or has dots in its key. */
function readField(document: unknown, path: string): string | null {
  if (typeof document !== 'object' || document === null) return null;
  const record = document as Readonly<Record<string, unknown>>;
  const value = record[path];
  if (typeof value === 'string') return value;
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  for (let dot = path.indexOf('.'); dot > 0; dot = path.indexOf('.', dot + 1)) {
    const found = readField(record[path.slice(0, dot)], path.slice(dot + 1));
    if (found !== null) return found;
  }
  return null;
}

function firstField(document: unknown, paths: readonly string[]): string | null {
  for (const path of paths) {
    const found = readField(document, path);
    if (found !== null) return found;
  }
  return null;
}

const levelFields = ['log.level', 'level', 'severity', 'severity_text', 'severity.text', 'loglevel'];
const fieldsKept = [
  'trace.id',
  'trace_id',
  'traceId',
  'error.type',
  'error.message',
  'http.response.status_code',
  'url.path',
];

function toEntry(document: Readonly<Record<string, unknown>>, config: ElasticConfig): LogEntry | null {
  const line = firstField(document, config.message_fields);
  const time = firstField(document, [config.time_field]) ?? '';
  const timeMs = /^\d+$/.test(time) ? Number(time) : Date.parse(time);
  if (line === null || Number.isNaN(timeMs)) return null;
  const named = (labels: Readonly<Record<string, string | null>>): Labels =>
    Object.fromEntries(
      Object.entries(labels).flatMap(([name, value]) => (value === null ? [] : [[name, value]])),
    );
  const of = (label: string): string | null => firstField(document, config.labels[label] ?? []);
  return {
    timeMs,
    line: line.trimEnd(),
    labels: named({
      service: of('service'),
      level: firstField(document, levelFields)?.toLowerCase() ?? findLevel(line),
      host: of('host'),
      pod: of('pod'),
      namespace: of('namespace'),
    }),
    fields: named(Object.fromEntries(fieldsKept.map((field) => [field, readField(document, field)]))),
  };
}

function toSearch({ target, words, range, limit }: LogQuery, config: ElasticConfig): object {
  const conditions = target.map(({ names, values }) => ({
    bool: {
      // A field that an index lacks matches nothing, and a phrase fits keywords and analysed text alike.
      should: names.flatMap((name) => values.map((value) => ({ match_phrase: { [name]: value } }))),
      minimum_should_match: 1,
    },
  }));
  const holding = words.map((word) => ({
    bool: {
      should: config.message_fields.map((field) => ({ match_phrase: { [field]: word } })),
      minimum_should_match: 1,
    },
  }));
  const time = {
    range: {
      [config.time_field]: {
        gte: new Date(range.fromMs).toISOString(),
        lte: new Date(range.toMs).toISOString(),
        format: 'strict_date_optional_time',
      },
    },
  };
  return {
    size: limit,
    sort: [{ [config.time_field]: { order: 'desc', unmapped_type: 'date' } }],
    track_total_hits: false,
    query: { bool: { filter: [time, ...conditions, ...holding] } },
  };
}

/** Phrases of analysed text find `checkout` in `checkout-api`: only what says just this name is kept. */
function isOf(document: unknown, { target }: LogQuery): boolean {
  return target.every(({ names, values }) =>
    names.some((name) => {
      const found = readField(document, name)?.toLowerCase() ?? null;
      return values.some(
        (value) => found === value.toLowerCase() || found?.startsWith(`${value.toLowerCase()}.`),
      );
    }),
  );
}

/** It answers 200 with what it found in time, on the shards that it could ask. */
function toIncomplete({ timed_out: timedOut, _shards: shards }: z.output<typeof Answer>): string | null {
  if (timedOut) return 'the search was cut short by its time limit';
  const failed = shards?.failed ?? 0;
  return failed === 0 ? null : `${failed} of ${shards?.total} shards did not answer`;
}

function createElasticSource(source: HttpSource, config: ElasticConfig): LogSource {
  const path = `/${config.index}/_search`;
  const query = new URLSearchParams({ ignore_unavailable: 'true', allow_no_indices: 'true' });
  return {
    read: async (asked) => {
      const body = toSearch(asked, config);
      const answer = await postJson(source, { path, query, body, schema: Answer, signal: asked.signal });
      const { hits } = answer;
      return {
        entries: hits.hits.flatMap(({ _source }) =>
          isOf(_source, asked) ? (toEntry(_source, config) ?? []) : [],
        ),
        query: `${asked.target.map(({ names, values }) => `${names[0]}:"${values[0]}"`).join(' AND ')}`,
        incomplete: toIncomplete(answer),
      };
    },
  };
}

/** Log lines from Elasticsearch and OpenSearch. */
export const elasticsearch: CollectorAdapter<typeof Config> = {
  id: 'elasticsearch',
  Config,
  create: (name, config, deps) => {
    const key = config.api_key;
    const base = createHttpSource(name, config, deps);
    const http =
      key === undefined
        ? base
        : { ...base, headers: { ...base.headers, authorization: `ApiKey ${key.reveal()}` } };
    const source = createElasticSource(http, config);
    const options = { mapping: config.labels, maxLines: config.max_lines };
    return { type: 'elasticsearch', ...createLogCollector(source, name, options) };
  },
};
