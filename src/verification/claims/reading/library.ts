/** All evidence, prepared once for all statements: the items, and the names of the things that they are about. */
import { containsName } from '../contains-name.ts';
import type { Grounds } from '../grounds.ts';
import { toDependencyMap } from './dependency-map.ts';
import { type Directory, findNames, type Item, toItem } from './subjects.ts';

/** The last part of a pod's name, by which people call it. */
function toShort(name: string): string | null {
  return /^[a-z].*-([a-z0-9]{5})$/.exec(name)?.[1] ?? null;
}

function toDirectory(items: readonly Item[]): Directory {
  const names = new Map<string, { name: string; family: string; said: readonly string[] }>();
  for (const { labels } of items) {
    for (const [family, name] of labels) {
      if (name.length < 2) continue;
      const short = toShort(name);
      const said = short !== null && /\d/.test(short) ? [name, short] : [name];
      names.set(`${family} ${name}`, { name, family, said });
    }
  }
  for (const name of items.flatMap((item) => [...(toDependencyMap(item)?.names ?? [])])) {
    const lower = name.toLowerCase();
    if (!names.has(`service ${lower}`))
      names.set(`service ${lower}`, { name: lower, family: 'service', said: [lower] });
  }
  return { names: [...names.values()] };
}

/** A pod is of its workload, a path of the service after which it is named, a resolver what a service of its name is. */
function withKin(item: Item, { names }: Directory): Item {
  const kin = names.filter(
    ({ name, family }) =>
      item.labels.some(([, value]) => value === name || containsName(value, name)) &&
      !item.labels.some(
        ([known, value]) => known === family && (value === name || !containsName(value, name)),
      ),
  );
  return { ...item, labels: [...item.labels, ...kin.map(({ family, name }) => [family, name] as const)] };
}

/** A log line about a node is about that node, though the label does not say so. */
function withLineNames(item: Item, directory: Directory): Item {
  if (item.ground.kind !== 'logs') return item;
  const named = findNames(item.ground.summary, directory).filter(
    ({ family }) => !item.labels.some(([known]) => known === family),
  );
  return { ...item, labels: [...item.labels, ...named.map(({ family, name }) => [family, name] as const)] };
}

/** All items, prepared once for all statements. */
export interface Library {
  readonly items: readonly Item[];
  readonly directory: Directory;
  /** Whether a word stands anywhere in the evidence. */
  readonly isSaid: (word: string) => boolean;
}

export function createLibrary(grounds: Grounds): Library {
  const plain = grounds.all.map(toItem);
  const directory = toDirectory(plain);
  const words = new Set(grounds.all.flatMap(({ text }) => text.match(/[a-z0-9]+(?:[._-][a-z0-9]+)*/g) ?? []));
  const parts = new Set([...words].flatMap((word) => word.split(/[._-]/)));
  const items = plain.map((item) => withLineNames(withKin(item, directory), directory));
  return { items, directory, isSaid: (word) => words.has(word) || parts.has(word) };
}
