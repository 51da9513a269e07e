import type { ObservedLog } from '../../domain/observation.ts';
import { formatTime } from '../../domain/time.ts';
import {
  describeInputs,
  findAmounts,
  findInputs,
  findPod,
  findRunner,
  type Input,
} from '../logs/inputs-of-line.ts';
import type { LogEvent, LogGroup } from '../logs/log-events.ts';
import { quoteLine } from '../logs/log-signals.ts';
import type { OutsideCause } from './outside-cause.ts';

const minuteMs = 60_000;
/** Fewer failures than this may follow one input by chance. */
const fewestFailures = 4;
/** Nearly all failures have to follow the one input … */
const mostShare = 0.8;
/** … while at least so many others are worked on, and some of them after it began: where nothing passes any more, any input fails. */
const fewestOthers = 5;
const fewestSince = 3;
/** A process that died was at what it said last, when that is not older than this. */
const workedWithinMs = 15 * minuteMs;
/** The input has to be new when it begins: what was worked on before without harm did not do it. */
const newWithinMs = 30 * minuteMs;
/** To tell that something is new takes this much of a past. */
const leastPastMs = 15 * minuteMs;
const weightOfFailure = 2;

/** What a change must touch to make an input fatal that was not before. */
const changeThatCan =
  /pars|decod|unmarshal|deserial|schema|valid|batch|chunk|stream|limit|partition|memory|heap|size/i;

/** One that was served before may fail alone from now on, when it had no more than this share of what was done … */
const mostOfUsual = 0.3;
/** … and there are more failures and more others than by chance. */
const fewestOfKnown = 8;

/** Consumers warn of what they take again. */
const triedAgain =
  /retr(?:y|ies|ying|ied)|redeliver|requeue|back to (?:the )?queue|attempt|\bn(?:ot )?ack|fail|exception|killed|rejected/i;
const done =
  /\b(?:finish|complet|done\b|succe|processed|handled|booked|packed|stored|sent\b|built|\b200\b)|_done\b/i;

interface Line {
  readonly service: string | null;
  readonly log: ObservedLog;
  readonly isFailure: boolean;
  readonly inputs: readonly Input[];
}

function isBad(weight: number, line: string): boolean {
  return weight >= weightOfFailure || (weight === 1 && (triedAgain.test(line) || /\bOOM/.test(line)));
}

function toLines(groups: readonly LogGroup[]): readonly Line[] {
  return groups
    .flatMap(({ service, weight, lines }) =>
      lines.map((log) => ({ service, log, isFailure: isBad(weight, log.line), inputs: findInputs(log) })),
    )
    .sort((a, b) => a.log.timeMs - b.log.timeMs);
}

/** A failure, with what was worked on by then. */
interface Failure {
  /** Whose, which may be another than who tells it. */
  readonly service: string | null;
  readonly log: ObservedLog;
  readonly inputs: readonly Input[];
  /** The line that tells it, where it is another one. */
  readonly last: ObservedLog | null;
}

/** A failing line tells what it was at, or else its process said last what it began. */
function findFailures(
  lines: readonly Line[],
  fromOf: ReadonlyMap<string | null, number>,
): readonly Failure[] {
  const lastOf = new Map<string, Line>();
  return lines.flatMap((line): readonly Failure[] => {
    const { service, log, isFailure, inputs } = line;
    const runner = findRunner(log);
    const pod = findPod(log);
    const runners = [runner === null ? null : `${service}\0${runner}`, pod].filter((one) => one !== null);
    if (!isFailure) {
      if (inputs.length > 0) for (const one of runners) lastOf.set(one, line);
      return [];
    }
    if (log.timeMs < (fromOf.get(service) ?? Number.POSITIVE_INFINITY)) return [];
    const last = runners.map((one) => lastOf.get(one)).find((one) => one !== undefined);
    const isRecent = last !== undefined && log.timeMs - last.log.timeMs <= workedWithinMs;
    const own = last?.service === service ? inputs : inputs.filter(({ value }) => value !== pod);
    if (own.length > 0) return [{ service, log, inputs: own, last: null }];
    return isRecent ? [{ service: last.service, log, inputs: last.inputs, last: last.log }] : [];
  });
}

