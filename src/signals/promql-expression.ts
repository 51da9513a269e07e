import type { SyntaxNode } from '@lezer/common';
import { parser } from '@prometheus-io/lezer-promql';

export type ComparisonOperator = '>' | '>=' | '<' | '<=' | '==' | '!=';

/** One vector selector as it is written, `up{job="x"}`, with its metric name if it has one. */
export interface Selector {
  readonly text: string;
  readonly metric: string | null;
  readonly matchers: readonly { readonly name: string; readonly operator: string; readonly value: string }[];
}

/** An alerting rule's expression, taken apart. */
export interface AlertExpression {
  readonly text: string;
  /** The side of the comparison that is measured: an expression that always has a value. */
  readonly measured: string;
  /** Read as `measured operator threshold`, whichever side the threshold is written on. */
  readonly operator: ComparisonOperator | null;
  readonly threshold: number | null;
  /** What it is compared with where that is measured as well, such as a capacity; null when it is a number. */
  readonly limit: string | null;
  /** Every selector of the whole expression, in order, without duplicates. */
  readonly selectors: readonly Selector[];
  /** Whether the measured side is scaled to percent, as in `100 * …`. */
  readonly percent: boolean;
  /** What stands above and below the line of a ratio such as `100 * a / b` or `1 - a / b`; null when it is none. */
  readonly sides: readonly [above: string, below: string] | null;
}

export type ExpressionParse =
  | { readonly ok: true; readonly expression: AlertExpression }
  | { readonly ok: false; readonly reason: string };

const comparisons: Readonly<Record<string, ComparisonOperator>> = {
  Gtr: '>',
  Gte: '>=',
  Lss: '<',
  Lte: '<=',
  Eql: '==',
  EqlC: '==',
  EqlSingle: '==',
  Neq: '!=',
};

const mirrored: Readonly<Record<ComparisonOperator, ComparisonOperator>> = {
  '>': '<',
  '>=': '<=',
  '<': '>',
  '<=': '>=',
  '==': '==',
  '!=': '!=',
};

const comment = 'LineComment';

/** Comments may stand anywhere, and are none of them. */
function children(node: SyntaxNode): readonly SyntaxNode[] {
  const list: SyntaxNode[] = [];
  for (let child = node.firstChild; child !== null; child = child.nextSibling)
    if (child.name !== comment) list.push(child);
  return list;
}

function unwrap(node: SyntaxNode): SyntaxNode {
  const [inner] = node.name === 'ParenExpr' ? children(node) : [];
  return inner === undefined ? node : unwrap(inner);
}

/** A part of an expression on one line, without its comments. Only strings in backticks may hold line ends. */
function writePart(node: SyntaxNode, text: string): string {
  let [written, at] = ['', node.from];
  node.cursor().iterate(({ name, from, to }) => {
    if (name !== comment) return;
    written += text.slice(at, from);
    at = to;
  });
  const part = `${written}${text.slice(at, node.to)}`;
  return part.includes('`') ? part : part.replaceAll(/\s*\n\s*/g, ' ').trim();
}

/** Left side, operator and right side of a binary expression; modifiers such as `bool` or `on(…)` are left out. */
function binaryParts(node: SyntaxNode): { left: SyntaxNode; operator: string; right: SyntaxNode } | null {
  const all = children(node);
  const left = all[0];
  const operator = all[1];
  const right = all.at(-1);
  if (node.name !== 'BinaryExpr' || left === undefined || operator === undefined || right === undefined)
    return null;
  return { left, operator: operator.name, right };
}

const arithmetic: Readonly<Record<string, (a: number, b: number) => number>> = {
  Add: (a, b) => a + b,
  Sub: (a, b) => a - b,
  Mul: (a, b) => a * b,
  Div: (a, b) => a / b,
  Pow: (a, b) => a ** b,
  Mod: (a, b) => a % b,
};

/** The value of an expression that has no selector, such as `10 * 60`; null for any other. */
function evaluateConstant(node: SyntaxNode, text: string): number | null {
  const inner = unwrap(node);
  if (inner.name === 'NumberDurationLiteral' || inner.name === 'UnaryExpr') {
    const value = Number(text.slice(inner.from, inner.to).replaceAll(/[_\s]/g, ''));
    return Number.isNaN(value) ? null : value;
  }
  const parts = binaryParts(inner);
  const operation = parts === null ? undefined : arithmetic[parts.operator];
  if (parts === null || operation === undefined) return null;
  const left = evaluateConstant(parts.left, text);
  const right = evaluateConstant(parts.right, text);
  return left === null || right === null ? null : operation(left, right);
}

/** The comparison that decides: the first one of those joined by `and`, `or`; of `unless` only what stands before it. */
function findComparison(
  node: SyntaxNode,
): { left: SyntaxNode; operator: ComparisonOperator; right: SyntaxNode } | null {
  const inner = unwrap(node);
  const parts = binaryParts(inner);
  if (parts === null) return null;
  const comparison = comparisons[parts.operator];
  if (comparison !== undefined) return { ...parts, operator: comparison };
  if (parts.operator === 'Unless') return findComparison(parts.left);
  if (['And', 'Or'].includes(parts.operator))
    return findComparison(parts.left) ?? findComparison(parts.right);
  return null;
}

