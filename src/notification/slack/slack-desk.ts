import type { WebClient } from '@slack/web-api';
import type { Clock } from '../../domain/clock.ts';
import type { Secret } from '../../domain/secret.ts';
import type { NotifierDeps } from '../notifier.ts';
import { createSlackClient, type Trace } from './slack-client.ts';
import type { SlackConfig } from './slack-config.ts';
import type { SlackDialog } from './slack-dialog.ts';
import { classifySlackFailure } from './slack-errors.ts';
import type { SlackPerson } from './slack-interaction.ts';
import { isSigned, type SignedRequest } from './slack-signature.ts';
import { toSlackLine } from './slack-text.ts';

/** Where people answer the messages of one Slack app: what they press comes in, dialogs and words to one person go out. */
export interface SlackDesk {
  readonly notifier: string;
  /** Null unless buttons come over HTTP. */
  readonly verify: ((request: SignedRequest) => Promise<boolean>) | null;
  /** Set where buttons come over Socket Mode. */
  readonly socket: SlackSocketOptions | null;
  /** Slack takes a dialog within three seconds of the press. */
  readonly openDialog: (triggerId: string, dialog: SlackDialog) => Promise<void>;
  /** Tells one person in the channel, and nobody else there. */
  readonly tell: (person: SlackPerson, text: string) => Promise<void>;
  /**
   * Whether this person is one of these: "slack:U024BE7LH", or a member of the user group "slack-group:S0614TZR7". An empty
   * list is every member of the app's own workspace: people of other companies in a shared channel are not.
   */
  readonly isOneOf: (person: SlackPerson, approvers: readonly string[]) => Promise<boolean>;
}

export interface SlackSocketOptions {
  readonly appToken: Secret;
  readonly apiUrl: string;
  readonly fetch: typeof fetch;
  readonly clock: Clock;
}

/** How long it is believed who is in a user group. */
const groupTtlMs = 60_000;
const textLimit = 1500;

const groupPattern = /^slack-group:(?<group>\S+)$/;

interface Home {
  readonly teamId: string | null;
  readonly enterpriseId: string | null;
}

/** Null for a Slack notifier that nobody can answer: a webhook, or one without signing secret and app token. */
export function createSlackDesk(name: string, config: SlackConfig, deps: NotifierDeps): SlackDesk | null {
  const { bot_token: token, signing_secret: secret, app_token: appToken, api_url: apiUrl } = config;
  if (token === undefined || (secret === undefined && appToken === undefined)) return null;
  const { clock } = deps;
  const bot = token;
  const timeoutMs = config.timeout;
  const members = new Map<string, { readonly untilMs: number; readonly users: readonly string[] }>();
  let home: Home | null = null;

  async function call<T>(work: (client: WebClient) => Promise<T>): Promise<T> {
    const trace: Trace = { status: null, retryAfterMs: null };
    const signal = AbortSignal.timeout(timeoutMs);
    const client = createSlackClient({ token: bot, apiUrl, timeoutMs, signal, trace, ...deps });
    try {
      return await work(client);
    } catch (thrown) {
      throw classifySlackFailure(thrown, { notifier: name, channel: null, ...trace });
    }
  }

  async function findHome(): Promise<Home> {
    if (home !== null) return home;
    const answer = await call((client) => client.auth.test());
    home = { teamId: answer.team_id ?? null, enterpriseId: answer.enterprise_id ?? null };
    return home;
  }

  async function isAtHome(person: SlackPerson): Promise<boolean> {
    const { teamId, enterpriseId } = await findHome();
    if (person.teamId === null) return false;
    return person.teamId === teamId || (enterpriseId !== null && person.enterpriseId === enterpriseId);
  }

  async function listMembers(group: string): Promise<readonly string[]> {
    const known = members.get(group);
    if (known !== undefined && known.untilMs > clock.now()) return known.users;
    const { users = [] } = await call((client) => client.usergroups.users.list({ usergroup: group }));
    members.set(group, { untilMs: clock.now() + groupTtlMs, users });
    return users;
  }

  return {
    notifier: name,
    verify: secret === undefined ? null : (request) => isSigned(request, secret, clock.now()),
    socket: appToken === undefined ? null : { appToken, apiUrl, fetch: deps.fetch, clock },
    openDialog: async (triggerId, dialog) => {
      await call((client) => client.views.open({ trigger_id: triggerId, view: dialog }));
    },
    tell: async ({ id, channel }, text) => {
      if (channel === null) return;
      const line = toSlackLine(text, textLimit);
      await call((client) => client.chat.postEphemeral({ channel, user: id, text: line, parse: 'none' }));
    },
    isOneOf: async (person, approvers) => {
      if (approvers.length === 0) return isAtHome(person);
      if (approvers.includes(`slack:${person.id}`)) return true;
      for (const approver of approvers) {
        const group = groupPattern.exec(approver)?.groups?.['group'];
        if (group !== undefined && (await listMembers(group)).includes(person.id)) return true;
      }
      return false;
    },
  };
}
