import { createHash } from 'node:crypto';
import type { Message } from '../domain/message.ts';

export function sha256Hex(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/** Tells whether two rendered payloads are the same without keeping them. */
export function hashContent(value: unknown): string {
  return sha256Hex(JSON.stringify(value));
}

/**
 * The message without what only passing time changes. What is rendered from it has the same hash until there is
 * something new to say, so that an older age alone never edits a message.
 */
export function freezeAge(message: Message): Message {
  return { ...message, nowMs: message.startedAtMs, revision: 0 };
}
