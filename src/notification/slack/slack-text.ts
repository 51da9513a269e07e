import type { MessageLine, MessageLink } from '../../domain/message.ts';
import { toMark } from '../message-text.ts';
import { cutNotice, cutText, ellipsis, toPlainLine } from '../plain-text.ts';
import { toSafeUrl } from '../safe-url.ts';

/**
 * Text from outside as Slack's mrkdwn. Escaping `& < >` is what keeps it from forming mentions, links, channel
 * references and date tokens: https://docs.slack.dev/messaging/formatting-message-text/#escaping
 */

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };

function escapeSlack(text: string): string {
  return text.replaceAll(/[&<>]/g, (character) => entities[character] ?? character);
}

/** Look-alikes without a meaning for the characters that would open or close formatting of ours. */
const lookAlikes: Readonly<Record<string, string>> = { '*': '∗', '~': '∼', '`': 'ʼ' };

function neutralise(text: string): string {
  return text
    .replaceAll(/[*~`]/g, (character) => lookAlikes[character] ?? character)
    .replaceAll(/@(?=(?:here|channel|everyone|group)\b)/giu, '＠');
}

/** One line of running text, at most `limit` characters after escaping. */
export function toSlackLine(text: string, limit: number): string {
  return cutText({ text: escapeSlack(neutralise(toPlainLine(text))), limit, notice: cutNotice });
}

/** The same for a title, where a cut is an ellipsis. */
export function toSlackTitle(text: string, limit: number): string {
  return cutText({ text: escapeSlack(neutralise(toPlainLine(text))), limit, notice: ellipsis });
}

/** A sentence with its mark when it could not be verified. The mark survives a cut. */
export function toSlackSentence(line: MessageLine, limit: number): string {
  const mark = toMark(line);
  if (mark === null) return toSlackLine(line.text, limit);
  return `${toSlackLine(line.text, limit - mark.length - 3)}  ${mark}`;
}

/** A code block. Only for text that holds no fence itself, see `canFence`. */
export function toSlackCode(code: string): string {
  return `\`\`\`\n${escapeSlack(code)}\n\`\`\``;
}

/** Longer ones would fill the screen, and a part of a command is never shown. */
const codeLimit = 1000;

export function canFence(code: string): boolean {
  return !code.includes('```') && escapeSlack(code).length <= codeLimit;
}

const linkTitleLimit = 75;

/** `<url|title>`, or null when the address is not one that a person may click. */
export function toSlackLink(link: MessageLink): string | null {
  const url = toSafeUrl(link.url);
  if (url === null) return null;
  const title = toSlackTitle(link.title.replaceAll('|', '/'), linkTitleLimit);
  return `<${escapeSlack(url)}|${title === '' ? 'link' : title}>`;
}
