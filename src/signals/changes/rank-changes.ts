import type { Candidate, RankedChange } from '../../domain/diagnosis.ts';
import type { ObservedChange, ServiceEdge } from '../../domain/observation.ts';
import { formatDuration } from '../../domain/time.ts';
import { type ServiceNames, toStem } from '../service-names.ts';
import type { SharedTopics } from '../topics/shared-topics.ts';
import { toWords } from '../words.ts';
import type { CodeTrait } from './code-traits.ts';
import type { FaultKind } from './fault-kinds.ts';
import { describeInherited, findInherited, type InheritedCode } from './flag-inheritance.ts';
import { judgeMechanism, type Mechanism, type ReadChange, readChange, toRarity } from './judge-mechanism.ts';
import { type LinkedChange, linkChanges } from './link-changes.ts';
import { type FailingVersions, failsInOthers } from './running-versions.ts';
import type { Symptoms } from './symptoms.ts';

/** A change with all that was weighed, for the ranking and for tests. */
export interface AssessedChange {
  readonly link: LinkedChange;
  readonly read: ReadChange;
  readonly mechanism: Mechanism;
  /** 0–1 each. */
  readonly timing: number;
  readonly place: number;
  readonly score: number;
  /** The code of another change that it turns on or off, where that is how it could have done it. */
  readonly inherited: InheritedCode | null;
  /** The change of a flag that this one's code waited for. */
  readonly waitedFor: AssessedChange | null;
}

export interface ChangeQuestion {
  readonly changes: readonly ObservedChange[];
  readonly symptoms: Symptoms;
  /** Best first. */
  readonly candidates: readonly Candidate[];
  readonly edges: readonly ServiceEdge[];
  /** Services that meet by topics, queues and streams. */
  readonly topics: SharedTopics;
  /** Services that behave otherwise than before, with 0–1. */
  readonly active: ReadonlyMap<string, number>;
  readonly names: ServiceNames;
  /** Which versions of the services fail, where their lines tell. */
  readonly failing: FailingVersions;
  readonly startedAtMs: number;
  /** When the incident began, as far as that is known. */
  readonly onsetMs: number | null;
  readonly onsetUncertaintyMs: number;
}

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;

/** A change takes effect while it rolls out; clocks of sources differ by seconds. */
const toleranceMs = 2 * minuteMs;
/** Most faults that a change causes show within this; the SRE book rolls back first for this reason. */
const promptMs = 15 * minuteMs;
/** What is left an hour later of a fault that should show at once. */
const halvesMs = 45 * minuteMs;
/** What builds up: pools, leaks, disks, caches, queues. */
const gradualHalvesMs = 12 * hourMs;
const afterOnset = 0.12;
/** An onset is an estimate: what came a little after it may still have caused it. */
const afterHalvesMs = 2 * minuteMs;

function decideTiming(atMs: number, gradual: boolean, question: ChangeQuestion): number {
  const { startedAtMs, onsetUncertaintyMs } = question;
  if (atMs > startedAtMs + toleranceMs) return 0;
  const onsetMs = Math.min(question.onsetMs ?? startedAtMs, startedAtMs);
  const lagMs = onsetMs - atMs;
  const afterMs = -lagMs - toleranceMs - onsetUncertaintyMs;
  if (afterMs > 0) return Math.max(afterOnset, 0.5 ** (afterMs / afterHalvesMs));
  const lateMs = Math.max(0, lagMs - promptMs);
  return 0.5 ** (lateMs / (gradual ? gradualHalvesMs : halvesMs));
}

/** How many steps each service is away from `start`, along `next`. */
function toDistances(
  start: string,
  next: ReadonlyMap<string, readonly string[]>,
): ReadonlyMap<string, number> {
  const distances = new Map([[start, 0]]);
  const queue = [start];
  for (let place = 0; place < queue.length; place += 1) {
    const at = queue[place] ?? start;
    for (const other of next.get(at) ?? []) {
      if (distances.has(other)) continue;
      distances.set(other, (distances.get(at) ?? 0) + 1);
      queue.push(other);
    }
  }
  return distances;
}

function toNeighbours(
  edges: readonly ServiceEdge[],
  from: 'from' | 'to',
): ReadonlyMap<string, readonly string[]> {
  const to = from === 'from' ? 'to' : 'from';
  const groups = Map.groupBy(edges, (edge) => edge[from]);
  return new Map([...groups].map(([name, list]) => [name, list.map((edge) => edge[to])]));
}

/** The part of a candidate's place that another service gets: as its callee, its caller, or neither. */
const calleeStep = 0.85;
const callerStep = 0.95;
const callerElse = 0.4;
/** What is written otherwise breaks who reads it. */
const topicStep = 0.85;
/** Services that share a topic, a database or a cache pass each other what they write there. */
const sharesCallee = 0.65;
const unrelated = 0.2;
const unknownPlace = 0.45;
/** Candidates behind the first are places of less weight. */
const mostCandidates = 4;

/** Some settings are read when a process starts, others when they change. */
const readAtStart = 0.85;

