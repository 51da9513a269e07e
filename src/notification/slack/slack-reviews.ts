import type { Message, MessageJudgement, MessageReview } from '../../domain/message.ts';
import { formatClockTime } from '../../domain/time.ts';
import { describePerson, judgementWords, outcomeWords, toStepCode } from '../message-text.ts';
import { toJudgeButtons, toOutcomeButtons, toReviewButtons } from './slack-actions.ts';
import { type Part, type SlackBlock, toActions, toContext, toSection } from './slack-layout.ts';
import { canFence, toSlackCode, toSlackLine, toSlackLink } from './slack-text.ts';

/** How a message is answered: with its own buttons, or on the page. */
export interface SlackAnswering {
  /** Whether Slack tells us of buttons that people press. */
  readonly buttons: boolean;
}

const reviewsShown = 3;
const judgementsShown = 3;
const effectLimit = 240;
const reasonLimit = 240;
const personLimit = 80;

function person(name: string | null): string {
  return toSlackLine(describePerson(name), personLimit);
}

/** "by ana at 02:50 UTC: the deploy is the cause" */
function describeDecision(review: MessageReview, nowMs: number): string {
  const at = review.decidedAtMs === null ? '' : ` at ${formatClockTime(review.decidedAtMs, nowMs)}`;
  const why = review.reason === null ? '' : `: ${toSlackLine(review.reason, reasonLimit)}`;
  return `by ${person(review.decidedBy)}${at}${why}`;
}

function renderCommand(review: MessageReview): { readonly text: string; readonly whole: boolean } {
  const code = toStepCode(review.command, canFence);
  return code.shown
    ? { text: toSlackCode(code.text), whole: true }
    : {
        text: `_command withheld: ${toSlackLine(code.reason, effectLimit).replaceAll('_', ' ')}_`,
        whole: false,
      };
}

/** The form that only says what it would do, where it has one that can be shown whole. */
function renderDryRun({ dryRun }: MessageReview): string | null {
  if (dryRun === null) return null;
  const code = toStepCode({ verdict: 'shown', text: dryRun }, canFence);
  return code.shown ? `_First, to see what it would do:_\n${toSlackCode(code.text)}` : null;
}

/** How to take it back, so that it is known before the decision and at hand after it. */
function renderUndo({ undo }: MessageReview): string | null {
  const text = undo === null ? '' : toSlackLine(undo, effectLimit);
  return text === '' ? null : `_To undo it:_ ${text}`;
}

interface Place {
  readonly message: Message;
  readonly answering: SlackAnswering;
}

/** A link to where it can be decided, for messages without buttons. */
function renderDecideLink({ message }: Place): string | null {
  const link = message.links.find(({ title }) => title === 'Incident');
  return link === undefined ? null : toSlackLink({ title: 'Decide there', url: link.url });
}

function renderPending(review: MessageReview, place: Place): readonly SlackBlock[] {
  const command = renderCommand(review);
  const until = formatClockTime(review.expiresAtMs, place.message.nowMs);
  const effect = toSlackLine(review.effect, effectLimit);
  const canDecide = place.answering.buttons && command.whole;
  const link = canDecide ? null : renderDecideLink(place);
  const lines = [
    `🔐 *Waits for a decision* until ${until}${effect === '' ? '' : ` · ${effect}`}`,
    command.text,
    renderUndo(review),
    link,
  ];
  const section = toSection(lines.filter((line) => line !== null).join('\n'));
  if (!canDecide) return [section];
  return [section, toActions(toReviewButtons({ review: review.id, sha256: review.sha256 }))];
}

function renderApproved(review: MessageReview, { message, answering }: Place): readonly SlackBlock[] {
  const command = renderCommand(review);
  const dryRun = renderDryRun(review);
  const asks = review.outcome === null;
  const lines = [
    `✅ *Approved* ${describeDecision(review, message.nowMs)} · a person may run it, nothing was run`,
    dryRun,
    dryRun === null ? command.text : `_Then:_\n${command.text}`,
    renderUndo(review),
    asks && answering.buttons ? '_Once it is done: what came of it?_' : null,
    asks ? null : `*Outcome:* ${outcomeWords[review.outcome]} (${person(review.outcomeBy)})`,
  ];
  const section = toSection(lines.filter((line) => line !== null).join('\n'));
  return asks && answering.buttons ? [section, toActions(toOutcomeButtons(review.id))] : [section];
}

function renderEnded(review: MessageReview, { message }: Place): readonly SlackBlock[] {
  const code = toStepCode(review.command, (text) => text.length <= effectLimit);
  const command = code.shown ? toSlackLine(code.text, effectLimit) : 'a command';
  const line =
    review.state === 'rejected'
      ? `⛔ *Rejected* ${describeDecision(review, message.nowMs)} · ${command}`
      : `⌛ *Nobody decided* in time · ${command}`;
  return [toContext([line])];
}

const renderers = {
  pending: renderPending,
  approved: renderApproved,
  rejected: renderEnded,
  expired: renderEnded,
} as const;

/** The commands that change something: what waits, what was decided and by whom, what came of it. */
export function renderReviews(message: Message, answering: SlackAnswering): readonly Part[] {
  const shown = message.reviews.slice(0, reviewsShown);
  const left = message.reviews.length - shown.length;
  const parts = shown.map((review) => ({
    what: 'command that waits for a decision',
    blocks: renderers[review.state](review, { message, answering }),
  }));
  if (left === 0) return parts;
  const more = { what: 'note', blocks: [toContext([`+${left} more commands were suggested`])] };
  return [...parts, more];
}

/** "right (ana)", "wrong (bob): it was the certificate" */
function describeJudgement({ judgement, by, note }: MessageJudgement): string {
  const what = note === null ? '' : `: ${toSlackLine(note, reasonLimit)}`;
  return `${judgementWords[judgement]} (${person(by)})${what}`;
}

/** What people said of the explanation, and the buttons to say so with one tap. */
export function renderJudgements(message: Message, { buttons }: SlackAnswering): readonly SlackBlock[] {
  const { judgements, analysisId, analysis, incidentId } = message;
  const said = judgements.slice(0, judgementsShown).map(describeJudgement);
  const left = judgements.length - said.length;
  const more = left > 0 ? [`+${left} more`] : [];
  const line = said.length === 0 ? [] : [toContext([`Judged: ${[...said, ...more].join(' · ')}`])];
  if (!buttons || analysisId === null || analysis.state !== 'done') return line;
  return [...line, toActions(toJudgeButtons({ incident: incidentId, analysis: analysisId }))];
}
