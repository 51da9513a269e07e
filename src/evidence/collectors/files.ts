import { z } from 'zod';
import { duration } from '../../config/fields.ts';
import type { Clock } from '../../domain/clock.ts';
import { AppError, toAppError } from '../../domain/errors.ts';
import {
  createLogCollector,
  hasWords,
  type LogAnswer,
  type LogEntry,
  type LogQuery,
  type LogSource,
} from '../collect-logs.ts';
import type { CollectorAdapter } from '../collector.ts';
import { type LogFile, listFiles } from '../files/list-files.ts';
import { parseLogLine } from '../files/parse-line.ts';
import { parseOffset } from '../files/parse-time.ts';
import { readLines } from '../files/read-lines.ts';
import { type LabelMapping, type LogCondition, labelMapping } from '../log-target.ts';

/** Fields of JSON lines. A file whose path names the thing needs none of them. */
const defaultLabels: LabelMapping = {
  pod: ['pod', 'pod_name', 'kubernetes.pod_name', 'kubernetes.pod.name'],
  container: ['container', 'container_name'],
  namespace: ['namespace', 'kubernetes.namespace_name'],
  service: ['service', 'service.name', 'service_name', 'app', 'application'],
  app: ['app', 'application', 'service'],
  deployment: ['deployment', 'app', 'service'],
  unit: ['unit', 'service'],
  instance: ['instance', 'host', 'hostname', 'node'],
  node: ['node', 'host', 'hostname'],
  host: ['host', 'hostname', 'node'],
  nodename: ['nodename', 'host', 'hostname', 'node'],
  job: ['job', 'service', 'app'],
};

const Config = z.strictObject({
  folders: z.array(z.string().min(1)).min(1).meta({
    description: 'Folders with log files, also in folders below them. Nothing outside is ever read.',
  }),
  patterns: z
    .array(z.string().min(1))
    .min(1)
    .default(['*.log', '*.log.1', '*.ndjson', '*.jsonl', '*.json', 'syslog', 'messages'])
    .meta({ description: 'Names of files to read, with * and ?.' }),
  labels: labelMapping(defaultLabels),
  utc_offset: z
    .string()
    .regex(/^[+-]\d{2}:\d{2}$/, 'expected an offset such as +01:00')
    .default('+00:00')
    .meta({ description: 'Offset from UTC of times that name none.' }),
  max_lines: z
    .int()
    .min(10)
    .max(10_000)
    .default(2000)
    .meta({ description: 'Most lines to keep for one alert.' }),
  max_bytes: z
    .int()
    .min(100_000)
    .max(64_000_000)
    .default(8_000_000)
    .meta({ description: 'Most bytes to read of one file for one window.' }),
  timeout: duration('How long reading may take.').prefault('3s'),
});

type FilesConfig = z.output<typeof Config>;

/** Files that are read for one target, the last written first. */
const mostRead = 20;

/** Whether a path names the thing: as a whole folder, or between dots and underscores, never as a part of a longer name. */
function isNamed({ names }: LogFile, { values }: LogCondition): boolean {
  const parts = names.flatMap((name) => name.toLowerCase().split(/[/_]|\.(?=[a-z])/));
  return values.some((value) => parts.includes(value.toLowerCase()));
}

/** Whether a line says of itself that it is of this target. What it does not say speaks neither for nor against it. */
function isOf({ fields }: LogEntry, [main, ...others]: readonly LogCondition[]): boolean {
  const says = (condition: LogCondition): boolean | null => {
    const given = condition.names.flatMap((name) => fields[name]?.toLowerCase() ?? []);
    if (given.length === 0) return null;
    return condition.values.some((value) => given.includes(value.toLowerCase()));
  };
  return main !== undefined && says(main) === true && others.every((condition) => says(condition) !== false);
}

function createFileSource(name: string, config: FilesConfig, clock: Clock): LogSource {
  const offsetMs = parseOffset(config.utc_offset);

  async function listNow(sinceMs: number): Promise<readonly LogFile[]> {
    const { folders, patterns } = config;
    try {
      return await listFiles({ folders, patterns, sinceMs });
    } catch (cause) {
      const message = `${name}: a folder cannot be read: ${toAppError(cause).message}`;
      throw new AppError({ code: 'source_unreachable', message, cause });
    }
  }

  async function read({ target, words, range, limit, signal }: LogQuery): Promise<LogAnswer> {
    const timeout = AbortSignal.any([signal, AbortSignal.timeout(config.timeout)]);
    const [main] = target;
    const context = { offsetMs, nowMs: clock.now() };
    const files = await listNow(range.fromMs);
    const named = files.filter((file) => main !== undefined && isNamed(file, main));
    // A file of its own is better than a file of all; JSON lines of all say whose they are.
    const chosen = (named.length > 0 ? named : files).slice(0, mostRead);
    const entries: LogEntry[] = [];
    const problems: string[] = [];
    for (const file of chosen) {
      if (timeout.aborted)
        throw new AppError({ code: 'source_timeout', message: `${name}: reading took too long` });
      try {
        const parse = (line: string): LogEntry | null => parseLogLine(line, context);
        const found = await readLines(file.path, { range, maxBytes: config.max_bytes, parse });
        if (found.cut)
          problems.push(`${file.names[0]}: only the last ${config.max_bytes} bytes of a window were read`);
        if (found.untimed && named.length > 0)
          problems.push(`${file.names[0]}: its lines have no time that can be read`);
        entries.push(
          ...(named.length > 0 ? found.entries : found.entries.filter((entry) => isOf(entry, target))),
        );
      } catch (thrown) {
        problems.push(`${file.names[0]} cannot be read: ${toAppError(thrown).message}`);
      }
    }
    const service = named.length > 0 && main !== undefined ? (main.values.at(-1) ?? '') : '';
    return {
      entries: entries
        .filter(({ line }) => hasWords(line, words))
        .sort((a, b) => a.timeMs - b.timeMs)
        .slice(-limit)
        .map((entry) => ({ ...entry, labels: { ...(service === '' ? {} : { service }), ...entry.labels } })),
      query: chosen.map((file) => file.names[0]).join(' '),
      incomplete: problems.length === 0 ? null : problems.join('; '),
    };
  }

  return { read };
}

/** Log files in folders of this machine, as JSON lines or plain text. */
export const files: CollectorAdapter<typeof Config> = {
  id: 'files',
  Config,
  create: (name, config, deps) => {
    const source = createFileSource(name, config, deps.clock);
    const options = { mapping: config.labels, maxLines: config.max_lines };
    return { type: 'files', ...createLogCollector(source, name, options) };
  },
};
