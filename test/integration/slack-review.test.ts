import { afterEach, describe, expect, test } from 'vitest';
import { startFakeAnthropic } from '../fakes/anthropic.ts';
import { type FakeSlack, type FakeSlackOptions, startFakeSlack } from '../fakes/slack.ts';
import { listButtons } from '../fakes/slack-people.ts';
import { waitFor } from '../servers/wait-for.ts';
import { type ServiceRig, startService } from './service-rig.ts';
import {
  ana,
  bob,
  command,
  createLateClock,
  dryRun,
  press,
  queueCommand,
  send,
  sha256,
  stranger,
  submit,
  undo,
  untilShown,
  untilWhispered,
} from './slack-rig.ts';

const running: { stop(): Promise<void> }[] = [];
const keep = <T extends { stop(): Promise<void> }>(server: T): T => {
  running.push(server);
  return server;
};
afterEach(async () => {
  for (const server of running.splice(0).reverse()) await server.stop();
});

interface Rig {
  readonly slack: FakeSlack;
  readonly service: ServiceRig;
  readonly clock: ReturnType<typeof createLateClock>;
}

async function start(
  options: {
    readonly approvers?: readonly string[];
    readonly slack?: FakeSlackOptions;
    readonly mode?: 'http' | 'socket' | 'none';
    readonly extra?: Readonly<Record<string, unknown>>;
  } = {},
): Promise<Rig> {
  const slack = keep(await startFakeSlack(options.slack));
  const clock = createLateClock();
  const modes = {
    http: { signing_secret: slack.signingSecret },
    socket: { app_token: slack.appToken },
    none: {},
  };
  const notifier = { type: 'slack', bot_token: slack.token, channel: '#alerts', api_url: slack.apiUrl };
  const config = {
    notifiers: [{ ...notifier, messages_per_second: 1000, ...modes[options.mode ?? 'http'] }],
    route: { notifiers: ['slack'], approvers: options.approvers ?? [] },
    ...options.extra,
  };
  const service = keep(await startService(config, clock));
  return { slack, service, clock };
}

const actionsOf = async (service: ServiceRig): Promise<readonly string[]> =>
  (await service.bridge.listAudit({ afterSeq: 0, limit: 100 }))
    .map((entry) => `${entry.action} ${entry.actor}`)
    .filter((text) => !text.startsWith('config_loaded'));

