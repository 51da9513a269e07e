import { z } from 'zod';
import type { AnalysisJudgement, ReviewOutcome } from '../../domain/review.ts';
import {
  JudgeValue,
  OutcomeValue,
  ReviewValue,
  readJudgeAction,
  readOutcomeAction,
  reviewActions,
} from './slack-actions.ts';

/** Who pressed a button, and where it is told to them what came of it. */
export interface SlackPerson {
  readonly id: string;
  /** "slack:U024BE7LH ana", as the audit log has it. */
  readonly name: string;
  /** The workspace that they belong to; null where Slack does not say. */
  readonly teamId: string | null;
  readonly enterpriseId: string | null;
  readonly channel: string | null;
}

type Decision = 'approved' | 'rejected';

/** What somebody wants, by a button or a dialog in Slack. `nothing`: not one of ours, or nothing to be done. */
export type SlackInteraction =
  | {
      readonly kind: 'ask_reason';
      readonly decision: Decision;
      readonly value: ReviewValue;
      readonly triggerId: string;
    }
  | {
      readonly kind: 'decide';
      readonly decision: Decision;
      readonly value: ReviewValue;
      readonly reason: string | null;
    }
  | { readonly kind: 'outcome'; readonly review: string; readonly outcome: ReviewOutcome }
  | {
      readonly kind: 'judge';
      readonly judgement: AnalysisJudgement;
      readonly value: JudgeValue;
      readonly triggerId: string;
    }
  | {
      readonly kind: 'note';
      readonly judgement: AnalysisJudgement;
      readonly value: JudgeValue;
      readonly note: string | null;
    }
  | { readonly kind: 'nothing' };

export interface ReceivedInteraction {
  readonly interaction: SlackInteraction;
  readonly person: SlackPerson;
}

/** What a dialog remembers between its opening and its end; https://docs.slack.dev/reference/views: at most 3,000 characters. */
export const DialogMemory = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('decide'),
    decision: z.enum(['approved', 'rejected']),
    value: ReviewValue,
    channel: z.string().nullable(),
  }),
  z.strictObject({
    kind: z.literal('note'),
    judgement: z.enum(['right', 'partly', 'wrong']),
    value: JudgeValue,
    channel: z.string().nullable(),
  }),
]);
export type DialogMemory = z.infer<typeof DialogMemory>;

/** The one input of our dialogs. */
export const inputIds = { block: 'text', action: 'text' } as const;

const User = z.object({
  id: z.string().regex(/^[A-Z0-9]{2,40}$/),
  username: z.string().nullish(),
  name: z.string().nullish(),
  team_id: z.string().nullish(),
});
const sender = { user: User, enterprise: z.object({ id: z.string() }).nullish() };

/** https://docs.slack.dev/reference/interaction-payloads/block_actions-payload */
const BlockActions = z.object({
  type: z.literal('block_actions'),
  ...sender,
  trigger_id: z.string(),
  channel: z.object({ id: z.string() }).nullish(),
  actions: z.array(z.object({ action_id: z.string(), value: z.string().nullish() })).min(1),
});

/** https://docs.slack.dev/reference/interaction-payloads/view-interactions-payload */
const ViewSubmission = z.object({
  type: z.literal('view_submission'),
  ...sender,
  view: z.object({
    private_metadata: z.string(),
    state: z.object({
      values: z.record(z.string(), z.record(z.string(), z.object({ value: z.string().nullish() }))),
    }),
  }),
});

const Payload = z.discriminatedUnion('type', [BlockActions, ViewSubmission]);

function toPerson({ user, enterprise }: z.infer<typeof Payload>, channel: string | null): SlackPerson {
  const shown = (user.username ?? user.name ?? '').replaceAll(/[^\p{L}\p{N}._-]/gu, '').slice(0, 80);
  return {
    id: user.id,
    name: `slack:${user.id}${shown === '' ? '' : ` ${shown}`}`,
    teamId: user.team_id ?? null,
    enterpriseId: enterprise?.id ?? null,
    channel,
  };
}

function parseJson(text: string | null | undefined): unknown {
  try {
    return JSON.parse(text ?? '');
  } catch {
    return null;
  }
}

const nothing = { kind: 'nothing' } as const;

function parseAction(payload: z.infer<typeof BlockActions>): SlackInteraction {
  const [action] = payload.actions;
  if (action === undefined) return nothing;
  const { action_id: id } = action;
  const value = parseJson(action.value);
  const triggerId = payload.trigger_id;
  if (id in reviewActions) {
    const parsed = ReviewValue.safeParse(value);
    const decision = reviewActions[id as keyof typeof reviewActions];
    return parsed.success ? { kind: 'ask_reason', decision, value: parsed.data, triggerId } : nothing;
  }
  const outcome = readOutcomeAction(id);
  if (outcome !== null) {
    const parsed = OutcomeValue.safeParse(value);
    return parsed.success ? { kind: 'outcome', review: parsed.data.review, outcome } : nothing;
  }
  const judgement = readJudgeAction(id);
  const parsed = JudgeValue.safeParse(value);
  return judgement !== null && parsed.success
    ? { kind: 'judge', judgement, value: parsed.data, triggerId }
    : nothing;
}

function parseSubmission({ view }: z.infer<typeof ViewSubmission>): {
  readonly interaction: SlackInteraction;
  readonly channel: string | null;
} {
  const memory = DialogMemory.safeParse(parseJson(view.private_metadata));
  if (!memory.success) return { interaction: nothing, channel: null };
  const text = (view.state.values[inputIds.block]?.[inputIds.action]?.value ?? '').trim() || null;
  const { data } = memory;
  const interaction: SlackInteraction =
    data.kind === 'decide'
      ? { kind: 'decide', decision: data.decision, value: data.value, reason: text }
      : { kind: 'note', judgement: data.judgement, value: data.value, note: text };
  return { interaction, channel: data.channel };
}

/** What an interaction payload asks for; null when it is none that we know, such as a closed dialog. */
export function parseInteraction(payload: unknown): ReceivedInteraction | null {
  const parsed = Payload.safeParse(payload);
  if (!parsed.success) return null;
  const { data } = parsed;
  if (data.type === 'block_actions') {
    return { interaction: parseAction(data), person: toPerson(data, data.channel?.id ?? null) };
  }
  const { interaction, channel } = parseSubmission(data);
  return { interaction, person: toPerson(data, channel) };
}

/** The payload of a request over HTTP, which is a form with one field; null when it is not. */
export function readFormPayload(rawBody: string): unknown {
  return parseJson(new URLSearchParams(rawBody).get('payload'));
}
