import MiniSearch from 'minisearch';
import { normaliseName, type Runbook, type RunbookSection } from './parse-runbook.ts';

/** A page that is about an alert, and how that is known. */
export interface FoundRunbook {
  readonly runbook: Runbook;
  /** The part of the page that is about the alert: all of it, or what stands under a heading with its name. */
  readonly sections: readonly RunbookSection[];
  readonly by: 'name' | 'words';
}

/** Words of names that do not tell one alert from another. Those that turn a meaning round are none of them. */
const fillWords: ReadonlySet<string> = new Set([
  'alert',
  'is',
  'are',
  'has',
  'the',
  'a',
  'of',
  'for',
  'to',
  'in',
  'on',
  'too',
]);

/** `NodeHighCPULoad` → node, high, cpu, load; plurals and tenses lose their ends. */
export function splitName(name: string): readonly string[] {
  return name
    .replaceAll(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replaceAll(/([A-Z]+)([A-Z][a-z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== '' && !fillWords.has(word))
    .map((word) => (word.length > 4 ? word.replace(/(?:ing|ed|es|s|e)$/, '') : word));
}

/** The section with this heading and those below it, down to the next of its level. */
export function takeSubtree(sections: readonly RunbookSection[], start: number): readonly RunbookSection[] {
  const level = sections[start]?.level ?? 0;
  const end = sections.findIndex((section, index) => index > start && section.level <= level);
  return sections.slice(start, end < 0 ? sections.length : end);
}

function findByHeading(runbook: Runbook, wanted: string): readonly RunbookSection[] | null {
  const start = runbook.sections.findIndex(
    ({ heading, level }) => level > 1 && normaliseName(heading) === wanted,
  );
  return start < 0 ? null : takeSubtree(runbook.sections, start);
}

const fewestWords = 2;
/** Without a clear winner there is none. */
const clearLead = 1.3;

export interface RunbookIndex {
  /** The page about an alert; null when none is, or when it cannot be told which. */
  readonly find: (alertName: string) => FoundRunbook | null;
  readonly size: number;
}

/** A runbook by words has all words of the alert's name, and no others, in any order. */
function haveSameWords(a: readonly string[], b: readonly string[]): boolean {
  return new Set(a).symmetricDifference(new Set(b)).size === 0;
}

/** Pages by the names of alerts: rather no page than one about something else. */
export function indexRunbooks(runbooks: readonly Runbook[]): RunbookIndex {
  const byName = new Map<string, Runbook[]>();
  for (const runbook of runbooks) {
    for (const name of new Set(runbook.names.map(normaliseName))) {
      if (name === '') continue;
      byName.set(name, [...(byName.get(name) ?? []), runbook]);
    }
  }
  const search = new MiniSearch<{ id: number; names: string }>({
    fields: ['names'],
    tokenize: (text) => [...splitName(text)],
    processTerm: (term) => term,
  });
  search.addAll(runbooks.map(({ names }, id) => ({ id, names: names.join(' ') })));

  function findByWords(alertName: string): FoundRunbook | null {
    const words = splitName(alertName);
    if (words.length < fewestWords) return null;
    const hits = search.search(words.join(' '), { combineWith: 'AND', tokenize: (text) => text.split(' ') });
    const [best, second] = hits;
    const runbook = runbooks[Number(best?.id)];
    if (best === undefined || runbook === undefined) return null;
    if (second !== undefined && best.score < clearLead * second.score) return null;
    const close = runbook.names.some((name) => haveSameWords(splitName(name), words));
    return close ? { runbook, sections: runbook.sections, by: 'words' } : null;
  }

  return {
    size: runbooks.length,
    find: (alertName) => {
      const wanted = normaliseName(alertName);
      if (wanted === '') return null;
      const all = byName.get(wanted) ?? [];
      // A heading that was copied along with the rest of a page says less than the name of its file.
      const byFile = all.filter(({ names }) => normaliseName(names[0] ?? '') === wanted);
      const [named, ...others] = byFile.length > 0 ? byFile : all;
      if (named !== undefined && others.length === 0)
        return { runbook: named, sections: named.sections, by: 'name' };
      if (named !== undefined) return null;
      const inPages = runbooks.flatMap((runbook) => {
        const sections = findByHeading(runbook, wanted);
        return sections === null ? [] : [{ runbook, sections, by: 'name' as const }];
      });
      return inPages.length === 1 ? (inPages[0] ?? null) : inPages.length > 1 ? null : findByWords(alertName);
    },
  };
}
