import type { Message } from '../../domain/message.ts';
import {
  describeAlert,
  describeFacts,
  describeOwnWords,
  describeRung,
  pickAlerts,
  statusWord,
  toMark,
} from '../message-text.ts';
import { renderAnalysis } from './slack-analysis.ts';
import { fitBlocks, type Part, type SlackBlock, toContext, toHeader, toSection } from './slack-layout.ts';
import { renderJudgements, renderReviews, type SlackAnswering } from './slack-reviews.ts';
import { toSlackLine, toSlackLink, toSlackTitle } from './slack-text.ts';

export interface SlackContent {
  /** What notifications and screen readers show, and the message itself where blocks are refused. */
  readonly text: string;
  readonly blocks: readonly SlackBlock[];
}

const severityMarks = { critical: '🔴', error: '🟠', warning: '🟡', info: '🔵' } as const;
const resolvedMark = '✅';

/** https://docs.slack.dev/reference/block-kit/blocks/header-block */
const headerLimit = 150;
const titleLimit = 300;
const alertsShown = 5;
const alertLimit = 300;
const linksShown = 5;

function renderHeadline(message: Message): string {
  const mark = message.state === 'resolved' ? resolvedMark : severityMarks[message.severity];
  const start = `${mark} ${statusWord(message)} · `;
  const sign = toMark(message.headline);
  const end = sign === null ? '' : `  ${sign}`;
  const room = headerLimit - start.length - end.length;
  return `${start}${toSlackTitle(message.headline.text, room) || 'alert'}${end}`;
}

function renderText(message: Message, headline: string): string {
  const title = toSlackTitle(message.title, titleLimit);
  return title === '' ? headline : `${headline} (${title})`;
}

/** What fires, and in its own words where the headline says something else. */
function renderAlert(message: Message): string {
  const facts = describeFacts(message).map((fact) => toSlackLine(fact, titleLimit));
  const title = toSlackTitle(message.title, titleLimit);
  const line = [title === '' ? null : `*${title}*`, ...facts].filter((part) => part !== null).join('  ·  ');
  const own = describeOwnWords(message);
  return own === null ? line : `${line}\n${toSlackLine(own, alertLimit)}`;
}

function renderAlertList(message: Message): Part[] {
  const { shown, more } = pickAlerts(message, alertsShown);
  const lines = shown.map((alert) => `• ${toSlackLine(describeAlert(alert, message), alertLimit)}`);
  if (more > 0) lines.push(`+${more} more`);
  return lines.length === 0 ? [] : [{ what: 'list of alerts', blocks: [toSection(lines.join('\n'))] }];
}

function renderState(message: Message): Part[] {
  const { analysis } = message;
  if (analysis.state === 'done') return [];
  const text =
    analysis.state === 'pending'
      ? '⏳ analysing…'
      : `No explanation: ${toSlackLine(analysis.reason, titleLimit)}`;
  return [{ what: 'state', blocks: [toContext([text])] }];
}

function renderTail(message: Message): readonly SlackBlock[] {
  const links = message.links.map(toSlackLink).filter((link) => link !== null);
  const cut = links.length > linksShown ? `  ·  +${links.length - linksShown} more links` : '';
  const line = `${links.slice(0, linksShown).join('  ·  ')}${cut}`;
  const footer =
    message.analysis.state === 'done' ? [describeRung(message.analysis), message.analysis.footer] : [];
  const shown = footer.map((part) => toSlackLine(part ?? '', titleLimit)).filter((part) => part !== '');
  return [...(line === '' ? [] : [toContext([line])]), ...(shown.length === 0 ? [] : [toContext(shown)])];
}

/** The message as Slack blocks: the headline, the alert, and the explanation as soon as there is one. */
export function renderSlack(message: Message, answering: SlackAnswering): SlackContent {
  const headline = renderHeadline(message);
  const reviews = renderReviews(message, answering);
  const parts =
    message.analysis.state === 'done'
      ? renderAnalysis(message.analysis, { headline: message.headline.text, reviews })
      : [...renderAlertList(message), ...renderState(message), ...reviews];
  const blocks = fitBlocks({
    head: [toHeader(headline), toSection(renderAlert(message))],
    parts,
    tail: [...renderJudgements(message, answering), ...renderTail(message)],
  });
  return { text: renderText(message, headline), blocks };
}

/** Only that it is over, for channels where the explanation stands in an earlier post. */
export function renderSlackResolved(message: Message): SlackContent {
  const headline = renderHeadline(message);
  return {
    text: renderText(message, headline),
    blocks: [toHeader(headline), toSection(renderAlert(message))],
  };
}

/** The same content without blocks, for when Slack refuses them: an alert is never lost because of its looks. */
export function toTextOnly(content: SlackContent): SlackContent {
  const lines = content.blocks.flatMap((block) => {
    if (block.type === 'actions') return [];
    return block.type === 'context' ? block.elements.map((element) => element.text) : [block.text.text];
  });
  return { text: lines.join('\n'), blocks: [] };
}
