import type { ObservedSeries, ServiceEdge } from '../../domain/observation.ts';
import { formatTime } from '../../domain/time.ts';
import { findInputs, isInputKey } from '../logs/inputs-of-line.ts';
import type { LogGroup } from '../logs/log-events.ts';
import type { MovedSeries } from '../moved-series.ts';
import { serviceOfLabels } from '../service-of-labels.ts';
import type { OutsideCause } from './outside-cause.ts';
import { isTraffic } from './traffic-name.ts';

const minuteMs = 60_000;
/** The load has to begin before what suffers from it, and not long before. */
const beforeMs = 30 * minuteMs;
const afterMs = 2 * minuteMs;
const leastPastMs = 15 * minuteMs;
/** One client's load is many times what it was … */
const risenTimes = 5;
/** … makes the most of what came on top … */
const mostOfRise = 0.8;
/** … so that all together is so many times what it was. */
const totalTimes = 1.5;
const fewestOthers = 2;
const fewestLines = 20;
/** Of whom the load is, as labels and fields have it. */
const whose =
  /tenant|customer|client|user|account|org|consumer|partner|merchant|seller|workspace|project|api_?key|\bip\b|remote_?addr|agent|source/i;

const changeThatCan =
  /limit|rate|throttle|quota|poll|interval|cron|loop|retry|retries|cache|batch|sync|webhook|waf|captcha|robots/i;

interface Found {
  readonly series: readonly ObservedSeries[];
  readonly moved: readonly MovedSeries[];
  readonly groups: readonly LogGroup[];
  readonly edges: readonly ServiceEdge[];
  readonly onsetMs: number;
}

interface Load {
  readonly name: string;
  readonly value: string;
  readonly told: string;
  readonly atMs: number;
  readonly support: readonly string[];
  readonly strength: number;
}

function toCause({ name, value, told, atMs, support, strength }: Load): OutsideCause {
  return {
    id: 'one_client',
    text: `traffic of one alone: ${name} ${value} ${told}, from ${formatTime(atMs)}`,
    strength,
    support,
    service: null,
    changeThatCan,
    about: [value],
  };
}

function isInTime(atMs: number, onsetMs: number): boolean {
  return atMs >= onsetMs - beforeMs && atMs <= onsetMs + afterMs;
}

function levelBefore({ points }: ObservedSeries, atMs: number): number {
  const values = points.flatMap(([timeMs, value]) =>
    timeMs < atMs && Number.isFinite(value) ? [value] : [],
  );
  return values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** Series that differ in one label alone: the same traffic, of one client each. */
function ofSeries(found: Found): Load | null {
  const risen = new Map(
    found.moved.flatMap((one) => (one.direction === 'up' && isTraffic(one.name) ? [[one.key, one]] : [])),
  );
  if (risen.size === 0) return null;
  const families = new Map<string, { readonly label: string; readonly series: ObservedSeries[] }>();
  for (const series of found.series.filter(({ name }) => isTraffic(name))) {
    for (const label of Object.keys(series.labels)) {
      if (!isInputKey(label) && !/client|agent|caller/i.test(label)) continue;
      if (!whose.test(label)) continue;
      const id = `${series.name}\0${serviceOfLabels(series.labels)}\0${label}`;
      const family = families.get(id) ?? { label, series: [] };
      family.series.push(series);
      families.set(id, family);
    }
  }
  for (const { label, series } of families.values()) {
    const up = series.flatMap((one) => risen.get(one.key) ?? []);
    const rise = up.reduce((sum, { now, before }) => sum + now - before, 0);
    const [most] = up.toSorted((a, b) => b.now - b.before - (a.now - a.before));
    if (most === undefined || series.length <= fewestOthers || !isInTime(most.atMs, found.onsetMs)) continue;
    const usual = series.reduce((sum, one) => sum + levelBefore(one, most.atMs), 0);
    const isOne =
      most.now >= risenTimes * most.before &&
      most.now - most.before >= mostOfRise * rise &&
      usual + rise >= totalTimes * usual;
    if (!isOne) continue;
    const value = most.labels[label] ?? '';
    const share = Math.round((100 * most.now) / (usual + rise));
    const told = `makes ${share} % of ${most.name} of ${most.service ?? 'the system'}, while ${series.length - up.length} others stay as they were`;
    return { name: label, value, told, atMs: most.atMs, support: [most.key], strength: 0.9 };
  }
  return null;
}

/** Lines of ordinary work that name for whom it is. */
function ofLogs({ groups, onsetMs }: Found): Load | null {
  const counts = new Map<string, { readonly times: number[]; readonly keys: string[] }>();
  let pastFromMs = Number.POSITIVE_INFINITY;
  let untilMs = onsetMs;
  for (const { service, weight, lines } of groups) {
    if (weight >= 1) continue;
    for (const log of lines) {
      pastFromMs = Math.min(pastFromMs, log.timeMs);
      untilMs = Math.max(untilMs, log.timeMs);
      for (const { key, value } of findInputs(log)) {
        if (!whose.test(key)) continue;
        const id = `${service}\0${key}\0${value}`;
        const count = counts.get(id) ?? { times: [], keys: [] };
        count.times.push(log.timeMs);
        count.keys.push(log.key);
        counts.set(id, count);
      }
    }
  }
  const families = Map.groupBy(counts, ([id]) => id.slice(0, id.lastIndexOf('\0')));
  const [best] = [...families].flatMap(([family, values]): readonly Load[] => {
    const [largest] = values.toSorted((a, b) => b[1].times.length - a[1].times.length);
    if (largest === undefined || values.length <= fewestOthers + 2) return [];
    const times = largest[1].times.toSorted((a, b) => a - b);
    const late = times.filter((timeMs) => timeMs >= onsetMs - beforeMs);
    // Where half of its lines of late have come is told apart from where it was now and then before.
    const tenth = late[Math.floor(late.length / 10)] ?? onsetMs;
    const pastMs = tenth - pastFromMs;
    if (late.length < fewestLines || pastMs < leastPastMs || !isInTime(tenth, onsetMs)) return [];
    const sinceMs = Math.max(minuteMs, untilMs - tenth);
    const rate = (list: readonly number[], past: boolean): number =>
      list.filter((timeMs) => timeMs < tenth === past).length / (past ? pastMs : sinceMs);
    const all = values.flatMap(([, one]) => one.times);
    const [before, now] = [rate(times, true), rate(times, false)];
    const [allBefore, allNow] = [rate(all, true), rate(all, false)];
    const isOne =
      now >= risenTimes * before &&
      now - before >= mostOfRise * (allNow - allBefore) &&
      allNow >= totalTimes * allBefore;
    if (!isOne) return [];
    const [service = '', name = ''] = family.split('\0');
    const value = largest[0].slice(family.length + 1);
    const told = `makes ${Math.round((100 * now) / allNow)} % of what ${service} is asked for, of ${values.length} in all`;
    const support = largest[1].keys.slice(-2);
    return [{ name, value, told, atMs: tenth, support, strength: 0.85 }];
  });
  return best ?? null;
}

/** Whether one customer, client or crawler makes the load by itself. One of our own services is none. */
export function findOneClient(found: Found): OutsideCause | null {
  const ours = new Set(found.edges.flatMap(({ from, to }) => [from, to]));
  const load = ofSeries(found) ?? ofLogs(found);
  return load === null || ours.has(load.value) ? null : toCause(load);
}
