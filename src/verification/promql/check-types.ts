/** What Prometheus' parser demands of an expression beyond the grammar: types, arguments, matchers, grouping. */

import { QueryProblem } from '../query-problem.ts';
import { findRegexFault, matchesEmpty } from '../regex.ts';
import {
  type AggregateExpression,
  type BinaryExpression,
  type CallExpression,
  type Expression,
  listInner,
  type SelectorExpression,
  type ValueType,
} from './expression.ts';
import { aggregations, experimentalAggregations, functions, type PromqlFunction } from './functions.ts';

const typeNames: Readonly<Record<ValueType, string>> = {
  scalar: 'a number',
  vector: 'an instant vector',
  matrix: 'a range vector',
  string: 'a string',
};

const comparisons = new Set(['==', '!=', '<', '>', '<=', '>=']);
const setOperators = new Set(['and', 'or', 'unless']);

/** Where a range is wanted and an instant vector stands, most people have forgotten the brackets. */
function hintAt(wanted: ValueType, got: ValueType): string {
  if (wanted === 'matrix' && got === 'vector') return '; write a range such as [5m] behind it';
  return wanted === 'vector' && got === 'matrix' ? '; wrap it in rate(…) or leave the brackets out' : '';
}

function expectType(expression: Expression, wanted: ValueType, where: string): void {
  const got = typeOf(expression);
  if (got !== wanted) {
    const reason = `${where} takes ${typeNames[wanted]}, not ${typeNames[got]}${hintAt(wanted, got)}`;
    throw new QueryProblem(reason, expression.from);
  }
}

function isNumeric(type: ValueType): boolean {
  return type === 'scalar' || type === 'vector';
}

/** The type of an expression of which the parts are not checked. */
export function typeOf(expression: Expression): ValueType {
  switch (expression.kind) {
    case 'number':
      return 'scalar';
    case 'string':
      return 'string';
    case 'selector':
    case 'aggregate':
      return 'vector';
    case 'range':
    case 'subquery':
      return 'matrix';
    case 'paren':
    case 'unary':
      return typeOf(expression.of);
    case 'call':
      return functions.get(expression.name)?.gives ?? 'vector';
    case 'binary':
      return typeOf(expression.left) === 'scalar' && typeOf(expression.right) === 'scalar'
        ? 'scalar'
        : 'vector';
  }
}

function checkSelector({ metric, matchers, from }: SelectorExpression): void {
  for (const { operator, value } of matchers) {
    const fault = operator === '=~' || operator === '!~' ? findRegexFault(value) : null;
    if (fault !== null) throw new QueryProblem(`"${value}" is no regular expression of RE2: ${fault}`, from);
  }
  const second = matchers.find(({ name }) => name === '__name__');
  if (metric !== null && second !== undefined) {
    throw new QueryProblem(`the metric is named twice: ${metric} and ${second.value}`, from);
  }
  const takesEmpty = {
    '=': (value: string) => value === '',
    '!=': (value: string) => value !== '',
    '=~': (value: string) => matchesEmpty(value),
    '!~': (value: string) => !matchesEmpty(value),
  } as const;
  if (metric === null && matchers.every(({ operator, value }) => takesEmpty[operator](value))) {
    throw new QueryProblem(
      'it would select every series: name a metric or a label that must not be empty',
      from,
    );
  }
}

function describeCount(of: PromqlFunction): string {
  const most = of.takes.length;
  const least = most - of.optional;
  const plural = (count: number): string => `${count} ${count === 1 ? 'argument' : 'arguments'}`;
  if (of.repeats) return `at least ${plural(least)}`;
  return least === most ? plural(most) : `${least} or ${plural(most)}`;
}

