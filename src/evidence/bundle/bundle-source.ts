import { AppError } from '../../domain/errors.ts';
import type { Labels } from '../../domain/labels.ts';
import { parseMatchers } from '../../domain/matcher.ts';
import type { Series } from '../../domain/series.ts';
import { parseExpression } from '../../signals/promql-expression.ts';
import type { MetricCatalogue, MetricSource } from '../metric-source.ts';

/** A test for the series that a plain selector names; null when the expression is anything else. */
function readSelector(expression: string): ((series: Series) => boolean) | null {
  const parsed = parseExpression(expression);
  if (!parsed.ok) return null;
  const [selector] = parsed.expression.selectors;
  if (selector === undefined || selector.text !== expression.trim()) return null;
  const written = selector.matchers.map(
    ({ name, operator, value }) => `"${name}"${operator}${JSON.stringify(value)}`,
  );
  const read = parseMatchers(written.join(','));
  if (!read.ok) return null;
  return (series) =>
    (selector.metric === null || series.name === selector.metric) &&
    read.matchers.every((matcher) => matcher.matches(series.labels));
}

function createBundleCatalogue(series: readonly Series[]): MetricCatalogue {
  const of = (metric: string): readonly Series[] => series.filter(({ name }) => name === metric);
  const distinct = (texts: readonly string[]): readonly string[] => [...new Set(texts)].sort();
  return {
    listMetricNames: () => Promise.resolve(new Set(series.map(({ name }) => name))),
    listLabelNames: (metric) =>
      Promise.resolve(distinct(of(metric).flatMap(({ labels }) => Object.keys(labels)))),
    listLabelValues: ({ metric, label }) =>
      Promise.resolve(distinct(of(metric).flatMap(({ labels }) => labels[label] ?? []))),
    listMetadata: () => Promise.resolve(new Map()),
  };
}

/** The recorded series of a bundle behind the port that Prometheus has, for plain selectors. */
export function createBundleSource(series: readonly Series[]): MetricSource {
  return {
    language: 'selectors',
    queryRange: ({ expression, range }) => {
      const matches = readSelector(expression);
      if (matches === null) {
        throw new AppError({
          code: 'source_rejected',
          message: `a bundle holds recorded series only, it cannot evaluate ${expression}`,
        });
      }
      const found = series.filter(matches).map((one) => ({
        ...one,
        points: one.points.filter(([time]) => time >= range.fromMs && time <= range.toMs),
      }));
      return Promise.resolve({ series: found.filter((one) => one.points.length > 0), incomplete: null });
    },
    listMetricNames: (labels: Labels) => {
      const fits = (one: Series): boolean =>
        Object.entries(labels).every(([name, value]) => one.labels[name] === value);
      return Promise.resolve([...new Set(series.filter(fits).map((one) => one.name))]);
    },
    findRuleExpression: () => Promise.resolve(null),
    catalogue: createBundleCatalogue(series),
  };
}
