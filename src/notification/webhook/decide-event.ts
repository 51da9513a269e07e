import type { Message } from '../../domain/message.ts';
import type { Handle } from '../notifier.ts';
import type { WebhookEvent } from './webhook-body.ts';

export interface WebhookProgress {
  readonly event: WebhookEvent;
  readonly explained: boolean;
  readonly resolved: boolean;
}

/** The biggest news of a message, for someone who has seen what the handle says. */
export function decideEvent(message: Message, handle: Handle | null): WebhookProgress {
  const before = { explained: handle?.['explained'] === true, resolved: handle?.['resolved'] === true };
  const resolved = message.state === 'resolved';
  const explained = message.analysis.state === 'done';
  const told = { explained: before.explained || explained, resolved: before.resolved || resolved };
  if (resolved && !before.resolved) return { event: 'resolved', ...told };
  if (handle === null) return { event: 'opened', ...told };
  return { event: explained && !before.explained ? 'explained' : 'updated', ...told };
}
