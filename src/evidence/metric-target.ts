import type { Labels } from '../domain/labels.ts';
import type { Subject } from './exporters/known-query.ts';

/** Label sets that name one thing, the narrowest first, with what the thing can be. */
const targetKeys: readonly (readonly [names: readonly string[], subjects: readonly Subject[]])[] = [
  [['pod', 'namespace'], ['object']],
  [['pod'], ['object']],
  [['instance'], ['host']],
  [['node'], ['host', 'object']],
  [['nodename'], ['host']],
  [['deployment', 'namespace'], ['object']],
  [['statefulset', 'namespace'], ['object']],
  [['daemonset', 'namespace'], ['object']],
  [['horizontalpodautoscaler', 'namespace'], ['object']],
  [['job_name', 'namespace'], ['object']],
  [['persistentvolumeclaim', 'namespace'], ['object']],
  [['container', 'namespace'], ['object']],
  [['service', 'namespace'], []],
  [['service'], []],
  [['app'], []],
  [['job', 'namespace'], []],
  [['job'], []],
  [['namespace'], ['object']],
];

/** More ways to name the thing bring the same series again, or those of everything around it. */
const mostTargets = 3;

export interface MetricTarget {
  readonly labels: Labels;
  readonly subjects: readonly Subject[];
}

/** The label sets by which the neighbours of an alert are found, the narrowest first; none when no label names a thing. */
export function listMetricTargets(labels: Labels): readonly MetricTarget[] {
  const found: MetricTarget[] = [];
  for (const [names, subjects] of targetKeys) {
    if (!names.every((name) => labels[name] !== undefined && labels[name] !== '')) continue;
    // What a narrower set names already, a wider one names only again.
    if (found.some((target) => names.some((name) => name !== 'namespace' && name in target.labels))) continue;
    if (names[0] === 'namespace' && found.length > 0) continue;
    const own = Object.fromEntries(names.map((name) => [name, labels[name] ?? '']));
    found.push({ labels: own, subjects: ['any', ...subjects] });
  }
  return found.slice(0, mostTargets);
}

export function toMatchers(labels: Labels): string {
  return Object.entries(labels)
    .map(([name, value]) => `${name}=${JSON.stringify(value)}`)
    .join(',');
}
