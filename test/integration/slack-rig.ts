import { createHash } from 'node:crypto';
import { type Clock, systemClock } from '../../src/domain/clock.ts';
import type { Review } from '../../src/domain/review.ts';
import type { FakeSlack } from '../fakes/slack.ts';
import { type SlackUser, signPayload, toPress, toSubmission } from '../fakes/slack-people.ts';
import type { SlackMessage } from '../fakes/slack-store.ts';
import { waitFor } from '../servers/wait-for.ts';
import { type Answer, type ServiceRig, webhookBody } from './service-rig.ts';

export const ana: SlackUser = { id: 'U0000000001', name: 'ana' };
export const bob: SlackUser = { id: 'U0000000002', name: 'bob' };
export const stranger: SlackUser = { id: 'U0000000009', name: 'eve', teamId: 'T999' };

export const command = 'kubectl rollout undo deployment/checkout -n shop';
export const dryRun = `${command} --dry-run=server`;
export const undo = 'the same command once more';
export const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

/** Time as it is, and as much later as a test wants. */
export function createLateClock(): Clock & { later(ms: number): void } {
  let offsetMs = 0;
  return {
    now: () => systemClock.now() + offsetMs,
    after: systemClock.after,
    later: (ms) => {
      offsetMs += ms;
    },
  };
}

export interface Waiting {
  readonly review: Review;
  readonly incidentId: string;
}

/** An alert, and a command for it that waits for a decision. */
export async function queueCommand(service: ServiceRig, text: string = command): Promise<Waiting> {
  const { json } = await service.post('/webhook', webhookBody());
  const incidentId = json.incidents?.[0]?.id ?? '';
  await service.settle(incidentId);
  await service.bridge.queueReviews(incidentId, [
    {
      command: text,
      sha256: sha256(text),
      effect: 'goes back to the revision before',
      dryRun: `${text} --dry-run=server`,
      undo,
      purpose: 'the deploy is the likely cause',
    },
  ]);
  const [review] = await service.bridge.listReviews('pending', 10);
  if (review === undefined) throw new Error('nothing waits');
  return { review, incidentId };
}

/** The only message of the channel, once it shows this. */
export async function untilShown(slack: FakeSlack, text: string | RegExp): Promise<SlackMessage> {
  await waitFor(
    () =>
      slack
        .messages('#alerts')
        .some(({ shown }) => (typeof text === 'string' ? shown.includes(text) : text.test(shown))),
    { what: `Slack shows ${String(text)}`, timeoutMs: 10_000 },
  );
  const [message] = slack.messages('#alerts');
  if (message === undefined) throw new Error('there is no message');
  return message;
}

export interface Signing {
  readonly atMs?: number;
  readonly secret?: string;
}

/** Sends a payload as Slack does. */
export async function send(
  service: ServiceRig,
  slack: FakeSlack,
  payload: object,
  { atMs = Date.now(), secret = slack.signingSecret }: Signing = {},
): Promise<{ readonly status: number; readonly json: Answer }> {
  const { body, headers } = signPayload(payload, { secret, atMs });
  return service.post('/slack/interactions', body, headers);
}

/** Presses a button of the message. */
export function press(slack: FakeSlack, action: string, user: SlackUser): object {
  const [message] = slack.messages('#alerts');
  if (message === undefined) throw new Error('there is no message');
  return toPress(message, { action, user, triggerId: slack.createTrigger() });
}

/** The dialog that is opened next, filled in. */
export async function submit(slack: FakeSlack, user: SlackUser, text: string, number = 1): Promise<object> {
  await waitFor(() => slack.dialogs.length >= number, { what: `dialog ${number}`, timeoutMs: 10_000 });
  return toSubmission(slack.dialogs[number - 1] ?? {}, { text, user });
}

export async function untilWhispered(slack: FakeSlack, text: string): Promise<string> {
  await waitFor(() => slack.whispers.some((one) => one.text.includes(text)), {
    what: `somebody is told ${text}`,
    timeoutMs: 10_000,
  });
  return slack.whispers.find((one) => one.text.includes(text))?.user ?? '';
}
