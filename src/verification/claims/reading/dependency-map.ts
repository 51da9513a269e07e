/** Who depends on whom, as topology items tell it. */
import { containsName } from '../contains-name.ts';
import type { Item } from './subjects.ts';

export interface DependencyMap {
  readonly item: Item;
  /** Lower case. */
  readonly names: ReadonlySet<string>;
  /** Service → what it depends on directly. */
  readonly needs: ReadonlyMap<string, ReadonlySet<string>>;
  /** Whose dependencies are all told. */
  readonly allNeeds: ReadonlySet<string>;
  /** Of whom all are told that depend on it directly. */
  readonly allUsers: ReadonlySet<string>;
  /** How many dependencies a service has, and how many depend on it directly, with those that are only counted. */
  readonly needCounts: ReadonlyMap<string, number>;
  readonly userCounts: ReadonlyMap<string, number>;
  /** Services of which a list was cut. */
  readonly cut: ReadonlySet<string>;
  /** Services that depend on another over services of which it is not told which. */
  readonly farUsers: ReadonlyMap<string, ReadonlySet<string>>;
}

interface Told {
  readonly names: readonly string[];
  readonly isAll: boolean;
  readonly count: number;
}

const more = / and (\d+) more$/;

/** "a (traces), b (services.yml and traces) and 3 more" */
function parseList(list: string): Told {
  if (/^(?:nothing|none) that (?:is|are) known$/.test(list)) return { names: [], isAll: true, count: 0 };
  const named = [...list.matchAll(/([^\s(),][^(),]*?) \([^()]*\)/g)].map(([, name = '']) => name);
  const rest = Number(more.exec(list)?.[1] ?? 0);
  return { names: named, isAll: named.length > 0 && rest === 0, count: named.length + rest };
}

const shapes = [
  [/^(?!who )(\S+) depends on (.+)$/, 'needs'],
  [/^on (\S+) depend (.+)$/, 'users'],
  [/^over these also ()(.+)$/, 'farther'],
] as const;

/** A topology item's facts; null when it knows nothing. */
export function toDependencyMap(item: Item): DependencyMap | null {
  const needs = new Map<string, Set<string>>();
  const farUsers = new Map<string, Set<string>>();
  const [allNeeds, allUsers, names, cut] = [
    new Set<string>(),
    new Set<string>(),
    new Set<string>(),
    new Set<string>(),
  ];
  const add = (map: Map<string, Set<string>>, key: string, value: string): void => {
    map.set(key, (map.get(key) ?? new Set<string>()).add(value));
    for (const name of [key, value]) names.add(name);
  };
  const [needCounts, userCounts] = [new Map<string, number>(), new Map<string, number>()];
  let about = '';
  for (const line of item.ground.text.split('\n')) {
    for (const [shape, kind] of shapes) {
      const match = shape.exec(line);
      if (match === null) continue;
      const [, service = '', list = ''] = match;
      if (kind === 'farther') {
        for (const name of list.replace(more, '').split(', ')) add(farUsers, about, name);
        continue;
      }
      about = service;
      names.add(service);
      const told = parseList(list);
      (kind === 'needs' ? needCounts : userCounts).set(service, told.count);
      if (!told.isAll) cut.add(service);
      else (kind === 'needs' ? allNeeds : allUsers).add(service);
      for (const name of told.names)
        if (kind === 'needs') add(needs, service, name);
        else add(needs, name, service);
    }
  }
  // With one direct user, it is the one over which the others depend.
  for (const [service, far] of farUsers) {
    const direct = [...needs].filter(([, list]) => list.has(service)).map(([user]) => user);
    const [only] = direct;
    if (only !== undefined && direct.length === 1) for (const name of far) add(farUsers, only, name);
  }
  return names.size === 0
    ? null
    : { item, names, needs, allNeeds, allUsers, cut, farUsers, needCounts, userCounts };
}

/** The service of a map that a name means: a pod is of its workload. */
export function findService({ names }: DependencyMap, name: string): string | null {
  if (names.has(name)) return name;
  return [...names].find((service) => containsName(name, service)) ?? null;
}

function reaches({ needs }: DependencyMap, from: string, to: string): boolean {
  const seen = new Set([from]);
  const open = [from];
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    for (const next of needs.get(at) ?? []) {
      if (next === to) return true;
      if (seen.has(next)) continue;
      seen.add(next);
      open.push(next);
    }
  }
  return false;
}

/** Whether one service depends on another, directly or over others. */
export function depends(map: DependencyMap, from: string, to: string): boolean {
  return reaches(map, from, to) || map.farUsers.get(to)?.has(from) === true;
}

/** Whether the map would tell if one service depended directly on another. */
export function wouldTell({ allNeeds, allUsers }: DependencyMap, from: string, to: string): boolean {
  return allNeeds.has(from) || allUsers.has(to);
}

/** Whether it may have left out that one service depends on another. */
export function isCut(map: DependencyMap, from: string, to: string): boolean {
  return !wouldTell(map, from, to) && (map.cut.has(from) || map.cut.has(to));
}
