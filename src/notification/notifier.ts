import type { z } from 'zod';
import type { Clock } from '../domain/clock.ts';
import type { Message } from '../domain/message.ts';
import type { Pace } from './lane.ts';

/** What a notifier keeps about a message it sent, such as Slack's channel and ts. Stored as JSON. */
export type Handle = Readonly<Record<string, string | number | boolean | null>>;

/**
 * What a sync did. `unchanged`: the vendor already shows what it should, nothing was sent.
 * `handle` replaces the stored one.
 */
export interface SyncOutcome {
  readonly action: 'posted' | 'edited' | 'followed_up' | 'unchanged';
  readonly handle: Handle;
}

export interface SyncRequest {
  readonly message: Message;
  /** What the last sync left; null when nothing was sent yet. */
  readonly handle: Handle | null;
  /** Aborted when the service stops or the sync has taken too long. */
  readonly signal: AbortSignal;
}

/** A drawing of what was measured. */
export interface Picture {
  /** Without an ending. */
  readonly name: string;
  readonly title: string;
  /** For those who cannot see it. */
  readonly altText: string;
  readonly png: Uint8Array;
}

export interface AttachRequest {
  readonly handle: Handle;
  readonly picture: Picture;
  readonly signal: AbortSignal;
}

/**
 * Makes a vendor show a message: posts it, edits it, or finds that nothing is to be done. Called again with a newer
 * message whenever the incident changes, at most once at a time for each incident.
 *
 * Throws AppError with a `notifier_*` code; the scheduler retries it, honouring `retryAfterMs`. A notifier never
 * retries by itself, and after it throws the vendor may or may not have the message.
 */
export interface Notifier {
  readonly name: string;
  readonly type: string;
  /** How many messages the vendor takes; null for as many as it answers. */
  readonly pace: Pace | null;
  readonly sync: (request: SyncRequest) => Promise<SyncOutcome>;
  /** Puts a picture beside a message; whether it is there. Missing where the vendor takes none, or none is wanted. */
  readonly attach?: (request: AttachRequest) => Promise<boolean>;
}

export interface NotifierDeps {
  readonly fetch: typeof fetch;
  readonly clock: Clock;
  /** Writes to the terminal; only the console notifier does. */
  readonly print: (text: string) => void;
}

/** The shape of every file in `notifiers/`. `Config` has the fields besides `name` and `type`. */
export interface NotifierAdapter<Config extends z.ZodObject = z.ZodObject> {
  readonly id: string;
  readonly Config: Config;
  /** What is wrong with the options taken together, which no schema of one field can see; null when nothing is. */
  readonly check?: (config: z.output<Config>) => string | null;
  readonly create: (name: string, config: z.output<Config>, deps: NotifierDeps) => Notifier;
}
