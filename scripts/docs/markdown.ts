/** Says at the top of a generated page where it comes from. */
export const generatedNote = '<!-- Written by scripts/generate-docs.ts; edit what it reads, then run it. -->';

/** Text that may stand in a table's cell. */
function toCell(text: string): string {
  return text.replaceAll('|', '\\|').replaceAll(/\s*\n\s*/g, ' ');
}

export function code(text: string): string {
  return `\`${text}\``;
}

export function table(header: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.map(toCell).join(' | ')} |`;
  return [line(header), `|${header.map(() => ' --- |').join('')}`, ...rows.map(line)].join('\n');
}

export function codeBlock(language: string, text: string): string {
  return `\`\`\`${language}\n${text.trimEnd()}\n\`\`\``;
}

/** A page from its parts, an empty line between them. */
export function page(title: string, parts: readonly string[]): string {
  return `${[`# ${title}`, generatedNote, ...parts.map((part) => part.trim())].join('\n\n')}\n`;
}
