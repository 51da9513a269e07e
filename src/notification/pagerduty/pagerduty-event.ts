import type { Message, MessageLine, MessageLink, MessageStep } from '../../domain/message.ts';
import { formatTime } from '../../domain/time.ts';
import type { GatedText } from '../../domain/verdict.ts';
import {
  causeTitles,
  type DoneAnalysis,
  describeAlert,
  describeFacts,
  describeRung,
  pickAlerts,
  suggestionMark,
  toMark,
  toStepCode,
} from '../message-text.ts';
import { cutNotice, cutText, toPlainLine } from '../plain-text.ts';
import { toSafeUrl } from '../safe-url.ts';

/**
 * Events for PagerDuty's Events API v2: https://developer.pagerduty.com/docs/send-alert-event
 * The whole event may have 512 KB; the limits below keep it far under that, whatever an alert holds.
 */

/** PagerDuty's own limit. */
const summaryLimit = 1024;
const lineLimit = 1000;
const codeLimit = 2000;
const listLimit = 10;
const alertsShown = 20;
const linksShown = 10;
const linkTitleLimit = 100;
const client = 'llm-alert-bridge';

interface PagerDutyPayload {
  readonly summary: string;
  readonly source: string;
  readonly severity: 'critical' | 'error' | 'warning' | 'info';
  readonly timestamp: string;
  readonly custom_details: Readonly<Record<string, string | readonly string[]>>;
}

export interface PagerDutyTrigger {
  readonly event_action: 'trigger';
  readonly dedup_key: string;
  readonly client: string;
  readonly payload: PagerDutyPayload;
  readonly links: readonly { readonly href: string; readonly text: string }[];
}

export interface PagerDutyResolve {
  readonly event_action: 'resolve';
  readonly dedup_key: string;
}

function toLine(text: string): string {
  return cutText({ text: toPlainLine(text), limit: lineLimit, notice: cutNotice });
}

function toSentence(line: MessageLine): string {
  const mark = toMark(line);
  return mark === null ? toLine(line.text) : `${toLine(line.text)} ${mark}`;
}

function listSome(lines: readonly string[]): readonly string[] {
  const left = lines.length - listLimit;
  return left > 0 ? [...lines.slice(0, listLimit), `… ${left} more cut`] : lines;
}

function toCodeLine(gated: GatedText | null, name: 'command' | 'query'): string[] {
  if (gated === null) return [];
  const code = toStepCode(gated, (text) => text.length <= codeLimit);
  return code.shown ? [`${suggestionMark}: ${code.text}`] : [`${name} withheld: ${toLine(code.reason)}`];
}

function toStepLine(step: MessageStep): string {
  const code = [...toCodeLine(step.command, 'command'), ...toCodeLine(step.promql, 'query')];
  return [toSentence(step), ...code].join('\n');
}

/** The explanation as titled lists of lines, the most important first; without what does not apply. */
export function listExplanation(analysis: DoneAnalysis): readonly (readonly [string, readonly string[]])[] {
  const { rootCause, impact } = analysis;
  const sections: readonly (readonly [string, readonly string[]])[] = [
    [causeTitles[rootCause.status], [toSentence(rootCause)]],
    ['Impact', impact === null ? [] : [`${impact.level}: ${toSentence(impact)}`]],
    ['Evidence', [toLine(analysis.evidenceLine)].filter((line) => line !== '')],
    ['How sure', (analysis.notes ?? []).map(toLine)],
    ['What to do', analysis.remediation.map(toStepLine)],
    ['What to check', analysis.investigation.map(toStepLine)],
    ['What was measured', analysis.findings.map(toLine)],
    ['Alternatives', analysis.alternatives.map(toSentence)],
    ['So that it does not happen again', analysis.prevention.map(toSentence)],
    [
      'Made by',
      [describeRung(analysis), analysis.footer]
        .map((part) => toLine(part ?? ''))
        .filter((part) => part !== ''),
    ],
  ];
  return sections.filter(([, lines]) => lines.length > 0).map(([title, lines]) => [title, listSome(lines)]);
}

