import { afterEach, describe, expect, test } from 'vitest';
import type { ErrorCode } from '../../src/domain/errors.ts';
import { explainedMessage, rawMessage, resolve } from './message-samples.ts';
import {
  later,
  type Rig,
  startConsole,
  startPagerDuty,
  startSlack,
  startWebhook,
  stopAll,
  sync,
  syncAll,
  type Trouble,
} from './notifier-rigs.ts';

afterEach(stopAll);

const overHttp: readonly (readonly [string, () => Promise<{ readonly rig: Rig }>])[] = [
  ['slack with a bot token', () => startSlack('bot')],
  ['slack with an incoming webhook', () => startSlack('incoming')],
  ['pagerduty', () => startPagerDuty(false)],
  ['pagerduty with notes', () => startPagerDuty(true)],
  ['webhook', startWebhook],
];
const all = [...overHttp, ['console', startConsole] as const];

describe.each(all)('%s', (_, start) => {
  test('shows the raw alert, then its explanation, then its end', async () => {
    const { rig } = await start();
    const raw = await syncAll(rig, [rawMessage]);
    expect(raw.actions).toEqual(['posted']);
    expect(rig.shown()).toContain('/var on node-3 will be full within 4 hours');
    const explained = await syncAll(rig, [explainedMessage], raw.handle);
    expect(rig.shown()).toContain('set LOG_LEVEL=debug');
    expect(rig.shown()).toContain('kubectl rollout undo deployment/checkout-api');
    await syncAll(rig, [resolve(explainedMessage)], explained.handle);
    expect(rig.shown()).toMatch(/resolved/i);
  });

  test('says nothing when there is nothing new, however much time has passed', async () => {
    const { rig } = await start();
    const { handle } = await syncAll(rig, [rawMessage, explainedMessage]);
    const calls = rig.calls();
    const again = await syncAll(rig, [later(explainedMessage)], handle);
    expect(again.actions).toEqual(['unchanged']);
    const resolved = await syncAll(rig, [resolve(explainedMessage)], again.handle);
    const callsResolved = rig.calls();
    expect(callsResolved).toBeGreaterThan(calls);
    const end = await syncAll(rig, [later(resolve(explainedMessage))], resolved.handle);
    expect(end.actions).toEqual(['unchanged']);
    expect(rig.calls()).toBe(callsResolved);
  });

  test('an alert that is over before anything was sent is told once, as over', async () => {
    const { rig } = await start();
    const { actions } = await syncAll(rig, [resolve(rawMessage), later(resolve(rawMessage))]);
    expect(actions).toEqual(['posted', 'unchanged']);
    expect(rig.calls()).toBe(1);
  });
});

const troubles: readonly (readonly [string, Trouble, ErrorCode])[] = [
  ['asks to wait', { kind: 'rate_limited', retryAfterS: 7 }, 'notifier_rate_limited'],
  ['asks to wait without saying how long', { kind: 'rate_limited' }, 'notifier_rate_limited'],
  ['answers 5xx', { kind: 'server_error' }, 'notifier_unreachable'],
  ['breaks the connection', { kind: 'reset' }, 'notifier_unreachable'],
  ['never answers', { kind: 'hang' }, 'notifier_timeout'],
  ['refuses our credentials', { kind: 'unauthorized' }, 'notifier_unauthorized'],
];

describe.each(overHttp)('%s fails when the vendor', (_, start) => {
  test.each(troubles)('%s', async (_name, trouble, code) => {
    const { rig } = await start();
    rig.fail(trouble);
    const retryAfterMs = trouble.kind === 'rate_limited' && trouble.retryAfterS === 7 ? 7000 : null;
    await expect(sync(rig, rawMessage)).rejects.toMatchObject({ code, retryable: true, retryAfterMs });
    expect(rig.calls()).toBe(1);
    const { actions } = await syncAll(rig, [rawMessage]);
    expect(actions).toEqual(['posted']);
  });

  test('hides behind the login page of a proxy', async () => {
    const { rig } = await start();
    rig.fail({ kind: 'captive_portal' });
    await expect(sync(rig, rawMessage)).rejects.toMatchObject({ retryable: true });
  });

  test('is not there', async () => {
    const { rig } = await start();
    await rig.stop();
    await expect(sync(rig, rawMessage)).rejects.toMatchObject({ code: 'notifier_unreachable' });
  });

  test('is not called any more because the service stops', async () => {
    const { rig } = await start();
    const request = { message: rawMessage, handle: null, signal: AbortSignal.abort() };
    await expect(rig.notifier.sync(request)).rejects.toMatchObject({ code: 'notifier_timeout' });
    expect(rig.calls()).toBe(0);
  });

  test('and then never names a secret', async () => {
    const { rig } = await start();
    rig.fail({ kind: 'unauthorized' });
    const error = await sync(rig, rawMessage).catch((thrown: unknown) => thrown);
    expect(String(error)).not.toMatch(/xoxb|s3cret|R000000|services\/T000|127\.0\.0\.1/);
  });
});
