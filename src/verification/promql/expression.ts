/** A PromQL expression as Prometheus reads it: what binds to what is settled, literals are values. */

export type ValueType = 'scalar' | 'vector' | 'matrix' | 'string';

interface Place {
  /** Where it stands in the query, in characters from 0. */
  readonly from: number;
  readonly to: number;
}

export interface Matcher {
  readonly name: string;
  readonly operator: '=' | '!=' | '=~' | '!~';
  readonly value: string;
}

export interface SelectorExpression extends Place {
  readonly kind: 'selector';
  /** The name before the braces or quoted within them; null when matchers alone say which. */
  readonly metric: string | null;
  /** `__name__` among them if it is written so. */
  readonly matchers: readonly Matcher[];
  /** Where it ends without its `offset` and `@`. */
  readonly plainTo: number;
  readonly hasOffset: boolean;
  readonly hasTimestamp: boolean;
}

export interface RangeExpression extends Place {
  readonly kind: 'range';
  readonly of: Expression;
  readonly rangeMs: number;
  readonly hasOffset: boolean;
  readonly hasTimestamp: boolean;
}

export interface SubqueryExpression extends Place {
  readonly kind: 'subquery';
  readonly of: Expression;
  readonly rangeMs: number;
  /** Null: the source's own. */
  readonly stepMs: number | null;
  readonly hasOffset: boolean;
  readonly hasTimestamp: boolean;
}

export interface CallExpression extends Place {
  readonly kind: 'call';
  readonly name: string;
  readonly arguments: readonly Expression[];
}

export interface AggregateExpression extends Place {
  readonly kind: 'aggregate';
  /** Lower case. */
  readonly operator: string;
  readonly labels: readonly string[];
  /** Whether the labels are those to leave out. */
  readonly without: boolean;
  readonly arguments: readonly Expression[];
}

export interface Matching {
  readonly on: boolean;
  readonly labels: readonly string[];
  readonly group: 'left' | 'right' | null;
  readonly include: readonly string[];
}

export interface BinaryExpression extends Place {
  readonly kind: 'binary';
  /** As it is written, lower case. */
  readonly operator: string;
  readonly left: Expression;
  readonly right: Expression;
  readonly bool: boolean;
  readonly matching: Matching | null;
}

export type Expression =
  | SelectorExpression
  | RangeExpression
  | SubqueryExpression
  | CallExpression
  | AggregateExpression
  | BinaryExpression
  | (Place & { readonly kind: 'number'; readonly value: number })
  | (Place & { readonly kind: 'string'; readonly value: string })
  | (Place & { readonly kind: 'unary'; readonly of: Expression })
  | (Place & { readonly kind: 'paren'; readonly of: Expression });

/** The expressions directly inside another. */
export function listInner(expression: Expression): readonly Expression[] {
  switch (expression.kind) {
    case 'range':
    case 'subquery':
    case 'unary':
    case 'paren':
      return [expression.of];
    case 'call':
    case 'aggregate':
      return expression.arguments;
    case 'binary':
      return [expression.left, expression.right];
    case 'selector':
    case 'number':
    case 'string':
      return [];
  }
}

/** Every selector of an expression, in order. */
export function listSelectors(expression: Expression): readonly SelectorExpression[] {
  return expression.kind === 'selector' ? [expression] : listInner(expression).flatMap(listSelectors);
}
