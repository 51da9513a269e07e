import { systemClock } from '../../src/domain/clock.ts';
import type { Message } from '../../src/domain/message.ts';
import type { Handle, Notifier, NotifierDeps, SyncOutcome } from '../../src/notification/notifier.ts';
import { consoleNotifier } from '../../src/notification/notifiers/console.ts';
import { pagerduty } from '../../src/notification/notifiers/pagerduty.ts';
import { slack } from '../../src/notification/notifiers/slack.ts';
import { webhook } from '../../src/notification/notifiers/webhook.ts';
import { WebhookBody } from '../../src/notification/webhook/webhook-body.ts';
import { type CommonFailure, createFailurePlan, replyToCommonFailure } from '../fakes/failure-plan.ts';
import { startHttpFake } from '../fakes/http-fake.ts';
import { startFakePagerDuty } from '../fakes/pagerduty.ts';
import { startFakeSlack } from '../fakes/slack.ts';

export type Trouble =
  | { readonly kind: 'hang' | 'reset' | 'server_error' | 'unauthorized' | 'captive_portal' }
  | { readonly kind: 'rate_limited'; readonly retryAfterS?: number };

/** A notifier with the vendor behind it. */
export interface Rig {
  readonly notifier: Notifier;
  /** How many times the vendor was called. */
  readonly calls: () => number;
  /** Everything that a person can read there now. */
  readonly shown: () => string;
  /** The next call fails. */
  readonly fail: (trouble: Trouble) => void;
  readonly stop: () => Promise<void>;
}

export const deps: NotifierDeps = { fetch, clock: systemClock, print: () => undefined };
/** Long enough for a busy machine; what hangs is waited for so long. */
const timeout = '1500ms';
const stops: (() => Promise<void>)[] = [];

/** Stops every vendor that a test has started. */
export async function stopAll(): Promise<void> {
  for (const stop of stops.splice(0)) await stop();
}

function keep(rig: Rig): Rig {
  stops.push(rig.stop);
  return rig;
}

export async function startSlack(mode: 'bot' | 'incoming', options: { fetch?: typeof fetch } = {}) {
  const fake = await startFakeSlack();
  const config =
    mode === 'bot'
      ? { bot_token: fake.token, channel: '#alerts', api_url: fake.apiUrl, timeout }
      : { webhook_url: fake.webhookUrl, timeout };
  const rig = keep({
    notifier: slack.create('chat', slack.Config.parse(config), { ...deps, ...options }),
    calls: () => fake.requests.length,
    shown: () =>
      fake
        .messages('#alerts')
        .map((message) => message.shown)
        .join('\n'),
    fail: (trouble) => {
      if (trouble.kind === 'server_error') fake.failNext({ kind: 'status', status: 503 });
      else if (trouble.kind === 'captive_portal') fake.failNext({ kind: 'status', status: 200 });
      else if (trouble.kind === 'reset') fake.failNext({ kind: 'reset', stored: false });
      else if (trouble.kind === 'hang' || trouble.kind === 'rate_limited') {
        fake.failNext(trouble as Parameters<typeof fake.failNext>[0]);
      } else fake.failNext({ kind: 'error', error: mode === 'bot' ? 'token_revoked' : 'no_service' });
    },
    stop: fake.stop,
  });
  return { fake, rig };
}

export async function startPagerDuty(rest: boolean) {
  const fake = await startFakePagerDuty();
  const restOptions = { rest_token: fake.restToken, from_email: fake.user, rest_url: fake.url };
  const config = {
    routing_key: fake.routingKey,
    events_url: fake.url,
    timeout,
    ...(rest ? restOptions : {}),
  };
  const rig = keep({
    notifier: pagerduty.create('oncall', pagerduty.Config.parse(config), deps),
    calls: () => fake.requests.length,
    shown: () => JSON.stringify(fake.incidents),
    fail: (trouble) => {
      if (trouble.kind === 'server_error') fake.failNext({ kind: 'status', status: 500 });
      else if (trouble.kind === 'captive_portal') fake.failNext({ kind: 'html' });
      else if (trouble.kind === 'unauthorized') fake.failNext({ kind: 'status', status: 403 });
      else fake.failNext(trouble as Parameters<typeof fake.failNext>[0]);
    },
    stop: fake.stop,
  });
  return { fake, rig };
}

export async function startWebhook() {
  const plan = createFailurePlan<
    CommonFailure | { kind: 'status'; status: number; headers?: Record<string, string> }
  >();
  const bodies: WebhookBody[] = [];
  const fake = await startHttpFake({
    handle: (request) => {
      const failure = plan.take();
      if (failure?.kind === 'status') return { status: failure.status, headers: failure.headers ?? {} };
      if (failure !== undefined) return replyToCommonFailure(failure);
      bodies.push(WebhookBody.parse(request.body));
      return { status: 204 };
    },
  });
  const config = { url: `${fake.url}/hook`, bearer_token: 's3cret', headers: { 'x-team': 'sre' }, timeout };
  const rig = keep({
    notifier: webhook.create('hook', webhook.Config.parse(config), deps),
    calls: () => fake.requests.length,
    shown: () => JSON.stringify(bodies),
    fail: (trouble) => {
      if (trouble.kind === 'rate_limited') {
        const headers =
          trouble.retryAfterS === undefined ? {} : { 'retry-after': String(trouble.retryAfterS) };
        plan.failNext({ kind: 'status', status: 429, headers });
      } else if (trouble.kind === 'server_error') plan.failNext({ kind: 'status', status: 502 });
      else if (trouble.kind === 'unauthorized') plan.failNext({ kind: 'status', status: 401 });
      else if (trouble.kind === 'captive_portal') plan.failNext({ kind: 'status', status: 302 });
      else plan.failNext({ kind: trouble.kind });
    },
    stop: fake.stop,
  });
  return { fake, bodies, rig };
}

export async function startConsole() {
  const printed: string[] = [];
  const print = (text: string): void => {
    printed.push(text);
  };
  const config = consoleNotifier.Config.parse({ color: 'never', width: 100 });
  const rig = keep({
    notifier: consoleNotifier.create('terminal', config, { ...deps, print }),
    calls: () => printed.length,
    shown: () => printed.join('\n'),
    fail: () => undefined,
    stop: () => Promise.resolve(),
  });
  return { printed, rig };
}

export function sync(rig: Rig, message: Message, handle: Handle | null = null): Promise<SyncOutcome> {
  return rig.notifier.sync({ message, handle, signal: new AbortController().signal });
}

/** As storage would: the handle goes through JSON. */
export async function syncAll(rig: Rig, messages: readonly Message[], start: Handle | null = null) {
  const actions: SyncOutcome['action'][] = [];
  let handle = start;
  for (const message of messages) {
    const outcome = await sync(rig, message, handle);
    handle = JSON.parse(JSON.stringify(outcome.handle)) as Handle;
    actions.push(outcome.action);
  }
  return { actions, handle };
}

/** The same message a minute later. */
export const later = (message: Message): Message => ({
  ...message,
  revision: message.revision + 1,
  nowMs: message.nowMs + 60_000,
});
