/** The few kinds of Slack blocks that messages are made of, and how they are fitted into Slack's limits. */

interface Mrkdwn {
  type: 'mrkdwn';
  text: string;
  verbatim: true;
}

export interface SlackButton {
  type: 'button';
  action_id: string;
  text: { type: 'plain_text'; text: string; emoji: true };
  value: string;
  style?: 'primary' | 'danger';
}

export type SlackBlock =
  | { type: 'header'; text: { type: 'plain_text'; text: string; emoji: boolean } }
  | { type: 'section'; text: Mrkdwn }
  | { type: 'context'; elements: Mrkdwn[] }
  | { type: 'actions'; elements: SlackButton[] };

/** https://docs.slack.dev/reference/block-kit/blocks: at most 50 blocks in a message. */
const blockLimit = 50;
/** https://docs.slack.dev/reference/block-kit/composition-objects/text-object */
const sectionLimit = 3000;
/** https://docs.slack.dev/reference/block-kit/blocks/context-block */
const contextLimit = 10;
/**
 * Slack answers msg_blocks_too_long at about 13,200 characters over all blocks. It does not document what it counts,
 * so we count the JSON, which is the most that it can be.
 */
const totalLimit = 13_000;

/** `verbatim` keeps Slack from making links, channels and mentions out of plain text. */
function toMrkdwn(text: string): Mrkdwn {
  return { type: 'mrkdwn', text: text.slice(0, sectionLimit), verbatim: true };
}

/** `emoji: false` keeps `:fire:` from a label as it is; our own marks are Unicode. */
export function toHeader(text: string): SlackBlock {
  return { type: 'header', text: { type: 'plain_text', text, emoji: false } };
}

export function toSection(text: string): SlackBlock {
  return { type: 'section', text: toMrkdwn(text) };
}

export function toContext(texts: readonly string[]): SlackBlock {
  return { type: 'context', elements: texts.slice(0, contextLimit).map(toMrkdwn) };
}

/** https://docs.slack.dev/reference/block-kit/blocks/actions-block */
const actionsLimit = 25;

export function toActions(buttons: readonly SlackButton[]): SlackBlock {
  return { type: 'actions', elements: buttons.slice(0, actionsLimit) };
}

/** Blocks that stand together or are left out together, and what is then missing: "step". */
export interface Part {
  readonly what: string;
  readonly blocks: readonly SlackBlock[];
}

export interface FitOptions {
  readonly head: readonly SlackBlock[];
  /** The most important first. */
  readonly parts: readonly Part[];
  readonly tail: readonly SlackBlock[];
}

function sizeOf(blocks: readonly SlackBlock[]): number {
  return JSON.stringify(blocks).length;
}

function describeCut(cut: readonly string[]): string {
  const counts = Map.groupBy(cut, (what) => what)
    .entries()
    .map(([what, all]) => (all.length === 1 ? `1 ${what}` : `${all.length} ${what}s`));
  return `… cut to fit into Slack: ${[...counts].join(', ')}`;
}

/** Head and tail always, between them as many parts as Slack takes; what had to go is said. */
export function fitBlocks({ head, parts, tail }: FitOptions): readonly SlackBlock[] {
  const noticeRoom = 400;
  let room = totalLimit - noticeRoom - sizeOf([...head, ...tail]);
  let places = blockLimit - head.length - tail.length - 1;
  const kept: SlackBlock[] = [];
  const cut: string[] = [];
  for (const { what, blocks } of parts) {
    const size = sizeOf(blocks);
    if (cut.length === 0 && size <= room && places >= blocks.length) {
      kept.push(...blocks);
      room -= size;
      places -= blocks.length;
    } else {
      cut.push(what);
    }
  }
  const notice = cut.length === 0 ? [] : [toContext([describeCut(cut)])];
  return [...head, ...kept, ...notice, ...tail];
}
