import { setTimeout as delay } from 'node:timers/promises';
import { WebhookBody } from '../../src/notification/webhook/webhook-body.ts';
import { startHttpFake } from '../fakes/http-fake.ts';
import type { Post } from './judge.ts';

export interface Receiver {
  readonly url: string;
  /** Everything that was accepted, oldest first. */
  readonly posts: readonly Post[];
  readonly stop: () => Promise<void>;
}

/** Takes what the webhook notifier sends, checks its shape, and writes it down before it answers, after a while if told so. */
export async function startReceiver(answerAfterMs = 0): Promise<Receiver> {
  const posts: Post[] = [];
  const fake = await startHttpFake({
    handle: async (request) => {
      const body = WebhookBody.parse(request.body);
      posts.push({
        incidentId: body.incident_id,
        groupKey: body.group_key,
        event: body.event,
        revision: body.revision,
        state: body.state,
        atMs: performance.now(),
      });
      if (answerAfterMs > 0) await delay(answerAfterMs);
      return { status: 204 };
    },
  });
  return { url: `${fake.url}/hook`, posts, stop: fake.stop };
}