interface Suspect extends Input {
  readonly count: number;
  /** How many other values passed at any time, and since it began. */
  readonly others: number;
  readonly since: number;
}

function keyOf({ key, value }: Input): string {
  return `${key}\0${value}`;
}

function countInputs(lists: Iterable<readonly Input[]>): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const inputs of lists)
    for (const key of new Set(inputs.map(keyOf))) counts.set(key, (counts.get(key) ?? 0) + 1);
  return counts;
}

/** Values of each key that some lines speak of. */
function listValues(lines: readonly Line[]): ReadonlyMap<string, ReadonlySet<string>> {
  const values = new Map<string, Set<string>>();
  for (const { inputs } of lines)
    for (const { key, value } of inputs) values.set(key, (values.get(key) ?? new Set()).add(value));
  return values;
}

function countOthers(values: ReadonlyMap<string, ReadonlySet<string>>, { key, value }: Input): number {
  const all = values.get(key);
  return (all?.size ?? 0) - (all?.has(value) === true ? 1 : 0);
}

/** Of the lines that tell such a thing at all, how many told this one. */
function shareOf(lines: readonly Line[], { key, value }: Input): number {
  const telling = lines.flatMap(({ inputs }) => inputs.find((one) => one.key === key) ?? []);
  return telling.length === 0 ? 0 : telling.filter((one) => one.value === value).length / telling.length;
}

const ownerKey = /tenant|customer|account|org|merchant|seller|workspace|partner/i;

/** Whose it is, where all lines about it that tell so agree. */
function listOwners(lines: readonly Line[], { key, value }: Input): readonly Input[] {
  const about = lines.filter(({ inputs }) => inputs.some((one) => one.key === key && one.value === value));
  const owners = about.flatMap(({ inputs }) => inputs.filter((one) => ownerKey.test(one.key)));
  const [owner] = owners;
  return owner !== undefined && owners.every((one) => one.key !== owner.key || one.value === owner.value)
    ? [owner]
    : [];
}

/** Failures of one service that all follow one input, new when they began, while others pass as before. */
function ofService(
  failures: readonly Failure[],
  ordinary: readonly Line[],
  about: { readonly firstSeen: ReadonlyMap<string, number>; readonly pastFromMs: number },
): OutsideCause | null {
  const { firstSeen, pastFromMs } = about;
  const [first] = failures;
  if (first === undefined || failures.length < fewestFailures || first.log.timeMs - pastFromMs < leastPastMs)
    return null;
  const fromMs = first.log.timeMs;
  const later = ordinary.filter(({ log }) => log.timeMs >= fromMs);
  const [ever, since] = [listValues(ordinary), listValues(later)];
  const suspects = [...countInputs(failures.map(({ inputs }) => inputs))]
    .map(([joined, count]): Suspect => {
      const [key = '', value = ''] = joined.split('\0');
      const input = { key, value };
      return { ...input, count, others: countOthers(ever, input), since: countOthers(since, input) };
    })
    .filter(
      ({ count, others, since }) =>
        count >= mostShare * failures.length && others >= fewestOthers && since >= fewestSince,
    )
    .sort((a, b) => b.others - a.others);
  const [finest] = suspects;
  if (finest === undefined) return null;
  const isNew = suspects.some((one) => (firstSeen.get(keyOf(one)) ?? 0) >= fromMs - newWithinMs);
  const before = ordinary.filter(({ log }) => log.timeMs < fromMs);
  const isAlone =
    failures.length >= fewestOfKnown &&
    finest.others >= fewestOfKnown &&
    shareOf(before, finest) <= mostOfUsual;
  if (!isNew && !isAlone) return null;
  const line = first.last ?? first.log;
  const how = first.last === null ? 'are of' : 'follow';
  const said = first.last === null ? '' : `, each after "${quoteLine(line.line)}"`;
  const finished = listValues(later.filter(({ log }) => done.test(log.line)));
  const isUndone =
    countOthers(finished, finest) >= fewestSince && finished.get(finest.key)?.has(finest.value) !== true;
  const rest = isUndone
    ? `; it never gets done, while ${countOthers(finished, finest)} others do`
    : `, while ${finest.since} others pass`;
  return {
    id: 'one_input',
    text: `one input: ${finest.count} of ${failures.length} failures of ${first.service ?? 'it'} ${how} ${describeInputs([...suspects, ...listOwners(ordinary, finest)])}${rest} (from ${formatTime(fromMs)}${said})`,
    strength: isNew ? 0.93 : 0.8,
    support: [...new Set([first.log.key, line.key, ...failures.slice(1, 2).map(({ log }) => log.key)])],
    service: first.service,
    changeThatCan,
    about: suspects.map(({ value }) => value),
  };
}