describe('a command that waits for a decision, in Slack', () => {
  test('is approved with a reason, shown with its dry run first, and asked after', async () => {
    const { slack, service } = await start({ approvers: [`slack:${ana.id}`] });
    await queueCommand(service);
    const waiting = await untilShown(slack, 'Waits for a decision');
    expect(waiting.shown).toContain(command);
    expect(waiting.shown).not.toContain(dryRun);
    expect(waiting.shown).toContain(`_To undo it:_ ${undo}`);

    const pressed = await send(service, slack, press(slack, 'review_approve', ana));
    expect(pressed).toEqual({ status: 200, json: {} });
    const dialog = await submit(slack, ana, 'the deploy is the cause');
    expect(JSON.stringify(slack.dialogs[0])).toContain(command);
    expect(JSON.stringify(slack.dialogs[0])).toContain(undo);
    expect(await send(service, slack, dialog)).toEqual({ status: 200, json: { response_action: 'clear' } });

    const approved = await untilShown(slack, 'Approved');
    expect(approved.shown).toContain(`_To undo it:_ ${undo}`);
    expect(approved.shown).toMatch(/by ana at \d\d:\d\d UTC: the deploy is the cause/);
    expect(approved.shown.indexOf(dryRun)).toBeGreaterThan(0);
    expect(approved.shown.lastIndexOf(`${command}\n`)).toBeGreaterThan(approved.shown.indexOf(dryRun));
    expect(slack.messages('#alerts')).toHaveLength(1);

    await send(service, slack, press(slack, 'outcome_worked', bob));
    const done = await untilShown(slack, 'it worked (bob)');
    expect(listButtons(done).map((button) => button['action_id'])).toEqual([
      'judge_right',
      'judge_partly',
      'judge_wrong',
    ]);
    expect(await actionsOf(service)).toEqual([
      'review_created service',
      `review_approved slack:${ana.id} ana`,
      `review_outcome slack:${bob.id} bob`,
    ]);
    const [review] = await service.bridge.listReviews('approved', 1);
    expect(review).toMatchObject({
      decidedVia: 'slack',
      reason: 'the deploy is the cause',
      sha256: sha256(command),
      outcome: 'worked',
    });
  });

  test('is rejected, with who and why', async () => {
    const { slack, service } = await start();
    await queueCommand(service);
    await untilShown(slack, 'Waits for a decision');
    await send(service, slack, press(slack, 'review_reject', bob));
    await send(service, slack, await submit(slack, bob, 'not at night'));
    const message = await untilShown(slack, 'Rejected');
    expect(message.shown).toMatch(/by bob at .*: not at night/);
    expect(listButtons(message).map((button) => button['action_id'])).not.toContain('review_approve');
  });

  test('ends after four hours, and whoever comes later is told', async () => {
    const { slack, service, clock } = await start();
    await queueCommand(service);
    await untilShown(slack, 'Waits for a decision');
    const late = press(slack, 'review_approve', ana);
    clock.later(4 * 3_600_000 + 1000);
    await send(service, slack, late, { atMs: clock.now() });
    expect(await untilWhispered(slack, 'nobody decided in time')).toBe(ana.id);
    await untilShown(slack, 'Nobody decided');
    expect(await actionsOf(service)).toContain('review_expired service');
  });

  test.each([
    ['one who is not named', [`slack:${bob.id}`], ana],
    ['one who is not in the group', ['slack-group:S0000000001'], ana],
    ['one whose group Slack does not know', ['slack-group:S0000000099'], ana],
    ['one of another company in a shared channel', [], stranger],
    ['anybody, where only groups of the page are named', ['group:sre'], ana],
  ])('cannot be decided by %s, with or without a dialog', async (_, approvers, user) => {
    const { slack, service } = await start({
      approvers,
      slack: { userGroups: { S0000000001: [bob.id] } },
    });
    const { review } = await queueCommand(service);
    await untilShown(slack, 'Waits for a decision');
    await send(service, slack, press(slack, 'review_approve', user));
    await waitFor(() => slack.whispers.length > 0, { what: 'they are told', timeoutMs: 10_000 });
    expect(slack.whispers[0]?.user).toBe(user.id);
    expect(slack.dialogs).toEqual([]);

    const memory = {
      kind: 'decide',
      decision: 'approved',
      value: { review: review.id, sha256: review.sha256 },
      channel: null,
    };
    const forced = {
      type: 'view_submission',
      user: { id: user.id, username: user.name, team_id: user.teamId ?? 'T000' },
      view: { private_metadata: JSON.stringify(memory), state: { values: {} } },
    };
    const { json } = await send(service, slack, forced);
    expect(json['response_action']).toBe('update');
    expect((await service.bridge.listReviews('pending', 10)).map(({ id }) => id)).toEqual([review.id]);
  });

  test('can be decided by a member of a user group', async () => {
    const { slack, service } = await start({
      approvers: ['slack-group:S0000000001'],
      slack: { userGroups: { S0000000001: [bob.id] } },
    });
    await queueCommand(service);
    await untilShown(slack, 'Waits for a decision');
    await send(service, slack, press(slack, 'review_approve', bob));
    await send(service, slack, await submit(slack, bob, ''));
    expect((await untilShown(slack, 'Approved')).shown).toContain('by bob');
  });

  test('is not decided by a dialog about other bytes', async () => {
    const { slack, service } = await start();
    const { review } = await queueCommand(service);
    await untilShown(slack, 'Waits for a decision');
    await send(service, slack, press(slack, 'review_approve', ana));
    const dialog = await submit(slack, ana, '');
    const forged = JSON.parse(JSON.stringify(dialog).replaceAll(review.sha256, sha256('rm -rf /'))) as object;
    const { json } = await send(service, slack, forged);
    expect(JSON.stringify(json)).toContain('not the command that was shown');
    expect(await service.bridge.listReviews('approved', 1)).toEqual([]);
  });

  test('has no buttons where it cannot be shown whole', async () => {
    const { slack, service } = await start();
    await queueCommand(service, `kubectl annotate node n ${'a'.repeat(1200)}=1`);
    const message = await untilShown(slack, 'Waits for a decision');
    expect(message.shown).toContain('it cannot be shown whole here');
    expect(listButtons(message).map((button) => button['action_id'])).not.toContain('review_approve');
  });

  test('has no buttons where Slack would tell nobody of them', async () => {
    const { slack, service } = await start({ mode: 'none' });
    await queueCommand(service);
    expect(listButtons(await untilShown(slack, 'Waits for a decision'))).toEqual([]);
    expect((await send(service, slack, {})).status).toBe(404);
  });

  test('is told to the person when the dialog could not be opened in time', async () => {
    const { slack, service } = await start();
    await queueCommand(service);
    await untilShown(slack, 'Waits for a decision');
    const pressed = press(slack, 'review_approve', ana);
    slack.expireTriggers();
    expect((await send(service, slack, pressed)).status).toBe(200);
    expect(await untilWhispered(slack, 'expired_trigger_id')).toBe(ana.id);
  });
});