/** One commit may have come to several services, each at its own time: where it did harm is where time and place agree best. */
function listWays(link: LinkedChange): readonly LinkedChange[] {
  const later = link.restarts.map(({ timeMs }) => ({
    ...link,
    atMs: timeMs,
    reached: link.reached * readAtStart,
  }));
  if (link.carriers.length < 2) return [link, ...later];
  const own = new Set(link.carriers.flatMap(({ service }) => service ?? []));
  const files = link.services.filter((service) => !own.has(service));
  return link.carriers.map((carrier) => {
    const services = [...new Set([...(carrier.service === null ? [] : [carrier.service]), ...files])];
    const keys = [...new Set([link.source.key, carrier.key, ...link.keys])];
    return { ...link, effect: carrier, atMs: carrier.timeMs, services, keys };
  });
}

/** What is left of a release when instances of another one fail as well. */
const sharedGuilt = 0.4;
/** What one release leaves for another to stumble over: schemas, and what is written somewhere for all to read. */
const leftBehind: ReadonlySet<CodeTrait> = new Set([
  ...(['schema_changed', 'table_locked', 'index_dropped', 'codec_changed', 'field_changed'] as const),
  ...(['cache_key', 'partition_key', 'file_written'] as const),
]);

function reachesOthers({ traits }: ReadChange): boolean {
  return traits.some(({ trait }) => leftBehind.has(trait));
}

/** Whether a kind of fault can come from who calls, and from who writes what is read. */
type Reach = Pick<FaultKind, 'fromCaller' | 'fromWriter'>;

type PlaceOf = (link: LinkedChange, reach: Reach) => number;

const nowhereElse: Reach = { fromCaller: false, fromWriter: false };

function createPlaces({ candidates, edges, active, topics }: ChangeQuestion): PlaceOf {
  const [callees, callers] = [toNeighbours(edges, 'from'), toNeighbours(edges, 'to')];
  const top = candidates[0]?.score ?? 0;
  const places = candidates.slice(0, mostCandidates).map(({ service, score }, index) => ({
    service,
    weight: index === 0 ? 1 : 0.9 * Math.max(0.4, top === 0 ? 0 : Math.min(1, score / top)),
    below: toDistances(service, callees),
    above: toDistances(service, callers),
    uses: new Set(callees.get(service) ?? []),
    isMapped: callees.has(service) || callers.has(service),
  }));
  const placeOfService = (changed: string, { fromCaller, fromWriter }: Reach): number =>
    Math.max(
      unrelated,
      active.get(changed) ?? 0,
      ...places.map(({ service, weight, below, above, uses, isMapped }) => {
        if (service === changed) return weight;
        const down = below.get(changed);
        const up = above.get(changed);
        return Math.max(
          down === undefined ? 0 : weight * calleeStep ** down,
          up === undefined ? 0 : weight * (fromCaller ? callerStep : callerElse) ** up,
          (callees.get(changed) ?? []).some((other) => uses.has(other)) ? weight * sharesCallee : 0,
          topics.get(service)?.has(changed) === true ? weight * (fromWriter ? topicStep : sharesCallee) : 0,
          isMapped ? 0 : unknownPlace,
        );
      }),
    );
  return ({ services, shared }, reach) => {
    if (services.length === 0) return shared ? unknownPlace + 0.1 : unknownPlace;
    return Math.max(...services.map((service) => placeOfService(service, reach)));
  };
}

/** Code that did nothing until a flag was turned stands behind what turned it. */
const waitedShare = 0.7;
/** What stands behind the flag has to be what the change could have done it by. */
const sameMeans = 0.8;
/** Told before a fit of its own that is a little better: it says more. */
const toldBefore = 0.8;
/** Flags are read while a service runs: no deploy has to bring their change to it. */
const flagReached = 0.8;
/** Of which most is new. */
const mostlyNew = 0.5;

/** Whether the code of `one` did nothing of note before `flip` turned its flag, just before the incident. */
function isWaiting(one: AssessedChange, flip: AssessedChange, question: ChangeQuestion): boolean {
  const { inherited } = flip;
  if (inherited?.code.source !== one.link.source || inherited.flip.share < mostlyNew) return false;
  const onsetMs = Math.min(question.onsetMs ?? question.startedAtMs, question.startedAtMs);
  const inTime = flip.link.atMs <= onsetMs + toleranceMs + question.onsetUncertaintyMs;
  return inTime && flip.mechanism.fit >= sameMeans * one.mechanism.fit;
}

