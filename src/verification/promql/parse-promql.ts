/** From text to an expression, with Prometheus' own grammar and, where that is looser than its parser, the rules of the latter. */
import type { SyntaxNode, Tree } from '@lezer/common';
import { parser } from '@prometheus-io/lezer-promql';
import { QueryProblem } from '../query-problem.ts';
import type { Expression, Matcher, Matching } from './expression.ts';
import { readDuration, readNumber, readString } from './literals.ts';
import { scan } from './scan.ts';

interface Source {
  readonly text: string;
  readonly write: (node: SyntaxNode) => string;
}

function children(node: SyntaxNode): readonly SyntaxNode[] {
  const list: SyntaxNode[] = [];
  for (let child = node.firstChild; child !== null; child = child.nextSibling) list.push(child);
  return list;
}

function need(node: SyntaxNode | null | undefined, at: number): SyntaxNode {
  if (node === null || node === undefined) throw new QueryProblem('something is missing here', at);
  return node;
}

function readLabels(node: SyntaxNode | null | undefined, source: Source): readonly string[] {
  if (node === null || node === undefined) return [];
  const labels = children(node).map((label) => {
    const written = source.write(label);
    if (/^(?:inf|nan)$/i.test(written))
      throw new QueryProblem(`${written} is a number, no label`, label.from);
    if (label.name !== 'QuotedLabelName') return written;
    const name = readString(written, label.from);
    if (name === '') throw new QueryProblem('a label has an empty name', label.from);
    return name;
  });
  const twice = labels.find((label, index) => labels.indexOf(label) !== index);
  if (twice !== undefined) throw new QueryProblem(`the label ${twice} is listed twice`, node.from);
  return labels;
}

function readSelector(node: SyntaxNode, source: Source): Expression {
  const identifier = node.getChild('Identifier');
  const list = node.getChild('LabelMatchers');
  let metric = identifier === null ? null : source.write(identifier);
  if (metric?.toLowerCase() === 'atan2')
    throw new QueryProblem('atan2 stands between two expressions', node.from);
  const matchers: Matcher[] = [];
  for (const part of list === null ? [] : children(list)) {
    if (part.name === 'QuotedLabelName') {
      const name = readString(source.write(part), part.from);
      if (metric !== null)
        throw new QueryProblem(`the metric is named twice: ${metric} and ${name}`, part.from);
      metric = name;
      continue;
    }
    const name = need(part.getChild('LabelName') ?? part.getChild('QuotedLabelName'), part.from);
    const operator = source.write(need(part.getChild('MatchOp'), part.from)) as Matcher['operator'];
    const value = need(part.getChild('StringLiteral'), part.from);
    const plain = name.name === 'LabelName';
    matchers.push({
      name: plain ? source.write(name) : readString(source.write(name), name.from),
      operator,
      value: readString(source.write(value), value.from),
    });
  }
  return {
    kind: 'selector',
    metric,
    matchers,
    hasOffset: false,
    hasTimestamp: false,
    from: node.from,
    to: node.to,
    plainTo: node.to,
  };
}

function readMatching(node: SyntaxNode | null, source: Source): Matching | null {
  if (node === null) return null;
  const [labels, include] = node.getChildren('GroupingLabels');
  const group =
    node.getChild('GroupLeft') !== null ? 'left' : node.getChild('GroupRight') !== null ? 'right' : null;
  return {
    on: node.getChild('On') !== null,
    labels: readLabels(labels, source),
    group,
    include: readLabels(include, source),
  };
}

/** Wraps what a postfix binds to: in `a + b[5m]` that is `b`, which the tree of the grammar leaves open. */
function bindPostfix(of: Expression, to: number, bind: (operand: Expression) => Expression): Expression {
  if (of.kind === 'binary') return { ...of, right: bindPostfix(of.right, to, bind), to };
  if (of.kind === 'unary') return { ...of, of: bindPostfix(of.of, to, bind), to };
  return bind(of);
}

