import { randomUUID } from 'node:crypto';
import { createFailurePlan, type FailureControls, retryAfterHeader } from './failure-plan.ts';
import { type HttpFake, type RecordedRequest, type Reply, startHttpFake } from './http-fake.ts';
import { asList, asObject, asText, type JsonObject, parseJson } from './json.ts';
import { findDialogProblem, findSlackProblem } from './slack-limits.ts';
import { type FakeSlackSocket, startFakeSlackSocket } from './slack-socket.ts';
import { createSlackStore, type SlackBlock, type SlackMessage } from './slack-store.ts';

export type SlackFailure =
  /** 429, with or without Retry-After. */
  | { readonly kind: 'rate_limited'; readonly retryAfterS?: number }
  /** HTTP 200 with `ok: false`; a 400 with the word as its body from a webhook. */
  | { readonly kind: 'error'; readonly error: string }
  /** 5xx with a page of text. */
  | { readonly kind: 'status'; readonly status: number }
  /** The connection breaks after the body was read; `stored` says whether Slack has done what was asked. */
  | { readonly kind: 'reset'; readonly stored: boolean }
  | { readonly kind: 'hang'; readonly stored?: boolean };

export type FakeSlackOptions = {
  readonly port?: number;
  readonly token?: string;
  /** Names with `#`; `#alerts` alone if left out. */
  readonly channels?: readonly string[];
  /** Where the incoming webhook posts; the first channel if left out. */
  readonly webhookChannel?: string;
  /** User groups by id, with the ids of their members. */
  readonly userGroups?: Readonly<Record<string, readonly string[]>>;
};

export type FakeSlack = HttpFake &
  FailureControls<SlackFailure> & {
    readonly token: string;
    /** For `slackApiUrl` of @slack/web-api. */
    readonly apiUrl: string;
    readonly webhookUrl: string;
    /** The id of a channel by name, as the answers give it and `chat.update` wants it. */
    channelId(name: string): string;
    /** Messages of a channel by name or id, oldest first, thread replies too. */
    messages(channel: string): readonly SlackMessage[];
    /** With which Slack signs what people press. */
    readonly signingSecret: string;
    /** For Socket Mode. */
    readonly appToken: string;
    readonly socket: FakeSlackSocket;
    /** A new trigger, as a press of a button brings it along: good for one dialog. */
    createTrigger(): string;
    /** As if three seconds had passed. */
    expireTriggers(): void;
    /** Dialogs that were opened, oldest first. */
    readonly dialogs: readonly JsonObject[];
    /** What was told to one person alone, oldest first. */
    readonly whispers: readonly SlackWhisper[];
    /** What was uploaded and shared, oldest first. */
    readonly files: readonly SlackFile[];
    /** From now on a method is refused with this word, as without its scope. */
    refuse(method: string, error: string): void;
  };

export type SlackWhisper = { readonly channel: string; readonly user: string; readonly text: string };

export type SlackFile = {
  readonly channel: string;
  readonly threadTs: string | undefined;
  readonly title: string;
  readonly name: string;
  readonly bytes: Buffer;
};

const webhookPath = '/services/T000/B000/XXXX';

/**
 * Slack's Web API (`auth.test`, `chat.postMessage`, `chat.update`) and one incoming webhook. It checks tokens, channels
 * and the documented limits as Slack does and keeps every version of every message.
 */
