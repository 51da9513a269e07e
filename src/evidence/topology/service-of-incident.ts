import type { Incident } from '../../domain/incident.ts';

/** Labels whose value may be the name of a service, the most telling first. */
const serviceLabels = [
  'service',
  'service_name',
  'app',
  'deployment',
  'statefulset',
  'daemonset',
  'workload',
  'container',
  'component',
  'pod',
  'job',
] as const;

/** Kubernetes adds the hash of a ReplicaSet and of a pod, or a number: `checkout-5f6585d649-fnmft`, `db-0`. */
const podEndings = [/-[0-9a-f]{8,10}-[a-z0-9]{5}$/, /-[a-z0-9]{5}$/, /-\d{1,3}$/] as const;

function listSpellings(label: string, value: string): readonly string[] {
  if (label !== 'pod') return [value];
  return [value, ...podEndings.flatMap((ending) => (ending.test(value) ? [value.replace(ending, '')] : []))];
}

/** What an incident's labels call the service that it is about, the most telling first; several alerts may name several. */
export function listServiceNames({ labels, alerts }: Incident): readonly string[] {
  const firing = alerts.filter(({ status }) => status === 'firing');
  const sets = [labels, ...(firing.length > 0 ? firing : alerts).map((alert) => alert.labels)];
  return [
    ...new Set(
      serviceLabels.flatMap((label) =>
        sets.flatMap((set) => {
          const value = set[label];
          return value === undefined || value === '' ? [] : listSpellings(label, value);
        }),
      ),
    ),
  ];
}
