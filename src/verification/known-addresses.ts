/** Things that are called by an address, such as a queue: `https://sqs.eu-west-1.amazonaws.com/123/orders`. */
import type { EvidenceItem } from '../domain/evidence.ts';

/** Without a query, a fragment or somebody's name: what calls a thing has none. */
const address = /^(?:https?:\/\/)?((?:[a-z0-9-]{1,63}\.){1,8}[a-z]{2,18})(?::\d{1,5})?(\/[\w./~-]*)?$/i;
const longest = 200;
const quoted = /=\s?"((?:[^"\\]|\\.)*)"/g;

/** Whoever calls a service writes what these labels say. */
const writtenByCallers =
  /^(?:url|uri|path|url_path|route|handler|query|referr?er|origin|user_?agent|location|redirect\w*|link|href|http_\w+)$/i;

/** What is measured and what an alert is about is labelled by who runs it; lines and changes are not. */
function listValues({ kind, labels, query }: EvidenceItem): readonly string[] {
  if (kind !== 'series' && kind !== 'alert') return [];
  const called = Object.entries(labels).flatMap(([name, value]) =>
    writtenByCallers.test(name) ? [] : [value],
  );
  const asked = [...(query ?? '').matchAll(quoted)].map(([, value = '']) => value);
  return [...called, ...asked];
}

function findHost(value: string): { readonly host: string; readonly path: string } | null {
  const [, host, path = ''] = value.length > longest ? [] : (address.exec(value) ?? []);
  return host === undefined ? null : { host: host.toLowerCase(), path };
}

export interface KnownAddresses {
  /** A sentence in which the addresses that this evidence has as names stand as plain words; no part of a longer one does. */
  readonly withoutThem: (text: string, cited: ReadonlySet<string>) => string;
  /** Whether a host is one that many things have their addresses at, so that not all of them are known. */
  readonly isShared: (host: string) => boolean;
}

/** Addresses that labels and queries of evidence have as the whole of a value. */
export function findKnownAddresses(evidence: readonly EvidenceItem[]): KnownAddresses {
  const known = evidence.flatMap((item) =>
    listValues(item).flatMap((value) => {
      const found = findHost(value);
      return found === null || found.path === '' ? [] : [{ ...found, id: item.id, value }];
    }),
  );
  const shared = new Set(known.map(({ host }) => host));
  return {
    isShared: (host) => shared.has(host.toLowerCase()),
    withoutThem: (text, cited) =>
      known
        .filter(({ id }) => cited.has(id))
        .map(({ value }) => value.replace(/^https?:\/\//i, ''))
        .toSorted((a, b) => b.length - a.length)
        .reduce(
          (rest, bare) =>
            rest.replaceAll(
              new RegExp(
                `(?<![\\w/.:@-])(?:https?://)?${RegExp.escape(bare)}(?![\\w/?#%&=@:~-]|\\.\\w)`,
                'g',
              ),
              'it',
            ),
          text,
        ),
  };
}
