import { z } from 'zod';
import type { Incident } from '../domain/incident.ts';

/** Label of an alert to the names that a log source may have for the same thing. */
export type LabelMapping = Readonly<Record<string, readonly string[]>>;

/** A condition on lines: one of these names has one of these values. */
export interface LogCondition {
  /** The alert's label. */
  readonly label: string;
  readonly names: readonly string[];
  readonly values: readonly string[];
}

/** Whose lines to read: all conditions hold. */
export type LogTarget = readonly LogCondition[];

/** Labels that name one thing, the narrowest first; those behind it narrow it down where the alert has them. */
const targetLabels: readonly (readonly [label: string, ...with_: readonly string[]])[] = [
  ['pod', 'namespace'],
  ['container', 'namespace'],
  ['service', 'namespace'],
  ['app', 'namespace'],
  ['deployment', 'namespace'],
  ['statefulset', 'namespace'],
  ['daemonset', 'namespace'],
  ['unit', 'instance'],
  ['name', 'instance'],
  ['instance'],
  ['node'],
  ['host'],
  ['nodename'],
  ['job', 'namespace'],
  ['namespace'],
];

/** Addresses carry a port that logs do not know. */
const hostLabels: ReadonlySet<string> = new Set(['instance', 'node', 'host', 'nodename']);

function listValues(label: string, value: string): readonly string[] {
  if (!hostLabels.has(label)) return [value];
  const bare = value
    .replace(/^[a-z]+:\/\//, '')
    .replace(/\/.*$/, '')
    .replace(/:\d+$/, '');
  return [...new Set([value, bare])];
}

/** What every alert of the incident has in common says more than one of them alone. */
function labelsOf(incident: Incident): Readonly<Record<string, string>> {
  const [first] = incident.alerts.filter(({ status }) => status === 'firing');
  return { ...(first ?? incident.alerts[0])?.labels, ...incident.labels };
}

/** Whose lines may explain an incident, the narrowest first; none when no label of it has a name in the mapping. */
export function listTargets(incident: Incident, mapping: LabelMapping): readonly LogTarget[] {
  const labels = labelsOf(incident);
  const toCondition = (label: string): readonly LogCondition[] => {
    const [names, value] = [mapping[label] ?? [], labels[label] ?? ''];
    return names.length === 0 || value === '' ? [] : [{ label, names, values: listValues(label, value) }];
  };
  return targetLabels.flatMap(([label, ...others]) => {
    const main = toCondition(label);
    return main.length === 0 ? [] : [[...main, ...others.flatMap(toCondition)]];
  });
}

/** `pod checkout-1, namespace shop` */
export function describeTarget(target: LogTarget): string {
  return target.map(({ label, values }) => `${label} ${values[0]}`).join(', ');
}

/** The option `labels` of every source of logs. */
export function labelMapping(defaults: LabelMapping) {
  return z
    .record(z.string(), z.array(z.string()))
    .default({})
    .meta({
      description:
        'Label of an alert to the names that the logs have for it, such as "service: [app, service_name]". What is given here replaces the default for that label; an empty list ignores it.',
    })
    .transform((given): LabelMapping => ({ ...defaults, ...given }));
}