/** So many times more than any before is another kind of work. */
const hugeTimes = 20;
const fewestAmounts = 8;

/** One input that is far larger than all before it, when it began. */
function findHuge(groups: readonly LogGroup[], onsetMs: number): OutsideCause | null {
  const seen = new Map<string, { amount: number; log: ObservedLog }[]>();
  for (const { service, lines } of groups) {
    for (const log of lines) {
      for (const [key, amount] of findAmounts(log)) {
        const name = `${service}\0${key}`;
        const list = seen.get(name) ?? [];
        list.push({ amount, log });
        seen.set(name, list);
      }
    }
  }
  for (const [name, list] of seen) {
    const [service = '', key = ''] = name.split('\0');
    const isLate = ({ log }: (typeof list)[number]): boolean => log.timeMs >= onsetMs - newWithinMs;
    const before = list.filter((one) => !isLate(one)).map(({ amount }) => amount);
    if (before.length < fewestAmounts) continue;
    const usual = Math.max(...before);
    const huge = list.find(
      (one) =>
        isLate(one) &&
        one.amount >= hugeTimes * usual &&
        findInputs(one.log).length > 0 &&
        one.log.timeMs <= onsetMs + 5 * minuteMs,
    );
    if (huge === undefined) continue;
    return {
      id: 'one_input',
      text: `one input is far larger than any before: ${describeInputs(findInputs(huge.log))} with ${key} ${huge.amount} at ${formatTime(huge.log.timeMs)}, where ${usual} was the most, as ${service} says "${quoteLine(huge.log.line)}"`,
      strength: 0.88,
      support: [huge.log.key],
      service: null,
      changeThatCan,
    };
  }
  return null;
}

/** Whether all that fails, or all the load, is of one input: a job, a file, a message, a tenant's import. */
export function findOneInput(
  groups: readonly LogGroup[],
  found: { readonly events: readonly LogEvent[]; readonly onsetMs: number },
): OutsideCause | null {
  const fromOf = new Map<string | null, number>();
  for (const { service, weight, atMs, example } of found.events)
    if (isBad(weight, example.line))
      fromOf.set(service, Math.min(atMs, fromOf.get(service) ?? Number.POSITIVE_INFINITY));
  const lines = fromOf.size === 0 ? [] : toLines(groups);
  const firstSeen = new Map<string, number>();
  for (const { inputs, log } of lines)
    for (const input of inputs) {
      const key = keyOf(input);
      if (!firstSeen.has(key)) firstSeen.set(key, log.timeMs);
    }
  const about = { firstSeen, pastFromMs: lines[0]?.log.timeMs ?? Number.POSITIVE_INFINITY };
  const ordinary = Map.groupBy(
    lines.filter(({ isFailure }) => !isFailure),
    ({ service }) => service,
  );
  const causes = [...Map.groupBy(findFailures(lines, fromOf), ({ service }) => service)].flatMap(
    ([service, failures]) => ofService(failures, ordinary.get(service) ?? [], about) ?? [],
  );
  return (
    causes.sort((a, b) => b.strength - a.strength || b.support.length - a.support.length)[0] ??
    findHuge(groups, found.onsetMs)
  );
}
