/** A heading of a page and what stands under it, up to the next heading. */
export interface RunbookSection {
  /** Empty for what stands before the first heading. */
  readonly heading: string;
  readonly level: number;
  readonly text: string;
}

export interface Runbook {
  /** Where it is: a path below its folder, or a URL. */
  readonly place: string;
  /** Names it goes by: of its file, of its front matter, its first heading. */
  readonly names: readonly string[];
  readonly sections: readonly RunbookSection[];
}

const frontMatter = /^---\r?\n([\s\S]*?)\r?\n---\r?\n/;
/** Of Hugo, Jekyll and MkDocs; comments; HTML that folds parts away. */
const decoration =
  /\{\{[<%][\s\S]*?[%>]\}\}|\{%[\s\S]*?%\}|<!--[\s\S]*?-->|<\/?(?:details|summary|p|br|div|span|a|img)\b[^>]*>/gi;
const link = /!?\[([^\]]*)\]\([^)]*\)/g;
const atxHeading = /^ {0,3}(#{1,6})\s+(.*?)\s*#*\s*$/;

function cleanText(lines: readonly string[]): string {
  return lines
    .join('\n')
    .replaceAll(decoration, '')
    .replaceAll(link, '$1')
    .replaceAll(/\n{3,}/g, '\n\n')
    .trim();
}

/** Markdown by its headings. Inside of code, a `#` begins a comment. */
export function parseSections(markdown: string): readonly RunbookSection[] {
  const sections: { heading: string; level: number; lines: string[] }[] = [
    { heading: '', level: 0, lines: [] },
  ];
  let fence: string | null = null;
  for (const line of markdown.replace(frontMatter, '').split(/\r?\n/)) {
    const mark = /^\s*(```|~~~)/.exec(line)?.[1] ?? null;
    if (mark !== null) fence = fence === null ? mark : fence === mark ? null : fence;
    const found = fence === null ? atxHeading.exec(line) : null;
    if (found === null) sections.at(-1)?.lines.push(line);
    else sections.push({ heading: cleanText([found[2] ?? '']), level: found[1]?.length ?? 1, lines: [] });
  }
  return sections.map(({ heading, level, lines }) => ({ heading, level, text: cleanText(lines) }));
}

function readFrontMatter(markdown: string, key: string): readonly string[] {
  const text = frontMatter.exec(markdown)?.[1] ?? '';
  const value = new RegExp(`^${key}:\\s*(.*)$`, 'm').exec(text)?.[1] ?? '';
  return value
    .replace(/^\[|\]$/g, '')
    .split(',')
    .map((one) => one.trim().replace(/^["']|["']$/g, ''))
    .filter(Boolean);
}

/** A page of Markdown. `place` ends in the name of its file. */
export function parseRunbook(place: string, markdown: string): Runbook {
  const sections = parseSections(markdown);
  const file =
    place
      .split('/')
      .at(-1)
      ?.replace(/\.(?:md|markdown)$/i, '') ?? '';
  const folder = place.split('/').at(-2) ?? '';
  const own = /^(?:readme|index|_index)$/i.test(file) ? folder : file;
  const first = sections.find(({ level }) => level === 1)?.heading ?? '';
  const names = [
    own,
    ...readFrontMatter(markdown, 'title'),
    ...['alert', 'alerts', 'aliases', 'alertname'].flatMap((key) => readFrontMatter(markdown, key)),
    first,
  ];
  return { place, names: [...new Set(names.filter(Boolean))], sections };
}

/** `KubePodCrashLooping`, `kube-pod-crash-looping` and `Kube Pod Crash Looping` are one name. */
export function normaliseName(name: string): string {
  return name
    .replace(/^alert(?:[ _-]?name)?\s*:\s*/i, '')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]/g, '');
}
