import { type ConfigProblem, suggest } from './problems.ts';
import type { AdapterConfig, RouteConfig } from './schema.ts';

/** The value at a path of a plain object tree; undefined when there is none. */
export function valueAt(raw: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (value, part) =>
      typeof value === 'object' && value !== null ? (value as Record<PropertyKey, unknown>)[part] : undefined,
    raw,
  );
}

/** The places where adapters are listed. */
export const adapterLists = ['notifiers', 'evidence.collectors', 'reasoning.models'] as const;

function listAt(raw: unknown, kind: string): readonly Partial<AdapterConfig>[] {
  const value = valueAt(raw, kind.split('.'));
  return Array.isArray(value)
    ? value.map((item: unknown) => (typeof item === 'object' && item !== null ? item : {}))
    : [];
}

function checkNames(kind: string, list: readonly Partial<AdapterConfig>[]): readonly ConfigProblem[] {
  const names = list.map((item) => item.name ?? item.type);
  return names.flatMap((name, index) =>
    name !== undefined && names.indexOf(name) < index
      ? [{ path: [...kind.split('.'), index, 'name'], message: `another one is called "${name}" already` }]
      : [],
  );
}

function checkRoute(
  route: Partial<RouteConfig>,
  path: readonly PropertyKey[],
  known: readonly string[],
): readonly ConfigProblem[] {
  const names: readonly unknown[] = Array.isArray(route.notifiers) ? route.notifiers : [];
  const unknown = names.flatMap((name, index) =>
    typeof name !== 'string' || known.includes(name)
      ? []
      : [
          {
            path: [...path, 'notifiers', index],
            message: `no notifier is called "${name}"${suggest(name, known)}`,
          },
        ],
  );
  const children = Array.isArray(route.routes) ? (route.routes as readonly Partial<RouteConfig>[]) : [];
  const below = children.flatMap((child, index) =>
    checkRoute(child ?? {}, [...path, 'routes', index], known),
  );
  return [...unknown, ...below];
}

/** What no schema of one field can see: names that must be unique, references to them, a top route that takes all. */
export function checkReferences(raw: unknown): readonly ConfigProblem[] {
  const known = listAt(raw, 'notifiers').map((notifier) => String(notifier.name ?? notifier.type));
  const names = adapterLists.flatMap((kind) => checkNames(kind, listAt(raw, kind)));
  const route = valueAt(raw, ['route']);
  if (typeof route !== 'object' || route === null) return names;
  const root = route as Partial<RouteConfig>;
  const lost =
    Array.isArray(root.notifiers) && root.notifiers.length > 0
      ? []
      : [
          {
            path: ['route', 'notifiers'],
            message: 'the top route needs at least one notifier, so that no alert is lost',
          },
        ];
  const picky =
    Array.isArray(root.matchers) && root.matchers.length > 0
      ? [
          {
            path: ['route', 'matchers'],
            message: 'the top route takes every alert; put matchers on the routes below it',
          },
        ]
      : [];
  return [...names, ...lost, ...picky, ...checkRoute(root, ['route'], known)];
}
