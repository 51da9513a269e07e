import { formatTime } from '../../domain/time.ts';
import type { ServiceSignal } from '../service-signal.ts';
import { usualUntil } from '../usual-time.ts';
import type { LogGroup } from './log-events.ts';
import { quoteLine } from './log-signals.ts';

/** A message that came steadily and came no more. */
export interface VanishedMessage {
  readonly service: string;
  readonly template: string;
  readonly lastMs: number;
  readonly count: number;
  /** Whether it was the last that its service said at all. */
  readonly isLast: boolean;
  readonly example: string;
  readonly support: readonly string[];
}

/** As many were due since: by chance (Poisson) none comes once in e⁸ ≈ 3,000 messages. */
const dueSince = 8;
const fewest = 10;
/** A service that says nothing any more may be dead; one message less may be a quiet hour. */
const deadScore = 0.45;
const quieterScore = 0.3;
const keptKeys = 2;

/**
 * Messages that stopped: heartbeats, finished jobs, served requests. Where the last line of all sources is old as well,
 * the source stopped, and nothing is said. `groups` are of one time, their lines in order.
 */
export function findVanished(groups: readonly LogGroup[], startedAtMs: number): readonly VanishedMessage[] {
  const spoke = new Map<string | null, number>();
  for (const { service, lines } of groups) {
    const lastMs = lines.at(-1)?.timeMs ?? 0;
    spoke.set(service, Math.max(lastMs, spoke.get(service) ?? 0));
  }
  const endMs = Math.max(0, ...spoke.values());
  const fromMs = groups.reduce((from, { lines }) => Math.min(from, lines[0]?.timeMs ?? from), startedAtMs);
  const newsFromMs = usualUntil(fromMs, startedAtMs);
  return groups.flatMap(({ service, template, lines }): readonly VanishedMessage[] => {
    const [first, last] = [lines[0], lines.at(-1)];
    if (service === null || first === undefined || last === undefined || lines.length < fewest) return [];
    const rate = (lines.length - 1) / Math.max(1, last.timeMs - first.timeMs);
    const due = rate * (endMs - last.timeMs);
    if (due < dueSince || last.timeMs < newsFromMs) return [];
    return [
      {
        service,
        template,
        lastMs: last.timeMs,
        count: lines.length,
        isLast: spoke.get(service) === last.timeMs,
        example: last.line,
        support: lines.slice(-keptKeys).map(({ key }) => key),
      },
    ];
  });
}

/** What silence says against services. */
export function toVanishedSignals(vanished: readonly VanishedMessage[]): readonly ServiceSignal[] {
  return vanished.map(({ service, isLast, lastMs, count, example, support }): ServiceSignal => {
    const said = `"${quoteLine(example)}", ${count} times until ${formatTime(lastMs)}`;
    return {
      service,
      kind: 'silence',
      score: isLast ? deadScore : quieterScore,
      atMs: lastMs,
      metric: null,
      reason: isLast
        ? `${service} logs nothing any more; its last was ${said}.`
        : `${service} no longer logs ${said}.`,
      support,
    };
  });
}