const modified = {
  hasOffset: { name: 'offset', clause: 'an offset' },
  hasTimestamp: { name: '@', clause: 'an @' },
} as const;

/** `offset` and `@`: on selectors, ranges and subqueries, and once. */
function modify(of: Expression, flag: keyof typeof modified, to: number): Expression {
  const { name, clause } = modified[flag];
  if (of.kind !== 'selector' && of.kind !== 'range' && of.kind !== 'subquery') {
    throw new QueryProblem(`${name} may only follow a selector, a range or a subquery`, of.from);
  }
  const inner = of.kind === 'range' && of.of.kind === 'selector' ? of.of[flag] : false;
  if (of[flag] || inner) throw new QueryProblem(`${clause} is there already`, of.to);
  return { ...of, [flag]: true, to };
}

function readRange(of: Expression, rangeMs: number, { from, to }: SyntaxNode): Expression {
  if (of.kind !== 'selector')
    throw new QueryProblem('a range may only follow a selector; use [5m:] for a subquery', of.from);
  if (of.hasOffset) throw new QueryProblem('the offset stands after the range', of.from);
  if (of.hasTimestamp) throw new QueryProblem('the @ stands after the range', of.from);
  return {
    kind: 'range',
    of,
    rangeMs,
    hasOffset: false,
    hasTimestamp: false,
    from: Math.max(of.from, from),
    to,
  };
}

function readPositive(node: SyntaxNode, source: Source): number {
  const inner = children(node);
  if (inner.length !== 1 || inner[0]?.name !== 'NumberDurationLiteralInDurationContext') {
    throw new QueryProblem('arithmetic in durations is experimental in Prometheus', node.from);
  }
  const ms = readDuration(source.write(node), node.from);
  if (!(ms > 0)) throw new QueryProblem('the duration must be greater than 0', node.from);
  return ms;
}

function checkOffset(node: SyntaxNode, source: Source): void {
  const literal = children(node).at(-1);
  const deep = literal?.name === 'OffsetDurationExpr' ? children(literal) : [literal];
  if (deep.length !== 1 || deep[0]?.name !== 'NumberDurationLiteralInDurationContext') {
    throw new QueryProblem('arithmetic in durations is experimental in Prometheus', node.from);
  }
  readDuration(source.write(deep[0]), deep[0].from);
}

/** Seconds that fit into the 63 bits of a timestamp in milliseconds. */
const highestTimestamp = 2 ** 63 / 1000;

function checkTimestamp(node: SyntaxNode, source: Source): void {
  if (node.name !== 'NumberDurationLiteral') return;
  const { value, unit } = readNumber(source.write(node), node.from);
  if (unit) throw new QueryProblem('@ takes a timestamp, no duration', node.from);
  if (!(Math.abs(value) < highestTimestamp))
    throw new QueryProblem('the timestamp of @ is out of bounds', node.from);
}

const experimentalNodes: Readonly<Record<string, string>> = {
  AnchoredExpr: 'anchored',
  SmoothedExpr: 'smoothed',
  FillModifier: 'fill',
  TrimUpper: '</',
  TrimLower: '>/',
};

function refuseExperimental(nodes: readonly SyntaxNode[]): void {
  const found = nodes.find(({ name }) => name in experimentalNodes);
  if (found !== undefined)
    throw new QueryProblem(`${experimentalNodes[found.name]} is experimental in Prometheus`, found.from);
}

function readArguments(node: SyntaxNode | null, source: Source): readonly Expression[] {
  return node === null ? [] : children(node).map((one) => readExpression(one, source));
}

function readBinary(node: SyntaxNode, source: Source): Expression {
  const all = children(node);
  refuseExperimental(all);
  const [left, operator, right] = [
    need(all[0], node.from),
    need(all[1], node.from),
    need(all.at(-1), node.from),
  ];
  return {
    kind: 'binary',
    operator: source.write(operator).toLowerCase(),
    left: readExpression(left, source),
    right: readExpression(right, source),
    bool: node.getChild('BoolModifier') !== null,
    matching: readMatching(node.getChild('MatchingModifierClause'), source),
    from: node.from,
    to: node.to,
  };
}

