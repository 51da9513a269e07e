import type { Rung } from '../domain/analysis.ts';
import type { RootCauseStatus } from '../domain/hypothesis.ts';
import type { Message, MessageAlert, MessageAnalysis, MessageLine } from '../domain/message.ts';
import type { AnalysisJudgement, ReviewOutcome } from '../domain/review.ts';
import { formatClockTime, formatDuration } from '../domain/time.ts';
import type { GatedText } from '../domain/verdict.ts';
import { isShownExactly } from './plain-text.ts';

/** The words that every notifier uses, so that a person reads the same thing everywhere. */

export type DoneAnalysis = Extract<MessageAnalysis, { state: 'done' }>;

export const unverifiedMark = '⚠ unverified';
const marks = { corrected: '✎ corrected', inferred: '⚠ inferred', unverified: '⚠ unverified' } as const;

/** What stands behind a sentence that is not simply borne out by evidence; null when it is. */
export function toMark({ verified, mark }: MessageLine): string | null {
  if (mark) return marks[mark];
  return verified ? null : unverifiedMark;
}

export const suggestionMark = 'suggestion, not executed';

export const causeTitles: Readonly<Record<RootCauseStatus, string>> = {
  confirmed: 'Confirmed cause',
  likely: 'Likely cause',
  inconclusive: 'Cause unclear',
};

export const outcomeWords: Readonly<Record<ReviewOutcome, string>> = {
  worked: 'it worked',
  did_not_work: 'it did not work',
  not_run: 'it was not run',
};

export const judgementWords: Readonly<Record<AnalysisJudgement, string>> = {
  right: 'right',
  partly: 'partly right',
  wrong: 'wrong',
};

/** "slack:U024BE7LH ana" → "ana", "oidc:ana@example.com" → "ana@example.com", "token:ci" → "token:ci". */
export function describePerson(name: string | null): string {
  if (name === null) return 'somebody';
  const known = /^slack:\S+ (?<name>.+)$|^(?:oidc|proxy):(?<login>.+)$/.exec(name)?.groups;
  return known?.['name'] ?? known?.['login'] ?? name;
}

const rungTitles: Readonly<Record<Rung, string | null>> = {
  full: null,
  economy: 'explained by the economy model',
  cached: 'explanation reused from an earlier, equal incident',
  deterministic: 'explained by code alone, without a model',
  raw: 'not explained',
};

/** "CRITICAL", or "RESOLVED" whatever the severity was. */
export function statusWord(message: Message): string {
  return message.state === 'resolved' ? 'RESOLVED' : message.severity.toUpperCase();
}

/** "since 02:41 UTC (12 min)", or "02:41 UTC to 02:53 UTC, lasted 12 min". */
function describeTiming(message: Message): string {
  const { startedAtMs, resolvedAtMs, nowMs } = message;
  const start = formatClockTime(startedAtMs, resolvedAtMs ?? nowMs);
  if (message.state === 'firing') {
    return `since ${start} (${formatDuration(nowMs - startedAtMs)})`;
  }
  if (resolvedAtMs === null) return `began ${start}`;
  const end = formatClockTime(resolvedAtMs, resolvedAtMs);
  return `${start} to ${end}, lasted ${formatDuration(resolvedAtMs - startedAtMs)}`;
}

function count(amount: number, word: string): string {
  return `${amount} ${word}${amount === 1 ? '' : 's'}`;
}

/** "3 alerts firing, 1 resolved"; null when there is only one alert, whose state the status word says. */
function describeCounts(message: Message): string | null {
  const { firingCount, resolvedCount, truncatedAlerts } = message;
  if (firingCount + resolvedCount + truncatedAlerts <= 1) return null;
  const parts = [
    firingCount > 0 ? `${count(firingCount, 'alert')} firing` : null,
    resolvedCount > 0
      ? firingCount > 0
        ? `${resolvedCount} resolved`
        : `${count(resolvedCount, 'alert')} resolved`
      : null,
    truncatedAlerts > 0 ? `${truncatedAlerts} more not sent to us` : null,
  ];
  return parts.filter((part) => part !== null).join(', ');
}

