import type { Message, MessageLine, MessageStep } from '../../domain/message.ts';
import type { GatedText } from '../../domain/verdict.ts';
import {
  causeTitles,
  type DoneAnalysis,
  describeAlert,
  describeFacts,
  describeRung,
  pickAlerts,
  statusWord,
  suggestionMark,
  toStepCode,
} from '../message-text.ts';
import { toPlainLine } from '../plain-text.ts';
import { toSafeUrl } from '../safe-url.ts';
import { type CardOptions, type Colors, createPen, type Entry, type Pen } from './pen.ts';

const alertsShown = 5;
const stepsShown = 3;
const listShown = 3;
const findingsAlone = 6;
const linksShown = 5;

type Lines = readonly string[];

function plain(text: string): Entry {
  return { text, lead: '' };
}

function listSome(c: Colors, entries: readonly Entry[], left: number): readonly Entry[] {
  return left > 0 ? [...entries, plain(c.dim(`… ${left} more cut`))] : entries;
}

function toBullets(pen: Pen, c: Colors, lines: readonly MessageLine[], limit: number): readonly Entry[] {
  const shown = lines.slice(0, limit).map((line) => ({ text: pen.sentence(line), lead: '• ' }));
  return listSome(c, shown, lines.length - shown.length);
}

function toCode(c: Colors, gated: GatedText | null, prompt: string): readonly Entry[] {
  if (gated === null) return [];
  const code = toStepCode(gated, () => true);
  if (!code.shown) return [{ text: c.dim(`withheld: ${toPlainLine(code.reason)}`), lead: '   ' }];
  return code.text.split('\n').map((line, index) => ({
    text: c.cyan(line),
    lead: index === 0 ? `   ${prompt} ` : ' '.repeat(prompt.length + 4),
  }));
}

function toSteps(pen: Pen, c: Colors, steps: readonly MessageStep[]): readonly Entry[] {
  const shown = steps.slice(0, stepsShown);
  const hasCode = shown.some(
    ({ command, promql }) => command?.verdict === 'shown' || promql?.verdict === 'shown',
  );
  const entries = shown.flatMap((step, index) => [
    { text: pen.sentence(step), lead: `${index + 1}. ` },
    ...toCode(c, step.command, '$'),
    ...toCode(c, step.promql, 'promql>'),
  ]);
  const mark = hasCode ? [plain(c.dim(`${suggestionMark}:`))] : [];
  return listSome(c, [...mark, ...entries], steps.length - shown.length);
}

/** Rows that have something to say, with an empty line before each. */
function renderRows(pen: Pen, rows: readonly (readonly [string, readonly Entry[]])[]): Lines {
  return rows
    .filter(([, entries]) => entries.length > 0)
    .flatMap(([label, entries]) => [pen.gap(), ...pen.row(label, entries)]);
}

function renderAnalysis(pen: Pen, c: Colors, analysis: DoneAnalysis): Lines {
  const { rootCause, impact } = analysis;
  const alone = analysis.rung === 'deterministic' || analysis.rung === 'raw';
  const findings = analysis.findings.map((text) => ({ text, verified: true }));
  const evidence = toPlainLine(analysis.evidenceLine);
  return renderRows(pen, [
    [causeTitles[rootCause.status], [plain(pen.sentence(rootCause))]],
    ['Impact', impact === null ? [] : [plain(`${impact.level}: ${pen.sentence(impact)}`)]],
    [
      'Evidence',
      [
        ...(evidence === '' ? [] : [plain(evidence)]),
        ...toBullets(pen, c, findings, alone ? findingsAlone : listShown),
      ],
    ],
    ['How sure', (analysis.notes ?? []).map((note) => ({ text: toPlainLine(note), lead: '• ' }))],
    ['What to do', toSteps(pen, c, analysis.remediation)],
    ['What to check', toSteps(pen, c, analysis.investigation)],
    ['Alternatives', toBullets(pen, c, analysis.alternatives, listShown)],
    ['Prevention', toBullets(pen, c, analysis.prevention, listShown)],
  ]);
}

function renderRaw(pen: Pen, c: Colors, message: Message): Lines {
  const { shown, more } = pickAlerts(message, alertsShown);
  const alerts = shown.map((alert) => ({ text: toPlainLine(describeAlert(alert, message)), lead: '• ' }));
  const rest = more > 0 ? [plain(c.dim(`+${more} more`))] : [];
  const { analysis } = message;
  const state = analysis.state === 'none' ? `none: ${toPlainLine(analysis.reason)}` : 'analysing…';
  return renderRows(pen, [
    ['Alerts', [...alerts, ...rest]],
    ['Explanation', [plain(c.dim(state))]],
  ]);
}

function renderFoot(pen: Pen, c: Colors, message: Message): Lines {
  const links = message.links.flatMap((link) => {
    const url = toSafeUrl(link.url);
    return url === null ? [] : [plain(`${toPlainLine(link.title)} ${c.dim(url)}`)];
  });
  const made =
    message.analysis.state === 'done'
      ? [describeRung(message.analysis), message.analysis.footer]
          .map((part) => toPlainLine(part ?? ''))
          .filter((part) => part !== '')
          .map((part) => plain(c.dim(part)))
      : [];
  return [
    ...renderRows(pen, [['Links', listSome(c, links.slice(0, linksShown), links.length - linksShown)]]),
    ...renderRows(pen, [['Made by', made]]),
  ];
}

function renderHead(pen: Pen, c: Colors, message: Message): Lines {
  const { headline, analysis, state } = message;
  const stage = state === 'resolved' ? 'over' : analysis.state === 'done' ? 'explained' : 'alert';
  const facts = [message.title, ...describeFacts(message)].map(toPlainLine).join(' · ');
  return [
    pen.top(statusWord(message), stage),
    ...pen.full(c.bold(pen.sentence(headline))),
    ...pen.full(c.dim(facts)),
  ];
}

/** A card for the terminal: what is wrong, why, and what to do, in the order in which one reads. */
export function renderCard(message: Message, options: CardOptions): string {
  const { colors: c } = options;
  const pen = createPen(options, message);
  const body =
    message.analysis.state === 'done' ? renderAnalysis(pen, c, message.analysis) : renderRaw(pen, c, message);
  const lines = [...renderHead(pen, c, message), ...body, ...renderFoot(pen, c, message), pen.bottom()];
  return lines.join('\n');
}

/** Only that it is over, for a terminal where the explanation stands above. */
export function renderClosingCard(message: Message, options: CardOptions): string {
  const pen = createPen(options, message);
  return [...renderHead(pen, options.colors, message), pen.bottom()].join('\n');
}
