import type { MessageLine, MessageStep } from '../../domain/message.ts';
import type { GatedText } from '../../domain/verdict.ts';
import { causeTitles, type DoneAnalysis, suggestionMark, toStepCode } from '../message-text.ts';
import { type Part, toContext, toSection } from './slack-layout.ts';
import { canFence, toSlackCode, toSlackLine, toSlackSentence } from './slack-text.ts';

const causeLimit = 700;
const sentenceLimit = 320;
const lineLimit = 240;
const reasonLimit = 160;

/** How many of each are shown: a first screen is read in ten seconds or not at all. */
const stepsShown = 4;
const alternativesShown = 3;
const preventionShown = 2;
const findingsBeside = 3;
const notesShown = 5;
const findingsAlone = 5;

function renderCause({ rootCause, impact }: DoneAnalysis, headline: string): Part {
  const lines = [`*${causeTitles[rootCause.status]}:* ${toSlackSentence(rootCause, causeLimit)}`];
  const isNews = impact !== null && impact.text.replace(/\.$/, '') !== headline;
  if (isNews) lines.push(`*Impact (${impact.level}):* ${toSlackSentence(impact, sentenceLimit)}`);
  return { what: 'cause', blocks: [toSection(lines.join('\n'))] };
}

/** What the check adds: how sure one may be, and what speaks against it. */
function renderNotes({ notes = [] }: DoneAnalysis): Part[] {
  const lines = notes.slice(0, notesShown).map((note) => `• ${toSlackLine(note, sentenceLimit)}`);
  return lines.length === 0 ? [] : [{ what: 'list of checks', blocks: [toContext([lines.join('\n')])] }];
}

function renderBullets(title: string, bullets: readonly string[], left: number): string {
  const more = left > 0 ? [`… ${left} more cut`] : [];
  return [`*${title}*`, ...bullets.map((text) => `• ${text}`), ...more].join('\n');
}

/** What code found stands alone when no model explained it, and small beside an explanation. */
function renderFindings(analysis: DoneAnalysis): Part[] {
  const alone = analysis.rung === 'deterministic' || analysis.rung === 'raw';
  const shown = analysis.findings.slice(0, alone ? findingsAlone : findingsBeside);
  const texts = shown.map((text) => toSlackLine(text, lineLimit));
  const evidence = toSlackLine(analysis.evidenceLine, sentenceLimit);
  if (alone) {
    const bullets = renderBullets('What was measured', texts, analysis.findings.length - shown.length);
    return [
      ...(texts.length === 0 ? [] : [{ what: 'list of findings', blocks: [toSection(bullets)] }]),
      ...(evidence === '' ? [] : [{ what: 'evidence line', blocks: [toContext([`🔎 ${evidence}`])] }]),
    ];
  }
  const lines = [...(evidence === '' ? [] : [`🔎 ${evidence}`]), ...texts.map((text) => `• ${text}`)];
  return lines.length === 0 ? [] : [{ what: 'evidence line', blocks: [toContext([lines.join('\n')])] }];
}

function renderCode(gated: GatedText | null, name: 'command' | 'query'): string | null {
  if (gated === null) return null;
  const code = toStepCode(gated, canFence);
  return code.shown
    ? toSlackCode(code.text)
    : `_${name} withheld: ${toSlackLine(code.reason, reasonLimit).replaceAll('_', ' ')}_`;
}

/** Says once, above all of them, that nothing of it was run. */
function renderSteps(title: string, steps: readonly MessageStep[]): Part[] {
  const shown = steps.slice(0, stepsShown);
  const left = steps.length - shown.length;
  const hasCode = shown.some(({ command, promql }) => command !== null || promql !== null);
  const head = hasCode ? `*${title}* _(${suggestionMark})_` : `*${title}*`;
  return shown.map((step, index) => {
    const lines = [
      index === 0 ? head : null,
      `${index + 1}. ${toSlackSentence(step, sentenceLimit)}`,
      renderCode(step.command, 'command'),
      renderCode(step.promql, 'query'),
      index === shown.length - 1 && left > 0 ? `… ${left} more ${left === 1 ? 'step' : 'steps'} cut` : null,
    ];
    return { what: 'step', blocks: [toSection(lines.filter((line) => line !== null).join('\n'))] };
  });
}

function renderList(what: string, title: string, lines: readonly MessageLine[], limit: number): Part[] {
  if (lines.length === 0) return [];
  const shown = lines.slice(0, limit).map((line) => toSlackSentence(line, lineLimit));
  return [{ what, blocks: [toSection(renderBullets(title, shown, lines.length - shown.length))] }];
}

/** Steps that are more than a finding that stands above them already. */
function listNewSteps({ investigation, findings }: DoneAnalysis): readonly MessageStep[] {
  const said = new Set(findings.map((text) => text.replace(/\.$/, '')));
  return investigation.filter(
    ({ text, command, promql }) => command !== null || promql !== null || !said.has(text.replace(/\.$/, '')),
  );
}

/** The explanation in the order of its use: why, how sure, what to do, what to check, what else it may be. */
export function renderAnalysis(
  analysis: DoneAnalysis,
  { headline, reviews }: { readonly headline: string; readonly reviews: readonly Part[] },
): readonly Part[] {
  return [
    renderCause(analysis, headline),
    ...renderFindings(analysis),
    ...renderNotes(analysis),
    ...renderSteps('What to do', analysis.remediation),
    ...reviews,
    ...renderSteps('What to check', listNewSteps(analysis)),
    ...renderList('list of other explanations', 'Alternatives', analysis.alternatives, alternativesShown),
    ...renderList(
      'list of preventions',
      'So that it does not happen again',
      analysis.prevention,
      preventionShown,
    ),
  ];
}
