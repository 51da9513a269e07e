import type { ViewsOpenArguments } from '@slack/web-api';
import type { AnalysisJudgement, Review } from '../../domain/review.ts';
import { formatClockTime } from '../../domain/time.ts';
import { toStepCode } from '../message-text.ts';
import { type DialogMemory, inputIds } from './slack-interaction.ts';
import { toSection } from './slack-layout.ts';
import { canFence, toSlackCode, toSlackLine } from './slack-text.ts';

export type SlackDialog = Extract<ViewsOpenArguments['view'], { type: 'modal' }>;

/** https://docs.slack.dev/reference/views/modal-views: titles and buttons of a dialog have 24 characters. */
const titles = {
  approved: { title: 'Approve a command', submit: 'Approve' },
  rejected: { title: 'Reject a command', submit: 'Reject' },
} as const;

const effectLimit = 400;
const textLimit = 1000;

const plain = (text: string) => ({ type: 'plain_text' as const, text, emoji: false });

function toInput(label: string, placeholder: string, optional: boolean): SlackDialog['blocks'][number] {
  return {
    type: 'input',
    block_id: inputIds.block,
    optional,
    label: plain(label),
    element: {
      type: 'plain_text_input',
      action_id: inputIds.action,
      multiline: true,
      max_length: textLimit,
      placeholder: plain(placeholder),
    },
  };
}

interface DecisionDialog {
  readonly review: Review;
  readonly decision: 'approved' | 'rejected';
  readonly channel: string | null;
  readonly nowMs: number;
}

/** Shows the whole command once more and asks why; null when it cannot be shown whole, so that nobody may decide here. */
export function toDecisionDialog({ review, decision, channel, nowMs }: DecisionDialog): SlackDialog | null {
  const code = toStepCode({ verdict: 'shown', text: review.command }, canFence);
  if (!code.shown) return null;
  const { title, submit } = titles[decision];
  const value = { review: review.id, sha256: review.sha256 };
  const memory: DialogMemory = { kind: 'decide', decision, value, channel };
  const effect = toSlackLine(review.effect, effectLimit);
  const undo = review.undo === null ? '' : toSlackLine(review.undo, effectLimit);
  const lines = [
    effect === '' ? null : `*What it changes:* ${effect}`,
    toSlackCode(code.text),
    undo === '' ? null : `*To undo it:* ${undo}`,
    `Waits until ${formatClockTime(review.expiresAtMs, nowMs)}. Nothing is run: an approval means that a person may.`,
  ];
  return {
    type: 'modal',
    title: plain(title),
    submit: plain(submit),
    close: plain('Cancel'),
    private_metadata: JSON.stringify(memory),
    blocks: [
      toSection(lines.filter((line) => line !== null).join('\n')),
      toInput('Why', 'It is kept with the decision', decision === 'approved'),
    ],
  };
}

interface NoteDialog {
  readonly judgement: AnalysisJudgement;
  readonly value: { readonly incident: string; readonly analysis: string };
  readonly channel: string | null;
}

/** Asks what it was, after somebody has called an explanation wrong. */
export function toNoteDialog({ judgement, value, channel }: NoteDialog): SlackDialog {
  const memory: DialogMemory = { kind: 'note', judgement, value, channel };
  return {
    type: 'modal',
    title: plain('What was it?'),
    submit: plain('Keep'),
    close: plain('Skip'),
    private_metadata: JSON.stringify(memory),
    blocks: [
      toSection(
        'Your judgement is kept already. What was it instead? The next explanation of such an alert sees it.',
      ),
      toInput('What it was', 'The certificate had expired', true),
    ],
  };
}

/** What came of a dialog, in its place. */
export function toAnswerDialog(text: string): SlackDialog {
  return {
    type: 'modal',
    title: plain('llm-alert-bridge'),
    close: plain('Close'),
    blocks: [toSection(toSlackLine(text, textLimit))],
  };
}
