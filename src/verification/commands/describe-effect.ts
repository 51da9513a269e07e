import type { CommandForm } from './table/command-rules.ts';
import type { WordsReading } from './table/read-words.ts';

type Reading = Extract<WordsReading, { readonly ok: true }>;

function fill(template: string, reading: Reading): string | null {
  let missing = false;
  const text = template.replaceAll(/\{([^{}]+)\}/g, (_, name: string) => {
    const value = /^\d+$/.test(name)
      ? reading.counted[Number(name) - 1]
      : name === 'all'
        ? reading.arguments.join(' ')
        : name === 'rest'
          ? reading.counted.slice(1).join(' ')
          : (reading.behind.get(name === 'before' ? '' : name)?.join(' ') ??
            reading.flags.get(name)?.join(', '));
    if (value === undefined || value === '') missing = true;
    return value ?? '';
  });
  return missing ? null : text;
}

/**
 * `deletes {1} {rest}[ in the namespace {-n}]` with what the command says; a part in brackets only if it says it. `{compose}` is
 * what stands right behind that word, as it was typed.
 */
export function describeEffect(template: string, reading: Reading): string {
  const parts = template.split(/\[([^[\]]+)\]/).map((part, at) => {
    const isInBrackets = at % 2 === 1;
    return fill(part, reading) ?? (isInBrackets ? '' : part.replaceAll(/\s*\{[^{}]+\}/g, ''));
  });
  return parts.join('').replaceAll(/\s+/g, ' ').trim();
}

/** As one word of bash, whatever is in it. */
function quoteWord(word: string): string {
  return /^[\w.,:/@%+=-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}

/**
 * How a form is taken back, in the same way. People may copy it into a shell: words are quoted as they have to be, and a
 * flag that takes no value is its name.
 */
export function describeUndo({ undo, flags: rules }: CommandForm, reading: Reading): string | null {
  if (undo === null) return null;
  const flags = [...reading.flags].map(([name, values]) => {
    const isBare = rules.byName.get(name)?.kind === null;
    return [name, [isBare ? name : values.map(quoteWord).join(' ')]] as const;
  });
  const behind = [...reading.behind].map(([words, typed]) => [words, typed.map(quoteWord)] as const);
  const quoted = {
    ...reading,
    arguments: reading.arguments.map(quoteWord),
    counted: reading.counted.map(quoteWord),
    flags: new Map(flags),
    behind: new Map(behind),
  };
  return describeEffect(undo, quoted);
}