/** Commands that wait for a decision. It is not taken here: each line says where it is. */
export function listWaiting({ reviews, links }: Message): readonly string[] {
  const page = links.find(({ title }) => title === 'Incident');
  const url = page === undefined ? null : toSafeUrl(page.url);
  const where = url === null ? 'decide on the page' : `decide: ${url}`;
  const waiting = reviews.filter(({ state }) => state === 'pending');
  return listSome(
    waiting.map(({ command, effect }) => {
      const code = toStepCode(command, (text) => text.length <= codeLimit);
      const what = code.shown ? code.text : `a command, withheld: ${toLine(code.reason)}`;
      return [what, toLine(effect), where].filter((part) => part !== '').join(' · ');
    }),
  );
}

function toDetails(message: Message): PagerDutyPayload['custom_details'] {
  const { shown, more } = pickAlerts(message, alertsShown);
  const alerts = shown.map((alert) => toLine(describeAlert(alert, message)));
  if (more > 0) alerts.push(`+${more} more`);
  const { analysis } = message;
  const waiting = listWaiting(message);
  const explanation =
    analysis.state === 'done'
      ? Object.fromEntries(
          listExplanation(analysis).map(([title, lines]) => [
            title,
            lines.length === 1 ? (lines[0] ?? '') : lines,
          ]),
        )
      : { Explanation: analysis.state === 'pending' ? 'analysing…' : `none: ${toLine(analysis.reason)}` };
  return {
    Alert: toLine(message.title),
    When: describeFacts(message).map(toLine),
    ...(alerts.length > 0 ? { Alerts: alerts } : {}),
    ...explanation,
    ...(waiting.length > 0 ? { 'Waits for a decision': waiting } : {}),
  };
}

function toLinks(links: readonly MessageLink[]): PagerDutyTrigger['links'] {
  return links
    .flatMap(({ title, url }) => {
      const href = toSafeUrl(url);
      const text = cutText({ text: toPlainLine(title), limit: linkTitleLimit, notice: cutNotice });
      return href === null ? [] : [{ href, text }];
    })
    .slice(0, linksShown);
}

/** What the alert is about, which PagerDuty requires: the first target, else the title. */
function toSource(message: Message): string {
  const target = message.alerts.find((alert) => alert.target !== '')?.target ?? message.title;
  return toLine(target) || client;
}

/** The event that opens an incident, or adds to the log of an open one. */
export function toTrigger(message: Message, dedupKey: string): PagerDutyTrigger {
  const sign = toMark(message.headline);
  const mark = sign === null ? '' : ` ${sign}`;
  const headline = toPlainLine(message.headline.text) || toPlainLine(message.title) || 'alert';
  return {
    event_action: 'trigger',
    dedup_key: dedupKey,
    client,
    payload: {
      summary: `${cutText({ text: headline, limit: summaryLimit - mark.length, notice: cutNotice })}${mark}`,
      source: toSource(message),
      severity: message.severity,
      timestamp: formatTime(message.startedAtMs),
      custom_details: toDetails(message),
    },
    links: toLinks(message.links),
  };
}

export function toResolve(dedupKey: string): PagerDutyResolve {
  return { event_action: 'resolve', dedup_key: dedupKey };
}

/** The line at the end of a note by which it is found again. */
export function toNoteMark(explanationHash: string): string {
  return `[${client} ${explanationHash.slice(0, 12)}]`;
}

/** The explanation as the text of a note, and the commands that wait. */
export function toNote(
  analysis: DoneAnalysis,
  { hash, waiting }: { readonly hash: string; readonly waiting: readonly string[] },
): string {
  const all = [
    ...listExplanation(analysis),
    ...(waiting.length === 0 ? [] : [['Waits for a decision', waiting] as const]),
  ];
  const sections = all.map(([title, lines]) => {
    const [only] = lines;
    return lines.length === 1
      ? `${title}: ${only}`
      : `${title}:\n${lines.map((line, index) => `${index + 1}. ${line}`).join('\n')}`;
  });
  return [...sections, toNoteMark(hash)].join('\n\n');
}
