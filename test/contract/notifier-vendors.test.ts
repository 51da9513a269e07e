import { afterEach, describe, expect, test } from 'vitest';
import { pagerduty } from '../../src/notification/notifiers/pagerduty.ts';
import { slack } from '../../src/notification/notifiers/slack.ts';
import { explainedMessage, rawMessage, resolve, worsen } from './message-samples.ts';
import {
  deps,
  later,
  startConsole,
  startPagerDuty,
  startSlack,
  startWebhook,
  stopAll,
  sync,
  syncAll,
} from './notifier-rigs.ts';

afterEach(stopAll);

describe('slack with a bot token', () => {
  test('edits one message in place', async () => {
    const { fake, rig } = await startSlack('bot');
    const { actions, handle } = await syncAll(rig, [rawMessage, explainedMessage, resolve(explainedMessage)]);
    expect(actions).toEqual(['posted', 'edited', 'edited']);
    const messages = fake.messages('#alerts');
    expect(messages).toHaveLength(1);
    expect(messages[0]?.editCount).toBe(2);
    expect(handle).toMatchObject({ channel: fake.channelId('#alerts'), ts: messages[0]?.ts });
  });

  test('asks Slack neither to unfurl nor to parse', async () => {
    const { fake, rig } = await startSlack('bot');
    await syncAll(rig, [rawMessage, explainedMessage]);
    expect(fake.requests[0]?.body).toMatchObject({
      unfurl_links: 'false',
      unfurl_media: 'false',
      parse: 'none',
      link_names: 'false',
    });
    expect(fake.requests[1]?.body).toMatchObject({ parse: 'none', link_names: 'false' });
  });

  test.each(['message_not_found', 'cant_update_message', 'edit_window_closed'])(
    'posts anew when the old message answers %s',
    async (error) => {
      const { fake, rig } = await startSlack('bot');
      const { handle } = await syncAll(rig, [rawMessage]);
      fake.failNext({ kind: 'error', error });
      const { actions, handle: next } = await syncAll(rig, [explainedMessage], handle);
      expect(actions).toEqual(['posted']);
      expect(fake.messages('#alerts')).toHaveLength(2);
      expect(next?.['ts']).not.toBe(handle?.['ts']);
    },
  );

  test.each(['invalid_blocks', 'msg_blocks_too_long'])(
    'falls back to text when Slack answers %s',
    async (error) => {
      const { fake, rig } = await startSlack('bot');
      fake.failNext({ kind: 'error', error });
      const { handle } = await syncAll(rig, [rawMessage]);
      expect(fake.messages('#alerts')[0]?.blocks).toEqual([]);
      expect(rig.shown()).toContain('/var on node-3 will be full');
      const next = await syncAll(rig, [explainedMessage], handle);
      expect(next.actions).toEqual(['edited']);
      expect(fake.messages('#alerts')[0]?.blocks).not.toEqual([]);
    },
  );

  test.each([
    ['channel_not_found', 'notifier_rejected', /invite the bot/],
    ['not_in_channel', 'notifier_rejected', /invite the bot/],
    ['is_archived', 'notifier_rejected', /archived/],
    ['missing_scope', 'notifier_unauthorized', /chat:write/],
    ['account_inactive', 'notifier_unauthorized', /reinstall/],
    ['fatal_error', 'notifier_unreachable', /problem of its own/],
    ['something_new', 'notifier_rejected', /something_new/],
  ])('%s is %s and says what to do', async (error, code, message) => {
    const { fake, rig } = await startSlack('bot');
    fake.failNext({ kind: 'error', error });
    await expect(sync(rig, rawMessage)).rejects.toMatchObject({
      code,
      message: expect.stringMatching(message),
    });
  });
});