describe('what Slack did not send just now', () => {
  test('is refused when it is replayed after five minutes', async () => {
    const { slack, service, clock } = await start();
    await queueCommand(service);
    await untilShown(slack, 'Waits for a decision');
    await send(service, slack, press(slack, 'review_approve', ana));
    const dialog = await submit(slack, ana, 'yes');
    const sentAtMs = clock.now();
    clock.later(301_000);
    const replayed = await send(service, slack, dialog, { atMs: sentAtMs });
    expect(replayed.status).toBe(401);
    expect(await service.bridge.listReviews('approved', 1)).toEqual([]);
    expect((await send(service, slack, dialog, { atMs: clock.now() })).json).toEqual({
      response_action: 'clear',
    });
  });

  test.each([
    ['signed with another secret', { secret: 'another-secret' }],
    ['from the future', { atMs: Date.now() + 360_000 }],
  ])('is refused when it is %s', async (_, signing) => {
    const { slack, service } = await start();
    await queueCommand(service);
    await untilShown(slack, 'Waits for a decision');
    const { status } = await send(service, slack, press(slack, 'review_approve', ana), signing);
    expect(status).toBe(401);
    expect(slack.dialogs).toEqual([]);
  });

  test.each([
    ['without headers', {}],
    [
      'with an empty signature',
      { 'x-slack-request-timestamp': String(Math.floor(Date.now() / 1000)), 'x-slack-signature': '' },
    ],
    ['with a time that is none', { 'x-slack-request-timestamp': 'NaN', 'x-slack-signature': 'v0=00' }],
    [
      'with a signature of another version',
      { 'x-slack-request-timestamp': String(Math.floor(Date.now() / 1000)), 'x-slack-signature': 'v1=00' },
    ],
  ])('is refused %s', async (_, headers) => {
    const { service } = await start();
    const { status } = await service.post('/slack/interactions', 'payload=%7B%7D', headers);
    expect(status).toBe(401);
  });

  test('is refused when its body was changed on the way', async () => {
    const { slack, service } = await start();
    await queueCommand(service);
    await untilShown(slack, 'Waits for a decision');
    const { signPayload } = await import('../fakes/slack-people.ts');
    const { body, headers } = signPayload(press(slack, 'review_approve', ana), {
      secret: slack.signingSecret,
      atMs: Date.now(),
    });
    const { status } = await service.post('/slack/interactions', body.replace(ana.id, bob.id), headers);
    expect(status).toBe(401);
  });

  test('is answered 200 and ignored when it is signed but nothing that we know', async () => {
    const { slack, service } = await start();
    for (const payload of [{}, { type: 'view_closed' }, { type: 'block_actions', user: { id: 'U1' } }])
      expect(await send(service, slack, payload)).toEqual({ status: 200, json: {} });
  });
});

const sentence = { text: 'The cause is not known.', evidence: ['E1'] };
const explanation = {
  headline: sentence,
  root_cause: { ...sentence, status: 'inconclusive' },
  alternatives: [],
  impact: { ...sentence, level: 'medium' },
  remediation: [],
  investigation: [],
  prevention: [],
  disproof: null,
};