function checkCall({ name, arguments: given, from }: CallExpression): void {
  const known = functions.get(name);
  if (known === undefined) throw new QueryProblem(`there is no function ${name}`, from);
  if (known.experimental) throw new QueryProblem(`${name} is experimental in Prometheus`, from);
  const least = known.takes.length - known.optional;
  if (given.length < least || (!known.repeats && given.length > known.takes.length)) {
    throw new QueryProblem(`${name} takes ${describeCount(known)}, not ${given.length}`, from);
  }
  for (const [index, argument] of given.entries()) {
    const wanted = known.takes[Math.min(index, known.takes.length - 1)];
    if (wanted !== undefined) expectType(argument, wanted, name);
  }
  const pattern = name === 'label_replace' ? given[4] : undefined;
  const fault = pattern?.kind === 'string' ? findRegexFault(pattern.value) : null;
  if (fault !== null) throw new QueryProblem(`label_replace: ${fault}`, pattern?.from ?? from);
}

function checkAggregate({ operator, arguments: given, from }: AggregateExpression): void {
  if (experimentalAggregations.has(operator))
    throw new QueryProblem(`${operator} is experimental in Prometheus`, from);
  const parameter = aggregations.get(operator) ?? null;
  const wanted = parameter === null ? 1 : 2;
  if (given.length !== wanted) {
    const what = parameter === null ? '1 argument' : '2 arguments, its parameter first';
    throw new QueryProblem(`${operator} takes ${what}, not ${given.length}`, from);
  }
  const [first, second] = given;
  if (parameter !== null && first !== undefined) expectType(first, parameter, `the parameter of ${operator}`);
  const of = parameter === null ? first : second;
  if (of !== undefined) expectType(of, 'vector', operator);
}

function checkBinary({ operator, left, right, bool, matching, from }: BinaryExpression): void {
  const types = [typeOf(left), typeOf(right)] as const;
  const isComparison = comparisons.has(operator);
  const isSet = setOperators.has(operator);
  const bothVectors = types.every((type) => type === 'vector');
  const bothNumbers = types.every((type) => type === 'scalar');
  const both = [...(matching?.labels ?? [])].find((label) => matching?.include.includes(label));
  const rules: readonly (readonly [applies: boolean, reason: string])[] = [
    [bool && !isComparison, 'bool may only follow a comparison'],
    [
      !types.every(isNumeric),
      `${operator} takes numbers and instant vectors, not ${typeNames[types.find((type) => !isNumeric(type)) ?? 'matrix']}`,
    ],
    [isComparison && !bool && bothNumbers, 'a comparison of two numbers needs bool'],
    [
      matching?.on === true && both !== undefined,
      `the label ${both} is in on and in group_${matching?.group} at once`,
    ],
    [isSet && !bothVectors, `${operator} takes instant vectors on both sides`],
    [
      !bothVectors && matching !== null && (matching.labels.length > 0 || matching.group !== null),
      'on and ignoring only go between two instant vectors',
    ],
    [isSet && matching?.group != null, `${operator} cannot have group_${matching?.group}`],
  ];
  const broken = rules.find(([applies]) => applies);
  if (broken !== undefined) throw new QueryProblem(broken[1], from);
}

function checkSigned(of: Expression, from: number): void {
  const type = typeOf(of);
  if (!isNumeric(type)) throw new QueryProblem(`a sign may not stand before ${typeNames[type]}`, from);
}

function checkOne(expression: Expression): void {
  if (expression.kind === 'selector') checkSelector(expression);
  if (expression.kind === 'call') checkCall(expression);
  if (expression.kind === 'aggregate') checkAggregate(expression);
  if (expression.kind === 'binary') checkBinary(expression);
  if (expression.kind === 'subquery') expectType(expression.of, 'vector', 'a subquery');
  if (expression.kind === 'unary') checkSigned(expression.of, expression.from);
}

/** Checks an expression and all that is in it; throws a QueryProblem. */
export function checkTypes(expression: Expression): void {
  for (const inner of listInner(expression)) checkTypes(inner);
  checkOne(expression);
}