describe('slack with an incoming webhook', () => {
  test('posts the alert, the explanation and the end, and no more', async () => {
    const { fake, rig } = await startSlack('incoming');
    const { actions } = await syncAll(rig, [
      rawMessage,
      explainedMessage,
      { ...explainedMessage, headline: { text: 'Another wording', verified: true } },
      resolve(explainedMessage),
    ]);
    expect(actions).toEqual(['posted', 'followed_up', 'unchanged', 'followed_up']);
    expect(fake.messages('#alerts')).toHaveLength(3);
    expect(fake.messages('#alerts')[2]?.shown).not.toContain('Likely cause');
  });

  test('falls back to text when the blocks are refused', async () => {
    const { fake, rig } = await startSlack('incoming');
    fake.failNext({ kind: 'error', error: 'invalid_blocks' });
    await syncAll(rig, [rawMessage]);
    expect(fake.messages('#alerts')[0]?.blocks).toEqual([]);
  });
});

describe('slack', () => {
  test.each([
    [{}, /missing/],
    [{ bot_token: 'xoxb-1' }, /needs a channel/],
    [{ bot_token: 'xoxb-1', channel: '#a', webhook_url: 'https://hooks.example/x' }, /not both/],
    [{ channel: '#a', webhook_url: 'https://hooks.example/x' }, /remove channel/],
    [{ webhook_url: 'hooks.example' }, /not a URL/],
  ])('%j is no configuration', (config, reason) => {
    expect(slack.check?.(slack.Config.parse(config))).toMatch(reason);
  });
});

describe('pagerduty', () => {
  test('keeps to one incident under the key that Alertmanager would use', async () => {
    const { fake, rig } = await startPagerDuty(false);
    const { actions, handle } = await syncAll(rig, [rawMessage, explainedMessage, resolve(explainedMessage)]);
    expect(actions).toEqual(['posted', 'followed_up', 'edited']);
    const incident = fake.incident(String(handle?.['dedup_key']));
    expect(incident?.log.map(({ action }) => action)).toEqual(['trigger', 'trigger', 'resolve']);
    expect(incident?.state).toBe('resolved');
    expect(incident?.dedupKey).toMatch(/^[0-9a-f]{64}$/);
  });

  test('writes the explanation into a note, once, even if what follows has to be tried again', async () => {
    const { fake, rig } = await startPagerDuty(true);
    const { handle } = await syncAll(rig, [rawMessage]);
    const original = fake.requests.length;
    // The search and the note work, the event after them does not.
    const events = () => fake.requests.slice(original).filter(({ path }) => path === '/v2/enqueue').length;
    let failed = false;
    const flaky: typeof fetch = (input, init) => {
      if (String(input).endsWith('/v2/enqueue') && !failed) {
        failed = true;
        return Promise.reject(new TypeError('fetch failed'));
      }
      return fetch(input, init);
    };
    const config = pagerduty.Config.parse({
      routing_key: fake.routingKey,
      events_url: fake.url,
      rest_token: fake.restToken,
      from_email: fake.user,
      rest_url: fake.url,
    });
    const notifier = pagerduty.create('oncall', config, { ...deps, fetch: flaky });
    const request = { message: explainedMessage, handle, signal: new AbortController().signal };
    await expect(notifier.sync(request)).rejects.toMatchObject({ code: 'notifier_unreachable' });
    expect(fake.incidents[0]?.notes).toHaveLength(1);
    await notifier.sync(request);
    expect(fake.incidents[0]?.notes).toHaveLength(1);
    expect(events()).toBe(1);
    expect(fake.incidents[0]?.notes[0]?.content).toContain('Likely cause: Deploy v2.4.0');
  });

  test('waits for the incident without sending the explanation again and again', async () => {
    const { fake, rig } = await startPagerDuty(true);
    // PagerDuty has accepted the trigger but has not made the incident yet.
    const handle = { dedup_key: 'x', explained: null, resolved: false };
    await expect(sync(rig, explainedMessage, handle)).rejects.toMatchObject({ retryable: true });
    await expect(sync(rig, explainedMessage, handle)).rejects.toMatchObject({ retryable: true });
    expect(fake.requests.filter(({ path }) => path === '/v2/enqueue')).toHaveLength(0);
  });

  test('does not open an incident again that a person has resolved', async () => {
    const { fake, rig } = await startPagerDuty(true);
    const { handle } = await syncAll(rig, [rawMessage]);
    await fetch(`${fake.url}/v2/enqueue`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        routing_key: fake.routingKey,
        event_action: 'resolve',
        dedup_key: handle?.['dedup_key'],
      }),
    });
    await syncAll(rig, [explainedMessage], handle);
    expect(fake.incidents).toHaveLength(1);
    expect(fake.incidents[0]?.notes).toHaveLength(1);
  });

  test('an explanation after the end becomes a note and triggers nothing', async () => {
    const { fake, rig } = await startPagerDuty(true);
    const { actions } = await syncAll(rig, [rawMessage, resolve(rawMessage), resolve(explainedMessage)]);
    expect(actions).toEqual(['posted', 'edited', 'followed_up']);
    expect(fake.incidents).toHaveLength(1);
    expect(fake.incidents[0]?.state).toBe('resolved');
    expect(fake.incidents[0]?.notes).toHaveLength(1);
  });

  test('an alert that is explained at once needs no note', async () => {
    const { fake, rig } = await startPagerDuty(true);
    await syncAll(rig, [explainedMessage, later(explainedMessage)]);
    expect(fake.requests).toHaveLength(1);
  });

  test('says what PagerDuty found wrong with an event', async () => {
    const { fake, rig } = await startPagerDuty(false);
    fake.failNext({ kind: 'invalid' });
    await expect(sync(rig, rawMessage)).rejects.toMatchObject({
      code: 'notifier_rejected',
      message: expect.stringContaining('invalid for a reason of its own'),
    });
  });
});

