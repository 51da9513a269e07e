import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { AppError } from '../../domain/errors.ts';
import type { ServiceEdge } from '../../domain/observation.ts';
import type { Point, Series } from '../../domain/series.ts';
import { parseRunbook, type Runbook } from '../runbooks/parse-runbook.ts';
import { parseTopology } from '../topology/parse-topology.ts';

const Labels = z.record(z.string(), z.string());

const SeriesLine = z.object({
  metric: Labels,
  values: z.array(z.tuple([z.number(), z.union([z.string(), z.number()])])),
});

const time = z.string().transform((text, context) => {
  const ms = Date.parse(text);
  if (Number.isNaN(ms))
    context.issues.push({ code: 'custom', message: 'expected an RFC 3339 time', input: text });
  return ms;
});

/** Structured fields of a line; nested values are kept as JSON text. */
const Fields = z
  .record(z.string(), z.unknown())
  .transform((fields) =>
    Object.fromEntries(
      Object.entries(fields).map(([name, value]) => [
        name,
        typeof value === 'string' ? value : JSON.stringify(value),
      ]),
    ),
  );

const LogLine = z.object({
  time,
  labels: Labels.default({}),
  line: z.string(),
  fields: Fields.default({}),
});

const SpanLine = z.object({
  traceId: z.string(),
  spanId: z.string(),
  parentSpanId: z.string().nullish(),
  service: z.string(),
  name: z.string().default(''),
  startTime: time,
  durationMs: z.number(),
  status: z.string().nullish(),
});

const ChangeLine = z.object({
  time,
  kind: z.string(),
  id: z.string(),
  service: z.string().nullish(),
  version: z.string().nullish(),
  author: z.string().nullish(),
  summary: z.string().nullish(),
  files: z.array(z.string()).nullish(),
  diff: z.string().nullish(),
});

export type LogLine = z.output<typeof LogLine>;
export type ChangeLine = z.output<typeof ChangeLine>;
export type SpanLine = z.output<typeof SpanLine>;

/** An incident on disk. Files that are not there are null, which is not the same as empty. */
export interface Bundle {
  readonly folder: string;
  /** The webhook body that started it. */
  readonly alert: string;
  readonly series: readonly Series[] | null;
  readonly logs: readonly LogLine[] | null;
  readonly changes: readonly ChangeLine[] | null;
  readonly spans: readonly SpanLine[] | null;
  /** Pages of Markdown, named by their files. */
  readonly runbooks: readonly Runbook[] | null;
  /** Who depends on whom. */
  readonly dependencies: readonly ServiceEdge[] | null;
}

function readLines<Schema extends z.ZodType>(
  folder: string,
  name: string,
  schema: Schema,
): readonly z.output<Schema>[] | null {
  const file = join(folder, name);
  if (!existsSync(file)) return null;
  return readFileSync(file, 'utf8')
    .split('\n')
    .flatMap((text, index) => {
      if (text.trim() === '') return [];
      const fail = (what: string): AppError =>
        new AppError({ code: 'bad_request', message: `${file}:${index + 1}: ${what}` });
      let value: unknown;
      try {
        value = JSON.parse(text);
      } catch {
        throw fail('this line is not JSON');
      }
      const parsed = schema.safeParse(value);
      if (parsed.success) return [parsed.data];
      const [issue] = parsed.error.issues;
      throw fail(`${issue?.path.join('.') ?? ''}: ${issue?.message ?? 'not the expected shape'}`);
    });
}

function readDependencies(folder: string): Bundle['dependencies'] {
  const file = join(folder, 'topology.json');
  return existsSync(file) ? parseTopology(readFileSync(file, 'utf8'), 'topology.json') : null;
}

/** Prometheus writes infinities as +Inf and -Inf. */
function parseSample(value: string | number): number {
  return Number(typeof value === 'string' ? value.replace(/Inf$/, 'Infinity') : value);
}

function readRunbooks(folder: string): readonly Runbook[] | null {
  const pages = join(folder, 'runbooks');
  if (!existsSync(pages)) return null;
  return readdirSync(pages)
    .filter((name) => name.endsWith('.md'))
    .sort()
    .map((name) => parseRunbook(name, readFileSync(join(pages, name), 'utf8')));
}

/** Reads an incident bundle. Throws `bad_request` that names the file and line that cannot be read. */
export function readBundle(folder: string): Bundle {
  const alertFile = join(folder, 'alert.json');
  if (!existsSync(alertFile)) {
    throw new AppError({
      code: 'bad_request',
      message: `${folder} is no incident bundle: it has no alert.json`,
    });
  }
  const series = readLines(folder, 'metrics.ndjson', SeriesLine);
  return {
    folder,
    alert: readFileSync(alertFile, 'utf8'),
    series:
      series?.map(({ metric: { __name__: name = '', ...labels }, values }) => ({
        name,
        labels,
        points: values.map(([seconds, value]): Point => [seconds * 1000, parseSample(value)]),
      })) ?? null,
    logs: readLines(folder, 'logs.ndjson', LogLine),
    changes: readLines(folder, 'changes.ndjson', ChangeLine),
    spans: readLines(folder, 'traces.ndjson', SpanLine),
    runbooks: readRunbooks(folder),
    dependencies: readDependencies(folder),
  };
}
