import type { Message } from '../../domain/message.ts';
import type { Secret } from '../../domain/secret.ts';
import { hashContent, sha256Hex } from '../content-hash.ts';
import { sendJson } from '../http.ts';
import { toBadAnswerError, toStatusError } from '../http-errors.ts';
import type { Handle, Notifier, NotifierDeps, SyncOutcome } from '../notifier.ts';
import {
  listExplanation,
  listWaiting,
  type PagerDutyResolve,
  type PagerDutyTrigger,
  toNote,
  toNoteMark,
  toResolve,
  toTrigger,
} from './pagerduty-event.ts';
import { createPagerDutyRest, type PagerDutyRest, type PagerDutyRestOptions } from './pagerduty-rest.ts';

/**
 * The life of an incident at PagerDuty, and what leads from one state to the next:
 *
 *   (none) ──trigger──▶ triggered ──note, then a second trigger──▶ explained ──resolve──▶ resolved
 *   and from both of the middle ones to themselves by another trigger when it gets worse
 *
 * The handle is `{ dedup_key, explained, resolved, firing, severity }`. It is stored only when a sync succeeds, so a sync that fails half
 * way is done again from its start. Hence these rules:
 * - At most one step a sync may be repeated with harm, and it comes last. A note is looked for before it is written, so
 *   repeating it is harmless; the second trigger, which cannot be looked for, is sent only after the note is there.
 * - Nothing triggers once the alert has ended, because that would open a new incident. Nor does the second trigger when
 *   a person has resolved the incident at PagerDuty, where the REST API can tell us.
 * - An explanation that comes after the end becomes a note only, and only after the resolve is done and stored.
 */

export interface PagerDutySyncOptions {
  readonly name: string;
  readonly routingKey: Secret;
  readonly eventsUrl: string;
  readonly rest: PagerDutyRestOptions | null;
  readonly timeoutMs: number;
  readonly deps: NotifierDeps;
}

/** The one status by which PagerDuty says that it has an event. */
const accepted = 202;

interface Known {
  readonly explained: string | null;
  readonly resolved: boolean;
  /** How many alerts fired, and how bad they were, when it was told last. */
  readonly firing: number | null;
  readonly severity: string | null;
}

function readHandle(handle: Handle | null): Known {
  const explained = handle?.['explained'];
  return {
    explained: typeof explained === 'string' ? explained : null,
    resolved: handle?.['resolved'] === true,
    firing: typeof handle?.['firing'] === 'number' ? handle['firing'] : null,
    severity: typeof handle?.['severity'] === 'string' ? handle['severity'] : null,
  };
}

/** Whether it is worse than what PagerDuty was told: more alerts, or another severity. */
function isWorse(message: Message, known: Known): boolean {
  const more = known.firing !== null && message.firingCount > known.firing;
  return more || (known.severity !== null && message.severity !== known.severity);
}

/** What the explanation says, as a hash; null while there is none. */
function hashExplanation(message: Message): string | null {
  if (message.analysis.state !== 'done') return null;
  return hashContent([message.headline, listExplanation(message.analysis)]);
}

/** The reason that PagerDuty gives with a 400. It names fields and holds nothing of the event. */
function readDetail(text: string): string | null {
  const errors = /"errors"\s*:\s*\[\s*"([^"\\]{1,160})"/.exec(text)?.[1];
  return errors ?? null;
}

export function createPagerDutySync(options: PagerDutySyncOptions): Notifier['sync'] {
  const { name, deps, timeoutMs } = options;

  async function send(event: PagerDutyTrigger | PagerDutyResolve, signal: AbortSignal): Promise<void> {
    const callee = { vendor: 'PagerDuty', notifier: name };
    const reply = await sendJson({
      ...callee,
      method: 'POST',
      url: `${options.eventsUrl}/v2/enqueue`,
      headers: {},
      body: { routing_key: options.routingKey.reveal(), ...event },
      signal,
      timeoutMs,
      deps,
    });
    if (reply.status === accepted) return;
    if (reply.ok) throw toBadAnswerError(callee, reply.status);
    throw toStatusError({ ...callee, ...reply, detail: readDetail(reply.text) });
  }

  async function addNote(
    message: Message,
    hash: string,
    incidentId: string,
    rest: PagerDutyRest,
  ): Promise<void> {
    if (message.analysis.state !== 'done') return;
    const content = toNote(message.analysis, { hash, waiting: listWaiting(message) });
    await rest.addNoteOnce(incidentId, { content, mark: toNoteMark(hash) });
  }

  return async ({ message, handle, signal }): Promise<SyncOutcome> => {
    // Once told of, an incident keeps its key: a group may get another one.
    const told = handle?.['dedup_key'];
    const key = typeof told === 'string' ? told : sha256Hex(message.groupKey);
    const known = readHandle(handle);
    const hash = hashExplanation(message);
    const rest =
      options.rest === null
        ? null
        : createPagerDutyRest(options.rest, { notifier: name, signal, timeoutMs, deps });
    const keep = (explained: string | null, resolved: boolean): Handle => ({
      dedup_key: key,
      explained,
      resolved,
      firing: message.firingCount,
      severity: message.severity,
    });

    // The newer incident has the same key: an event about this one would close or change that one.
    if (message.superseded) return { action: 'unchanged', handle: handle ?? keep(null, true) };
    if (message.state === 'resolved') {
      if (!known.resolved) {
        await send(toResolve(key), signal);
        return { action: handle === null ? 'posted' : 'edited', handle: keep(known.explained, true) };
      }
      if (rest === null || hash === null || known.explained !== null) {
        return { action: 'unchanged', handle: handle ?? keep(null, true) };
      }
      await addNote(message, hash, (await rest.findIncident(key)).id, rest);
      return { action: 'followed_up', handle: keep(hash, true) };
    }

    if (handle === null) {
      // What is explained at once stands in the details of the incident, where a note would only repeat it.
      await send(toTrigger(message, key), signal);
      return { action: 'posted', handle: keep(hash, false) };
    }
    if (hash === null || known.explained === hash) {
      if (!isWorse(message, known)) return { action: 'unchanged', handle };
      // The same key: it adds to the log of the incident that is open, and PagerDuty sees the new severity.
      await send(toTrigger(message, key), signal);
      return { action: 'followed_up', handle: keep(known.explained, false) };
    }
    const incident = rest === null ? null : await rest.findIncident(key);
    if (rest !== null && incident !== null) await addNote(message, hash, incident.id, rest);
    if (incident === null || !incident.resolved) await send(toTrigger(message, key), signal);
    return { action: 'followed_up', handle: keep(hash, false) };
  };
}
