import type { EvidenceItem } from '../domain/evidence.ts';
import { formatDuration, formatTime } from '../domain/time.ts';
import type { CheckedStatement, CheckedStep } from '../domain/verdict.ts';
import type { IncidentDetail } from './read-incidents.ts';

/** Text that others wrote: nothing in it may become markup, a link or a mention. */
function plain(text: string): string {
  return text.replaceAll(/\s+/g, ' ').replaceAll(/[\\`*_[\]<>#|~!@]/g, (char) => `\\${char}`);
}

/** A code block that the text cannot end. */
function block(text: string): string {
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([ticks]) => ticks.length));
  const fence = '`'.repeat(longest + 1);
  return `${fence}\n${text}\n${fence}`;
}

function cite(ids: readonly string[]): string {
  return ids.length === 0 ? '' : ` (${ids.join(', ')})`;
}

function sentence({ text, evidence, fate }: CheckedStatement): string {
  return `${plain(text)}${cite(evidence)}${fate === 'inferred' ? ' *(not checkable)*' : ''}`;
}

function step(one: CheckedStep): string {
  const shown = [one.command, one.promql].flatMap((gated) =>
    gated?.verdict === 'shown' ? [gated.text] : [],
  );
  return [`- ${sentence(one)}`, ...shown.map(block)].join('\n');
}

function describeItem({ id, source, title, status, reason, facts }: EvidenceItem): string {
  const said = facts.slice(0, 4).map(({ text }) => text);
  const end =
    status === 'observed' ? said.join('; ') : `${status.replace('_', ' ')}: ${reason ?? 'no reason given'}`;
  return `- **${id}** ${plain(source)}: ${plain(title)}${end === '' ? '' : `: ${plain(end)}`}`;
}

/** A section, or nothing when it would be empty. */
function section(title: string, lines: readonly string[]): readonly string[] {
  return lines.length === 0 ? [] : [`## ${title}`, '', ...lines, ''];
}

/** The draft of a post-mortem in Markdown: what is known is in it, what only people know is asked for. */
export function toPostMortem(detail: IncidentDetail): string {
  const { incident, message, analysis, timeline, reviews, feedback } = detail;
  const hypothesis = analysis?.hypothesis ?? null;
  const { startedAtMs, resolvedAtMs } = incident;
  const diagnosis = analysis?.diagnosis;
  const model = analysis?.model ?? null;
  const lasted =
    resolvedAtMs === null ? 'still firing' : `lasted ${formatDuration(resolvedAtMs - startedAtMs)}`;
  const lines = [
    `# ${plain(message.headline.text)}`,
    '',
    `*Draft, made from what was recorded. ${plain(message.title)}, ${plain(incident.severity)}, since ${formatTime(startedAtMs)}, ${lasted}.*`,
    '',
    ...section('Impact', [
      ...(hypothesis === null || hypothesis.impact.fate === 'dropped' ? [] : [sentence(hypothesis.impact)]),
      ...(diagnosis === undefined || diagnosis.blastRadius.length === 0
        ? []
        : [`Services that suffered: ${diagnosis.blastRadius.map(plain).join(', ')}.`]),
      '',
      '*Who noticed, and what did it cost them?*',
    ]),
    ...section('Root cause', [
      ...(hypothesis === null
        ? [`Not explained: ${plain(analysis?.rungReason ?? 'there was no analysis')}.`]
        : [`**${hypothesis.rootCause.status}**: ${sentence(hypothesis.rootCause)}`]),
      ...feedback.map(
        ({ by, judgement, note }) =>
          `\n${plain(by)} says: ${judgement}${note === null ? '' : `. ${plain(note)}`}`,
      ),
    ]),
    ...section(
      'Timeline',
      timeline.map(({ atMs, kind, text }) => `- ${formatTime(atMs)} ${kind}: ${plain(text)}`),
    ),
    ...section(
      'It might also have been',
      (hypothesis?.alternatives ?? []).map((one) => `- ${sentence(one)}`),
    ),
    ...section('What was done', [
      ...reviews.map(
        ({ state, command, decidedBy, outcome }) =>
          `- ${state}${decidedBy === null ? '' : ` by ${plain(decidedBy)}`}${outcome === null ? '' : `, ${outcome.replaceAll('_', ' ')}`}\n${block(command)}`,
      ),
      '*What else was done, and what helped?*',
    ]),
    ...section('What was suggested', (hypothesis?.remediation ?? []).map(step)),
    ...section('So that it does not come again', [
      ...(hypothesis?.prevention ?? []).map((one) => `- [ ] ${sentence(one)}`),
      '- [ ] *What else, by whom, until when?*',
    ]),
    ...section('Evidence', (analysis?.evidence ?? []).map(describeItem)),
    ...(model === null
      ? []
      : [
          `---`,
          '',
          `Explained by ${plain(model.model)}, prompt ${plain(model.promptId)} v${model.promptVersion}.`,
          '',
        ]),
  ];
  return lines.join('\n');
}
