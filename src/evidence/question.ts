import type { Labels } from '../domain/labels.ts';
import { type Unit, unitOfMetric } from '../domain/unit.ts';
import type { AlertExpression, Selector } from '../signals/promql-expression.ts';
import type { Threshold } from '../signals/summarise-series.ts';
import type { MetricSource } from './metric-source.ts';

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
  /** Whether it is compared with the same time a day and a week before. */
  readonly compared: boolean;
  /** Whether somebody asked for it by name: that there is nothing is told, too. */
  readonly wanted: boolean;
  /** Whether it is about something else than the alert's own labels name, so that these say nothing about its series. */
  readonly elsewhere: boolean;
}

export function plainQuestion(title: string, expression: string): Question {
  return {
    title,
    expression,
    unit: null,
    threshold: null,
    plain: true,
    primary: false,
    compared: false,
    wanted: false,
    elsewhere: false,
  };
}

/** How fast counters grow, all together. */
export function rateQuestion(title: string, selector: string): Question {
  return {
    ...plainQuestion(title, `sum(rate(${selector}[5m]))`),
    unit: 'per_second',
    plain: false,
  };
}

/** A part of a whole of the same kind, such as failed requests of all requests or free bytes of all bytes. */
function isShare({ sides, selectors }: AlertExpression): boolean {
  if (sides === null) return false;
  const metrics = selectors.filter(({ text }) => sides.some((side) => side.includes(text)));
  const kinds = metrics.map(({ metric }) => (metric?.includes('_bytes') === true ? 'bytes' : metric));
  return kinds.length > 0 && new Set(kinds).size === 1;
}

function decidePrimaryUnit(expression: AlertExpression, metric: string | null): Unit | null {
  if (expression.percent) return 'percent';
  if (isShare(expression)) return 'ratio';
  return metric === null ? null : unitOfMetric(metric);
}

/** The alert's expression without its threshold, so that it has a value before and after the alert, too. */
export function toPrimaryQuestion(expression: AlertExpression): Question {
  const [selector] = expression.selectors;
  const metric = selector?.text === expression.measured ? selector.metric : null;
  const { operator, threshold } = expression;
  return {
    ...plainQuestion(metric ?? expression.measured, expression.measured),
    unit: decidePrimaryUnit(expression, metric),
    threshold: operator === null || threshold === null ? null : { operator, value: threshold },
    plain: false,
    primary: true,
    compared: true,
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
  return counter.test(metric) ? rateQuestion(metric, plain) : plainQuestion(metric, plain);
}

/** What a side of a ratio counts, as far as its words tell: growth a second of something. */
function unitOfSide(side: string): Unit | null {
  if (!/\bi?rate\(/.test(side) || side.includes('/')) return null;
  if (/_bytes(?:_total)?\b/.test(side)) return 'bytes_per_second';
  return /_seconds(?:_sum|_total)?\b(?!_)/.test(side) ? 'none' : 'per_second';
}

/** Both sides of a ratio as they are written: what rose, or what it is measured against? */
function toSideQuestions({ sides }: AlertExpression): readonly Question[] {
  if (sides === null) return [];
  const [above, below] = sides;
  return [
    { ...plainQuestion(`numerator ${above}`, above), unit: unitOfSide(above), plain: false, compared: true },
    {
      ...plainQuestion(`denominator ${below}`, below),
      unit: unitOfSide(below),
      plain: false,
      compared: true,
    },
  ];
}

/** What it is held against where that is measured as well: a capacity may have shrunk. */
function toLimitQuestions({ limit }: AlertExpression): readonly Question[] {
  return limit === null ? [] : [{ ...plainQuestion(`limit ${limit}`, limit), plain: false, compared: true }];
}

/**
 * The parts that the alert's expression is made of: both sides of a ratio, what it is held against, else its selectors for
 * the alert's own target.
 */
export function toPartQuestions(
  expression: AlertExpression,
  { target, language }: { readonly target: Labels; readonly language: MetricSource['language'] },
): readonly Question[] {
  const sides =
    language === 'selectors' ? [] : [...toSideQuestions(expression), ...toLimitQuestions(expression)];
  // A side that is a plain selector is the same question as that selector's.
  const simple =
    sides.length > 0 && expression.selectors.every(({ text }) => expression.sides?.includes(text));
  // One selector with a number beside it has been asked for. What is absent or counted says nothing of the time before.
  if (expression.selectors.length < 2 && expression.operator !== null) return [];
  // What a side says for the alert's own labels already, its selectors say once more.
  const said = (text: string): boolean => !simple && sides.some((side) => side.expression.includes(text));
  const selectors = expression.selectors
    .filter(({ text }) => !said(text))
    .slice(0, mostParts)
    .flatMap((selector) =>
      selector.metric === null ? [] : [toPartQuestion(selector, selector.metric, target)],
    )
    .filter(({ plain }) => plain || language === 'promql');
  return simple ? selectors.map((one) => ({ ...one, compared: true })) : [...sides, ...selectors];
}
