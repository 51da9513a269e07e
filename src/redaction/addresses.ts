import ipaddr from 'ipaddr.js';
import type { Labels } from '../domain/labels.ts';

/** Whether e-mail and IP addresses leave as they are or as `⟨email-1⟩`, `⟨ip-1⟩`. */
export interface AddressPolicy {
  readonly emails: 'keep' | 'mask';
  readonly ipAddresses: 'keep' | 'mask';
}

/** Stands for one value, the same one each time, so that a model can tell two of them apart. */
export interface Placeholders {
  readonly mask: (text: string) => string;
  /** Placeholder to value, of all that were masked. */
  readonly list: () => Labels;
}

const email =
  /(?<![a-zA-Z0-9._%+-])[a-zA-Z0-9][a-zA-Z0-9._%+-]{0,63}@(?:[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,62}[a-zA-Z0-9])?\.){1,8}[a-zA-Z]{2,24}\b/g;
const ipv4 = /(?<![\w.])(?:\d{1,3}\.){3}\d{1,3}(?![\w]|\.\d)/g;
const ipv6 = /(?<![\w:.])(?=[0-9a-fA-F]*:[0-9a-fA-F:]*:)[0-9a-fA-F:]{3,39}(?![\w:])/g;

/** They tell nobody anything about a network. */
const wellKnown: readonly string[] = ['127.0.0.1', '0.0.0.0', '::', '::1', '255.255.255.255'];

function isAddress(text: string): boolean {
  return !wellKnown.includes(text) && (ipaddr.IPv4.isValidFourPartDecimal(text) || ipaddr.IPv6.isValid(text));
}

/** Masks addresses as the policy wants, going on from the placeholders that are known already. */
export function createPlaceholders(policy: AddressPolicy, known: Labels = {}): Placeholders {
  const byValue = new Map(Object.entries(known).map(([placeholder, value]) => [value, placeholder]));
  const counts = new Map<string, number>();
  for (const placeholder of byValue.values()) {
    const kind = placeholder.slice(1, placeholder.lastIndexOf('-'));
    counts.set(kind, (counts.get(kind) ?? 0) + 1);
  }
  const toPlaceholder = (kind: string, value: string): string => {
    const there = byValue.get(value);
    if (there !== undefined) return there;
    const count = (counts.get(kind) ?? 0) + 1;
    counts.set(kind, count);
    byValue.set(value, `⟨${kind}-${count}⟩`);
    return `⟨${kind}-${count}⟩`;
  };
  const maskIp = (value: string): string => (isAddress(value) ? toPlaceholder('ip', value) : value);
  return {
    mask: (text) => {
      const withoutEmails =
        policy.emails === 'mask' ? text.replaceAll(email, (value) => toPlaceholder('email', value)) : text;
      if (policy.ipAddresses === 'keep') return withoutEmails;
      return withoutEmails.replaceAll(ipv4, maskIp).replaceAll(ipv6, maskIp);
    },
    list: () => Object.fromEntries([...byValue].map(([value, placeholder]) => [placeholder, value])),
  };
}

const placeholder = /⟨[a-z]+-\d+⟩/g;

/** Puts the values back in place of their placeholders; those that are not known stay. */
export function restoreText(text: string, known: Labels): string {
  return text.replaceAll(placeholder, (found) => known[found] ?? found);
}
