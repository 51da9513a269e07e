import type { ObservedChange } from '../../domain/observation.ts';
import type { ServiceNames } from '../service-names.ts';
import { isShared } from './file-kind.ts';

/** What was written and how it reached production: a commit with its deploys, or either of them alone. */
export interface LinkedChange {
  /** What has files and a diff, if anything has. */
  readonly source: ObservedChange;
  /** What brought it to production: the source itself where nothing else is known. */
  readonly effect: ObservedChange;
  /** When it took effect. */
  readonly atMs: number;
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

/** Without any record of deploys, a commit is taken to be live soon. */
const withoutDeploys = 0.9;
/** Shipped by the next deploy of a service that its files belong to. */
const byNextDeploy = 0.6;
const bySharedCode = 0.5;
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
    const base = { source, services: named, shared, keys: [source.key] };
    if (immediateKinds.test(source.kind)) return { ...base, effect: source, atMs: source.timeMs, reached: 1 };
    const shippedBy = byHash.get(source.id.slice(0, shortestHash)) ?? [];
    const [first] = shippedBy;
    if (first !== undefined) {
      for (const deploy of shippedBy) taken.add(deploy);
      const services = [...new Set([...shippedBy.flatMap(({ service }) => service ?? []), ...named])];
      const keys = [source.key, ...shippedBy.map(({ key }) => key)];
      return { ...base, services, keys, effect: first, atMs: first.timeMs, reached: 1 };
    }
    if (deploys.length === 0)
      return { ...base, effect: source, atMs: source.timeMs, reached: withoutDeploys };
    const next = deploys.find(
      ({ timeMs, service }) =>
        timeMs >= source.timeMs &&
        service !== null &&
        (named.includes(service) || (named.length === 0 && shared)),
    );
    if (next === undefined) return { ...base, effect: source, atMs: source.timeMs, reached: unshipped };
    const services = [...new Set([...(next.service === null ? [] : [next.service]), ...named])];
    const reached = named.length === 0 ? bySharedCode : byNextDeploy;
    return { ...base, services, keys: [source.key, next.key], effect: next, atMs: next.timeMs, reached };
  });
  const alone = deploys
    .filter((deploy) => !taken.has(deploy))
    .map(
      (deploy): LinkedChange => ({
        source: deploy,
        effect: deploy,
        atMs: deploy.timeMs,
        services: deploy.service === null ? servicesOfFiles(deploy, names) : [deploy.service],
        shared: deploy.files.some(isShared),
        reached: 1,
        keys: [deploy.key],
      }),
    );
  return [...links, ...alone];
}
