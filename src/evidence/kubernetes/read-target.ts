import type { EvidenceDraft, Fact } from '../../domain/evidence.ts';
import type { ObservedChange } from '../../domain/observation.ts';
import type { TimeRange } from '../../domain/series.ts';
import { emptyDraft } from '../drafts.ts';
import { isMissing } from '../http-json.ts';
import { type Cluster, toSelector } from './cluster.ts';
import { toEventDraft } from './event-draft.ts';
import { describeObject, type Target, type TargetKind } from './list-targets.ts';
import {
  badness,
  toNodeFacts,
  toPlainFacts,
  toPodCount,
  toPodFacts,
  toWorkloadFacts,
} from './object-facts.ts';
import { ClusterEvent, ClusterNode, ControllerRevision, PlainObject, Pod, Workload } from './objects.ts';
import { revisionsOfController, revisionsOfDeployment, toRollouts } from './rollouts.ts';

export interface TargetReading {
  readonly drafts: readonly EvidenceDraft[];
  readonly rollouts: readonly ObservedChange[];
}

interface Reading {
  readonly source: string;
  readonly cluster: Cluster;
  readonly range: TimeRange;
}

/** Pods of a workload that are shown one by one, the worst first. */
const shownPods = 2;

type WorkloadKind = Extract<TargetKind, 'Deployment' | 'StatefulSet' | 'DaemonSet'>;
const workloadPaths: Readonly<Record<WorkloadKind, string>> = {
  Deployment: 'deployments',
  StatefulSet: 'statefulsets',
  DaemonSet: 'daemonsets',
};

function pathOf(target: Target & { readonly kind: WorkloadKind }): string {
  return `/apis/apps/v1/namespaces/${target.namespace}/${workloadPaths[target.kind]}/${target.name}`;
}

function objectDraft(reading: Reading, title: string, path: string, facts: readonly Fact[]): EvidenceDraft {
  return {
    ...emptyDraft(reading.source, title),
    kind: 'event',
    status: 'observed',
    query: path,
    facts,
    total: 1,
    kept: 1,
  };
}

async function readEvents(
  reading: Reading,
  target: Target,
  names: readonly string[],
): Promise<EvidenceDraft> {
  const { namespace, name } = target;
  const path = namespace === '' ? '/api/v1/events' : `/api/v1/namespaces/${namespace}/events`;
  const one = names.length === 1;
  const fieldSelector = `involvedObject.name=${name}`;
  const events = await reading.cluster.list(path, ClusterEvent, one ? { fieldSelector } : {});
  const wanted = events.filter(({ involvedObject }) => names.includes(involvedObject.name));
  const title = `events of ${describeObject(target)}`;
  return toEventDraft(reading.source, wanted, {
    range: reading.range,
    title,
    query: one ? `${path}?${fieldSelector}` : path,
  });
}

async function readNode(reading: Reading, name: string): Promise<EvidenceDraft> {
  const path = `/api/v1/nodes/${name}`;
  const node = await reading.cluster.get(path, ClusterNode);
  return objectDraft(reading, `node ${name}`, path, toNodeFacts(node));
}

async function readRollouts(
  reading: Reading,
  kind: WorkloadKind,
  workload: Workload,
): Promise<{ readonly rollouts: readonly ObservedChange[]; readonly owned: readonly string[] }> {
  const { namespace } = workload.metadata;
  const apps = `/apis/apps/v1/namespaces/${namespace ?? ''}`;
  const labelSelector = toSelector(workload.spec.selector?.matchLabels ?? {});
  if (labelSelector === '') return { rollouts: [], owned: [] };
  if (kind === 'Deployment') {
    const sets = await reading.cluster.list(`${apps}/replicasets`, Workload, { labelSelector });
    const revisions = revisionsOfDeployment(workload, sets);
    return {
      rollouts: toRollouts(reading.source, workload, revisions),
      owned: sets.map(({ metadata }) => metadata.name),
    };
  }
  const all = await reading.cluster.list(`${apps}/controllerrevisions`, ControllerRevision, {
    labelSelector,
  });
  return { rollouts: toRollouts(reading.source, workload, revisionsOfController(workload, all)), owned: [] };
}

async function readWorkload(
  reading: Reading,
  target: Target & { readonly kind: WorkloadKind },
  known: Workload | null = null,
): Promise<TargetReading> {
  const path = pathOf(target);
  const workload = known ?? (await reading.cluster.get(path, Workload));
  const labelSelector = toSelector(workload.spec.selector?.matchLabels ?? {});
  const podsPath = `/api/v1/namespaces/${target.namespace}/pods`;
  const [pods, { rollouts, owned }] = await Promise.all([
    labelSelector === '' ? [] : reading.cluster.list(podsPath, Pod, { labelSelector }),
    readRollouts(reading, target.kind, workload),
  ]);
  const events = await readEvents(reading, target, [
    target.name,
    ...owned,
    ...pods.map(({ metadata }) => metadata.name),
  ]);
  const worst = [...pods].sort((a, b) => badness(b) - badness(a)).filter((pod) => badness(pod) > 0);
  const shown = worst.slice(0, shownPods).map((pod) => ({
    ...objectDraft(reading, `pod ${target.namespace}/${pod.metadata.name}`, podsPath, toPodFacts(pod)),
    total: pods.length,
    kept: Math.min(worst.length, shownPods),
  }));
  const facts = [...toWorkloadFacts(workload), toPodCount(pods)];
  return { drafts: [objectDraft(reading, describeObject(target), path, facts), ...shown, events], rollouts };
}

