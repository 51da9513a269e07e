import { checked, oneOf, pattern } from '../table/value-kind.ts';

/** Settings that tell of limits and of how much is used; `requirepass`, `masterauth` and the like are none of them. */
const settings = new Set(
  `maxmemory maxmemory-policy maxmemory-samples maxclients timeout tcp-keepalive save appendonly appendfsync databases
  hz slowlog-log-slower-than slowlog-max-len latency-monitor-threshold repl-backlog-size repl-timeout lua-time-limit
  stop-writes-on-bgsave-error client-output-buffer-limit min-replicas-to-write min-replicas-max-lag
  cluster-node-timeout activedefrag lazyfree-lazy-eviction list-max-ziplist-size notify-keyspace-events io-threads
  maxmemory* slowlog* *timeout* repl-* lazyfree* client-*`.split(/\s+/),
);

export const redisKinds = {
  'redis-info': oneOf(
    'server clients memory persistence stats replication cpu commandstats latencystats cluster keyspace modules errorstats all default everything Server Clients Memory Persistence Stats Replication CPU Cpu Commandstats Cluster Keyspace Errorstats'.split(
      ' ',
    ),
  ),
  'redis-setting': checked('a setting', (value) =>
    settings.has(value.toLowerCase()) ? null : `the setting "${value}" may hold a password`,
  ),
  'redis-key': pattern('a key', /^[A-Za-z0-9_:.{}@/-]+$/),
} as const;
