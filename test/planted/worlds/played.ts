import type { EvidenceItem } from '../../../src/domain/evidence.ts';
import { alert, change, logs, series } from './sketch.ts';

/** What sentences of real answers were told of, in small. */
export const played: readonly EvidenceItem[] = [
  alert({ alertname: 'BillingErrors', service: 'billing', severity: 'page' }, 'billing fails'),
  series({
    id: 'E2',
    title: 'error_ratio{service="billing"}',
    unit: 'ratio',
    labels: { service: 'billing' },
    corners: [
      [-60, 0.002],
      [-17, 0.002],
      [6, 0.743],
    ],
  }),
  series({
    id: 'E3',
    title: 'error_ratio{service="orders"}',
    unit: 'ratio',
    labels: { service: 'orders' },
    corners: [
      [-60, 0.004],
      [-17, 0.004],
      [6, 0.435],
    ],
  }),
  series({
    id: 'E4',
    title: 'error_ratio{service="frontend"}',
    unit: 'ratio',
    labels: { service: 'frontend' },
    corners: [
      [-60, 0.006],
      [-17, 0.006],
      [6, 0.182],
    ],
  }),
  change({
    id: 'E5',
    title: 'commit (9f31c07)',
    service: 'billing',
    minute: -22,
    author: 'ada',
    summary: 'diff: DefaultTTL 15 * time.Minute to 15 * time.Second',
  }),
  change({
    id: 'E6',
    title: 'deploy billing v2.8.0 (9f31c07)',
    service: 'billing',
    minute: -18.5,
    author: 'ada',
    summary: 'tune cache',
  }),
  logs({
    id: 'E7',
    service: 'billing',
    level: 'debug',
    line: 'processing record',
    since: 17,
    before: 0,
    firstMinute: -18,
  }),
  logs({
    id: 'E8',
    service: 'frontend',
    level: 'error',
    line: 'request rejected: server overloaded',
    since: 17,
    before: 0,
    firstMinute: -17,
  }),
];
