import type { ChangeQuestion } from './change-question.ts';
import type { FaultKind } from './fault-kinds/fault-kind.ts';
import type { Mechanism } from './judge-mechanism.ts';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;

/** A change takes effect while it rolls out; clocks of sources differ by seconds. */
export const toleranceMs = 2 * minuteMs;
/** Most faults that a change causes show within this; the SRE book rolls back first for this reason. */
const promptMs = 15 * minuteMs;
/** What is left an hour later of a fault that should show at once. */
const halvesMs = 45 * minuteMs;
/** What lies still until the next peak, hiccup or job calls on it. */
const latentHalvesMs = 4 * hourMs;
/** What builds up: pools, leaks, disks, caches, queues. */
const gradualHalvesMs = 12 * hourMs;
const afterOnset = 0.12;
/** An onset is an estimate: what came a little after it may still have caused it. */
const afterHalvesMs = 2 * minuteMs;

function halvesOf(kind: FaultKind | null): number {
  if (kind === null) return halvesMs;
  return kind.gradual ? gradualHalvesMs : kind.latent ? latentHalvesMs : halvesMs;
}

/** What the incident's onset says of the time, beside the first error of the kind that a change fits. */
const byOnset = 0.35;

/**
 * How well the time of a change fits, 0–1. An error of its kind may have been said before anybody felt it: then it is what a change
 * has to come before.
 */
export function decideTiming(
  atMs: number,
  { kind, sinceMs }: Pick<Mechanism, 'kind' | 'sinceMs'>,
  question: ChangeQuestion,
): number {
  const { startedAtMs, onsetUncertaintyMs } = question;
  if (atMs > startedAtMs + toleranceMs) return 0;
  const onsetMs = Math.min(question.onsetMs ?? startedAtMs, startedAtMs);
  const felt = timeFrom(atMs, onsetMs, { kind, onsetUncertaintyMs });
  if (sinceMs === null || sinceMs >= onsetMs - onsetUncertaintyMs) return felt;
  return Math.max(byOnset * felt, timeFrom(atMs, sinceMs, { kind, onsetUncertaintyMs: 0 }));
}

function timeFrom(
  atMs: number,
  onsetMs: number,
  { kind, onsetUncertaintyMs }: { readonly kind: FaultKind | null; readonly onsetUncertaintyMs: number },
): number {
  const lagMs = onsetMs - atMs;
  const afterMs = -lagMs - toleranceMs - onsetUncertaintyMs;
  if (afterMs > 0) return Math.max(afterOnset, 0.5 ** (afterMs / afterHalvesMs));
  const lateMs = Math.max(0, lagMs - promptMs);
  return 0.5 ** (lateMs / halvesOf(kind));
}
