import type { ObservedSeries, ServiceEdge } from '../../domain/observation.ts';
import { formatTime } from '../../domain/time.ts';
import { describeMove } from '../findings.ts';
import { listAbove } from '../list-above.ts';
import type { LogEvent, LogGroup } from '../logs/log-events.ts';
import { quoteLine } from '../logs/log-signals.ts';
import type { MovedSeries } from '../moved-series.ts';
import { toSeriesFacts, unitOfSeries } from '../series-facts.ts';
import { serviceOfLabels } from '../service-of-labels.ts';
import { summariseSeries } from '../summarise-series.ts';
import { findExpiry } from './expiry.ts';
import { findOneClient } from './one-client.ts';
import { findOneInput } from './one-input.ts';
import { findOnePlace } from './one-place.ts';
import type { OutsideCause } from './outside-cause.ts';
import { type OutsideKind, outsideKinds } from './outside-kinds.ts';
import { isTraffic } from './traffic-name.ts';

/** What a host of others does, by what a line says of it: the first that it says. */
const providerKinds: readonly (OutsideKind & { readonly does: string })[] = [
  {
    id: 'provider_refuses',
    label: 'a provider refuses us',
    does: 'no longer accepts our credentials',
    strength: 0.88,
    text: /\b40[13]\b|unauthori[sz]ed|forbidden|invalid (?:api )?(?:key|token|credential)|invalid_(?:grant|client)/i,
    changeThatCan:
      /https?:|host|url|endpoint|key|secret|token|credential|auth|scope|sandbox|client_?id|header|sign/i,
  },
  {
    id: 'provider_throttles',
    label: 'a provider turns calls away',
    does: 'throttles our calls',
    strength: 0.8,
    text: /\b429\b|throttl|too many requests|rate.?limit|quota/i,
    changeThatCan:
      /limit|quota|rate|throttle|concurren|retry|retries|cache|batch|loop|for |while|map\(|interval|poll|key|secret/i,
  },
  {
    id: 'provider_outage',
    label: 'a provider fails',
    does: 'fails',
    strength: 0.9,
    text: /\b5\d\d\b|timed? ?out|timeout|unavailable|refused|reset|outage|down\b|degraded|unreachable|fail|error|declin|no response/i,
    changeThatCan:
      /https?:|host|url|endpoint|base_?(?:url|path)|api_?(?:key|version)|credential|secret|token|sandbox|region|client_?id|proxy|egress/i,
  },
];

/** Said once is said plainly enough. */
const sureKinds: ReadonlySet<string> = new Set([
  'certificate_expired',
  'licence_expired',
  'node_failure',
  'managed_failover',
]);
const ranOut: ReadonlySet<string> = new Set(['certificate_expired', 'licence_expired']);
/** How many lines say so, to be sure. */
const surelyLines = 5;

function listHolders(events: readonly LogEvent[]): readonly string[] {
  return [
    ...new Set(
      events.flatMap(({ service, point }) => [...(service === null ? [] : [service]), ...point.callees]),
    ),
  ];
}

function ofEvents(kind: OutsideKind, events: readonly LogEvent[]): OutsideCause | null {
  const [first] = events;
  if (first === undefined) return null;
  const count = events.reduce((sum, event) => sum + event.count, 0);
  const loud = Math.max(...events.map(({ weight }) => (weight === 0 ? 0.7 : 1)));
  const many = sureKinds.has(kind.id) ? 1 : 0.8 + 0.2 * Math.min(1, count / surelyLines);
  const said = `${first.service ?? 'a log line'} says "${quoteLine(first.example.line)}" from ${formatTime(first.atMs)}`;
  return {
    id: kind.id,
    text: `${kind.label}: ${said}`,
    strength: kind.strength * loud * many,
    support: events.slice(0, 3).flatMap(({ support }) => support.slice(0, 1)),
    service: null,
    changeThatCan: kind.changeThatCan,
    ...(ranOut.has(kind.id) ? { heldBy: listHolders(events) } : {}),
  };
}

/** A name outside is one that only bad lines speak of, and that several do or one does plainly. */
function findProvider(events: readonly LogEvent[]): OutsideCause | null {
  const speaking = events.flatMap((event) => {
    const { weight, point, example } = event;
    const [name] = point.outside;
    const kind = providerKinds.find(({ text }) => text.test(example.line));
    return weight >= 1 && name !== undefined && kind !== undefined ? [{ event, name, kind }] : [];
  });
  const groups = Map.groupBy(speaking, ({ name }) => name);
  const [largest] = [...groups].sort((a, b) => b[1].length - a[1].length);
  const kind = largest?.[1][0]?.kind;
  if (largest === undefined || kind === undefined) return null;
  const [name, lines] = largest;
  const found = ofEvents(
    kind,
    lines.map(({ event }) => event),
  );
  return found === null
    ? null
    : { ...found, text: found.text.replace(kind.label, () => `${name}, which is not ours, ${kind.does}`) };
}

/** A surge is at least this many times the usual traffic … */
const surgeTimes = 1.5;
/** … on at least this share of the services whose traffic is measured. */
const surgeShare = 0.6;
/** At one edge alone, whose callees are not measured, it has to rise so many times. */
const plainTimes = 3;
const namedServices = 3;
/** What suffers may be seen this much before the traffic that makes it suffer: sources sample at different times. */
const sampleMs = 180_000;

/**
 * A surge comes in at the edge: traffic rises where nobody of ours calls, and on most services with it. Traffic that only
 * rises behind a caller whose own does not is made by that caller.
 */
export function findSurge(found: {
  readonly series: readonly ObservedSeries[];
  readonly moved: readonly MovedSeries[];
  readonly edges: readonly ServiceEdge[];
  /** The service that the alert or the ranking is about. */
  readonly suspected: string | null;
}): OutsideCause | null {
  const measured = new Set(
    found.series.filter(({ name }) => isTraffic(name)).flatMap(({ labels }) => serviceOfLabels(labels) ?? []),
  );
  const risen = found.moved.filter(
    ({ name, direction, before, now }) =>
      isTraffic(name) && direction === 'up' && now >= surgeTimes * Math.max(before, 0),
  );
  const services = [...new Set(risen.flatMap(({ service }) => service ?? []))];
  const called = new Set(found.edges.map(({ to }) => to));
  const entries = [...measured].filter((service) => !called.has(service));
  const [first] = risen.toSorted(
    (a, b) => Number(called.has(a.service ?? '')) - Number(called.has(b.service ?? '')) || a.atMs - b.atMs,
  );
  if (first === undefined || services.length < surgeShare * measured.size) return null;
  if (entries.length > 0 && !entries.some((service) => services.includes(service))) return null;
  const carries =
    first.now >= plainTimes * first.before &&
    !called.has(first.service ?? '') &&
    found.suspected !== null &&
    listAbove(found.suspected, found.edges).has(first.service ?? '');
  if (services.length < 2 && !carries && (entries.length === 0 || first.service !== found.suspected))
    return null;
  const effects = found.moved.filter(({ name }) => !isTraffic(name));
  const earliest = Math.min(first.atMs, ...effects.map(({ atMs }) => atMs));
  if (first.atMs > earliest + sampleMs) return null;
  const others = services.filter((service) => service !== first.service);
  const rest = others.length > 0 ? `, and with it that of ${others.slice(0, namedServices).join(', ')}` : '';
  const { name, points } = found.series.find(({ key }) => key === first.key) ?? {
    name: first.name,
    points: [],
  };
  const summary = summariseSeries(points, null);
  const facts = summary === null ? [] : toSeriesFacts(summary, unitOfSeries(name, summary, null), null);
  return {
    id: 'traffic_surge',
    text: `traffic rose: ${describeMove({ facts }, `${name} of ${first.service ?? 'the system'}`)}${rest}`,
    strength: services.length > 1 ? 0.93 : 0.75,
    support: [...new Set([first, ...risen].map(({ key }) => key))].slice(0, 3),
    service: first.service,
    changeThatCan:
      /limit|replica|worker|pool|autoscal|\bcdn\b|\bcache|rate|retry|retries|redirect|poll|interval|cron|loop|broadcast|campaign|notif/i,
  };
}

/** What explains it from outside, the plainest first. */
export function findOutsideCauses(
  found: Parameters<typeof findSurge>[0] & {
    readonly events: readonly LogEvent[];
    readonly groups: readonly LogGroup[];
    readonly onsetMs: number;
  },
): readonly OutsideCause[] {
  const told = found.events.filter(
    ({ example, weight, isNew }) => weight >= 1 || isNew || example.line.length > 0,
  );
  const causes = [
    findSurge(found),
    findProvider(found.events),
    findOneInput(found.groups, found),
    findOneClient(found),
    findOnePlace(found),
    findExpiry(found),
    ...outsideKinds.map((kind) =>
      ofEvents(
        kind,
        told.filter(({ example, weight, isNew }) => (weight >= 1 || isNew) && kind.text.test(example.line)),
      ),
    ),
  ];
  return causes.filter((cause) => cause !== null).sort((a, b) => b.strength - a.strength);
}
