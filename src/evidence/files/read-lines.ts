import { constants } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import type { TimeRange } from '../../domain/series.ts';
import type { LogEntry } from '../collect-logs.ts';

export interface ReadOptions {
  readonly range: TimeRange;
  /** At most so much of the file is read: the end of the range. */
  readonly maxBytes: number;
  readonly parse: (line: string) => LogEntry | null;
}

export interface ReadLines {
  readonly entries: readonly LogEntry[];
  /** Whether `maxBytes` cut the beginning of the range. */
  readonly cut: boolean;
  /** Whether there were lines, but none with a time. */
  readonly untimed: boolean;
}

/** Enough to hold a line with a time, even behind a stack trace. */
const probeBytes = 65_536;
/** Of a line and the lines without a time that follow it. */
const keptCharacters = 2000;

async function readAt(file: FileHandle, position: number, length: number): Promise<Buffer> {
  const buffer = Buffer.alloc(length);
  const { bytesRead } = await file.read(buffer, 0, length, position);
  return buffer.subarray(0, bytesRead);
}

/** The time of the first line that begins behind a position; null when none near it has one. */
async function timeBehind(
  file: FileHandle,
  position: number,
  { parse }: ReadOptions,
): Promise<number | null> {
  const lines = (await readAt(file, position, probeBytes)).toString('utf8').split('\n');
  for (const line of position === 0 ? lines : lines.slice(1)) {
    const entry = parse(line);
    if (entry !== null) return entry.timeMs;
  }
  return null;
}

/** A position shortly before the first line of a time, found by halving. Log files are in order, by and large. */
async function seek(file: FileHandle, size: number, timeMs: number, options: ReadOptions): Promise<number> {
  let [low, high] = [0, size];
  while (high - low > probeBytes) {
    const middle = Math.floor((low + high) / 2);
    const found = await timeBehind(file, middle, options);
    if (found === null || found >= timeMs) high = middle;
    else low = middle;
  }
  return low;
}

function toEntries(text: string, { range, parse }: ReadOptions): readonly LogEntry[] {
  const entries: LogEntry[] = [];
  let outside = true;
  for (const line of text.split('\n')) {
    const entry = parse(line.endsWith('\r') ? line.slice(0, -1) : line);
    const last = entries.at(-1);
    if (entry !== null) {
      outside = entry.timeMs < range.fromMs || entry.timeMs > range.toMs;
      if (!outside) entries.push(entry);
    } else if (!outside && last !== undefined && line.trim() !== '' && last.line.length < keptCharacters) {
      entries[entries.length - 1] = { ...last, line: `${last.line}\n${line}`.slice(0, keptCharacters) };
    }
  }
  return entries;
}

/** The lines of a time in a log file. Of a large file only the part around that time is read. Follows no symbolic link. */
export async function readLines(path: string, options: ReadOptions): Promise<ReadLines> {
  const file = await open(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
  try {
    const { size } = await file.stat();
    const { range, maxBytes } = options;
    const wanted = await seek(file, size, range.fromMs, options);
    const after = await seek(file, size, range.toMs + 1, options);
    const end = Math.min(size, after + 2 * probeBytes);
    const begin = Math.max(wanted, end - maxBytes);
    const text = (await readAt(file, begin, Math.max(0, end - begin))).toString('utf8');
    const whole = begin === 0 ? text : text.slice(text.indexOf('\n') + 1);
    const entries = toEntries(whole, options);
    const untimed =
      entries.length === 0 && whole.trim() !== '' && !whole.split('\n').some((line) => options.parse(line));
    return { entries, cut: begin > wanted, untimed };
  } finally {
    await file.close();
  }
}
