import type { Candidate } from '../../domain/diagnosis.ts';

/** What a metric tells of a service, by its name. */
export interface MetricMeaning {
  readonly kind: Exclude<Candidate['kind'], 'silence'>;
  /** Whether it is about calls that the service makes, so that what is called is as suspect. */
  readonly outgoing: boolean;
  /** In which direction it tells of harm. */
  readonly harm: 'up' | 'down' | 'either';
  /** Equal for metrics that measure the same thing twice: percentiles, one usage in two units. */
  readonly family: string;
}

type Rule = readonly [RegExp, Pick<MetricMeaning, 'kind' | 'harm'>];

/**
 * By the words of the name, the first that fits. Kinds are the golden signals (Beyer et al., "Site Reliability
 * Engineering", 2016, ch. 6) and the USE method (Gregg, 2013).
 */
const rules: readonly Rule[] = [
  [/free|idle|remaining|left\b|headroom|avail\w*_bytes|mem_available/, { kind: 'saturation', harm: 'down' }],
  [/success|availab|healthy|ready|\bup\b|hit_?(?:ratio|rate)|uptime/, { kind: 'errors', harm: 'down' }],
  [
    /error|fail|fault|5xx|4xx|exception|reject|refus|denied|abort|timeout|timed_out|drop|discard|restart|oom|panic|crash|throttl|retr(?:y|ies)|evict|unavailable|miss(?:es|ed)?\b/,
    { kind: 'errors', harm: 'up' },
  ],
  [
    /latency|duration|response_?time|elapsed|\brtt\b|wait|delay|lag\b|stall|_(?:ms|seconds|s)(?:_|$)/,
    { kind: 'latency', harm: 'up' },
  ],
  [
    /cpu|memory|\bmem\b|heap|rss|swap|disk_?(?:usage|used|util)|utili[sz]ation|usage|in_?use|saturat|queue|backlog|pending|depth|pool|connections|threads|goroutines|file_?descriptors|\bfds?\b|\bload\d*\b|pressure|inode|used/,
    { kind: 'saturation', harm: 'up' },
  ],
  [
    /request|query|queries|ops|\brps\b|\bqps\b|throughput|traffic|receive|transmit|network|sent|bytes|packets|calls|messages|rate|syscall|read|write|\bio\b|count|total/,
    { kind: 'traffic', harm: 'either' },
  ],
];

const perTime = /_per_(?:s|sec|second|min|minute)$|PerSecond$|:rate\d+[smh]$/;

/** Whether it counts what gets done in time, whatever that is: "transfers_confirmed_per_sec". */
export function countsWork(name: string, { kind, outgoing: isOutgoing }: MetricMeaning): boolean {
  return kind === 'other' && !isOutgoing && perTime.test(name);
}

/** Of clients of one's own, that is, not of those that call. */
const notOutgoing =
  /client_?(?:s_)?(?:disconnect|clos|cancel|abort|gone|connected)|(?:connected|active)_clients?/;
const outgoing = /client|upstream|outbound|egress|outgoing|downstream|dependency|remote/;

/** Parts of a name that say how, not what: percentiles, units, how it was added up. */
const howPart =
  /^(?:p\d+|q\d+|avg|average|mean|max|min|sum|median|m|mi|ms|s|seconds|milliseconds|rate|ratio|percent|pct|bytes|total|count|bucket|cores|millicores|quantile)$/;

export function toMeaning(name: string): MetricMeaning {
  const words = name
    .replaceAll(/([a-z0-9])([A-Z])/g, '$1_$2')
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== '');
  const plain = words.join('_');
  const spaced = `${plain} ${words.join(' ')}`;
  const [, rule] = rules.find(([pattern]) => pattern.test(spaced)) ?? [];
  const family = words.filter((word) => !howPart.test(word)).join('_');
  return {
    kind: rule?.kind ?? 'other',
    harm: rule?.harm ?? 'either',
    outgoing: outgoing.test(plain) && !notOutgoing.test(plain),
    family: family === '' ? plain : family,
  };
}

/** Equal for the metrics of one service that measure the same thing, so that they count once. */
export function toFamilyKey({ kind, outgoing, family }: MetricMeaning): string {
  return [kind, outgoing, family].join('\0');
}
