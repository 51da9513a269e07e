import type { EvidenceDraft, Fact } from '../../domain/evidence.ts';
import { emptyDraft } from '../drafts.ts';
import { takeSubtree } from './find-runbook.ts';
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

const mostHeadings = 8;
const wholeSectionCharacters = 4000;

function fact(name: string, text: string): Fact {
  return { name, text, value: null, unit: 'none', atMs: null };
}

function toSectionFact({ heading, text }: RunbookSection): Fact {
  return fact('section', heading === '' ? text : `${heading}: ${text}`);
}

function listHeadings(sections: readonly RunbookSection[]): readonly string[] {
  return sections.flatMap(({ heading, text }) => (heading === '' || text === '' ? [] : [heading]));
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
  const left = listHeadings(item.sections).filter((heading) =>
    chosen.every((one) => one.heading !== heading),
  );
  return {
    ...base,
    status: 'observed',
    facts: [
      ...chosen.map(toSectionFact),
      ...(left.length === 0
        ? []
        : [fact('headings', `other sections: ${left.slice(0, mostHeadings).join(', ')}`)]),
      fact('because', item.because),
    ],
    total,
    kept: chosen.length,
  };
}

/** The sections of a page under headings that hold these words, each whole up to a limit. */
export function toSectionDrafts(item: RunbookItem, words: string): readonly EvidenceDraft[] {
  const wanted = words.trim().toLowerCase();
  const start = item.sections.findIndex(({ heading }) => heading.toLowerCase().includes(wanted));
  if (wanted === '' || start < 0) return [];
  const sections = takeSubtree(item.sections, start).filter(({ text }) => text !== '');
  return [
    {
      ...emptyDraft(item.source, `runbook ${item.alertName}, section ${item.sections[start]?.heading ?? ''}`),
      kind: 'runbook',
      status: sections.length === 0 ? 'empty' : 'observed',
      query: item.place,
      labels: { alertname: item.alertName },
      facts: sections.map(({ text, ...rest }) =>
        toSectionFact({ ...rest, text: cut(text, wholeSectionCharacters) }),
      ),
      total: sections.length,
      kept: sections.length,
    },
  ];
}
