import type { LogEvent } from '../logs/log-events.ts';
import type { MovedSeries } from '../moved-series.ts';
import type { ServiceNames } from '../service-names.ts';

/** A service that began to say something new or much more, whether or not it calls that an error. */
const speaksShare = 0.6;
/** A series of something else that moved and names the service: a directory, a queue, a client. */
const namedShare = 0.85;
/** One new line is said after every start. */
const fewestLines = 5;

/** Services that behave otherwise than before, with 0–1: a change of theirs may be felt elsewhere, through a disk they share. */
export function findActiveServices(found: {
  readonly events: readonly LogEvent[];
  readonly moved: readonly MovedSeries[];
  readonly names: ServiceNames;
}): ReadonlyMap<string, number> {
  const active = new Map<string, number>();
  const note = (service: string, share: number): void => {
    active.set(service, Math.max(share, active.get(service) ?? 0));
  };
  for (const { service, count } of found.events)
    if (service !== null && count >= fewestLines) note(service, speaksShare);
  for (const { labels, strength } of found.moved) {
    const words = Object.values(labels).flatMap((value) => value.split(/[/:\s,]+/));
    for (const word of words) {
      const service = found.names.ofWord(word);
      if (service !== null) note(service, namedShare * strength);
    }
  }
  return active;
}