export async function startFakeSlack(options: FakeSlackOptions = {}): Promise<FakeSlack> {
  const token = options.token ?? 'xoxb-fake-bot-token';
  const channels = options.channels ?? ['#alerts'];
  const idOf = (name: string) => `C${String(channels.indexOf(name) + 1).padStart(10, '0')}`;
  const ids = new Map(
    channels.flatMap((name) => [name, name.slice(1), idOf(name)].map((key) => [key, idOf(name)])),
  );
  const webhookChannel = ids.get(options.webhookChannel ?? channels[0] ?? '') ?? '';
  const store = createSlackStore();
  const socket = await startFakeSlackSocket();
  const appToken = 'xapp-fake-app-token';
  const triggers = new Set<string>();
  const expired = new Set<string>();
  const dialogs: JsonObject[] = [];
  const whispers: SlackWhisper[] = [];
  const files: SlackFile[] = [];
  const refusals = new Map<string, string>();
  const uploads = new Map<string, { name: string; length: number; bytes: Buffer | null }>();
  const plan = createFailurePlan<SlackFailure>();

  const methods: Readonly<Record<string, (args: JsonObject) => Reply>> = {
    'views.open': (args) => {
      const trigger = asText(args['trigger_id']) ?? '';
      if (expired.has(trigger)) return refused('expired_trigger_id');
      if (!triggers.delete(trigger)) return refused('invalid_trigger_id');
      const problem = findDialogProblem(asObject(args['view']));
      if (problem !== undefined) return refused('invalid_arguments', [problem]);
      dialogs.push(asObject(args['view']));
      return ok({ view: { id: 'V000', ...asObject(args['view']) } });
    },
    'chat.postEphemeral': (args) => {
      const channel = ids.get(asText(args['channel']) ?? '');
      if (channel === undefined) return refused('channel_not_found');
      const text = asText(args['text']) ?? '';
      if (text === '') return refused('no_text');
      whispers.push({ channel, user: asText(args['user']) ?? '', text });
      return ok({ message_ts: '1.0' });
    },
    'usergroups.users.list': (args) => {
      const users = options.userGroups?.[asText(args['usergroup']) ?? ''];
      return users === undefined ? refused('no_such_subteam') : ok({ users });
    },
    'files.getUploadURLExternal': (args) => {
      const id = `F${String(uploads.size + 1).padStart(10, '0')}`;
      uploads.set(id, { name: asText(args['filename']) ?? '', length: Number(args['length']), bytes: null });
      return ok({ upload_url: `${fake.url}/upload/v1/${id}`, file_id: id });
    },
    'files.completeUploadExternal': (args) => {
      const channel = asText(args['channel_id']) ?? '';
      if (ids.get(channel) !== channel) return refused('channel_not_found');
      for (const given of asList(args['files'])) {
        const { id, title } = asObject(given);
        const upload = uploads.get(String(id));
        if (upload?.bytes == null) return refused('file_not_found');
        const threadTs = asText(args['thread_ts']);
        files.push({ channel, threadTs, title: asText(title) ?? '', name: upload.name, bytes: upload.bytes });
      }
      return ok({ files: [] });
    },
    'chat.getPermalink': (args) => {
      const channel = asText(args['channel']) ?? '';
      const ts = asText(args['message_ts']) ?? '';
      if (ids.get(channel) !== channel) return refused('channel_not_found');
      if (!store.has(channel, ts)) return refused('message_not_found');
      const permalink = `https://fake.slack.com/archives/${channel}/p${ts.replace('.', '')}`;
      return ok({ channel, permalink });
    },
    'auth.test': () => ok({ team_id: 'T000', user_id: 'U000', bot_id: 'B000', user: 'bridge' }),
    'chat.postMessage': (args) => {
      const channel = ids.get(asText(args['channel']) ?? '');
      if (channel === undefined) return refused('channel_not_found');
      const content = contentOf(args);
      const refusal = refuseContent(content);
      if (refusal !== undefined) return refusal;
      const ts = store.post(channel, asText(args['thread_ts']), content);
      return ok({ channel, ts, message: { type: 'message', bot_id: 'B000', ts, ...content } });
    },
    'chat.update': (args) => {
      const channel = asText(args['channel']) ?? '';
      const ts = asText(args['ts']) ?? '';
      // Unlike chat.postMessage it takes the id only.
      if (ids.get(channel) !== channel) return refused('channel_not_found');
      if (!store.has(channel, ts)) return refused('message_not_found');
      const content = contentOf(args);
      const refusal = refuseContent(content);
      if (refusal !== undefined) return refusal;
      store.edit(channel, ts, content);
      return ok({ channel, ts, text: content.text ?? '', message: { type: 'message', ts, ...content } });
    },
  };

  function callMethod(request: RecordedRequest): Reply {
    const args = argumentsOf(request);
    const given = request.headers['authorization']?.replace(/^Bearer /, '') ?? asText(args['token']);
    if (given === undefined) return refused('not_authed');
    if (request.path === '/api/apps.connections.open')
      return given === appToken ? ok({ url: socket.createUrl() }) : refused('invalid_auth');
    const method = methods[request.path.replace('/api/', '')];
    if (method === undefined) return refused('unknown_method');
    const word = refusals.get(request.path.replace('/api/', ''));
    if (word !== undefined) return refused(word);
    return given === token ? method(args) : refused('invalid_auth');
  }

  /** Slack takes exactly as many bytes as were announced. */
  function takeUpload({ path, bytes }: RecordedRequest): Reply {
    const upload = uploads.get(path.split('/').at(-1) ?? '');
    if (upload === undefined) return { status: 404, body: 'not found' };
    if (upload.length !== bytes.length) return { status: 400, body: 'length does not match' };
    upload.bytes = bytes;
    return { status: 200, body: `OK - ${bytes.length}` };
  }

  function callWebhook(request: RecordedRequest): Reply {
    if (request.path !== webhookPath) return { status: 404, body: 'no_service' };
    const args = webhookArguments(request);
    if (args === undefined) return { status: 400, body: 'invalid_payload' };
    const content = contentOf(args);
    if (isEmpty(content)) return { status: 400, body: 'no_text' };
    const problem = findSlackProblem(content.text, content.blocks ?? []);
    if (problem !== undefined) return { status: 400, body: problem.error };
    store.post(webhookChannel, asText(args['thread_ts']), content);
    return { status: 200, headers: { 'content-type': 'text/html' }, body: 'ok' };
  }

  const fake = await startHttpFake({
    port: options.port,
    handle(request) {
      const isWebhook = request.path.startsWith('/services/');
      if (request.path.startsWith('/upload/')) return takeUpload(request);
      const act = () => (isWebhook ? callWebhook(request) : callMethod(request));
      const failure = plan.take();
      return failure === undefined ? act() : fail(failure, isWebhook, act);
    },
  });
  return {
    ...fake,
    failNext: plan.failNext,
    failAlways: plan.failAlways,
    stop: async () => {
      await socket.stop();
      await fake.stop();
    },
    token,
    signingSecret: 'fake-signing-secret-0123456789abcdef',
    appToken,
    socket,
    createTrigger: () => {
      const trigger = randomUUID();
      triggers.add(trigger);
      return trigger;
    },
    expireTriggers: () => {
      for (const trigger of triggers) expired.add(trigger);
    },
    dialogs,
    whispers,
    files,
    refuse: (method, error) => void refusals.set(method, error),
    apiUrl: `${fake.url}/api/`,
    webhookUrl: fake.url + webhookPath,
    channelId: idOf,
    messages: (channel) => store.list(ids.get(channel) ?? channel),
  };
}

