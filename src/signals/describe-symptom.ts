import type { Candidate } from '../domain/diagnosis.ts';
import type { EvidenceItem } from '../domain/evidence.ts';
import type { Finding } from '../domain/finding.ts';
import { formatTime } from '../domain/time.ts';
import { formatValue } from '../domain/unit.ts';
import { describeMove, findFact, relativeChange, shortName } from './findings.ts';
import { movedShare } from './series-facts.ts';
import { serviceOfLabels } from './service-of-labels.ts';

/** What shows the fault most plainly. */
export interface Symptom {
  readonly text: string;
  /** For a headline, the longest first. */
  readonly shorts: readonly [string, ...string[]];
  readonly service: string | null;
  /** Null when no clock tells. */
  readonly atMs: number | null;
  readonly evidence: readonly string[];
}

const quotedCharacters = 110;
const headlineQuotes = [80, 60, 45, 36] as const;
/** Less than this of a line tells nothing. */
const leastQuoted = 12;

/** Cut between words: half a name is another name. */
export function cutQuote(text: string, limit: number): string {
  if (text.length <= limit) return text;
  const whole = text.slice(0, limit).toWellFormed();
  return `${whole.replace(/\s+\S*$/, '').trimEnd()} …`;
}

/** What a line says in the end, where errors are wrapped in each other: "read: dial tcp: connection refused" → "connection refused". */
export function quoteEnd(line: string, limit: number): string {
  if (line.length <= limit) return line;
  const [clause = line] = line.split(/;\s|\n/);
  const parts = clause.split(/:\s+/);
  const ends = parts.map((_, index) => parts.slice(index).join(': '));
  const end = ends.find(({ length }) => length >= leastQuoted && length + 2 <= limit);
  if (end !== undefined) return end === line ? line : `… ${end}`;
  const last = parts.at(-1) ?? '';
  return parts.length > 1 && last.length >= leastQuoted
    ? `… ${cutQuote(last, limit - 2)}`
    : cutQuote(line, limit);
}

/** What the ranking knows of the metric of the first suspect: evidence tells of its last step alone, and of no limit. */
function rankedAs(
  { observed }: EvidenceItem,
  candidate: Candidate | undefined,
): Pick<Candidate, 'onsetMs' | 'reached'> {
  const isOf = candidate?.metric != null && observed.some((key) => candidate.support.includes(key));
  return isOf ? candidate : { onsetMs: null, reached: null };
}

/** From where it was to where it went the farthest, if it came back since, or else to where it is. */
function toArrow(item: EvidenceItem, name: string, cameBack: boolean): string | null {
  const earlier = findFact(item, 'earlier');
  const ends = (cameBack ? ['max', 'min'] : ['now']).map((fact) => findFact(item, fact));
  const from = earlier?.value ?? null;
  if (earlier === null || from === null) return null;
  const [end] = ends
    .flatMap((fact) => (fact?.value == null ? [] : [{ value: fact.value, unit: fact.unit }]))
    .sort((a, b) => Math.abs(b.value - from) - Math.abs(a.value - from));
  return end === undefined
    ? null
    : `${name} ${formatValue(from, earlier.unit)} → ${formatValue(end.value, end.unit)}`;
}

