import { WebhookBody } from '../../src/notification/webhook/webhook-body.ts';
import { startHttpFake } from '../fakes/http-fake.ts';
import type { Post } from './judge.ts';

export interface Receiver {
  readonly url: string;
  /** Everything that was accepted, oldest first. */
  readonly posts: readonly Post[];
  readonly stop: () => Promise<void>;
}

/** Takes what the webhook notifier sends, checks its shape, and writes it down before it answers. */
export async function startReceiver(): Promise<Receiver> {
  const posts: Post[] = [];
  const fake = await startHttpFake({
    handle: (request) => {
      const body = WebhookBody.parse(request.body);
      posts.push({
        incidentId: body.incident_id,
        groupKey: body.group_key,
        event: body.event,
        revision: body.revision,
        state: body.state,
        atMs: performance.now(),
      });
      return { status: 204 };
    },
  });
  return { url: `${fake.url}/hook`, posts, stop: fake.stop };
}
