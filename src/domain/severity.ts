import type { Labels } from './labels.ts';

export type Severity = 'critical' | 'error' | 'warning' | 'info';

/** What people write into the `severity` (or `priority`) label, and what they mean by it. */
const meanings: Readonly<Record<string, Severity>> = {
  critical: 'critical',
  crit: 'critical',
  page: 'critical',
  emergency: 'critical',
  alert: 'critical',
  fatal: 'critical',
  disaster: 'critical',
  p0: 'critical',
  p1: 'critical',
  sev0: 'critical',
  sev1: 'critical',
  error: 'error',
  err: 'error',
  high: 'error',
  major: 'error',
  p2: 'error',
  sev2: 'error',
  warning: 'warning',
  warn: 'warning',
  medium: 'warning',
  minor: 'warning',
  average: 'warning',
  ticket: 'warning',
  p3: 'warning',
  sev3: 'warning',
  info: 'info',
  information: 'info',
  informational: 'info',
  low: 'info',
  none: 'info',
  p4: 'info',
  p5: 'info',
  sev4: 'info',
};

/** An alert without a severity that we know counts as a warning: neither a page nor noise. */
export function decideSeverity(labels: Labels): Severity {
  const written = (labels['severity'] ?? labels['priority'] ?? '').trim().toLowerCase();
  return Object.hasOwn(meanings, written) ? (meanings[written] ?? 'warning') : 'warning';
}

const order: readonly Severity[] = ['info', 'warning', 'error', 'critical'];

export function worstSeverity(severities: readonly Severity[]): Severity {
  return severities.reduce<Severity>((a, b) => (order.indexOf(b) > order.indexOf(a) ? b : a), 'info');
}
