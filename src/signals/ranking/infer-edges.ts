import { sampleCorrelation } from 'simple-statistics';
import type { ServiceEdge } from '../../domain/observation.ts';
import { firstAtOrAfter, medianOf, spreadOf } from '../series/order-statistics.ts';
import type { ReadSeries } from '../series/read-series.ts';
import { toStem } from '../service-names.ts';

export const inferredSource = 'inferred';

/** A name says who is called, if not whether that is always so. */
const namedWeight = 0.7;
/** What moves together may have a cause in common. */
const togetherWeight = 0.5;
/** Below this, two of a dozen services move together by chance. */
const leastCorrelation = 0.8;
/** On calm days noise hides much of what goes together. */
const leastUsual = 0.6;
/** A lag has to explain so much more than none. */
const lagGain = 0.03;
const longestLag = 3;
const gridPoints = 120;
/** With fewer points anything moves together. */
const fewestPoints = 20;
/** The caller's time holds that of its callee. */
const callerLonger = 1.2;
/** Pairs grow with the square: no more services than this are compared. */
const mostServices = 60;
const shortestStem = 3;

const calleeLabel =
  /^(?:upstream|peer|destination|dest|target|callee|dependency|remote|server|to)(?:[_.].*)?$/i;
const callerLabel = /^(?:downstream|source|src|caller|client|from)(?:[_.].*)?$/i;

type Pair = readonly [from: string, to: string];

/** By labels that name the other end, and by names of metrics about outgoing calls ("payment_client_duration"). */
function findNamed(all: readonly ReadSeries[], services: readonly string[]): readonly Pair[] {
  const known = new Map(services.map((service) => [service.toLowerCase(), service]));
  const stems = services.map((service) => [toStem(service), service] as const);
  return all.flatMap(({ service, source, meaning }): readonly Pair[] => {
    const pairs = Object.entries(source.labels).flatMap(([label, value]): readonly Pair[] => {
      const other = known.get(value.toLowerCase());
      if (other === undefined || other === service) return [];
      if (calleeLabel.test(label)) return [[service, other]];
      return callerLabel.test(label) ? [[other, service]] : [];
    });
    const words = source.name.toLowerCase().split(/[^a-z0-9]+/);
    const called = meaning.outgoing
      ? stems.filter(
          ([stem, other]) => stem.length >= shortestStem && other !== service && words.includes(stem),
        )
      : [];
    return [...pairs, ...called.map(([, other]): Pair => [service, other])];
  });
}

/** The series by which a service is compared: how long it takes, else how often it fails. */
function toTelling(list: readonly ReadSeries[]): ReadSeries | null {
  const own = list
    .filter(({ meaning, times }) => !meaning.outgoing && times.length >= fewestPoints)
    .filter(({ moved }) => spreadOf(moved.map((value) => value - (moved[0] ?? 0))) > 0)
    .sort((a, b) => (a.source.key < b.source.key ? -1 : 1));
  return (
    own.find(({ meaning }) => meaning.kind === 'latency') ??
    own.find(({ meaning }) => meaning.kind === 'errors') ??
    null
  );
}

interface Sampled {
  readonly series: ReadSeries;
  readonly levels: number[];
  /** Of these, as many as were before the incident. */
  readonly usual: number[];
}

/** The newest levels of each on one clock: the last known one at each tick. */
function sample(all: readonly ReadSeries[], fromMs: number): readonly Sampled[] {
  const steps = all.map(({ times }) => ((times.at(-1) ?? 0) - (times[0] ?? 0)) / (times.length - 1));
  const stepMs = Math.max(1000, medianOf(Float64Array.from(steps)));
  const endMs = medianOf(Float64Array.from(all.map(({ times }) => times.at(-1) ?? 0)));
  const shortest = all.reduce((least, { times }) => Math.min(least, times.length), gridPoints);
  const ticks = Array.from({ length: shortest }, (_, tick) => endMs - (shortest - 1 - tick) * stepMs);
  const before = ticks.filter((timeMs) => timeMs < fromMs - stepMs).length;
  return all.map((series) => {
    const levels = ticks.map(
      (timeMs) => series.moved[Math.max(0, firstAtOrAfter(series.times, timeMs + 1) - 1)] ?? 0,
    );
    return { series, levels, usual: levels.slice(0, before) };
  });
}

/** How alike two are when `b` follows `a` by some ticks. */
function correlate(a: readonly number[], b: readonly number[], lag: number): number {
  const result = sampleCorrelation(a.slice(0, a.length - lag), b.slice(lag));
  return Number.isFinite(result) ? result : 0;
}

function bestLagged(a: readonly number[], b: readonly number[]): number {
  let best = 0;
  for (let lag = 1; lag <= longestLag; lag += 1) best = Math.max(best, correlate(a, b, lag));
  return best;
}

/**
 * Who of two that move together calls the other: who follows. Where neither does, who takes longer, if they went together
 * before the incident: in it, all that suffer do. Null when nothing tells.
 */
function compare(a: Sampled, b: Sampled): { readonly pair: Pair; readonly alike: number } | null {
  const now = correlate(a.levels, b.levels, 0);
  const [bFollows, aFollows] = [bestLagged(a.levels, b.levels), bestLagged(b.levels, a.levels)];
  const lagged = Math.max(bFollows, aFollows);
  const [ofA, ofB] = [a.series.service, b.series.service];
  if (lagged >= leastCorrelation && lagged - now >= lagGain && Math.abs(bFollows - aFollows) >= lagGain)
    return { pair: bFollows > aFollows ? [ofB, ofA] : [ofA, ofB], alike: lagged };
  if (a.series.peerKey !== b.series.peerKey || a.series.meaning.kind !== 'latency') return null;
  const alike = a.usual.length < fewestPoints ? 0 : correlate(a.usual, b.usual, 0);
  if (alike < leastUsual) return null;
  const [takesA, takesB] = [medianOf(a.series.values), medianOf(b.series.values)];
  if (takesA > callerLonger * takesB) return { pair: [ofA, ofB], alike };
  return takesB > callerLonger * takesA ? { pair: [ofB, ofA], alike } : null;
}

/**
 * Who seems to depend on whom, where nothing says it: by names, and by what moves together and in which order (the idea of
 * correlating symptoms along time: Bahl et al., "Towards highly reliable enterprise network services via inference of
 * multi-level dependencies", SIGCOMM 2007). It weighs less than what is known.
 */
export function inferEdges(
  all: readonly ReadSeries[],
  known: { readonly services: readonly string[]; readonly fromMs: number },
): readonly ServiceEdge[] {
  const { services, fromMs } = known;
  const found = new Map<string, ServiceEdge>();
  const note = ([from, to]: Pair, weight: number): void => {
    const isKnown = found.has(`${from}\0${to}`) || found.has(`${to}\0${from}`);
    if (!isKnown) found.set(`${from}\0${to}`, { from, to, source: inferredSource, weight });
  };
  for (const pair of findNamed(all, services)) note(pair, namedWeight);
  const telling = [...Map.groupBy(all, ({ service }) => service)]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([, list]) => toTelling(list) ?? [])
    .slice(0, mostServices);
  if (telling.length < 2) return [...found.values()];
  const sampled = sample(telling, fromMs);
  for (const [place, a] of sampled.entries()) {
    for (const b of sampled.slice(place + 1)) {
      const together = compare(a, b);
      if (together !== null) note(together.pair, togetherWeight * together.alike);
    }
  }
  return [...found.values()];
}
