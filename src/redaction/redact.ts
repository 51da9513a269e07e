import { secretPatterns } from './patterns.ts';

/** Replaces what looks like a secret by `[redacted:kind]`; the words around it stay. */
export function redactText(text: string): string {
  return secretPatterns.reduce(
    (current, { kind, pattern }) =>
      current.replace(
        pattern,
        (_whole: string, kept: unknown) => `${typeof kept === 'string' ? kept : ''}[redacted:${kind}]`,
      ),
    text,
  );
}

/** Keys whose values are secrets whatever they look like: labels and fields are pairs, not text. */
const secretKey = /(?:password|passwd|pwd|secret|token|passphrase|(?:api|access|account|private)[_-]?key)$/i;

/** Redacts every string in a tree of plain data; keys stay. Nothing leaves the building without passing here. */
export function redactDeep<T>(value: T): T {
  if (typeof value === 'string') return redactText(value) as T;
  if (Array.isArray(value)) return value.map((item: unknown) => redactDeep(item)) as T;
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => {
      const secret = typeof inner === 'string' && inner !== '' && secretKey.test(key);
      return [key, secret ? '[redacted:password]' : redactDeep(inner)];
    }),
  ) as T;
}
