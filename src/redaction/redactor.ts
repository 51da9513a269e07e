import type { Labels } from '../domain/labels.ts';
import { type AddressPolicy, createPlaceholders } from './addresses.ts';
import { findKnownSecrets, type KnownSecret } from './known-secrets.ts';
import { countOne, mapTexts, type RedactionCounts, redactText } from './redact.ts';

/** Makes data fit to leave the building. One redactor gives one value the same placeholder wherever it stands. */
export interface Redactor {
  /** The same tree, with every string redacted. */
  readonly redact: <T>(value: T) => Promise<T>;
  /** `⟨ip-1⟩` to the address it stands for. */
  readonly placeholders: () => Labels;
  /** What was replaced so far, by kind. */
  readonly counts: () => ReadonlyMap<string, number>;
}

function cutOut(text: string, secrets: readonly KnownSecret[], counts: RedactionCounts): string {
  let rest = 0;
  let clean = '';
  for (const { kind, from, to } of secrets) {
    if (to <= rest) continue;
    countOne(counts, kind);
    clean += `${text.slice(rest, Math.max(rest, from))}[redacted:${kind}]`;
    rest = to;
  }
  return clean + text.slice(rest);
}

/**
 * Nothing goes to a model or a notifier without passing here: first our own patterns, which keep the words around a
 * secret, then secretlint's, then addresses as the policy wants. `known` are placeholders to go on with.
 */
export function createRedactor(policy: AddressPolicy, known: Labels = {}): Redactor {
  const counts: RedactionCounts = new Map();
  const placeholders = createPlaceholders(policy, known);
  /** The same few dozen texts stand in every alert of a group, and in what is said of them. */
  const harmless = new Set<string>();
  const redactOwn = (text: string): string => {
    if (harmless.has(text)) return text;
    const redacted = redactText(text, counts);
    if (redacted === text) harmless.add(text);
    return redacted;
  };
  return {
    redact: async (value) => {
      const texts: string[] = [];
      const own = mapTexts(value, (text) => {
        const redacted = redactOwn(text);
        texts.push(redacted);
        return redacted;
      });
      const found = await findKnownSecrets(texts);
      let index = 0;
      return mapTexts(own, (text) => {
        const secrets = found[index] ?? [];
        index += 1;
        return placeholders.mask(cutOut(text, secrets, counts));
      });
    },
    placeholders: placeholders.list,
    counts: () => counts,
  };
}
