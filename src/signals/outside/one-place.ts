import type { Labels } from '../../domain/labels.ts';
import type { ObservedSeries } from '../../domain/observation.ts';
import { formatTime } from '../../domain/time.ts';
import type { LogEvent, LogGroup } from '../logs/log-events.ts';
import type { MovedSeries } from '../moved-series.ts';
import { serviceOfLabels } from '../service-of-labels.ts';
import type { OutsideCause } from './outside-cause.ts';

/** What names the machine or zone that something runs on, the narrowest first. */
const places: readonly (readonly [kind: string, keys: readonly string[]])[] = [
  ['node', ['node', 'node_name', 'kubernetes_node', 'k8s.node.name', 'k8s_node_name', 'spec.nodeName']],
  ['host', ['host', 'hostname', 'host.name', 'host_name', 'instance', 'server', 'vm']],
  [
    'zone',
    [
      'zone',
      'az',
      'availability_zone',
      'cloud.availability_zone',
      'cloud_availability_zone',
      'topology_kubernetes_io_zone',
      'failure_domain',
      'rack',
    ],
  ],
  ['region', ['region', 'cloud.region', 'cloud_region', 'datacenter', 'dc']],
];

/** Of one service alone, a release that is tried there would show the same. */
const fewestServices = 2;
/** Nearly all that stand there suffer, and hardly any of the same elsewhere. */
const mostThere = 0.75;
const mostElsewhere = 0.1;
const fewestElsewhere = 2;
const fewestLines = 6;

const changeThatCan =
  /node_?(?:pool|group|selector)|instance_?type|machine|toleration|affinity|taint|drain|kernel|\bami\b|daemonset|kubelet|zone|region|subnet|route|topolog|network/i;

function placeOf(labels: Labels, keys: readonly string[]): string | null {
  const value = keys.map((key) => labels[key]).find(Boolean);
  return value === undefined ? null : value.replace(/:\d+$/, '');
}

interface Place {
  readonly name: string;
  readonly services: ReadonlySet<string>;
  readonly standing: number;
  readonly elsewhere: number;
  readonly atMs: number;
  readonly support: readonly string[];
  readonly what: string;
}

function toCause(kind: string, place: Place): OutsideCause {
  const { name, services, standing, elsewhere, atMs, support, what } = place;
  return {
    id: kind === 'zone' || kind === 'region' ? 'network' : 'node_failure',
    text: `${kind} ${name} fails: ${services.size} of ${standing} services that stand there suffer from ${formatTime(atMs)} (${what}), while the same services elsewhere do not (${elsewhere} looked at)`,
    strength: 0.93,
    support,
    service: null,
    changeThatCan,
  };
}

/** Series of the same name and service that differ in their place. */
function ofSeries(found: Found, keys: readonly string[]): Place | null {
  const moved = new Map(found.moved.map((one) => [one.key, one]));
  const standing = found.series.flatMap((series) => {
    const place = placeOf(series.labels, keys);
    const service = serviceOfLabels(series.labels);
    return place === null || service === null || service === place
      ? []
      : [{ place, service, series, bad: moved.get(series.key) ?? null }];
  });
  const suspects = new Set(standing.flatMap(({ place, bad }) => (bad === null ? [] : [place])));
  if (suspects.size === 0) return null;
  const same = Map.groupBy(standing, ({ series, service }) => `${service}\0${series.name}`);
  for (const name of suspects) {
    // Only what is measured there and elsewhere, and is bad there or nowhere, tells of the place.
    const telling = [...same.values()].filter(
      (group) => group.some(({ place }) => place === name) && group.some(({ place }) => place !== name),
    );
    const there = telling.flat().filter(({ place }) => place === name);
    const badThere = there.filter(({ bad }) => bad !== null);
    const names = new Set(badThere.map(({ series }) => series.name));
    const elsewhere = telling.flat().filter(({ place, series }) => place !== name && names.has(series.name));
    const badElsewhere = elsewhere.filter(({ bad }) => bad !== null);
    const all = new Set(there.filter(({ series }) => names.has(series.name)).map(({ service }) => service));
    const services = new Set(badThere.map(({ service }) => service));
    if (services.size < fewestServices || services.size < mostThere * all.size) continue;
    if (elsewhere.length < fewestElsewhere * services.size && elsewhere.length < all.size) continue;
    if (badElsewhere.length > mostElsewhere * elsewhere.length) continue;
    const [first] = badThere.flatMap(({ bad }) => bad ?? []).toSorted((a, b) => a.atMs - b.atMs);
    if (first === undefined) continue;
    return {
      ...{ name, services, standing: all.size, elsewhere: elsewhere.length, atMs: first.atMs },
      support: badThere.slice(0, 3).map(({ series }) => series.key),
      what: `${first.name} of ${[...services].slice(0, 3).join(', ')}`,
    };
  }
  return null;
}

/** Lines that tell of trouble, by the place that they come from. */
function ofLogs({ groups, events }: Found, keys: readonly string[]): Place | null {
  const bad = new Set(
    events.filter(({ weight }) => weight >= 2).map((one) => `${one.service}\0${one.weight}\0${one.template}`),
  );
  const fromMs = Math.min(...events.filter(({ weight }) => weight >= 2).map(({ atMs }) => atMs));
  const troubled = new Map<
    string,
    { readonly services: Set<string>; count: number; readonly keys: string[] }
  >();
  const standing = new Map<string, Set<string>>();
  let total = 0;
  for (const { service, weight, template, lines } of groups) {
    if (service === null) continue;
    const isBad = bad.has(`${service}\0${weight}\0${template}`);
    for (const { labels, fields, timeMs, key } of lines) {
      const place = placeOf({ ...labels, ...fields }, keys);
      if (place === null || place === service || timeMs < fromMs) continue;
      standing.set(place, (standing.get(place) ?? new Set()).add(service));
      if (!isBad) continue;
      total += 1;
      const one = troubled.get(place) ?? { services: new Set<string>(), count: 0, keys: [] };
      one.services.add(service);
      one.count += 1;
      one.keys.push(key);
      troubled.set(place, one);
    }
  }
  const [worst] = [...troubled].sort((a, b) => b[1].count - a[1].count);
  if (worst === undefined) return null;
  const [name, { services, count, keys: support }] = worst;
  const elsewhere = [...standing].filter(
    ([place, there]) => place !== name && [...services].some((service) => there.has(service)),
  ).length;
  const all = standing.get(name)?.size ?? services.size;
  const isOne =
    count >= fewestLines &&
    count >= (1 - mostElsewhere) * total &&
    services.size >= fewestServices &&
    services.size >= mostThere * all &&
    elsewhere >= fewestElsewhere;
  return isOne
    ? {
        ...{ name, services, standing: all, elsewhere, atMs: fromMs },
        support: support.slice(0, 3),
        what: `${count} of ${total} lines of errors, of ${[...services].slice(0, 3).join(', ')}`,
      }
    : null;
}

interface Found {
  readonly series: readonly ObservedSeries[];
  readonly moved: readonly MovedSeries[];
  readonly groups: readonly LogGroup[];
  readonly events: readonly LogEvent[];
}

/** Whether all and only those suffer who stand on one machine or in one zone, whatever was deployed to them. */
export function findOnePlace(found: Found): OutsideCause | null {
  for (const [kind, keys] of places) {
    const place = ofSeries(found, keys) ?? ofLogs(found, keys);
    if (place !== null) return toCause(kind, place);
  }
  return null;
}
