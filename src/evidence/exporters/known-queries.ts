import { clusterQueries } from './cluster.ts';
import { databaseQueries } from './databases.ts';
import { hostQueries } from './host.ts';
import { type KnownQuery, toQueries } from './known-query.ts';
import { requestQueries } from './requests.ts';
import { runtimeQueries } from './runtimes.ts';

const always = toQueries('any', [['target is up', 'up', 'up{$target}']], true);

/** What to look at beside an alert, by the exporters that are widely used; the most telling of each first. */
export const knownQueries: readonly KnownQuery[] = [
  ...always,
  ...requestQueries,
  ...hostQueries,
  ...clusterQueries,
  ...databaseQueries,
  ...runtimeQueries,
];

/** Names of metrics whose meaning the tables know: what is left is the target's own. */
export const knownPrefixes =
  /^(?:node_|container_|kube_|kubelet_|machine_|pg_|mysql_|redis_|nginx_|jvm_|go_|process_|promhttp_|scrape_|probe_|prometheus_|python_|nodejs_|system_|tomcat_|hikaricp_|cadvisor_|apiserver_|etcd_|coredns_|ALERTS)/;
