import type { Incident } from '../../domain/incident.ts';
import type { Labels } from '../../domain/labels.ts';

export type TargetKind =
  | 'Pod'
  | 'Deployment'
  | 'StatefulSet'
  | 'DaemonSet'
  | 'Job'
  | 'PersistentVolumeClaim'
  | 'HorizontalPodAutoscaler'
  | 'Node'
  /** Only a name that a workload may have. */
  | 'Workload';

export interface Target {
  readonly kind: TargetKind;
  /** Empty for nodes. */
  readonly namespace: string;
  readonly name: string;
}

/** Labels that name an object of a kind, as kube-state-metrics, cAdvisor and OpenTelemetry write them. */
const objectLabels: readonly (readonly [kind: TargetKind, labels: readonly string[]])[] = [
  ['Pod', ['pod', 'exported_pod', 'pod_name', 'k8s_pod_name']],
  ['Deployment', ['deployment', 'k8s_deployment_name']],
  ['StatefulSet', ['statefulset', 'k8s_statefulset_name']],
  ['DaemonSet', ['daemonset', 'k8s_daemonset_name']],
  ['Job', ['job_name', 'k8s_job_name']],
  ['PersistentVolumeClaim', ['persistentvolumeclaim']],
  ['HorizontalPodAutoscaler', ['horizontalpodautoscaler', 'hpa']],
  ['Node', ['node', 'exported_node', 'nodename', 'k8s_node_name']],
];
const workloadLabels = ['workload', 'app', 'service', 'service_name', 'container'] as const;
const namespaceLabels = [
  'namespace',
  'exported_namespace',
  'kubernetes_namespace',
  'k8s_namespace_name',
] as const;

/** What Kubernetes allows in a name; anything else is no object, and no path to ask for. */
const objectName = /^[a-z0-9](?:[a-z0-9.-]{0,251}[a-z0-9])?$/;

const mostTargets = 4;

function first(labels: Labels, names: readonly string[]): string | null {
  const value = names.map((name) => labels[name] ?? '').find((text) => text !== '');
  return value !== undefined && objectName.test(value) ? value : null;
}

export function namespaceOf(labels: Labels, fallback: string | null): string | null {
  return first(labels, namespaceLabels) ?? fallback;
}

function listOfLabels(labels: Labels, fallback: string | null): readonly Target[] {
  const namespace = namespaceOf(labels, fallback);
  const named = objectLabels.flatMap(([kind, names]): readonly Target[] => {
    const name = first(labels, names);
    if (name === null) return [];
    if (kind === 'Node') return [{ kind, namespace: '', name }];
    return namespace === null ? [] : [{ kind, namespace, name }];
  });
  if (named.some(({ kind }) => kind !== 'Node') || namespace === null) return named;
  const name = first(labels, workloadLabels);
  return name === null ? named : [...named, { kind: 'Workload', namespace, name }];
}

/** The objects that the labels of an incident's alerts name, without duplicates. */
export function listTargets({ alerts }: Incident, fallback: string | null): readonly Target[] {
  const firing = alerts.filter(({ status }) => status === 'firing');
  const all = (firing.length > 0 ? firing : alerts).flatMap(({ labels }) => listOfLabels(labels, fallback));
  const distinct = new Map(
    all.map((target) => [`${target.kind}/${target.namespace}/${target.name}`, target]),
  );
  return [...distinct.values()].slice(0, mostTargets);
}

/** `pod shop/checkout-1`, `node node-3` */
export function describeObject({ kind, namespace, name }: Target): string {
  const word = kind === 'Workload' ? 'workload' : kind.toLowerCase();
  return namespace === '' ? `${word} ${name}` : `${word} ${namespace}/${name}`;
}