/** Weighs every change; best first. Linear in changes and their text, times the number of kinds of faults. */
export function assessChanges(question: ChangeQuestion): readonly AssessedChange[] {
  const { names, symptoms, startedAtMs } = question;
  const links = linkChanges(question.changes, names).filter(({ atMs }) => atMs <= startedAtMs + toleranceMs);
  const read = links.map(({ source }) => readChange(source));
  const ignore = new Set(
    names.all.flatMap((name) => [name.toLowerCase(), ...toWords(name), ...toWords(toStem(name))]),
  );
  const about = { rarity: toRarity(read), ignore };
  const placeOf = createPlaces(question);
  const assess = (link: LinkedChange, text: ReadChange, mechanism: Mechanism): AssessedChange => {
    const { kind } = mechanism;
    const [best] = listWays(link)
      .filter(({ atMs }) => atMs <= startedAtMs + toleranceMs)
      .map((way) => {
        const timing = decideTiming(way.atMs, kind?.gradual ?? false, question);
        const place = placeOf(way, kind ?? nowhereElse);
        const excused = failsInOthers(way.effect, question.failing) === true && !reachesOthers(text);
        const guilt = excused ? sharedGuilt : 1;
        return { link: way, timing, place, score: guilt * way.reached * timing * place * mechanism.score };
      })
      .sort((a, b) => b.score - a.score);
    const way = best ?? { link, timing: 0, place: 0, score: 0 };
    return { ...way, read: text, mechanism, inherited: null, waitedFor: null };
  };
  const inheritedOf = findInherited(links, (question.onsetMs ?? startedAtMs) - question.onsetUncertaintyMs);
  const assessInherited = (link: LinkedChange, inherited: InheritedCode): AssessedChange => {
    const { code, read: text, share } = inherited;
    const judged = judgeMechanism(text, symptoms, {
      ...about,
      services: [...link.services, ...code.services],
    });
    const mechanism: Mechanism = {
      ...judged,
      score: judged.score * share,
      fit: judged.fit * share,
      effect: describeInherited(inherited, judged.effect),
    };
    const services = [...new Set([...link.services, ...code.services])];
    const keys = [...new Set([...link.keys, ...code.keys])];
    const joined = { ...link, services, keys, reached: Math.max(link.reached, flagReached) };
    return { ...assess(joined, text, mechanism), inherited };
  };
  const assessed = links.flatMap((link, index): readonly AssessedChange[] => {
    const text = read[index];
    if (text === undefined) return [];
    const own = assess(link, text, judgeMechanism(text, symptoms, { ...about, services: link.services }));
    const [best] = (inheritedOf.get(link) ?? [])
      .map((inherited) => assessInherited(link, inherited))
      .sort((a, b) => b.score - a.score);
    if (best === undefined || best.score < toldBefore * own.score) return [own];
    return [{ ...best, score: Math.max(best.score, own.score) }];
  });
  const flips = assessed.filter(({ inherited }) => inherited !== null);
  return assessed
    .map((one): AssessedChange => {
      const [flip] = flips
        .filter((other) => isWaiting(one, other, question))
        .sort((a, b) => b.score - a.score);
      if (flip === undefined) return one;
      return { ...one, score: Math.min(one.score, waitedShare * flip.score), waitedFor: flip };
    })
    .sort((a, b) => b.score - a.score || b.link.atMs - a.link.atMs);
}

/** People may write pages into a summary; what the change did comes behind it. */
const shownSummary = 80;

function shorten(text: string): string {
  return text.length <= shownSummary ? text : `${text.slice(0, shownSummary).toWellFormed()}…`;
}

function describeWhat({ source, effect, services }: LinkedChange): string {
  const where = effect.service ?? services[0] ?? null;
  const name = effect.version ?? (effect.kind === 'flag' ? effect.id : effect.id.slice(0, 12));
  const shipped = source !== effect ? ` ("${shorten(source.summary ?? source.id.slice(0, 12))}")` : '';
  return `${effect.kind}${where === null ? '' : ` of ${where}`} ${name}${shipped}`;
}

function describeLag(atMs: number, onsetMs: number): string {
  const lagMs = onsetMs - atMs;
  return lagMs < 0 ? `as it began` : `${formatDuration(lagMs)} before it began`;
}

/** The change as a diagnosis names it, with why in one sentence. */
export function toRankedChange(assessed: AssessedChange, question: ChangeQuestion): RankedChange {
  const { link, mechanism, score, waitedFor } = assessed;
  const { source, effect } = link;
  const { kind, because } = mechanism;
  const why = [
    mechanism.effect,
    kind === null || because === null ? null : `which fits ${because} (${kind.label})`,
  ].filter((part) => part !== null);
  const lag = describeLag(effect.timeMs, question.onsetMs ?? question.startedAtMs);
  const start = link.restarts.find(({ timeMs }) => timeMs === link.atMs);
  const taken = start === undefined ? '' : `, read at the start of ${start.version ?? start.id.slice(0, 12)}`;
  const ending = why.length === 0 ? '' : `: ${why.join(', ')}`;
  const flag = waitedFor?.inherited?.flip.name ?? null;
  const waited = flag === null ? '' : `; it waited for ${flag}`;
  return {
    key: effect.key,
    id: source.id,
    kind: effect.kind,
    service: effect.service ?? link.services[0] ?? null,
    timeMs: effect.timeMs,
    score,
    effect: mechanism.effect,
    reason: `${describeWhat(link)}, ${lag}${taken}${ending}${waited}.`,
    support: [...new Set([...link.keys, ...mechanism.keys])],
  };
}
