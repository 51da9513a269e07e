import type { EvidenceDraft, Fact } from '../../domain/evidence.ts';
import { emptyDraft } from '../drafts.ts';
import type { RunbookSection } from './parse-runbook.ts';

/** Headings of what helps to explain an alert and to end it, the most useful first. */
const usefulHeadings: readonly RegExp[] = [
  /^(?:meaning|description|summary|overview|what(?: it means| happened| does)?\b|about|symptoms?|trigger)/i,
  /^(?:(?:possible |probable |likely |common |root )?causes?\b|why\b)/i,
  /^(?:diagnos|investigat|troubleshoot|debug|how to (?:check|diagnose|investigate)|check|verif|first steps|triage)/i,
  /^(?:mitigat|resol|remed|fix|recover|repair|solution|action|steps?\b|how to (?:fix|resolve)|workaround|procedure|playbook|response)/i,
  /^(?:impact|severity|consequence|business impact|user impact|effect)/i,
];

const sectionCharacters = 900;
const pageCharacters = 2600;

function rank({ heading }: RunbookSection): number {
  const found = usefulHeadings.findIndex((pattern) => pattern.test(heading));
  return found < 0 ? usefulHeadings.length : found;
}

/** Sections with text, each with what stands under the headings below it. */
function joinSubsections(sections: readonly RunbookSection[]): readonly RunbookSection[] {
  const joined: { heading: string; level: number; text: string }[] = [];
  for (const section of sections) {
    const last = joined.at(-1);
    const useful = rank(section) < usefulHeadings.length;
    if (last !== undefined && !useful && section.level > last.level && last.level > 1) {
      last.text = [last.text, section.heading, section.text].filter(Boolean).join('\n');
    } else joined.push({ ...section });
  }
  return joined.filter(({ text }) => text !== '');
}

function cut(text: string, limit: number): string {
  if (text.length <= limit) return text;
  const end = text.lastIndexOf('\n', limit);
  return `${text.slice(0, end > limit / 2 ? end : limit).toWellFormed()}…`;
}

/** The useful sections in the order in which a reader wants them; the beginning of the page when none is. */
export function chooseSections(sections: readonly RunbookSection[]): readonly RunbookSection[] {
  const joined = joinSubsections(sections);
  const useful = joined.filter((section) => rank(section) < usefulHeadings.length);
  const chosen = useful.length > 0 ? [...useful].sort((a, b) => rank(a) - rank(b)) : joined.slice(0, 2);
  let left = pageCharacters;
  return chosen.flatMap((section) => {
    const text = cut(section.text, Math.min(sectionCharacters, left));
    if (left <= 0 || text === '') return [];
    left -= text.length;
    return [{ ...section, text }];
  });
}

export interface RunbookItem {
  readonly source: string;
  readonly alertName: string;
  readonly place: string;
  readonly sections: readonly RunbookSection[];
  /** How it is known to be about the alert. */
  readonly because: string;
}

/** A runbook as evidence: what people wrote for this alert, in its useful parts. */
export function toRunbookDraft(item: RunbookItem): EvidenceDraft {
  const chosen = chooseSections(item.sections);
  const base: EvidenceDraft = {
    ...emptyDraft(item.source, `runbook ${item.alertName}`),
    kind: 'runbook',
    query: item.place,
    labels: { alertname: item.alertName },
  };
  const total = item.sections.filter(({ text }) => text !== '').length;
  if (chosen.length === 0) return { ...base, reason: 'the page has no text', total };
  const fact = (name: string, text: string): Fact => ({ name, text, value: null, unit: 'none', atMs: null });
  return {
    ...base,
    status: 'observed',
    facts: [
      ...chosen.map(({ heading, text }) => fact('section', heading === '' ? text : `${heading}: ${text}`)),
      fact('because', item.because),
    ],
    total,
    kept: chosen.length,
  };
}
