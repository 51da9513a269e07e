import type { Unit } from '../../domain/unit.ts';

/**
 * What the labels of an alert have to name for a query to make sense: a machine, a container or object of Kubernetes, or
 * whatever has series with them. kube-state-metrics tells of everything in a cluster: by its own address it is not asked.
 */
export type Subject = 'host' | 'object' | 'any';

/** A query about the thing that an alert is about. `$target` stands for its label matchers. */
export interface KnownQuery {
  readonly title: string;
  /** The metric that has to exist for the query to make sense. */
  readonly metric: string;
  readonly expression: string;
  /** Null: by the metric's name. */
  readonly unit: Unit | null;
  readonly subject: Subject;
  /** Whether it is one of the golden signals, which are looked at for the neighbours of a service as well. */
  readonly golden: boolean;
  /** A metric that counts the same: where it is there, this one is not asked for. */
  readonly unless: string | null;
}

type Row = readonly [title: string, metric: string, expression: string, unit?: Unit];

/** The queries of one exporter, from rows. `rate(x)` is written for five minutes, which two scrapes a minute apart fill. */
export function toQueries(subject: Subject, rows: readonly Row[], golden = false): readonly KnownQuery[] {
  return rows.map(([title, metric, expression, unit = null]) => ({
    title,
    metric,
    expression,
    unit,
    subject,
    golden,
    unless: null,
  }));
}

/** The value of a gauge, as it is. */
export function gauge(title: string, metric: string, unit?: Unit): Row {
  return unit === undefined
    ? [title, metric, `${metric}{$target}`]
    : [title, metric, `${metric}{$target}`, unit];
}

/** A counter's growth a second, over all series of the target. */
export function rate(title: string, metric: string, unit: Unit = 'per_second', more = ''): Row {
  return [title, metric, `sum(rate(${metric}{$target${more}}[5m]))`, unit];
}

/** `part` of `whole` in percent, both gauges of one exporter. */
export function share(title: string, part: string, whole: string): Row {
  return [title, part, `100 * ${part}{$target} / ${whole}{$target}`, 'percent'];
}
