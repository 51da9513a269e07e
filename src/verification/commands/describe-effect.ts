import type { WordsReading } from './table/read-words.ts';

type Reading = Extract<WordsReading, { readonly ok: true }>;

function fill(template: string, reading: Reading): string | null {
  let missing = false;
  const text = template.replaceAll(/\{([^{}]+)\}/g, (_, name: string) => {
    const value = /^\d+$/.test(name)
      ? reading.arguments[Number(name) - 1]
      : name === 'all'
        ? reading.arguments.join(' ')
        : name === 'rest'
          ? reading.arguments.slice(1).join(' ')
          : reading.flags.get(name)?.join(', ');
    if (value === undefined || value === '') missing = true;
    return value ?? '';
  });
  return missing ? null : text;
}

/** `deletes {1} {rest}[ in the namespace {-n}]` with what the command says; a part in brackets only if it says it. */
export function describeEffect(template: string, reading: Reading): string {
  const whole = template.replaceAll(/\[([^[\]]+)\]/g, (_, inside: string) => fill(inside, reading) ?? '');
  const text = fill(whole, reading) ?? whole.replaceAll(/\s*\{[^{}]+\}/g, '');
  return text.replaceAll(/\s+/g, ' ').trim();
}
