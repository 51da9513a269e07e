import type { Candidate } from '../../domain/diagnosis.ts';
import type { ServiceEdge } from '../../domain/observation.ts';
import { formatTime } from '../../domain/time.ts';
import type { ServiceSignal } from '../service-signal.ts';
import type { LogEvent } from './log-events.ts';

/** How much a message of each weight tells against who says it. */
const blameOf = [0, 0.4, 0.75, 0.9] as const;
/** What is left of that when the line points at something else. */
const awayShare = 0.3;
/** What one that is pointed at gets of it: people name what they wait for, not always what is broken. */
const pointedShare = 0.6;
/** A message that came once may be chance; ten are none. */
const surelyMany = 10;
const shownCharacters = 160;

const kindOf: readonly (readonly [RegExp, Candidate['kind']])[] = [
  [
    /exhausted|no space left|out of memory|OOM|heap|saturat|overload|queue (?:is )?full|too many|limit (?:reached|exceeded)|shedding|backlog/i,
    'saturation',
  ],
  [/slow|timed? ?out|timeout|deadline|latency/i, 'latency'],
];

function toKind({ template }: LogEvent): Candidate['kind'] {
  return kindOf.find(([pattern]) => pattern.test(template))?.[1] ?? 'errors';
}

export function quoteLine(line: string): string {
  return line.length > shownCharacters ? `${line.slice(0, shownCharacters).toWellFormed()}…` : line;
}

function describeCount({ count, before, isNew }: LogEvent): string {
  if (isNew) return count === 1 ? 'once, never before' : `${count} times, never before`;
  return `${count} times, ${before} before`;
}

function strengthOf({ weight, count }: LogEvent): number {
  return blameOf[weight] * (0.6 + 0.4 * Math.min(1, Math.log1p(count) / Math.log1p(surelyMany)));
}

/** What log lines say against services: against who speaks, and against whom the lines point at. */
export function toLogSignals(events: readonly LogEvent[]): readonly ServiceSignal[] {
  return events.flatMap((event): readonly ServiceSignal[] => {
    const { service, weight, point, atMs, support, example } = event;
    if (weight === 0) return [];
    const said = `"${quoteLine(example.line)}" from ${formatTime(atMs)}, ${describeCount(event)}`;
    const base = { kind: toKind(event), atMs, metric: null, support };
    const strength = strengthOf(event);
    const own: readonly ServiceSignal[] =
      service === null
        ? []
        : [
            {
              ...base,
              service,
              score: strength * (point.away ? awayShare : 1),
              reason: `${service} logged ${said}.`,
            },
          ];
    const others = point.callees.map(
      (callee): ServiceSignal => ({
        ...base,
        service: callee,
        score: strength * pointedShare,
        reason: `${service ?? 'a log line'} names ${callee}: ${said}.`,
      }),
    );
    return [...own, ...others];
  });
}

/** Who depends on whom, by what bad lines say. */
export function toLogEdges(events: readonly LogEvent[]): readonly ServiceEdge[] {
  const seen = new Map<string, ServiceEdge>();
  for (const { service, weight, point } of events) {
    if (service === null) continue;
    const found = [
      ...(weight === 0 && !point.away ? [] : point.callees.map((to) => [service, to] as const)),
      ...point.callers.map((from) => [from, service] as const),
    ];
    for (const [from, to] of found) {
      if (from === to) continue;
      const edge = { from, to, source: 'log lines', weight: point.away ? 0.8 : 0.4 };
      const key = `${from}\0${to}`;
      if ((seen.get(key)?.weight ?? 0) < edge.weight) seen.set(key, edge);
    }
  }
  return [...seen.values()];
}
