import { gauge, rate, toQueries } from './known-query.ts';

/** Filesystems in memory and images say nothing about a disk. */
const realDisks = 'fstype!~"tmpfs|overlay|squashfs|ramfs|iso9660|devtmpfs|nsfs"';

/** https://github.com/prometheus/node_exporter */
export const hostQueries = toQueries('host', [
  [
    'CPU in use',
    'node_cpu_seconds_total',
    '100 * (1 - avg(rate(node_cpu_seconds_total{$target,mode="idle"}[5m])))',
    'percent',
  ],
  [
    'CPU waits for disks',
    'node_cpu_seconds_total',
    '100 * avg(rate(node_cpu_seconds_total{$target,mode="iowait"}[5m]))',
    'percent',
  ],
  [
    'memory in use',
    'node_memory_MemAvailable_bytes',
    '100 * (1 - node_memory_MemAvailable_bytes{$target} / node_memory_MemTotal_bytes{$target})',
    'percent',
  ],
  gauge('memory available', 'node_memory_MemAvailable_bytes'),
  [
    'swap in use',
    'node_memory_SwapFree_bytes',
    'node_memory_SwapTotal_bytes{$target} - node_memory_SwapFree_bytes{$target}',
    'bytes',
  ],
  gauge('load, 1 min', 'node_load1'),
  [
    'filesystem in use',
    'node_filesystem_avail_bytes',
    `100 * (1 - node_filesystem_avail_bytes{$target,${realDisks}} / node_filesystem_size_bytes{$target,${realDisks}})`,
    'percent',
  ],
  [
    'filesystem available',
    'node_filesystem_avail_bytes',
    `node_filesystem_avail_bytes{$target,${realDisks}}`,
  ],
  ['filesystem size', 'node_filesystem_size_bytes', `node_filesystem_size_bytes{$target,${realDisks}}`],
  [
    'inodes in use',
    'node_filesystem_files_free',
    `100 * (1 - node_filesystem_files_free{$target,${realDisks}} / node_filesystem_files{$target,${realDisks}})`,
    'percent',
  ],
  ['filesystem read-only', 'node_filesystem_readonly', `node_filesystem_readonly{$target,${realDisks}} == 1`],
  rate('disk writes', 'node_disk_written_bytes_total', 'bytes_per_second'),
  rate('disk reads', 'node_disk_read_bytes_total', 'bytes_per_second'),
  [
    'disks busy',
    'node_disk_io_time_seconds_total',
    '100 * max by (device) (rate(node_disk_io_time_seconds_total{$target}[5m]))',
    'percent',
  ],
  rate('network received', 'node_network_receive_bytes_total', 'bytes_per_second', ',device!="lo"'),
  rate('network sent', 'node_network_transmit_bytes_total', 'bytes_per_second', ',device!="lo"'),
  rate('network receive errors', 'node_network_receive_errs_total'),
  rate('processes killed for memory', 'node_vmstat_oom_kill'),
  [
    'file handles in use',
    'node_filefd_allocated',
    '100 * node_filefd_allocated{$target} / node_filefd_maximum{$target}',
    'percent',
  ],
  [
    'connections tracked',
    'node_nf_conntrack_entries',
    '100 * node_nf_conntrack_entries{$target} / node_nf_conntrack_entries_limit{$target}',
    'percent',
  ],
  ['boots within 15 min', 'node_boot_time_seconds', 'changes(node_boot_time_seconds{$target}[15m])', 'count'],
  gauge('clock offset', 'node_timex_offset_seconds'),
  [
    'waiting for memory',
    'node_pressure_memory_waiting_seconds_total',
    '100 * rate(node_pressure_memory_waiting_seconds_total{$target}[5m])',
    'percent',
  ],
  [
    'waiting for disks',
    'node_pressure_io_waiting_seconds_total',
    '100 * rate(node_pressure_io_waiting_seconds_total{$target}[5m])',
    'percent',
  ],
  gauge('failed units', 'node_systemd_units', 'count'),
]);
