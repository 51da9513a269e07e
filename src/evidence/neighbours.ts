import type { Labels } from '../domain/labels.ts';
import { knownPrefixes, knownQueries } from './exporters/known-queries.ts';
import type { KnownQuery } from './exporters/known-query.ts';
import type { MetricMetadata } from './metric-source.ts';
import { type MetricTarget, toMatchers } from './metric-target.ts';
import { plainQuestion, type Question, rateQuestion } from './question.ts';

/** What is known about a target: the metrics that have series with its labels. */
export interface MetricsOfTarget extends MetricTarget {
  readonly metrics: readonly string[];
}

/** Up to so many metrics of any name are all looked at: a full node_exporter has hundreds. */
const fewMetrics = 40;
/** Metrics of a target's own that are looked at where there are more. */
const mostOwn = 16;
/** Queries about one target's neighbours, over all its label sets. */
const mostQuestions = 48;

/** Counters and parts of histograms say little as they are; the rest is about the scrape, not the target. */
const sayingLittle = /(_total|_count|_sum|_bucket|_info|_created)$|^(ALERTS|scrape_)/;
const counter = /_total$/;
const tellsOfTrouble = /err|fail|time_?out|retr|reject|drop|abort|throttl|evict|panic|exhaust/;

function isAsked({ metric, unless }: KnownQuery, metrics: readonly string[]): boolean {
  return metrics.includes(metric) && (unless === null || !metrics.includes(unless));
}

/** How much a word in a metric's help counts beside one in its name. */
const helpShare = 0.5;

function toTableQuestion(query: KnownQuery, labels: Labels): Question {
  return {
    ...plainQuestion(query.title, query.expression.replaceAll('$target', toMatchers(labels))),
    unit: query.unit,
    plain: false,
  };
}

function splitName(name: string): ReadonlySet<string> {
  return new Set(
    name
      .replaceAll(/([a-z])([A-Z])/g, '$1_$2')
      .toLowerCase()
      .split(/[^a-z0-9]+/)
      .filter((word) => word.length > 2),
  );
}

/** A target's own metrics that no table knows: those that share the most words with the alert first. */
function listOwnQuestions(
  { labels, metrics }: MetricsOfTarget,
  { words, language, metadata }: NeighbourOptions,
): readonly Question[] {
  const tabled = new Set(knownQueries.map(({ metric }) => metric));
  const few = metrics.length <= fewMetrics;
  const wanted = splitName(words);
  const score = (name: string): number =>
    splitName(name).intersection(wanted).size +
    helpShare * splitName(metadata.get(name)?.help ?? '').intersection(wanted).size;
  // What the exporter says of a metric counts, its name only where it says nothing.
  const typeOf = (name: string): string => metadata.get(name)?.type ?? '';
  const isCounter = (name: string): boolean =>
    typeOf(name) === 'counter' || (counter.test(name) && typeOf(name) !== 'gauge');
  const plain = metrics.filter(
    (name) =>
      (typeOf(name) === 'gauge' || !(isCounter(name) || sayingLittle.test(name))) &&
      // A bundle's recorded series can only be asked for as they are, those of known exporters, too.
      (language === 'selectors' || !(tabled.has(name) || (knownPrefixes.test(name) && !few))),
  );
  const counters =
    language === 'selectors'
      ? []
      : metrics.filter(
          (name) =>
            isCounter(name) &&
            !tabled.has(name) &&
            !knownPrefixes.test(name) &&
            (tellsOfTrouble.test(name) || score(name) > 0),
        );
  const selector = (name: string): string => `${name}{${toMatchers(labels)}}`;
  const ranked = [
    ...plain.map((name) => ({ name, question: plainQuestion(name, selector(name)) })),
    ...counters.map((name) => ({ name, question: rateQuestion(name, selector(name)) })),
  ].sort((a, b) => score(b.name) - score(a.name));
  return (few ? ranked : ranked.slice(0, mostOwn)).map(({ question }) => question);
}

export interface NeighbourOptions {
  readonly language: 'promql' | 'selectors';
  /** The alert's name and expression: metrics that share words with them are looked at first. */
  readonly words: string;
  /** What exporters say of their metrics; empty where that is not known. */
  readonly metadata: ReadonlyMap<string, MetricMetadata>;
}

/** What to ask about a target, given the metrics that it has; a query is asked of the narrowest label set that has its metric. */
export function decideNeighbours(
  targets: readonly MetricsOfTarget[],
  options: NeighbourOptions,
): readonly Question[] {
  const tabled =
    options.language === 'selectors'
      ? []
      : knownQueries.flatMap((query) => {
          const target = targets.find(
            ({ metrics, subjects }) => subjects.includes(query.subject) && isAsked(query, metrics),
          );
          return target === undefined ? [] : [toTableQuestion(query, target.labels)];
        });
  const seen = new Set<string>();
  const own = targets.flatMap((target) => {
    const metrics = target.metrics.filter((name) => !seen.has(name));
    for (const name of metrics) seen.add(name);
    return listOwnQuestions({ ...target, metrics }, options);
  });
  return [...tabled, ...own].slice(0, mostQuestions);
}

/** Questions about one neighbour. */
const mostGolden = 5;

/** The golden signals of a service that the alert's service depends on, or that depends on it. */
export function decideGoldenSignals(service: string, target: MetricsOfTarget): readonly Question[] {
  return knownQueries
    .filter((query) => query.golden && isAsked(query, target.metrics))
    .slice(0, mostGolden)
    .map((query) => ({
      ...toTableQuestion(query, target.labels),
      title: `${service}: ${query.title}`,
      elsewhere: true,
    }));
}
