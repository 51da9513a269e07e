import { z } from 'zod';
import {
  type AnalysisJudgement,
  type ReviewOutcome,
  reviewOutcomes,
  verdictsOnAnalysis,
} from '../../domain/review.ts';
import type { SlackButton } from './slack-layout.ts';

/**
 * What our buttons carry, and how they look. A value says which review and which bytes it is about: whoever presses it
 * decides on what stood there, not on what stands there now.
 */

/** https://docs.slack.dev/reference/block-kit/block-elements/button-element */
const valueLimit = 2000;

const sha256 = z.string().regex(/^[0-9a-f]{64}$/);
const id = z.string().min(1).max(100);

export const ReviewValue = z.strictObject({ review: id, sha256 });
export type ReviewValue = z.infer<typeof ReviewValue>;

export const OutcomeValue = z.strictObject({ review: id });

export const JudgeValue = z.strictObject({ incident: id, analysis: id });
export type JudgeValue = z.infer<typeof JudgeValue>;

export const reviewActions = { review_approve: 'approved', review_reject: 'rejected' } as const;
type ReviewAction = keyof typeof reviewActions;

const outcomeTitles: Readonly<Record<ReviewOutcome, string>> = {
  worked: 'It worked',
  did_not_work: 'It did not',
  not_run: 'Not run',
};

const judgementTitles: Readonly<Record<AnalysisJudgement, string>> = {
  right: '👍 Explanation is right',
  partly: 'Partly…',
  wrong: '👎 Wrong…',
};

const outcomePrefix = 'outcome_';
const judgePrefix = 'judge_';

/** "outcome_worked" → "worked"; null for anything else. */
export function readOutcomeAction(action: string): ReviewOutcome | null {
  return reviewOutcomes.find((outcome) => action === `${outcomePrefix}${outcome}`) ?? null;
}

export function readJudgeAction(action: string): AnalysisJudgement | null {
  return verdictsOnAnalysis.find((judgement) => action === `${judgePrefix}${judgement}`) ?? null;
}

function toButton(action: string, title: string, value: object): SlackButton {
  const text = JSON.stringify(value);
  if (text.length > valueLimit) throw new Error(`the value of the button ${action} is too long`);
  return {
    type: 'button',
    action_id: action,
    text: { type: 'plain_text', text: title, emoji: true },
    value: text,
  };
}

const reviewTitles: Readonly<Record<ReviewAction, string>> = {
  review_approve: 'Approve…',
  review_reject: 'Reject…',
};

export function toReviewButtons(value: ReviewValue): readonly SlackButton[] {
  return [
    { ...toButton('review_approve', reviewTitles.review_approve, value), style: 'primary' },
    { ...toButton('review_reject', reviewTitles.review_reject, value), style: 'danger' },
  ];
}

export function toOutcomeButtons(review: string): readonly SlackButton[] {
  return reviewOutcomes.map((outcome) =>
    toButton(`${outcomePrefix}${outcome}`, outcomeTitles[outcome], { review }),
  );
}

export function toJudgeButtons(value: JudgeValue): readonly SlackButton[] {
  return verdictsOnAnalysis.map((judgement) =>
    toButton(`${judgePrefix}${judgement}`, judgementTitles[judgement], value),
  );
}