const targetsShown = 3;

/** "also on node-4, node-5 and 2 more": the targets that the title does not name already; null when it names them all. */
function describeWhere(message: Message): string | null {
  const all = new Set(message.alerts.map((alert) => alert.target));
  const targets = [...all].filter((target) => target !== '');
  const named = message.title.split(/\s*·\s*/);
  const unnamed = targets.filter((target) => !named.includes(target));
  if (unnamed.length === 0) return null;
  const shown = unnamed.slice(0, targetsShown).join(', ');
  const rest = unnamed.length - targetsShown;
  const on = unnamed.length < targets.length ? 'also on' : 'on';
  return rest > 0 ? `${on} ${shown} and ${rest} more` : `${on} ${shown}`;
}

/** "fired 3 times"; null the first time. */
function describeOccurrence(message: Message): string | null {
  return message.occurrence > 1 ? `fired ${message.occurrence} times` : null;
}

/** When, how many, where and how often, in the order in which people ask. */
export function describeFacts(message: Message): readonly string[] {
  const facts = [
    describeTiming(message),
    describeCounts(message),
    describeWhere(message),
    describeOccurrence(message),
  ];
  return facts.filter((fact) => fact !== null);
}

/** What the first alert says of itself, where an explanation has taken the headline; null where it says nothing else. */
export function describeOwnWords({ analysis, alerts, headline, title }: Message): string | null {
  const own = alerts[0]?.summary ?? '';
  if (analysis.state !== 'done' || own === '' || own === headline.text || own === title) return null;
  return alerts.length === 1 ? `Alert: ${own}` : `First alert: ${own}`;
}

/** Why this is not the full analysis; null when it is. A reason that the footer gives is not repeated. */
export function describeRung(analysis: DoneAnalysis): string | null {
  const title = rungTitles[analysis.rung];
  const reason = analysis.footer.includes(analysis.rungReason ?? '') ? null : analysis.rungReason;
  if (title === null) return reason;
  return reason === null ? title : `${title}: ${reason}`;
}

/** The alerts to list and how many are left out. One alert whose summary is the headline needs no list. */
export function pickAlerts(
  message: Message,
  limit: number,
): { readonly shown: readonly MessageAlert[]; readonly more: number } {
  const [only] = message.alerts;
  if (message.alerts.length === 1 && only?.summary === message.headline.text) {
    return { shown: [], more: message.truncatedAlerts };
  }
  const firing = message.alerts.filter((alert) => alert.status === 'firing');
  const resolved = message.alerts.filter((alert) => alert.status === 'resolved');
  const shown = [...firing, ...resolved].slice(0, limit);
  return { shown, more: message.alerts.length - shown.length + message.truncatedAlerts };
}

/** "node-3 /var: 2.1 GB left", without what the message's title says anyway. */
export function describeAlert(alert: MessageAlert, message: Message): string {
  const who = alert.target === '' ? alert.name : alert.target;
  const text = alert.summary === '' || alert.summary === who ? who : `${who}: ${alert.summary}`;
  return alert.status === 'resolved' && message.state === 'firing' ? `${text} (resolved)` : text;
}

export type StepCode =
  | { readonly shown: true; readonly text: string }
  | { readonly shown: false; readonly reason: string };

/**
 * A command or query as a notifier may show it: whole and byte for byte, or not at all, with the reason. The tail of a
 * command that was cut, or a character that nobody sees, is where the harm would hide.
 */
export function toStepCode(gated: GatedText, fits: (text: string) => boolean): StepCode {
  if (gated.verdict === 'withheld') return { shown: false, reason: gated.reason };
  if (!isShownExactly(gated.text)) {
    return { shown: false, reason: 'it has characters that cannot be shown' };
  }
  if (!fits(gated.text)) return { shown: false, reason: 'it cannot be shown whole here' };
  return { shown: true, text: gated.text };
}
