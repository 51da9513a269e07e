import type { EvidenceItem } from '../../../src/domain/evidence.ts';
import { alert, change, logs, series } from './sketch.ts';

/** A worker's new release leaks file handles; its jobs pile up; another worker and the broker are well. */
export const handles: readonly EvidenceItem[] = [
  alert(
    { alertname: 'JobsWaiting', service: 'thumbnailer', namespace: 'media', severity: 'warning' },
    'more than 3,000 jobs wait for thumbnailer',
  ),
  series({
    id: 'E2',
    title: 'jobs_waiting{service="thumbnailer"}',
    unit: 'count',
    labels: { service: 'thumbnailer', namespace: 'media' },
    corners: [
      [-60, 45],
      [-22, 50],
      [9, 7860],
    ],
    limit: 3000,
  }),
  series({
    id: 'E3',
    title: 'jobs_waiting{service="transcoder"}',
    unit: 'count',
    labels: { service: 'transcoder', namespace: 'media' },
    corners: [
      [-60, 61],
      [9, 60],
    ],
  }),
  series({
    id: 'E4',
    title: 'process_open_fds{service="thumbnailer"}',
    unit: 'count',
    labels: { service: 'thumbnailer', namespace: 'media' },
    corners: [
      [-60, 212],
      [-33, 215],
      [-21, 1024],
      [9, 1024],
    ],
  }),
  series({
    id: 'E5',
    title: 'process_open_fds{service="transcoder"}',
    unit: 'count',
    labels: { service: 'transcoder', namespace: 'media' },
    corners: [
      [-60, 188],
      [9, 187],
    ],
  }),
  series({
    id: 'E6',
    title: 'node_filesystem_used:percent{instance="media-05",mountpoint="/scratch"}',
    unit: 'percent',
    labels: { instance: 'media-05:9100', mountpoint: '/scratch' },
    corners: [
      [-60, 61.3],
      [9, 61.9],
    ],
  }),
  series({
    id: 'E7',
    title: 'job_duration_seconds:p95{service="thumbnailer"}',
    unit: 'seconds',
    labels: { service: 'thumbnailer', namespace: 'media' },
    corners: [
      [-60, 0.82],
      [-23, 0.85],
      [-5, 12.6],
      [9, 11.9],
    ],
  }),
  series({
    id: 'E8',
    title: 'nats_messages_in:rate5m{queue="uploads"}',
    unit: 'per_second',
    labels: { queue: 'uploads' },
    corners: [
      [-60, 54.2],
      [9, 55.1],
    ],
  }),
  change({
    id: 'E9',
    title: 'deploy thumbnailer v0.31.0 (dep-66120)',
    service: 'thumbnailer',
    minute: -34,
    author: 'noor',
    summary: 'read pictures through a new decoder library',
  }),
  change({
    id: 'E10',
    title: 'scale transcoder (scl-208)',
    service: 'transcoder',
    minute: -6,
    author: 'emil',
    summary: 'from 4 to 6 replicas for the evening',
  }),
  logs({
    id: 'E11',
    service: 'thumbnailer',
    level: 'error',
    line: 'open /scratch/upload.jpg: too many open files',
    since: 4310,
    before: 0,
    firstMinute: -22,
  }),
  logs({
    id: 'E12',
    service: 'transcoder',
    level: 'info',
    line: 'segment written in 340 ms',
    since: 2205,
    before: 2190,
    firstMinute: -59,
  }),
];
