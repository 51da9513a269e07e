import type { Labels } from '../domain/labels.ts';
import { type Unit, unitOfMetric } from '../domain/unit.ts';
import type { AlertExpression, Selector } from '../signals/promql-expression.ts';
import type { Threshold } from '../signals/summarise-series.ts';

/** One range query, and how its answer is to be read. */
export interface Question {
  readonly title: string;
  readonly expression: string;
  /** Null: by the name of the metric that comes back. */
  readonly unit: Unit | null;
  readonly threshold: Threshold | null;
  /** Whether it is a plain selector, so that each series can be asked for by its own labels. */
  readonly plain: boolean;
  /** Whether it is the alert's own expression. */
  readonly primary: boolean;
}

/** The alert's expression without its threshold, so that it has a value before and after the alert, too. */
export function toPrimaryQuestion(expression: AlertExpression): Question {
  const [selector] = expression.selectors;
  const metric = selector?.text === expression.measured ? selector.metric : null;
  const { operator, threshold } = expression;
  return {
    title: metric ?? expression.measured,
    expression: expression.measured,
    unit: expression.percent ? 'percent' : metric === null ? null : unitOfMetric(metric),
    threshold: operator === null || threshold === null ? null : { operator, value: threshold },
    plain: false,
    primary: true,
  };
}

/** More than this many parts are a formula, not a ratio. */
const mostParts = 4;

const counter = /(_total|_count|_sum|_bucket)$/;

function toPartQuestion(selector: Selector, metric: string, target: Labels): Question {
  const own = selector.matchers.map(
    ({ name, operator, value }) => `${name}${operator}${JSON.stringify(value)}`,
  );
  const pinned = new Set(
    selector.matchers.filter(({ operator }) => operator === '=').map(({ name }) => name),
  );
  const added = Object.entries(target)
    .filter(([name]) => !pinned.has(name))
    .map(([name, value]) => `${name}=${JSON.stringify(value)}`);
  const plain = `${metric}{${[...own, ...added].join(',')}}`;
  const rated = counter.test(metric);
  return {
    title: metric,
    expression: rated ? `sum(rate(${plain}[2m]))` : plain,
    unit: rated ? 'per_second' : null,
    threshold: null,
    plain: !rated,
    primary: false,
  };
}

/** The selectors that the alert's expression is made of, such as both sides of a ratio, for the alert's own target. */
export function toPartQuestions(expression: AlertExpression, target: Labels): readonly Question[] {
  if (expression.selectors.length < 2) return [];
  return expression.selectors
    .slice(0, mostParts)
    .flatMap((selector) =>
      selector.metric === null ? [] : [toPartQuestion(selector, selector.metric, target)],
    );
}
