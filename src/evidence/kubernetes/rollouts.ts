import type { ObservedChange } from '../../domain/observation.ts';
import type { ControllerRevision, Workload } from './objects.ts';

/** One version of a workload's pods. */
interface Revision {
  readonly number: number;
  readonly createdAtMs: number | null;
  readonly containers: Workload['spec']['template']['spec']['containers'];
}

export const revisionAnnotation = 'deployment.kubernetes.io/revision';
const changeCause = 'kubernetes.io/change-cause';

function toRevision(replicaSet: Workload): Revision {
  return {
    number: Number(replicaSet.metadata.annotations[revisionAnnotation] ?? 0),
    createdAtMs: replicaSet.metadata.creationTimestamp,
    containers: replicaSet.spec.template.spec.containers,
  };
}

/** The versions of a Deployment, from the ReplicaSets that it owns. */
export function revisionsOfDeployment(
  deployment: Workload,
  replicaSets: readonly Workload[],
): readonly Revision[] {
  return replicaSets
    .filter(({ metadata }) => metadata.ownerReferences.some(({ uid }) => uid === deployment.metadata.uid))
    .map(toRevision);
}

/** The versions of a StatefulSet or DaemonSet, from its ControllerRevisions. */
export function revisionsOfController(
  owner: Workload,
  revisions: readonly ControllerRevision[],
): readonly Revision[] {
  return revisions
    .filter(({ metadata }) => metadata.ownerReferences.some(({ uid }) => uid === owner.metadata.uid))
    .map(({ revision, metadata, data }) => ({
      number: revision,
      createdAtMs: metadata.creationTimestamp,
      containers: data?.spec?.template.spec.containers ?? [],
    }));
}

function tagOf(image: string): string | null {
  const [, digest] = image.split('@');
  const tag = /:([\w][\w.-]{0,127})$/.exec(image.split('@')[0] ?? '')?.[1];
  return tag ?? digest ?? null;
}

function describeAmounts(amounts: Readonly<Record<string, string>>): string {
  return Object.entries(amounts)
    .map(([name, amount]) => `${name} ${amount}`)
    .join(', ');
}

/** What differs between two versions: images, limits, requests, containers; environment variables by their names. */
function listDifferences(before: Revision, after: Revision): readonly string[] {
  const old = new Map(before.containers.map((container) => [container.name, container]));
  const names = new Set(after.containers.map(({ name }) => name));
  const changed = after.containers.flatMap((container): readonly string[] => {
    const { name, image, resources, env } = container;
    const was = old.get(name);
    if (was === undefined) return [`container ${name} added with image ${image}`];
    const differences: string[] = [];
    if (was.image !== image) differences.push(`image ${was.image} → ${image}`);
    for (const part of ['limits', 'requests'] as const) {
      const [from, to] = [describeAmounts(was.resources[part]), describeAmounts(resources[part])];
      if (from !== to) differences.push(`${part} of ${name} ${from || 'none'} → ${to || 'none'}`);
    }
    const values = new Map(was.env.map((one) => [one.name, one.value]));
    const touched = env.filter((one) => !values.has(one.name) || values.get(one.name) !== one.value);
    const gone = was.env.filter((one) => !env.some((other) => other.name === one.name));
    const variables = [...touched, ...gone].map((one) => one.name);
    if (variables.length > 0) differences.push(`environment of ${name}: ${variables.slice(0, 6).join(', ')}`);
    return differences;
  });
  return [
    ...changed,
    ...[...old.keys()].filter((name) => !names.has(name)).map((name) => `container ${name} removed`),
  ];
}

/** A rollback takes an old ReplicaSet again, whose time is that of its first use: the Deployment knows when. */
function timeOf(revision: Revision, previous: Revision | undefined, workload: Workload): number | null {
  const { createdAtMs } = revision;
  if (createdAtMs === null || previous?.createdAtMs == null || createdAtMs >= previous.createdAtMs)
    return createdAtMs;
  const progressing = workload.status.conditions.find(({ type }) => type === 'Progressing');
  return progressing?.lastUpdateTime ?? progressing?.lastTransitionTime ?? createdAtMs;
}

/** The rollouts of a workload as changes, oldest first, each with what it changed. The first version is none. */
export function toRollouts(
  source: string,
  workload: Workload,
  revisions: readonly Revision[],
): readonly ObservedChange[] {
  const ordered = [...revisions].sort((a, b) => a.number - b.number);
  const { name, namespace, annotations } = workload.metadata;
  return ordered.flatMap((revision, index): readonly ObservedChange[] => {
    const previous = ordered[index - 1];
    const timeMs = timeOf(revision, previous, workload);
    if (previous === undefined || timeMs === null) return [];
    const differences = listDifferences(previous, revision);
    const rolledBack = previous.createdAtMs !== null && timeMs !== revision.createdAtMs;
    const newest = index === ordered.length - 1;
    const cause = newest ? annotations[changeCause] : undefined;
    const what = differences.length === 0 ? 'the pods are made anew' : differences.join('; ');
    const version = revision.containers[0] === undefined ? null : tagOf(revision.containers[0].image);
    return [
      {
        key: `${source}:change:${namespace ?? ''}/${name}:${revision.number}`,
        id: `${name} revision ${revision.number}`,
        timeMs,
        kind: rolledBack ? 'rollback' : 'rollout',
        service: name,
        version,
        author: null,
        summary: cause === undefined ? what : `${what}; ${cause}`,
        files: [],
        diff: null,
      },
    ];
  });
}
