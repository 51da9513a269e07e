import { z } from 'zod';
import { httpUrl } from '../../config/fields.ts';
import {
  createLogCollector,
  hasWords,
  type LogAnswer,
  type LogEntry,
  type LogQuery,
  type LogSource,
} from '../collect-logs.ts';
import type { CollectorAdapter } from '../collector.ts';
import { getJsonLines } from '../http-json.ts';
import { createHttpSource, credentialOptions, type HttpSource, queryTimeout } from '../http-source.ts';
import { type LabelMapping, labelMapping } from '../log-target.ts';

/** Fields of the journal: https://www.freedesktop.org/software/systemd/man/latest/systemd.journal-fields.html */
const defaultLabels: LabelMapping = {
  unit: ['_SYSTEMD_UNIT'],
  name: ['_SYSTEMD_UNIT'],
  service: ['_SYSTEMD_UNIT'],
  container: ['CONTAINER_NAME'],
  pod: ['K8S_POD_NAME'],
  instance: ['_HOSTNAME'],
  node: ['_HOSTNAME'],
  host: ['_HOSTNAME'],
  nodename: ['_HOSTNAME'],
};

const Config = z.strictObject({
  url: httpUrl('Address of systemd-journal-gatewayd, such as http://node-3:19531.'),
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

/** Bytes that are no UTF-8 come as a list of numbers; a field that a line has twice as a list of texts. */
const Field = z.union([z.string(), z.array(z.union([z.number(), z.string()])), z.null()]);

/** https://systemd.io/JOURNAL_EXPORT_FORMATS/#journal-json-format */
const Line = z
  .object({ __REALTIME_TIMESTAMP: z.string().regex(/^\d+$/), MESSAGE: Field.optional() })
  .catchall(z.unknown());

/** https://www.freedesktop.org/software/systemd/man/latest/sd-daemon.html */
const priorities = ['emerg', 'alert', 'crit', 'error', 'warn', 'notice', 'info', 'debug'] as const;

function readText(field: z.output<typeof Field> | undefined): string {
  if (!Array.isArray(field)) return field ?? '';
  const [first] = field;
  return typeof first === 'string' ? first : Buffer.from(field.map(Number)).toString('utf8');
}

function toEntry(line: z.output<typeof Line>): LogEntry {
  const text = (name: string): string | undefined =>
    typeof line[name] === 'string' ? line[name] : undefined;
  const unit = text('_SYSTEMD_UNIT');
  const service = text('SYSLOG_IDENTIFIER') ?? unit ?? text('_COMM');
  const host = text('_HOSTNAME');
  const level = priorities[Number(text('PRIORITY') ?? 'none')];
  return {
    timeMs: Math.floor(Number(line.__REALTIME_TIMESTAMP) / 1000),
    line: readText(line.MESSAGE),
    labels: {
      ...(service === undefined ? {} : { service }),
      ...(level === undefined ? {} : { level }),
      ...(host === undefined ? {} : { host }),
      ...(unit === undefined ? {} : { unit }),
    },
    fields: {},
  };
}

/** A unit is named with its type; an alert often leaves it out. Hosts are known with and without their domain. */
function listMatches(name: string, values: readonly string[]): readonly string[] {
  const spelled =
    name === '_SYSTEMD_UNIT'
      ? values.map((value) => (value.includes('.') ? value : `${value}.service`))
      : values;
  const short =
    name === '_HOSTNAME'
      ? values.map((value) => (/^[\d.]+$/.test(value) ? value : (value.split('.')[0] ?? value)))
      : [];
  return [...new Set([...spelled, ...short])];
}

/** Pages go back from the newest line; gateways before systemd 255 know no times in a range. */
const mostPages = 10;

function createJournalSource(source: HttpSource): LogSource {
  async function readPage(
    query: URLSearchParams,
    page: { readonly skip: number; readonly count: number; readonly signal: AbortSignal },
  ) {
    const { skip, count, signal } = page;
    // A negative number of lines to skip counts from the end: https://www.freedesktop.org/software/systemd/man/latest/systemd-journal-gatewayd.service.html
    const headers = { range: `entries=:-${skip + count - 1}:${count}` };
    return getJsonLines(source, { path: '/entries', query, headers, schema: Line, signal });
  }

  async function read({ target, words, range, limit, signal }: LogQuery): Promise<LogAnswer> {
    const query = new URLSearchParams();
    for (const { names, values } of target) {
      const [name = ''] = names;
      for (const value of listMatches(name, values)) query.append(name, value);
    }
    const entries = new Map<string, LogEntry>();
    let oldestMs = Number.POSITIVE_INFINITY;
    let reached = false;
    for (let page = 0; page < mostPages && !reached; page += 1) {
      const lines = await readPage(query, { skip: page * limit, count: limit, signal });
      for (const [index, line] of lines.entries()) {
        const entry = toEntry(line);
        const cursor = String(line['__CURSOR'] ?? `${page}:${index}`);
        const within = entry.timeMs >= range.fromMs && entry.timeMs <= range.toMs;
        if (within && hasWords(entry.line, words)) entries.set(cursor, entry);
      }
      const pageMs = Math.min(...lines.map((line) => Number(line.__REALTIME_TIMESTAMP) / 1000));
      // The first page again: there is nothing older.
      reached = lines.length < limit || pageMs < range.fromMs || pageMs >= oldestMs || entries.size >= limit;
      oldestMs = Math.min(oldestMs, pageMs);
    }
    const found = [...entries.values()].sort((a, b) => a.timeMs - b.timeMs).slice(-limit);
    const incomplete = reached
      ? null
      : `it has more than ${mostPages * limit} lines since then, older ones were not read`;
    return { entries: found, query: `/entries?${query}`, incomplete };
  }
  return { read };
}

/** The journal of a host, or of many where systemd-journal-remote collects them, over systemd-journal-gatewayd. */
export const journal: CollectorAdapter<typeof Config> = {
  id: 'journal',
  Config,
  create: (name, config, deps) => {
    const source = createJournalSource(createHttpSource(name, config, deps));
    const options = { mapping: config.labels, maxLines: config.max_lines };
    return { type: 'journal', ...createLogCollector(source, name, options) };
  },
};
