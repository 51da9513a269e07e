import type { Incident } from '../domain/incident.ts';
import type { Matcher } from '../domain/matcher.ts';
import type { Severity } from '../domain/severity.ts';
import { formatDuration } from '../domain/time.ts';

/** Hours of the day, UTC plus an offset; `fromMinute` after `toMinute` goes over midnight. */
export interface QuietHours {
  readonly fromMinute: number;
  readonly toMinute: number;
  readonly utcOffsetMinutes: number;
  /** Alerts below this severity are quiet then. */
  readonly below: Severity;
}

export interface AskingRules {
  /** Alerts below this severity are explained by code alone. */
  readonly below: Severity | null;
  readonly quietHours: QuietHours | null;
  readonly flapping: { readonly times: number; readonly withinMs: number };
  /** Alerts that are known to say nothing. */
  readonly noise: readonly { readonly matchers: readonly Matcher[]; readonly reason: string }[];
}

export interface AskingSituation {
  readonly incident: Pick<Incident, 'state' | 'severity' | 'labels'>;
  /** How often this alert group began to fire within `flapping.withinMs`, this time included. */
  readonly firedTimes: number;
  /** How long ago these very facts were explained; null when they were not. */
  readonly explainedAgoMs: number | null;
  readonly rules: AskingRules;
  readonly nowMs: number;
}

export type AskingDecision =
  | { readonly ask: true }
  | {
      readonly ask: false;
      readonly because: 'resolved' | 'noise' | 'severity' | 'quiet_hours' | 'flapping' | 'nothing_new';
      readonly reason: string;
    };

const order: readonly Severity[] = ['info', 'warning', 'error', 'critical'];

function isBelow(severity: Severity, limit: Severity): boolean {
  return order.indexOf(severity) < order.indexOf(limit);
}

const minuteMs = 60_000;
const dayMinutes = 1440;

function isWithin({ fromMinute, toMinute, utcOffsetMinutes }: QuietHours, nowMs: number): boolean {
  const minute = (((Math.floor(nowMs / minuteMs) + utcOffsetMinutes) % dayMinutes) + dayMinutes) % dayMinutes;
  return fromMinute <= toMinute
    ? minute >= fromMinute && minute < toMinute
    : minute >= fromMinute || minute < toMinute;
}

/** Whether a model is worth asking about an incident; if not, why, in words for the message. */
export function decideAsking(situation: AskingSituation): AskingDecision {
  const { incident, rules, nowMs, firedTimes, explainedAgoMs } = situation;
  const no = (
    because: Extract<AskingDecision, { ask: false }>['because'],
    reason: string,
  ): AskingDecision => ({
    ask: false,
    because,
    reason,
  });
  if (incident.state === 'resolved') return no('resolved', 'it is resolved, no model is asked any more');
  const noise = rules.noise.find(({ matchers }) => matchers.every((one) => one.matches(incident.labels)));
  if (noise !== undefined) return no('noise', `known noise: ${noise.reason}`);
  if (rules.below !== null && isBelow(incident.severity, rules.below))
    return no('severity', `models are asked from severity ${rules.below} on`);
  const quiet = rules.quietHours;
  if (quiet !== null && isBelow(incident.severity, quiet.below) && isWithin(quiet, nowMs))
    return no('quiet_hours', `quiet hours: models are asked from severity ${quiet.below} on`);
  const { times, withinMs } = rules.flapping;
  if (firedTimes >= times)
    return no('flapping', `flapping: it began ${firedTimes} times in ${formatDuration(withinMs)}`);
  if (explainedAgoMs !== null)
    return no('nothing_new', `nothing new since it was explained ${formatDuration(explainedAgoMs)} ago`);
  return { ask: true };
}
