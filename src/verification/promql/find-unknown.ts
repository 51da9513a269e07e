/** Whether what a query names is there: metrics, labels, values. What is not is told with the nearest that is. */
import { closest, distance } from 'fastest-levenshtein';
import { toWholeMatch } from '../regex.ts';
import { type Expression, listInner, type Matcher, type SelectorExpression } from './expression.ts';
import type { QueryCatalogue } from './query-source.ts';

/** A name that differs in more than a third of its letters is another name. */
const nearShare = 1 / 3;
/** More names than this are not compared letter by letter. */
const mostCompared = 20_000;

function hint(wanted: string, known: readonly string[]): string {
  const compared = known.slice(0, mostCompared);
  if (compared.length === 0) return '';
  const near = closest(wanted, compared);
  const part = compared.find((name) => name.startsWith(`${wanted}_`) || name.endsWith(`_${wanted}`));
  if (distance(wanted, near) <= Math.max(1, wanted.length * nearShare)) return `; the nearest is ${near}`;
  return part === undefined ? '' : `; there is ${part}`;
}

function metricOf({ metric, matchers }: SelectorExpression): string | null {
  const named = matchers.find(({ name, operator }) => name === '__name__' && operator === '=');
  return metric ?? named?.value ?? null;
}

/** Names of labels that functions make, which no metric needs to have. */
function listMade(expression: Expression): readonly string[] {
  const inner = listInner(expression).flatMap(listMade);
  const named =
    expression.kind === 'call' && /^label_(?:replace|join)$/.test(expression.name)
      ? expression.arguments[1]
      : expression.kind === 'aggregate' && expression.operator === 'count_values'
        ? expression.arguments[0]
        : undefined;
  return named?.kind === 'string' ? [...inner, named.value] : inner;
}

interface Place {
  readonly selector: SelectorExpression;
  /** In `absent(…)` a value that is not there is what is asked for. */
  readonly inAbsent: boolean;
}

function listPlaces(expression: Expression, inAbsent = false): readonly Place[] {
  if (expression.kind === 'selector') return [{ selector: expression, inAbsent }];
  const absent = inAbsent || (expression.kind === 'call' && expression.name.startsWith('absent'));
  return listInner(expression).flatMap((inner) => listPlaces(inner, absent));
}

function listGroupings(
  expression: Expression,
): readonly { readonly labels: readonly string[]; readonly of: Expression }[] {
  const inner = listInner(expression).flatMap(listGroupings);
  if (expression.kind === 'aggregate' && !expression.without)
    return [...inner, { labels: expression.labels, of: expression }];
  if (expression.kind === 'binary' && expression.matching !== null) {
    const { on, labels, include } = expression.matching;
    return [...inner, { labels: [...(on ? labels : []), ...include], of: expression }];
  }
  return inner;
}

/** Labels of which only the value that is wanted makes a series match. */
function needsLabel({ operator, value, name }: Matcher): boolean {
  if (name === '__name__') return false;
  return operator === '=' ? value !== '' : operator === '=~' && !toWholeMatch(value)('');
}

/** What is asked of one source. The same thing is asked once: catalogues remember. */
export async function findUnknown(
  expression: Expression,
  catalogue: QueryCatalogue,
  signal: AbortSignal,
): Promise<string | null> {
  const names = await catalogue.listMetricNames(signal);
  // A source that lists nothing cannot tell what is missing.
  if (names.size === 0) return null;
  const places = listPlaces(expression);
  for (const { selector, inAbsent } of places) {
    const metric = metricOf(selector);
    if (metric === null) continue;
    if (!names.has(metric)) return `there is no metric ${metric}${hint(metric, [...names])}`;
    const fault = await findUnknownLabel(metric, selector.matchers, { catalogue, signal, inAbsent });
    if (fault !== null) return fault;
  }
  const made = listMade(expression);
  for (const { labels, of } of listGroupings(expression)) {
    const metrics = [...new Set(listPlaces(of).map(({ selector }) => metricOf(selector)))];
    const named = metrics.filter((metric) => metric !== null);
    if (named.length < metrics.length || named.length === 0) continue;
    const lists = await Promise.all(named.map((metric) => catalogue.listLabelNames(metric, signal)));
    const known = new Set([...lists.flat(), ...made, '__name__']);
    const unknown = labels.find((label) => !known.has(label));
    if (unknown !== undefined) {
      return `${named.join(' and ')} ${named.length === 1 ? 'has' : 'have'} no label ${unknown}${hint(unknown, [...known])}`;
    }
  }
  return null;
}

async function findUnknownLabel(
  metric: string,
  matchers: readonly Matcher[],
  {
    catalogue,
    signal,
    inAbsent,
  }: { readonly catalogue: QueryCatalogue; readonly signal: AbortSignal; readonly inAbsent: boolean },
): Promise<string | null> {
  const needed = matchers.filter(needsLabel);
  if (needed.length === 0) return null;
  const labels = await catalogue.listLabelNames(metric, signal);
  for (const { name, operator, value } of needed) {
    if (!labels.includes(name)) return `${metric} has no label ${name}${hint(name, labels)}`;
    if (inAbsent) continue;
    const values = await catalogue.listLabelValues({ metric, label: name }, signal);
    const matches = operator === '=' ? values.includes(value) : values.some(toWholeMatch(value));
    if (!matches) return `no ${name} of ${metric} is ${JSON.stringify(value)}${hint(value, values)}`;
  }
  return null;
}
