import type { Labels } from '../domain/labels.ts';

/** Labels that name a service, the most telling first: what people chose before what an orchestrator generated. */
const serviceLabels = [
  'service',
  'service_name',
  'app_kubernetes_io_name',
  'app',
  'deployment',
  'statefulset',
  'daemonset',
  'workload',
  'container',
  'pod',
  'component',
  'job',
  'node',
  'host',
  'hostname',
  'instance',
] as const;

/** `checkout-5f6585d649-fnmft` and `db-0` are pods of `checkout` and `db`: Kubernetes adds these endings. */
const podEnding = /(-[0-9a-f]{8,10}-[a-z0-9]{5}|-[a-z0-9]{5}|-\d{1,3})$/;

/** The service that a series, log line or alert is about; null when no label tells. */
export function serviceOfLabels(labels: Labels): string | null {
  for (const label of serviceLabels) {
    const value = labels[label];
    if (value === undefined || value === '') continue;
    return label === 'pod' ? value.replace(podEnding, '') : value;
  }
  return null;
}