function isPercent(node: SyntaxNode, text: string): boolean {
  const inner = unwrap(node);
  const parts = binaryParts(inner);
  if (parts === null) return false;
  if (parts.operator === 'Mul') {
    return evaluateConstant(parts.left, text) === 100 || evaluateConstant(parts.right, text) === 100;
  }
  if (parts.operator === 'Sub' && evaluateConstant(parts.left, text) === 100) return true;
  // 100 * a / b is (100 * a) / b.
  if (parts.operator === 'Div')
    return isPercent(parts.left, text) && evaluateConstant(parts.right, text) === null;
  return (
    ['Add', 'Sub'].includes(parts.operator) && (isPercent(parts.left, text) || isPercent(parts.right, text))
  );
}

/** The division that an expression is in the end: below factors and sums with constants. */
function findDivision(node: SyntaxNode, text: string): { above: SyntaxNode; below: SyntaxNode } | null {
  const inner = unwrap(node);
  const parts = binaryParts(inner);
  if (parts === null) return null;
  const { left, right, operator } = parts;
  const [leftValue, rightValue] = [evaluateConstant(left, text), evaluateConstant(right, text)];
  if (operator === 'Div' && rightValue === null && leftValue === null) return { above: left, below: right };
  if (!['Mul', 'Add', 'Sub', 'Div'].includes(operator)) return null;
  if (rightValue !== null) return findDivision(left, text);
  return leftValue === null ? null : findDivision(right, text);
}

/** `100 * a` above the line is `a`: the factor belongs to the ratio. */
function withoutFactor(node: SyntaxNode, text: string): SyntaxNode {
  const inner = unwrap(node);
  const parts = binaryParts(inner);
  if (parts?.operator !== 'Mul') return inner;
  if (evaluateConstant(parts.left, text) !== null) return withoutFactor(parts.right, text);
  return evaluateConstant(parts.right, text) === null ? inner : withoutFactor(parts.left, text);
}

function readSides(node: SyntaxNode, text: string): AlertExpression['sides'] {
  const division = findDivision(node, text);
  if (division === null) return null;
  const write = (side: SyntaxNode): string => writePart(withoutFactor(side, text), text);
  return [write(division.above), write(division.below)];
}

function unquote(text: string): string {
  const inner = text.slice(1, -1);
  return text.startsWith('`') ? inner : inner.replaceAll(/\\(.)/g, '$1');
}

function readSelector(node: SyntaxNode, text: string): Selector {
  const write = (part: SyntaxNode | null | undefined): string => (part ? writePart(part, text) : '');
  const list = node.getChild('LabelMatchers');
  const matchers = (list === null ? [] : children(list)).flatMap((matcher) => {
    const operator = matcher.getChild('MatchOp');
    const value = matcher.getChild('StringLiteral');
    const plain = matcher.getChild('LabelName');
    const quoted = matcher.getChild('QuotedLabelName');
    if (operator === null || value === null) return [];
    const name = plain === null ? unquote(write(quoted)) : write(plain);
    return [{ name, operator: write(operator), value: unquote(write(value)) }];
  });
  const identifier = node.getChild('Identifier');
  const named = matchers.find((matcher) => matcher.name === '__name__' && matcher.operator === '=');
  return {
    text: write(node),
    metric: identifier === null ? (named?.value ?? null) : write(identifier),
    matchers: matchers.filter((matcher) => matcher !== named),
  };
}

/** Takes an alerting expression apart with Prometheus' own grammar. */
export function parseExpression(text: string): ExpressionParse {
  const tree = parser.parse(text);
  let errorAt: number | null = null;
  const selectors = new Map<string, Selector>();
  tree.iterate({
    enter: (node) => {
      if (node.type.isError) errorAt ??= node.from;
      if (node.name === 'VectorSelector') {
        const selector = readSelector(node.node, text);
        selectors.set(selector.text, selector);
      }
    },
  });
  const [root] = children(tree.topNode);
  if (errorAt !== null || root === undefined) {
    return { ok: false, reason: `not valid PromQL at character ${(errorAt ?? 0) + 1}` };
  }
  const comparison = findComparison(root);
  const base = { text, selectors: [...selectors.values()] };
  if (comparison === null) {
    return {
      ok: true,
      expression: {
        ...base,
        measured: writePart(root, text),
        operator: null,
        threshold: null,
        limit: null,
        percent: isPercent(root, text),
        sides: readSides(root, text),
      },
    };
  }
  const { left, right, operator } = comparison;
  const leftValue = evaluateConstant(left, text);
  const swapped = leftValue !== null;
  const measured = swapped ? right : left;
  const threshold = swapped ? leftValue : evaluateConstant(right, text);
  return {
    ok: true,
    expression: {
      ...base,
      measured: writePart(measured, text),
      operator: swapped ? mirrored[operator] : operator,
      threshold,
      limit: threshold === null ? writePart(right, text) : null,
      percent: isPercent(measured, text),
      sides: readSides(measured, text),
    },
  };
}

const tests: Readonly<Record<ComparisonOperator, (value: number, threshold: number) => boolean>> = {
  '>': (value, threshold) => value > threshold,
  '>=': (value, threshold) => value >= threshold,
  '<': (value, threshold) => value < threshold,
  '<=': (value, threshold) => value <= threshold,
  '==': (value, threshold) => value === threshold,
  '!=': (value, threshold) => value !== threshold,
};

export function breaches(value: number, operator: ComparisonOperator, threshold: number): boolean {
  return tests[operator](value, threshold);
}