describe('webhook', () => {
  test('posts one body for each news, with its credentials', async () => {
    const { fake, bodies, rig } = await startWebhook();
    await syncAll(rig, [
      rawMessage,
      explainedMessage,
      { ...explainedMessage, severity: 'warning' },
      resolve(explainedMessage),
    ]);
    expect(bodies.map(({ event }) => event)).toEqual(['opened', 'explained', 'updated', 'resolved']);
    expect(fake.requests[0]?.headers).toMatchObject({ authorization: 'Bearer s3cret', 'x-team': 'sre' });
  });

  test('does not follow redirects', async () => {
    const { rig } = await startWebhook();
    rig.fail({ kind: 'captive_portal' });
    await expect(sync(rig, rawMessage)).rejects.toMatchObject({
      code: 'notifier_rejected',
      message: expect.stringContaining('redirects'),
    });
  });
});

describe('console', () => {
  test('closes with a short card when the explanation stands above', async () => {
    const { printed, rig } = await startConsole();
    await syncAll(rig, [rawMessage, explainedMessage, resolve(explainedMessage)]);
    expect(printed).toHaveLength(3);
    expect(printed[2]).toContain('RESOLVED');
    expect(printed[2]).not.toContain('What to do');
  });
});

describe('an alert that joins a group which was told already', () => {
  test('is a new post of a Slack webhook, once; one that ends is none', async () => {
    const { rig } = await startSlack('incoming');
    const worse = worsen(rawMessage);
    const less = { ...worse, firingCount: rawMessage.firingCount, alerts: rawMessage.alerts, revision: 9 };
    const { actions } = await syncAll(rig, [rawMessage, worse, worse, less]);
    expect(actions).toEqual(['posted', 'followed_up', 'unchanged', 'unchanged']);
    expect(rig.shown()).toContain('node-9');
  });

  test('is another trigger of the same incident at PagerDuty, with the new severity', async () => {
    const { fake, rig } = await startPagerDuty(false);
    const { actions } = await syncAll(rig, [rawMessage, worsen(rawMessage), worsen(rawMessage)]);
    expect(actions).toEqual(['posted', 'followed_up', 'unchanged']);
    const keys = fake.requests.map((request) => (request.body as { dedup_key?: string }).dedup_key);
    expect(new Set(keys).size).toBe(1);
    expect(fake.requests.at(-1)?.body).toMatchObject({ payload: { severity: 'critical' } });
  });
});
