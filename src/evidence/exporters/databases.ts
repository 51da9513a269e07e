import { gauge, rate, share, toQueries } from './known-query.ts';

/** https://github.com/prometheus-community/postgres_exporter */
const postgres = toQueries('any', [
  gauge('PostgreSQL is up', 'pg_up', 'none'),
  [
    'PostgreSQL connections',
    'pg_stat_activity_count',
    'sum by (state) (pg_stat_activity_count{$target})',
    'count',
  ],
  [
    'PostgreSQL connections of their limit',
    'pg_settings_max_connections',
    '100 * sum(pg_stat_activity_count{$target}) / max(pg_settings_max_connections{$target})',
    'percent',
  ],
  [
    'PostgreSQL longest transaction',
    'pg_stat_activity_max_tx_duration',
    'max(pg_stat_activity_max_tx_duration{$target})',
    'seconds',
  ],
  rate('PostgreSQL commits', 'pg_stat_database_xact_commit'),
  rate('PostgreSQL rollbacks', 'pg_stat_database_xact_rollback'),
  rate('PostgreSQL deadlocks', 'pg_stat_database_deadlocks'),
  rate('PostgreSQL temporary files', 'pg_stat_database_temp_bytes', 'bytes_per_second'),
  [
    'PostgreSQL reads from cache',
    'pg_stat_database_blks_hit',
    '100 * sum(rate(pg_stat_database_blks_hit{$target}[5m])) / (sum(rate(pg_stat_database_blks_hit{$target}[5m])) + sum(rate(pg_stat_database_blks_read{$target}[5m])))',
    'percent',
  ],
  ['PostgreSQL locks', 'pg_locks_count', 'sum by (mode) (pg_locks_count{$target}) > 0', 'count'],
  gauge('PostgreSQL replication lag', 'pg_replication_lag', 'seconds'),
  gauge('PostgreSQL replication lag', 'pg_replication_lag_seconds', 'seconds'),
  [
    'PostgreSQL database size',
    'pg_database_size_bytes',
    'sum by (datname) (pg_database_size_bytes{$target})',
    'bytes',
  ],
]);

/** https://github.com/prometheus/mysqld_exporter */
const mysql = toQueries('any', [
  gauge('MySQL is up', 'mysql_up', 'none'),
  gauge('MySQL connections', 'mysql_global_status_threads_connected', 'count'),
  share(
    'MySQL connections of their limit',
    'mysql_global_status_threads_connected',
    'mysql_global_variables_max_connections',
  ),
  gauge('MySQL threads running', 'mysql_global_status_threads_running', 'count'),
  rate('MySQL queries', 'mysql_global_status_queries'),
  rate('MySQL slow queries', 'mysql_global_status_slow_queries'),
  rate('MySQL refused connections', 'mysql_global_status_aborted_connects'),
  rate('MySQL waits for row locks', 'mysql_global_status_innodb_row_lock_waits'),
  gauge('MySQL replication lag', 'mysql_slave_status_seconds_behind_master', 'seconds'),
  gauge('MySQL replication runs', 'mysql_slave_status_slave_sql_running', 'none'),
]);

/** https://github.com/oliver006/redis_exporter */
const redis = toQueries('any', [
  gauge('Redis is up', 'redis_up', 'none'),
  gauge('Redis memory', 'redis_memory_used_bytes'),
  [
    'Redis memory of its limit',
    'redis_memory_max_bytes',
    '100 * redis_memory_used_bytes{$target} / (redis_memory_max_bytes{$target} > 0)',
    'percent',
  ],
  gauge('Redis clients', 'redis_connected_clients', 'count'),
  gauge('Redis clients that wait', 'redis_blocked_clients', 'count'),
  rate('Redis commands', 'redis_commands_processed_total'),
  rate('Redis keys evicted', 'redis_evicted_keys_total'),
  rate('Redis connections refused', 'redis_rejected_connections_total'),
  [
    'Redis hits',
    'redis_keyspace_hits_total',
    '100 * sum(rate(redis_keyspace_hits_total{$target}[5m])) / (sum(rate(redis_keyspace_hits_total{$target}[5m])) + sum(rate(redis_keyspace_misses_total{$target}[5m])))',
    'percent',
  ],
  gauge('Redis link to its master', 'redis_master_link_up', 'none'),
  gauge('Redis last save', 'redis_rdb_last_bgsave_status', 'none'),
  gauge('Redis slow log', 'redis_slowlog_length', 'count'),
]);

export const databaseQueries = [...postgres, ...mysql, ...redis];
