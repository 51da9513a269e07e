/** Whether Loki would take a query: the grammar of Grafana's editor, and what Loki's parser checks beyond that. */
import { parser } from '@grafana/lezer-logql';
import type { SyntaxNode, Tree } from '@lezer/common';
import { parseDuration } from '../../domain/time.ts';
import { readString } from '../promql/literals.ts';
import { QueryProblem } from '../query-problem.ts';
import { findRegexFault, matchesEmpty } from '../regex.ts';

export type LogqlCheck = { readonly ok: true } | { readonly ok: false; readonly reason: string };

/** Longer or deeper ones are no query that a person wrote. */
const longest = 20_000;
const deepest = 800;

type Write = (node: SyntaxNode | null) => string;
type Rule = (node: SyntaxNode, write: Write) => void;

function readQuoted(node: SyntaxNode | null, write: Write): string {
  return node === null ? '' : readString(write(node), node.from);
}

function checkPattern(node: SyntaxNode | null, write: Write): void {
  const pattern = readQuoted(node, write);
  const fault = findRegexFault(pattern);
  if (fault !== null)
    throw new QueryProblem(`"${pattern}" is no regular expression of RE2: ${fault}`, node?.from ?? 0);
}

const takesEmpty: Readonly<Record<string, (value: string) => boolean>> = {
  Eq: (value) => value === '',
  Neq: (value) => value !== '',
  Re: (value) => matchesEmpty(value),
  Nre: (value) => !matchesEmpty(value),
};

function checkMatcher(matcher: SyntaxNode, write: Write): void {
  const value = matcher.getChild('String');
  if (matcher.getChild('Re') !== null || matcher.getChild('Nre') !== null) checkPattern(value, write);
}

/** https://grafana.com/docs/loki/latest/query/log_queries/#log-stream-selector */
function checkSelector(node: SyntaxNode, write: Write): void {
  const list = node.getChild('Matchers');
  const matchers: SyntaxNode[] = [];
  for (let at: SyntaxNode | null = list; at !== null; at = at.getChild('Matchers')) {
    matchers.push(...at.getChildren('Matcher'));
  }
  for (const matcher of matchers) checkMatcher(matcher, write);
  const selects = matchers.some((matcher) => {
    const value = readQuoted(matcher.getChild('String'), write);
    const test = Object.entries(takesEmpty).find(([operator]) => matcher.getChild(operator) !== null)?.[1];
    return test !== undefined && !test(value);
  });
  if (!selects)
    throw new QueryProblem('at least one label must not be empty, such as {app="api"}', node.from);
}

function checkLineFilter(node: SyntaxNode, write: Write): void {
  const filter = node.getChild('Filter');
  const isPattern = filter?.getChild('PipeMatch') != null || filter?.getChild('Nre') != null;
  const texts = [node.getChild('String'), ...node.getChildren('OrFilter').map((or) => or.getChild('String'))];
  for (const text of texts) isPattern ? checkPattern(text, write) : readQuoted(text, write);
}

