import { secretPatterns } from './patterns.ts';
import type { SecretPattern } from './secret-pattern.ts';

/** How often each kind of thing was replaced. */
export type RedactionCounts = Map<string, number>;

export function countOne(counts: RedactionCounts | null, kind: string): void {
  counts?.set(kind, (counts.get(kind) ?? 0) + 1);
}

/** What is looked at behind a match, to tell prose from a value. */
const afterLength = 60;

function replaceKind(text: string, found: SecretPattern, counts: RedactionCounts | null): string {
  const { kind, pattern, isSecret } = found;
  // Most texts hold no secret, which looking tells without making anything; `replace` makes an array and a function first.
  if (text.search(pattern) === -1) return text;
  return text.replace(pattern, (whole: string, ...rest: unknown[]) => {
    const kept = typeof rest[0] === 'string' ? rest[0] : '';
    if (isSecret !== undefined) {
      const end = (rest.find((one) => typeof one === 'number') ?? 0) + whole.length;
      const after = text.slice(end, end + afterLength);
      if (!isSecret({ kept, value: whole.slice(kept.length), after })) return whole;
    }
    countOne(counts, kind);
    return `${kept}[redacted:${kind}]`;
  });
}

/** Replaces what looks like a secret by `[redacted:kind]`; the words around it stay. */
export function redactText(text: string, counts: RedactionCounts | null = null): string {
  return secretPatterns.reduce((current, found) => replaceKind(current, found, counts), text);
}

/** Keys whose values are secrets whatever they look like: labels and fields are pairs, not text. */
const secretKey = /(?:password|passwd|pwd|secret|token|passphrase|(?:api|access|account|private)[_-]?key)$/i;

/** Every string of a tree of plain data, changed by `change`; keys stay, values of secret keys are replaced. */
export function mapTexts<T>(value: T, change: (text: string) => string): T {
  if (typeof value === 'string') return change(value) as T;
  if (Array.isArray(value)) return value.map((item: unknown) => mapTexts(item, change)) as T;
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => {
      const secret = typeof inner === 'string' && inner !== '' && secretKey.test(key);
      return [key, secret ? '[redacted:password]' : mapTexts(inner, change)];
    }),
  ) as T;
}

/** Redacts every string in a tree of plain data by our own patterns alone, at once: for what stays in the building. */
export function redactDeep<T>(value: T): T {
  return mapTexts(value, (text) => redactText(text));
}
