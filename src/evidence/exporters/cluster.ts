import { gauge, rate, share, toQueries } from './known-query.ts';

/** cAdvisor, as kubelets expose it: https://github.com/google/cadvisor/blob/master/docs/storage/prometheus.md */
const containers = toQueries('object', [
  [
    'container CPU',
    'container_cpu_usage_seconds_total',
    'sum by (namespace, pod) (rate(container_cpu_usage_seconds_total{$target,container!=""}[5m]))',
    'none',
  ],
  [
    'container CPU throttled',
    'container_cpu_cfs_throttled_periods_total',
    '100 * sum by (namespace, pod) (rate(container_cpu_cfs_throttled_periods_total{$target}[5m])) / sum by (namespace, pod) (rate(container_cpu_cfs_periods_total{$target}[5m]))',
    'percent',
  ],
  [
    'container memory',
    'container_memory_working_set_bytes',
    'sum by (namespace, pod) (container_memory_working_set_bytes{$target,container!=""})',
    'bytes',
  ],
  [
    'container memory of its limit',
    'container_spec_memory_limit_bytes',
    '100 * max by (namespace, pod, container) (container_memory_working_set_bytes{$target,container!=""}) / max by (namespace, pod, container) (container_spec_memory_limit_bytes{$target,container!=""} > 0)',
    'percent',
  ],
  rate('container killed for memory', 'container_oom_events_total'),
  rate('container network received', 'container_network_receive_bytes_total', 'bytes_per_second'),
  [
    'container logs',
    'kubelet_container_log_filesystem_used_bytes',
    'sum by (namespace, pod) (kubelet_container_log_filesystem_used_bytes{$target})',
    'bytes',
  ],
  [
    'container files',
    'container_fs_usage_bytes',
    'sum by (namespace, pod) (container_fs_usage_bytes{$target})',
    'bytes',
  ],
]);

/** https://github.com/kubernetes/kube-state-metrics/tree/main/docs */
const objects = toQueries('object', [
  [
    'container restarts',
    'kube_pod_container_status_restarts_total',
    'sum by (namespace, pod) (kube_pod_container_status_restarts_total{$target})',
    'count',
  ],
  [
    'pod ready',
    'kube_pod_status_ready',
    'max by (namespace, pod) (kube_pod_status_ready{$target,condition="true"})',
    'none',
  ],
  [
    'container waiting',
    'kube_pod_container_status_waiting_reason',
    'sum by (pod, reason) (kube_pod_container_status_waiting_reason{$target}) > 0',
    'count',
  ],
  [
    'container last ended',
    'kube_pod_container_status_last_terminated_reason',
    'sum by (pod, reason) (kube_pod_container_status_last_terminated_reason{$target}) > 0',
    'count',
  ],
  gauge('replicas unavailable', 'kube_deployment_status_replicas_unavailable', 'count'),
  gauge('replicas wanted', 'kube_deployment_spec_replicas', 'count'),
  gauge('StatefulSet replicas ready', 'kube_statefulset_status_replicas_ready', 'count'),
  gauge('DaemonSet pods unavailable', 'kube_daemonset_status_number_unavailable', 'count'),
  gauge('autoscaler replicas', 'kube_horizontalpodautoscaler_status_current_replicas', 'count'),
  gauge('autoscaler limit', 'kube_horizontalpodautoscaler_spec_max_replicas', 'count'),
  gauge('job failures', 'kube_job_status_failed', 'count'),
  [
    'node ready',
    'kube_node_status_condition',
    'max by (node) (kube_node_status_condition{$target,condition="Ready",status="true"})',
    'none',
  ],
  [
    'node under pressure',
    'kube_node_status_condition',
    'max by (node, condition) (kube_node_status_condition{$target,condition=~".*Pressure",status="true"}) > 0',
    'none',
  ],
  share('volume in use', 'kubelet_volume_stats_used_bytes', 'kubelet_volume_stats_capacity_bytes'),
]);

export const clusterQueries = [...containers, ...objects];
