import { toStem } from '../service-names.ts';
import { toWords } from '../words.ts';
import { createPlaces, nowhereElse } from './change-places.ts';
import type { ChangeQuestion } from './change-question.ts';
import { decideTiming, toleranceMs } from './decide-timing.ts';
import type { CodeTrait } from './diff/code-traits.ts';
import { type ReadChange, readChange } from './diff/read-change.ts';
import { describeInherited, findInherited, type InheritedCode } from './flags/flag-inheritance.ts';
import { judgeMechanism, type Mechanism, toRarity } from './judge-mechanism.ts';
import { type LinkedChange, linkChanges } from './link-changes.ts';
import { failsInOthers } from './running-versions.ts';

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
        const timing = decideTiming(way.atMs, mechanism, question);
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