function fail(failure: SlackFailure, isWebhook: boolean, act: () => Reply): Reply {
  switch (failure.kind) {
    case 'rate_limited': {
      const body = isWebhook ? 'rate_limited' : { ok: false, error: 'ratelimited' };
      return { status: 429, headers: retryAfterHeader(failure.retryAfterS), body };
    }
    case 'error':
      return isWebhook ? { status: 400, body: failure.error } : refused(failure.error);
    case 'status':
      return { status: failure.status, headers: { 'content-type': 'text/html' }, body: 'Server Error' };
    case 'reset':
    case 'hang':
      if (failure.stored === true) act();
      return failure.kind;
  }
}

type Content = { readonly text: string | undefined; readonly blocks: readonly SlackBlock[] | undefined };

function contentOf(args: JsonObject): Content {
  return { text: asText(args['text']), blocks: args['blocks'] as readonly SlackBlock[] | undefined };
}

function isEmpty({ text, blocks }: Content): boolean {
  return (text ?? '') === '' && asList(blocks).length === 0;
}

function refuseContent(content: Content): Reply | undefined {
  if (content.blocks !== undefined && !Array.isArray(content.blocks)) return refused('invalid_blocks_format');
  if (isEmpty(content)) return refused('no_text');
  const problem = findSlackProblem(content.text, content.blocks ?? []);
  return problem === undefined ? undefined : refused(problem.error, problem.messages);
}

/** A form carries structured arguments as JSON text; @slack/web-api sends forms. */
function argumentsOf({ body, headers, query }: RecordedRequest): JsonObject {
  const args = { ...query, ...asObject(body) };
  if (headers['content-type']?.includes('json') === true) return args;
  const structured = ['blocks', 'view', 'files'].flatMap((key) => {
    const text = asText(args[key]);
    return text === undefined ? [] : [[key, parseJson(text) ?? text]];
  });
  return { ...args, ...Object.fromEntries(structured) };
}

/** A webhook takes JSON whatever the content type says, or a form field `payload`. */
function webhookArguments({ body, rawBody }: RecordedRequest): JsonObject | undefined {
  const args = parseJson(asText(asObject(body)['payload']) ?? rawBody);
  return typeof args === 'object' && args !== null ? asObject(args) : undefined;
}

function ok(fields: object): Reply {
  return { body: { ok: true, ...fields } };
}

function refused(error: string, messages: readonly string[] = []): Reply {
  return {
    body: {
      ok: false,
      error,
      ...(messages.length > 0 && { errors: messages, response_metadata: { messages } }),
    },
  };
}
