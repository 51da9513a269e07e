const entities: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: ' ',
  '#39': "'",
};

/** Parts of a page that are not its text. */
const apart =
  /<(script|style|nav|header|footer|aside|svg|noscript|template)\b[\s\S]*?<\/\1\s*>|<!--[\s\S]*?-->/gi;

const replacements: readonly (readonly [pattern: RegExp, by: string])[] = [
  [/<h([1-6])\b[^>]*>/gi, '\n\n§$1 '],
  [/<\/h[1-6]>/gi, '\n\n'],
  [/<li\b[^>]*>/gi, '\n- '],
  [/<pre\b[^>]*>/gi, '\n```\n'],
  [/<\/pre>/gi, '\n```\n'],
  [/<(?:p|div|br|tr|ul|ol|table|section|article|blockquote|dt|dd)\b[^>]*>/gi, '\n'],
  [/<[^>]{0,2000}>/g, ''],
];

/** The headings, paragraphs, lists and code of a web page. What it looked like is lost. */
export function htmlToMarkdown(html: string): string {
  const main = /<(main|article)\b[^>]*>([\s\S]*?)<\/\1>/i.exec(html)?.[2] ?? html;
  const text = replacements.reduce(
    (rest, [pattern, by]) => rest.replaceAll(pattern, by),
    main.replaceAll(apart, ''),
  );
  return text
    .replaceAll(/&(amp|lt|gt|quot|apos|nbsp|#39);/g, (_, name: string) => entities[name] ?? '')
    .replaceAll(/§([1-6]) */g, (_, level: string) => `${'#'.repeat(Number(level))} `)
    .replaceAll(/[ \t]+\n/g, '\n')
    .replaceAll(/\n{3,}/g, '\n\n')
    .trim();
}