/** The Deployment, StatefulSet or DaemonSet that a pod belongs to; null when nothing owns it. */
async function findOwner(
  reading: Reading,
  pod: Pod,
): Promise<(Target & { readonly kind: WorkloadKind }) | null> {
  const [owner] = pod.metadata.ownerReferences;
  const namespace = pod.metadata.namespace ?? '';
  if (owner === undefined) return null;
  if (owner.kind === 'StatefulSet' || owner.kind === 'DaemonSet')
    return { kind: owner.kind, namespace, name: owner.name };
  if (owner.kind !== 'ReplicaSet') return null;
  const set = await reading.cluster.get(
    `/apis/apps/v1/namespaces/${namespace}/replicasets/${owner.name}`,
    Workload,
  );
  const deployment = set.metadata.ownerReferences.find(({ kind }) => kind === 'Deployment');
  return deployment === undefined ? null : { kind: 'Deployment', namespace, name: deployment.name };
}

async function readPod(reading: Reading, target: Target): Promise<TargetReading> {
  const path = `/api/v1/namespaces/${target.namespace}/pods/${target.name}`;
  const [pod, events] = await Promise.all([
    reading.cluster.get(path, Pod),
    readEvents(reading, target, [target.name]),
  ]);
  const node = pod.spec.nodeName;
  const owner = await findOwner(reading, pod);
  const [nodeDraft, workload] = await Promise.all([
    node ? readNode(reading, node) : null,
    owner === null ? null : reading.cluster.get(pathOf(owner), Workload),
  ]);
  const rolled =
    owner === null || workload === null ? null : await readRollouts(reading, owner.kind, workload);
  return {
    drafts: [
      objectDraft(reading, describeObject(target), path, toPodFacts(pod)),
      events,
      ...(owner === null || workload === null
        ? []
        : [objectDraft(reading, describeObject(owner), pathOf(owner), toWorkloadFacts(workload))]),
      ...(nodeDraft === null ? [] : [nodeDraft]),
    ],
    rollouts: rolled?.rollouts ?? [],
  };
}

const plainPaths: Readonly<
  Record<'Job' | 'PersistentVolumeClaim' | 'HorizontalPodAutoscaler', readonly [string, string]>
> = {
  Job: ['/apis/batch/v1', 'jobs'],
  PersistentVolumeClaim: ['/api/v1', 'persistentvolumeclaims'],
  HorizontalPodAutoscaler: ['/apis/autoscaling/v2', 'horizontalpodautoscalers'],
};

async function readPlain(
  reading: Reading,
  target: Target & { readonly kind: keyof typeof plainPaths },
): Promise<TargetReading> {
  const [api, plural] = plainPaths[target.kind];
  const path = `${api}/namespaces/${target.namespace}/${plural}/${target.name}`;
  const [object, events] = await Promise.all([
    reading.cluster.get(path, PlainObject),
    readEvents(reading, target, [target.name]),
  ]);
  return {
    drafts: [objectDraft(reading, describeObject(target), path, toPlainFacts(object)), events],
    rollouts: [],
  };
}

/** A name that may be a Deployment's, a StatefulSet's or a DaemonSet's: the first that there is. */
async function readNamed(reading: Reading, target: Target): Promise<TargetReading> {
  for (const kind of ['Deployment', 'StatefulSet', 'DaemonSet'] as const) {
    const guess = { ...target, kind };
    try {
      const workload = await reading.cluster.get(pathOf(guess), Workload);
      return await readWorkload(reading, guess, workload);
    } catch (thrown) {
      if (!isMissing(thrown)) throw thrown;
    }
  }
  const reason = 'no Deployment, StatefulSet or DaemonSet has this name';
  return {
    drafts: [{ ...emptyDraft(reading.source, describeObject(target)), kind: 'event', reason }],
    rollouts: [],
  };
}

function read(reading: Reading, target: Target): Promise<TargetReading> {
  const { kind } = target;
  switch (kind) {
    case 'Pod':
      return readPod(reading, target);
    case 'Node':
      return Promise.all([readNode(reading, target.name), readEvents(reading, target, [target.name])]).then(
        (drafts) => ({ drafts, rollouts: [] }),
      );
    case 'Deployment':
    case 'StatefulSet':
    case 'DaemonSet':
      return readWorkload(reading, { ...target, kind });
    case 'Workload':
      return readNamed(reading, target);
    default:
      return readPlain(reading, { ...target, kind });
  }
}

/** What a cluster knows of an object and of what it belongs to. One that is gone is `empty`, with its events. */
export async function readTarget(reading: Reading, target: Target): Promise<TargetReading> {
  try {
    return await read(reading, target);
  } catch (thrown) {
    if (!isMissing(thrown)) throw thrown;
    const gone: EvidenceDraft = {
      ...emptyDraft(reading.source, describeObject(target)),
      kind: 'event',
      reason: 'it does not exist, or not any more',
    };
    return { drafts: [gone, await readEvents(reading, target, [target.name])], rollouts: [] };
  }
}