function toSeriesSymptom(item: EvidenceItem, candidate: Candidate | undefined): Symptom | null {
  if (Math.abs(relativeChange(item)) < movedShare) return null;
  const service = serviceOfLabels(item.labels);
  const bare = item.title.replace(/\{.*\}$/, '');
  const others = [...item.title.matchAll(/=("(?:[^"\\]|\\.)*")/g)].filter(
    ([, value]) => value !== `"${service}"`,
  );
  const subject = service === null ? '' : `${service}: `;
  const told = findFact(item, 'moving_since')?.atMs ?? null;
  const { onsetMs, reached } = rankedAs(item, candidate);
  const atMs = onsetMs === null || told === null ? told : Math.min(onsetMs, told);
  const since = (ms: number | null): string => (ms === null ? '' : `, since ${formatTime(ms)}`);
  const name = others.length === 0 ? bare : shortName(item);
  const short = describeMove(item, name).replace(since(told), '');
  const full = reached === null ? null : `${name} reached ${reached}`;
  const arrow = toArrow(item, name, / is \S.* now$/.test(short));
  const shorts = [full ?? short, ...(arrow === null ? [] : [arrow])].map((one) => `${subject}${one}`);
  const [first = subject, ...shorter] = shorts;
  const moved = describeMove(item, others.length === 0 ? bare : item.title);
  const end = reached === null ? '' : `, reached ${reached}`;
  return {
    text: `${subject}${moved.replace(since(told), '')}${end}${since(atMs)}`,
    shorts: [first, ...shorter],
    service,
    atMs,
    evidence: [item.id],
  };
}

function toLogSymptom(item: EvidenceItem): Symptom | null {
  const line = findFact(item, 'line')
    ?.text.replace(/^like /, '')
    .replace(/^"|"$/g, '');
  if (line === undefined) return null;
  const service = serviceOfLabels(item.labels);
  const atMs = findFact(item, 'first')?.atMs ?? null;
  const since = atMs === null ? '' : `, first at ${formatTime(atMs)}`;
  const said = (quote: string): string => `${service ?? 'a log line'} says "${quote}"`;
  const [long, ...shorter] = headlineQuotes.map((limit) => said(quoteEnd(line, limit)));
  return {
    text: `${said(cutQuote(line, quotedCharacters))}${since}`,
    shorts: [long ?? said(line), ...shorter],
    service,
    atMs,
    evidence: [item.id],
  };
}

function toSpanSymptom(item: EvidenceItem): Symptom | null {
  const took = findFact(item, 'duration');
  if (took === null) return null;
  const text = `${item.title} ${took.text}`;
  return {
    text,
    shorts: [text],
    service: serviceOfLabels(item.labels),
    atMs: took.atMs,
    evidence: [item.id],
  };
}

const makers: Partial<
  Readonly<
    Record<EvidenceItem['kind'], (item: EvidenceItem, candidate: Candidate | undefined) => Symptom | null>
  >
> = {
  series: toSeriesSymptom,
  logs: toLogSymptom,
  trace: toSpanSymptom,
};

const plainLevel = /^(?:error|err|severe|crit|critical|fatal|panic|alert|emerg)$/i;

/** An error says what is wrong, a series how much, anything else that something is. */
function rankItem({ kind, labels }: EvidenceItem): number {
  if (kind === 'logs') return plainLevel.test(labels['level'] ?? '') ? 0 : 2;
  return kind === 'series' ? 1 : 3;
}

/** Where one quantity went into another, nothing tells more; then what the diagnosis rests on, its first first. */
export function findSymptom(
  keys: readonly string[],
  candidate: Candidate | undefined,
  told: { readonly evidence: readonly EvidenceItem[]; readonly findings: readonly Finding[] },
): Symptom | null {
  const { evidence, findings } = told;
  const accounting = findings.find((finding) => finding.kind === 'moved' && finding.evidence.length > 1);
  if (accounting !== undefined) {
    const [first] = evidence.filter(({ id }) => id === accounting.evidence[0]);
    const atMs = first === undefined ? null : (findFact(first, 'moving_since')?.atMs ?? null);
    return {
      text: accounting.text,
      shorts: [accounting.short],
      service: null,
      atMs,
      evidence: accounting.evidence,
    };
  }
  const symptoms = keys.flatMap((key) => {
    const item = evidence.find(({ observed }) => observed.includes(key));
    const symptom = item === undefined ? null : (makers[item.kind]?.(item, candidate) ?? null);
    return item === undefined || symptom === null ? [] : [{ symptom, rank: rankItem(item) }];
  });
  return symptoms.sort((a, b) => a.rank - b.rank)[0]?.symptom ?? null;
}
