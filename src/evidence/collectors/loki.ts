import { z } from 'zod';
import { httpUrl } from '../../config/fields.ts';
import type { Clock } from '../../domain/clock.ts';
import type { Labels } from '../../domain/labels.ts';
import { createLogCollector, findLevel, type LogEntry, type LogSource } from '../collect-logs.ts';
import type { CollectorAdapter } from '../collector.ts';
import { getJson } from '../http-json.ts';
import { createHttpSource, credentialOptions, type HttpSource, queryTimeout } from '../http-source.ts';
import { keepFor } from '../keep-for.ts';
import { type LabelMapping, type LogCondition, labelMapping } from '../log-target.ts';

/** Names that Promtail, Alloy, the Docker driver and OpenTelemetry give. */
const defaultLabels: LabelMapping = {
  pod: ['pod', 'pod_name', 'k8s_pod_name'],
  container: ['container', 'container_name', 'k8s_container_name'],
  namespace: ['namespace', 'k8s_namespace_name', 'service_namespace'],
  service: ['service_name', 'service', 'app', 'compose_service'],
  app: ['app', 'service_name'],
  deployment: ['app', 'deployment', 'service_name'],
  unit: ['unit'],
  instance: ['instance', 'host', 'hostname', 'nodename', 'node'],
  node: ['node', 'node_name', 'nodename', 'host', 'hostname'],
  host: ['host', 'hostname', 'nodename', 'node'],
  nodename: ['nodename', 'host', 'hostname', 'node'],
  job: ['job', 'service_name', 'app'],
};

const Config = z.strictObject({
  url: httpUrl('Address of Loki, with its path prefix if it has one.'),
  ...credentialOptions,
  labels: labelMapping(defaultLabels),
  max_lines: z
    .int()
    .min(10)
    .max(10_000)
    .default(2000)
    .meta({ description: 'Most lines to read for one alert.' }),
  timeout: queryTimeout,
});

/** https://grafana.com/docs/loki/latest/reference/loki-http-api/ */
const Streams = z.object({
  status: z.literal('success'),
  warnings: z.array(z.string()).nullish(),
  data: z.object({
    resultType: z.literal('streams'),
    result: z.array(
      z.object({
        stream: z.record(z.string(), z.string()),
        values: z.array(z.tuple([z.string().regex(/^\d+$/), z.string()]).rest(z.unknown())),
      }),
    ),
  }),
});

const Names = z.object({ status: z.literal('success'), data: z.array(z.string()).default([]) });

/** Which labels there are changes when somebody installs an agent, not between two alerts. */
const namesKeptMs = 300_000;

const regexSigns = /[\\^$.*+?()[\]{}|]/g;

function toMatcher(name: string, values: readonly string[]): string {
  const [only = ''] = values;
  if (values.length === 1) return `${name}=${JSON.stringify(only)}`;
  return `${name}=~${JSON.stringify(values.map((value) => value.replaceAll(regexSigns, '\\$&')).join('|'))}`;
}

/** The first of the names that Loki knows; null when it knows none. */
function pickName({ names }: LogCondition, known: ReadonlySet<string>): string | null {
  return names.find((name) => known.has(name)) ?? null;
}

function toEntry(stream: Labels, time: string, line: string): LogEntry {
  const { service_name, service, app, level, detected_level, host, node, ...rest } = stream;
  const own = service ?? service_name ?? app;
  const said = level ?? detected_level ?? findLevel(line);
  const place = host ?? node ?? rest['instance'];
  return {
    timeMs: Number(BigInt(time) / 1_000_000n),
    line,
    labels: {
      ...rest,
      ...(own === undefined ? {} : { service: own }),
      ...(said === null ? {} : { level: said }),
      ...(place === undefined ? {} : { host: place }),
    },
    fields: {},
  };
}

function createLokiSource(source: HttpSource, clock: Clock): LogSource {
  const listNames = keepFor(clock, namesKeptMs, (_, signal) =>
    getJson(source, {
      path: '/loki/api/v1/labels',
      query: new URLSearchParams(),
      schema: Names,
      signal,
    }).then(({ data }) => new Set(data)),
  );

  return {
    read: async ({ target, words, range, limit, signal }) => {
      const known = await listNames('', signal);
      const [main, ...others] = target.map((condition) => ({ condition, name: pickName(condition, known) }));
      if (main?.name == null) return null;
      const matchers = [main, ...others].flatMap(({ condition, name }) =>
        name === null ? [] : [toMatcher(name, condition.values)],
      );
      const filters = words.map(
        (word) => ` |~ ${JSON.stringify(`(?i)${word.replaceAll(regexSigns, '\\$&')}`)}`,
      );
      const expression = `{${[...new Set(matchers)].join(', ')}}${filters.join('')}`;
      const query = new URLSearchParams({
        query: expression,
        start: `${range.fromMs}000000`,
        end: `${range.toMs}999999`,
        limit: String(limit),
        direction: 'backward',
      });
      const path = '/loki/api/v1/query_range';
      const { data, warnings } = await getJson(source, { path, query, schema: Streams, signal });
      const entries = data.result.flatMap(({ stream, values }) =>
        values.map(([time, line]) => toEntry(stream, time, line)),
      );
      const [warning] = warnings ?? [];
      const incomplete = warning === undefined ? null : `it warns: ${warning.slice(0, 200).toWellFormed()}`;
      return { entries, query: expression, incomplete };
    },
  };
}

/** Log lines from Loki. */
export const loki: CollectorAdapter<typeof Config> = {
  id: 'loki',
  Config,
  create: (name, config, deps) => {
    const source = createLokiSource(createHttpSource(name, config, deps), deps.clock);
    const options = { mapping: config.labels, maxLines: config.max_lines };
    return { type: 'loki', ...createLogCollector(source, name, options) };
  },
};