function checkParser(node: SyntaxNode, write: Write): void {
  if (node.getChild('Regexp') === null) return;
  const pattern = node.getChild('String');
  checkPattern(pattern, write);
  if (!/\(\?P?<\w+>/.test(readQuoted(pattern, write))) {
    throw new QueryProblem('regexp needs a named group, such as (?P<status>\\d+)', node.from);
  }
}

const needsUnwrap = /^(?:sum|avg|min|max|stddev|stdvar|quantile|first|last)_over_time$|^rate_counter$/i;
const mayUnwrap = /^rate$/i;
const mayGroup = /^(?:avg|max|min|stddev|stdvar|quantile|first|last)_over_time$/i;

/** https://grafana.com/docs/loki/latest/query/metric_queries/#unwrapped-range-aggregations */
function checkRangeAggregation(node: SyntaxNode, write: Write): void {
  const operator = write(node.getChild('RangeOp'));
  const unwraps = node.getChild('LogRangeExpr')?.getChild('UnwrapExpr') != null;
  const rules: readonly (readonly [applies: boolean, reason: string])[] = [
    [
      /^quantile/i.test(operator) !== (node.getChild('Number') !== null),
      'takes a number first, and only quantile_over_time does',
    ],
    [needsUnwrap.test(operator) && !unwraps, 'needs | unwrap LABEL before its range'],
    [unwraps && !needsUnwrap.test(operator) && !mayUnwrap.test(operator), 'counts lines, it takes no unwrap'],
    [node.getChild('Grouping') !== null && !mayGroup.test(operator), 'takes no by or without; sum it'],
  ];
  const broken = rules.find(([applies]) => applies);
  if (broken !== undefined) throw new QueryProblem(`${operator} ${broken[1]}`, node.from);
}

function checkVectorAggregation(node: SyntaxNode, write: Write): void {
  const operator = write(node.getChild('VectorOp'));
  const wants = /^(?:topk|bottomk|approx_topk)$/i.test(operator);
  const has = node.getChild('Number') !== null;
  if (wants !== has)
    throw new QueryProblem(`${operator} takes ${wants ? 'a number first' : 'no number'}`, node.from);
}

function checkRange(node: SyntaxNode, write: Write): void {
  const duration = write(node.getChild('Duration'));
  const ms = parseDuration(duration);
  // Loki also takes 1.5h, which Prometheus does not.
  if (ms === 0) throw new QueryProblem('the duration must be greater than 0', node.from);
}

function checkOperator(node: SyntaxNode): void {
  const isSet = ['And', 'Or', 'Unless'].some((operator) => node.getChild(operator) !== null);
  const literal = node
    .getChildren('Expr')
    .some((side) => side.getChild('MetricExpr')?.getChild('LiteralExpr') != null);
  const logs = node.getChildren('Expr').some((side) => side.getChild('LogExpr') !== null);
  if (isSet && literal) throw new QueryProblem('and, or, unless take no numbers', node.from);
  if (logs)
    throw new QueryProblem(
      'an operator takes metrics, not lines: count them with count_over_time',
      node.from,
    );
}

const rules: Readonly<Record<string, Rule>> = {
  Selector: checkSelector,
  LabelFilter: (node, write) => {
    const matcher = node.getChild('Matcher');
    if (matcher !== null) checkMatcher(matcher, write);
  },
  LineFilter: checkLineFilter,
  LabelParser: checkParser,
  RangeAggregationExpr: checkRangeAggregation,
  VectorAggregationExpr: checkVectorAggregation,
  Range: checkRange,
  BinOpExpr: (node) => {
    checkOperator(node);
  },
  LabelReplaceExpr: (node, write) => {
    checkPattern(node.getChildren('String')[3] ?? null, write);
  },
  String: (node, write) => {
    readQuoted(node, write);
  },
};

function checkTree(tree: Tree, text: string): void {
  const write: Write = (node) => (node === null ? '' : text.slice(node.from, node.to));
  let depth = 0;
  tree.iterate({
    enter: (node) => {
      depth += 1;
      if (depth > deepest) throw new QueryProblem('it is nested too deep', node.from);
      if (!node.type.isError) return;
      const [word] = /^[\w:]+|^\S/.exec(text.slice(node.from).trimStart()) ?? [];
      const reason = word === undefined ? 'the query ends too early' : `"${word}" may not stand here`;
      throw new QueryProblem(reason, node.from);
    },
    leave: () => {
      depth -= 1;
    },
  });
  tree.iterate({ enter: (node) => rules[node.name]?.(node.node, write) });
}

/** Pure; never throws. */
export function checkLogql(text: string): LogqlCheck {
  if (text.trim() === '') return { ok: false, reason: 'there is no query' };
  if (text.length > longest) return { ok: false, reason: `longer than ${longest} characters` };
  try {
    checkTree(parser.parse(text), text);
    return { ok: true };
  } catch (thrown) {
    if (!(thrown instanceof QueryProblem)) throw thrown;
    return { ok: false, reason: `not valid LogQL at character ${thrown.at + 1}: ${thrown.message}` };
  }
}
