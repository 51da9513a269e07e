import type { Labels } from '../../domain/labels.ts';
import type { ServiceEdge } from '../../domain/observation.ts';
import type { Cluster } from './cluster.ts';
import { ClusterService, Ingress, Workload } from './objects.ts';

/** How sure an edge is: a selector is written down, a name in an environment variable may go unused. */
const selectorWeight = 0.9;
const environmentWeight = 0.7;

function selects(selector: Labels, labels: Labels): boolean {
  const pairs = Object.entries(selector);
  return pairs.length > 0 && pairs.every(([name, value]) => labels[name] === value);
}

/** Hosts in a literal value: `http://payments:8080/api`, `payments.shop.svc.cluster.local`, `payments`. */
function listHosts(value: string): readonly string[] {
  return value
    .split(/[\s,;|]+/)
    .map((part) => part.replace(/^[a-z][a-z0-9+.-]*:\/\//i, '').replace(/^[^@/]*@/, ''))
    .map(
      (part) => /^([a-z0-9](?:[a-z0-9.-]{0,251}[a-z0-9])?)(?::\d{1,5})?(?:[/?].*)?$/i.exec(part)?.[1] ?? '',
    )
    .filter((host) => host !== '');
}

/** The service of this namespace that a host name means; null when it means none. */
function serviceOfHost(host: string, services: ReadonlySet<string>, namespace: string): string | null {
  const [name = '', where] = host.toLowerCase().split('.');
  return services.has(name) && (where === undefined || where === namespace) ? name : null;
}

/**
 * Who depends on whom in a namespace: ingresses on services, services on the workloads that they select, workloads on the
 * services that their environment names.
 */
export async function readClusterEdges(cluster: Cluster, namespace: string): Promise<readonly ServiceEdge[]> {
  const apps = `/apis/apps/v1/namespaces/${namespace}`;
  const [services, deployments, statefulSets, daemonSets, ingresses] = await Promise.all([
    cluster.list(`/api/v1/namespaces/${namespace}/services`, ClusterService),
    cluster.list(`${apps}/deployments`, Workload),
    cluster.list(`${apps}/statefulsets`, Workload),
    cluster.list(`${apps}/daemonsets`, Workload),
    cluster.list(`/apis/networking.k8s.io/v1/namespaces/${namespace}/ingresses`, Ingress),
  ]);
  const workloads = [...deployments, ...statefulSets, ...daemonSets];
  const names = new Set(services.map(({ metadata }) => metadata.name));
  const edges = new Map<string, ServiceEdge>();
  const add = (edge: ServiceEdge): void => {
    const key = `${edge.from}\0${edge.to}`;
    if (edge.from !== edge.to && !edges.has(key)) edges.set(key, edge);
  };
  for (const { metadata, spec } of ingresses) {
    for (const { http } of spec.rules) {
      for (const { backend } of http?.paths ?? []) {
        if (backend.service)
          add({
            from: metadata.name,
            to: backend.service.name,
            source: 'Kubernetes ingress',
            weight: selectorWeight,
          });
      }
    }
  }
  for (const { metadata, spec } of services) {
    for (const workload of workloads) {
      if (selects(spec.selector, workload.spec.template.metadata.labels))
        add({
          from: metadata.name,
          to: workload.metadata.name,
          source: 'Kubernetes service',
          weight: selectorWeight,
        });
    }
  }
  for (const { metadata, spec } of workloads) {
    for (const { value } of spec.template.spec.containers.flatMap(({ env }) => env)) {
      for (const host of listHosts(value ?? '')) {
        const to = serviceOfHost(host, names, namespace);
        if (to !== null)
          add({ from: metadata.name, to, source: 'Kubernetes environment', weight: environmentWeight });
      }
    }
  }
  return [...edges.values()];
}