describe('an explanation, judged with one tap', () => {
  async function startWithModel(): Promise<Rig> {
    const model = keep(await startFakeAnthropic({ answer: () => explanation }));
    return start({
      extra: {
        reasoning: { models: [{ type: 'anthropic', api_key: model.apiKey, base_url: model.baseUrl }] },
      },
    });
  }

  test('is right at once, and kept with model and prompt', async () => {
    const { slack, service } = await startWithModel();
    const { incidentId } = await queueCommand(service);
    await send(service, slack, press(slack, 'judge_right', ana));
    await untilShown(slack, 'Judged: right (ana)');
    expect(slack.dialogs).toEqual([]);
    const detail = await service.bridge.readIncident(incidentId);
    expect(detail?.feedback).toMatchObject([
      { judgement: 'right', via: 'slack', promptVersion: expect.any(Number) },
    ]);
    expect(detail?.feedback[0]?.model).toContain('claude');
    const entries = await service.bridge.listAudit({ afterSeq: 0, limit: 100 });
    expect(entries.find((entry) => entry.action === 'feedback')?.detail).toMatchObject({
      judgement: 'right',
      prompt_version: detail?.feedback[0]?.promptVersion,
    });
  });

  test('is wrong at once, and what it was is asked for', async () => {
    const { slack, service } = await startWithModel();
    const { incidentId } = await queueCommand(service);
    await send(service, slack, press(slack, 'judge_wrong', bob));
    await untilShown(slack, 'Judged: wrong (bob)');
    expect(await send(service, slack, await submit(slack, bob, 'the certificate had expired'))).toMatchObject(
      { status: 200 },
    );
    await untilShown(slack, 'wrong (bob): the certificate had expired');
    const detail = await service.bridge.readIncident(incidentId);
    expect(detail?.feedback).toMatchObject([{ judgement: 'wrong', note: 'the certificate had expired' }]);
  });

  test('is not judged by people of another company', async () => {
    const { slack, service } = await startWithModel();
    const { incidentId } = await queueCommand(service);
    await send(service, slack, press(slack, 'judge_wrong', stranger));
    expect(await untilWhispered(slack, 'only members of this workspace')).toBe(stranger.id);
    expect((await service.bridge.readIncident(incidentId))?.feedback).toEqual([]);
  });
});

describe('over Socket Mode', () => {
  const connected = (slack: FakeSlack) =>
    waitFor(() => slack.socket.connections() === 1, { what: 'one connection', timeoutMs: 20_000 });

  test('a command is approved, and nothing comes in over HTTP', async () => {
    const { slack, service } = await start({ mode: 'socket' });
    await connected(slack);
    await queueCommand(service);
    await untilShown(slack, 'Waits for a decision');
    await slack.socket.send(press(slack, 'review_approve', ana));
    const answer = await slack.socket.send(await submit(slack, ana, 'go'));
    expect(answer).toEqual({ response_action: 'clear' });
    expect((await untilShown(slack, 'Approved')).shown).toContain('by ana');
    expect((await send(service, slack, {})).status).toBe(404);
  });

  test('a connection that Slack renews, or that breaks, is made again', async () => {
    const { slack, service } = await start({ mode: 'socket' });
    await connected(slack);
    const opened = () => slack.requests.filter(({ path }) => path.endsWith('apps.connections.open')).length;
    slack.socket.refresh();
    await waitFor(() => opened() === 2, { what: 'a second connection', timeoutMs: 20_000 });
    await connected(slack);
    slack.socket.cut();
    await waitFor(() => opened() === 3, { what: 'a third connection', timeoutMs: 20_000 });
    await connected(slack);
    await queueCommand(service);
    await untilShown(slack, 'Waits for a decision');
    await slack.socket.send(press(slack, 'review_reject', bob));
    await slack.socket.send(await submit(slack, bob, 'no'));
    await untilShown(slack, 'Rejected');
  });

  test('an app token that Slack refuses ends nothing, and is said', async () => {
    const { slack, service } = await start({
      mode: 'none',
      extra: {},
    });
    const second = keep(
      await startService({
        notifiers: [
          {
            type: 'slack',
            bot_token: slack.token,
            channel: '#alerts',
            api_url: slack.apiUrl,
            app_token: 'xapp-wrong',
          },
        ],
        route: { notifiers: ['slack'] },
      }),
    );
    await waitFor(() => second.logged().includes('not connected to Slack'), {
      what: 'it is logged',
      timeoutMs: 20_000,
    });
    expect(second.logged()).toContain('invalid_auth');
    expect(second.logged()).not.toContain('xapp-wrong');
    await queueCommand(second);
    await untilShown(slack, 'Waits for a decision');
    expect(service.logged()).not.toContain('not connected');
  });
});
