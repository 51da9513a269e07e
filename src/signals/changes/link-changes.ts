import type { ObservedChange } from '../../domain/observation.ts';
import type { ServiceNames } from '../service-names.ts';
import { isShared, toFileKind } from './diff/file-kind.ts';

/** What was written and how it reached production: a commit with its deploys, or either of them alone. */
export interface LinkedChange {
  /** What has files and a diff, if anything has. */
  readonly source: ObservedChange;
  /** What brought it to production: the source itself where nothing else is known. */
  readonly effect: ObservedChange;
  /** When it took effect. */
  readonly atMs: number;
  /** All deploys that may have brought it, each to its own service; `effect` is the first of them. */
  readonly carriers: readonly ObservedChange[];
  /** Later starts of its service, where it is a setting that may only be read then. */
  readonly restarts: readonly ObservedChange[];
  readonly services: readonly string[];
  /** Whether its files are built into several services. */
  readonly shared: boolean;
  /** 0–1: how sure it is that it reached production at that time. */
  readonly reached: number;
  readonly keys: readonly string[];
}

const shortestHash = 7;
/** Kinds that take effect when they are made. */
const immediateKinds = /flag|config|scale|toggle|secret|infra|rollback|migration|restart/i;
const shippingKinds = /deploy|release|rollout/i;

/** What carries settings or a schema, and no build of code. */
const carriesNoCode =
  /^(?:migrations?|values|config|flags?|manifests?|chart|helm|infra|terraform|tf)\b|\+env\b/i;

/** The first deploy of each service from then on. */
function firstOfEach(deploys: readonly ObservedChange[]): readonly ObservedChange[] {
  return [...Map.groupBy(deploys, ({ service }) => service).values()].flatMap((list) => list.slice(0, 1));
}

function isSetting({ source, effect }: LinkedChange): boolean {
  if (/migration/i.test(`${effect.kind} ${effect.version ?? ''}`)) return false;
  if (/config|secret/i.test(source.kind) || carriesNoCode.test(effect.version ?? '')) return true;
  return source.files.length > 0 && source.files.every((file) => toFileKind(file) === 'config');
}

/** What starts the processes of a service anew after a change of its settings. */
function listRestarts(
  { effect, atMs, services }: LinkedChange,
  changes: readonly ObservedChange[],
): readonly ObservedChange[] {
  return changes.filter(
    ({ kind, service, timeMs, version }) =>
      timeMs > atMs &&
      service !== null &&
      (service === effect.service || services.includes(service)) &&
      (/restart/i.test(kind) || (shippingKinds.test(kind) && !carriesNoCode.test(version ?? ''))),
  );
}

/** Without any record of deploys, a commit is taken to be live soon. */
const withoutDeploys = 0.9;
/** Shipped by the next deploy of a service that its files belong to. */
const byNextDeploy = 0.6;
const bySharedCode = 0.6;
/** Never seen in production. */
const unshipped = 0.15;

function servicesOfFiles(change: ObservedChange, names: ServiceNames): readonly string[] {
  const folders = change.files.flatMap((file) =>
    file.split('/').flatMap((part) => names.ofFolder(part.replace(/\.\w+$/, '')) ?? []),
  );
  return [...new Set(folders)];
}

function hashesIn(change: ObservedChange): readonly string[] {
  return `${change.id} ${change.version ?? ''} ${change.summary ?? ''}`.match(/\b[0-9a-f]{7,40}\b/g) ?? [];
}

/** Puts commits and the deploys that shipped them together. Linear, but for sorting. */
export function linkChanges(
  changes: readonly ObservedChange[],
  names: ServiceNames,
): readonly LinkedChange[] {
  const sorted = changes.toSorted((a, b) => a.timeMs - b.timeMs || (a.key < b.key ? -1 : 1));
  const deploys = sorted.filter(({ kind }) => shippingKinds.test(kind));
  const sources = sorted.filter(({ kind }) => !shippingKinds.test(kind));
  const byHash = new Map<string, ObservedChange[]>();
  for (const deploy of deploys) {
    for (const hash of hashesIn(deploy)) {
      const key = hash.slice(0, shortestHash);
      byHash.set(key, [...(byHash.get(key) ?? []), deploy]);
    }
  }
  const taken = new Set<ObservedChange>();
  const links = sources.map((source): LinkedChange => {
    const own = servicesOfFiles(source, names);
    const shared = source.files.some(isShared);
    const named = source.service === null ? own : [source.service, ...own];
    const base = { source, services: named, shared, keys: [source.key], carriers: [], restarts: [] };
    if (immediateKinds.test(source.kind)) return { ...base, effect: source, atMs: source.timeMs, reached: 1 };
    const shippedBy = byHash.get(source.id.slice(0, shortestHash)) ?? [];
    const [first] = shippedBy;
    if (first !== undefined) {
      for (const deploy of shippedBy) taken.add(deploy);
      const services = [...new Set([...shippedBy.flatMap(({ service }) => service ?? []), ...named])];
      const keys = [source.key, ...shippedBy.map(({ key }) => key)];
      return { ...base, services, keys, carriers: shippedBy, effect: first, atMs: first.timeMs, reached: 1 };
    }
    if (deploys.length === 0)
      return { ...base, effect: source, atMs: source.timeMs, reached: withoutDeploys };
    const carriers = firstOfEach(
      deploys.filter(({ timeMs, service, version }) => {
        if (timeMs < source.timeMs || service === null) return false;
        if (named.includes(service)) return true;
        return named.length === 0 && shared && !carriesNoCode.test(version ?? '');
      }),
    );
    const [next] = carriers;
    if (next === undefined) return { ...base, effect: source, atMs: source.timeMs, reached: unshipped };
    const services = [...new Set([...(next.service === null ? [] : [next.service]), ...named])];
    const reached = named.length === 0 ? bySharedCode : byNextDeploy;
    const keys = [source.key, next.key];
    return { ...base, services, keys, carriers, effect: next, atMs: next.timeMs, reached };
  });
  const alone = deploys
    .filter((deploy) => !taken.has(deploy))
    .map(
      (deploy): LinkedChange => ({
        source: deploy,
        effect: deploy,
        carriers: [deploy],
        restarts: [],
        atMs: deploy.timeMs,
        services: deploy.service === null ? servicesOfFiles(deploy, names) : [deploy.service],
        shared: deploy.files.some(isShared),
        reached: 1,
        keys: [deploy.key],
      }),
    );
  return [...links, ...alone].map((link) =>
    isSetting(link) ? { ...link, restarts: listRestarts(link, sorted) } : link,
  );
}