function readExpression(node: SyntaxNode, source: Source): Expression {
  const { from, to } = node;
  const all = children(node);
  const first = (): Expression => readExpression(need(all[0], from), source);
  refuseExperimental([node]);
  switch (node.name) {
    case 'NumberDurationLiteral':
      return { kind: 'number', value: readNumber(source.write(node), from).value, from, to };
    case 'StringLiteral':
      return { kind: 'string', value: readString(source.write(node), from), from, to };
    case 'VectorSelector':
      return readSelector(node, source);
    case 'ParenExpr':
      return { kind: 'paren', of: first(), from, to };
    case 'UnaryExpr':
      return { kind: 'unary', of: readExpression(need(all[1], from), source), from, to };
    case 'BinaryExpr':
      return readBinary(node, source);
    case 'FunctionCall':
      return {
        kind: 'call',
        name: source.write(need(node.getChild('FunctionIdentifier'), from)),
        arguments: readArguments(node.getChild('FunctionCallBody'), source),
        from,
        to,
      };
    case 'AggregateExpr':
      return {
        kind: 'aggregate',
        operator: source.write(need(node.getChild('AggregateOp'), from)).toLowerCase(),
        labels: readLabels(node.getChild('AggregateModifier')?.getChild('GroupingLabels'), source),
        without: node.getChild('AggregateModifier')?.getChild('Without') != null,
        arguments: readArguments(node.getChild('FunctionCallBody'), source),
        from,
        to,
      };
    case 'MatrixSelector': {
      const rangeMs = readPositive(need(all[1], from), source);
      return bindPostfix(first(), to, (of) => readRange(of, rangeMs, node));
    }
    case 'SubqueryExpr': {
      const rangeMs = readPositive(need(all[1], from), source);
      const stepMs = all[2] === undefined ? null : readPositive(all[2], source);
      return bindPostfix(first(), to, (of) => ({
        kind: 'subquery',
        of,
        rangeMs,
        stepMs,
        hasOffset: false,
        hasTimestamp: false,
        from: of.from,
        to,
      }));
    }
    case 'OffsetExpr':
      checkOffset(need(all.at(-1), from), source);
      return bindPostfix(first(), to, (of) => modify(of, 'hasOffset', to));
    case 'StepInvariantExpr':
      checkTimestamp(need(all[2], from), source);
      return bindPostfix(first(), to, (of) => modify(of, 'hasTimestamp', to));
    default:
      throw new QueryProblem('this is no expression', from);
  }
}

/** Deeper trees are no query that a person wrote; each operator of a chain is a level. */
const deepest = 800;

function checkTree(tree: Tree, text: string): void {
  let at: number | null = null;
  let depth = 0;
  tree.iterate({
    enter: (node) => {
      depth += 1;
      if (depth > deepest) throw new QueryProblem('it is nested too deep', node.from);
      if (node.type.isError) at ??= node.from;
    },
    leave: () => {
      depth -= 1;
    },
  });
  if (at === null) return;
  const [word] = /^[\w:]+|^\S/.exec(text.slice(at).trimStart()) ?? [];
  const reason = word === undefined ? 'the expression ends too early' : `"${word}" may not stand here`;
  throw new QueryProblem(reason, at);
}

/** Reads one expression; throws a QueryProblem. Types are not checked here. */
export function parsePromql(text: string): Expression {
  const readable = scan(text);
  if (readable.trim() === '') throw new QueryProblem('there is no expression', 0);
  const tree = parser.parse(readable);
  checkTree(tree, text);
  const root = need(tree.topNode.firstChild, 0);
  return readExpression(root, { text, write: (node) => text.slice(node.from, node.to) });
}
