import type { ObservedLog } from '../../domain/observation.ts';
import { formatTime } from '../../domain/time.ts';
import { findAmounts, findInputs, findRunner, type Input } from '../logs/inputs-of-line.ts';
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

interface Line {
  readonly log: ObservedLog;
  readonly isFailure: boolean;
  readonly inputs: readonly Input[];
}

function toLines(groups: readonly LogGroup[]): readonly Line[] {
  return groups
    .flatMap(({ weight, lines }) =>
      lines.map((log) => ({ log, isFailure: weight >= weightOfFailure, inputs: findInputs(log) })),
    )
    .sort((a, b) => a.log.timeMs - b.log.timeMs);
}

/** A failure, with what was worked on by then. */
interface Failure {
  readonly log: ObservedLog;
  readonly inputs: readonly Input[];
  /** The line that tells it, where it is another one. */
  readonly last: ObservedLog | null;
}

/** A failing line tells what it was at, or else its process said last what it began. */
function findFailures(lines: readonly Line[], fromMs: number): readonly Failure[] {
  const lastOf = new Map<string, Line>();
  return lines.flatMap((line): readonly Failure[] => {
    const { log, isFailure, inputs } = line;
    const runner = findRunner(log);
    if (!isFailure) {
      if (runner !== null && inputs.length > 0) lastOf.set(runner, line);
      return [];
    }
    if (log.timeMs < fromMs) return [];
    if (inputs.length > 0) return [{ log, inputs, last: null }];
    const last = runner === null ? undefined : lastOf.get(runner);
    if (last === undefined || log.timeMs - last.log.timeMs > workedWithinMs) return [];
    return [{ log, inputs: last.inputs, last: last.log }];
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

/** Values of each key that ordinary lines speak of from a time on. */
function listPassed(lines: readonly Line[], fromMs: number): ReadonlyMap<string, ReadonlySet<string>> {
  const values = new Map<string, Set<string>>();
  for (const { isFailure, inputs, log } of lines) {
    if (isFailure || log.timeMs < fromMs) continue;
    for (const { key, value } of inputs) values.set(key, (values.get(key) ?? new Set()).add(value));
  }
  return values;
}

/** "job_id imp_88213 (tenant t-4471)" */
function describeInputs(inputs: readonly Input[]): string {
  const [first, second] = inputs.map(({ key, value }) => `${key} ${value}`);
  return second === undefined ? (first ?? '') : `${first} (${second})`;
}

/** Failures of one service that all follow one input, new when they began, while others pass as before. */
function ofService(
  service: string | null,
  groups: readonly LogGroup[],
  about: {
    readonly fromMs: number;
    readonly firstSeen: ReadonlyMap<string, number>;
    readonly pastFromMs: number;
  },
): OutsideCause | null {
  const { fromMs, firstSeen, pastFromMs } = about;
  const lines = toLines(groups);
  const failures = findFailures(lines, fromMs);
  const [first] = failures;
  if (first === undefined || failures.length < fewestFailures || first.log.timeMs - pastFromMs < leastPastMs)
    return null;
  const passed = [Number.NEGATIVE_INFINITY, first.log.timeMs].map((from) => listPassed(lines, from));
  const suspects = [...countInputs(failures.map(({ inputs }) => inputs))]
    .map(([joined, count]): Suspect => {
      const [key = '', value = ''] = joined.split('\0');
      const [others = 0, since = 0] = passed.map((values) => {
        const all = values.get(key);
        return (all?.size ?? 0) - (all?.has(value) === true ? 1 : 0);
      });
      return { key, value, count, others, since };
    })
    .filter(
      ({ count, others, since }) =>
        count >= mostShare * failures.length && others >= fewestOthers && since >= fewestSince,
    )
    .sort((a, b) => b.others - a.others);
  const isNew = suspects.some((one) => (firstSeen.get(keyOf(one)) ?? 0) >= first.log.timeMs - newWithinMs);
  const [finest] = suspects;
  if (finest === undefined || !isNew) return null;
  const line = first.last ?? first.log;
  const how = first.last === null ? 'are of' : 'follow';
  const said = first.last === null ? '' : `, after "${quoteLine(line.line)}"`;
  return {
    id: 'one_input',
    text: `one input: ${finest.count} of ${failures.length} failures of ${service ?? 'it'} since ${formatTime(first.log.timeMs)} ${how} ${describeInputs(suspects)}${said}, while ${finest.since} others pass`,
    strength: 0.93,
    support: [...new Set([first.log.key, line.key, ...failures.slice(1, 2).map(({ log }) => log.key)])],
    service,
    changeThatCan,
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

/** Whether all that fails, or all the load, is of one input that is new: a job, a file, a message, a tenant's import. */
export function findOneInput(
  groups: readonly LogGroup[],
  found: { readonly events: readonly LogEvent[]; readonly onsetMs: number },
): OutsideCause | null {
  const firstSeen = new Map<string, number>();
  let pastFromMs = Number.POSITIVE_INFINITY;
  for (const { lines } of groups) {
    for (const log of lines) {
      pastFromMs = Math.min(pastFromMs, log.timeMs);
      for (const input of findInputs(log)) {
        const key = keyOf(input);
        firstSeen.set(key, Math.min(firstSeen.get(key) ?? log.timeMs, log.timeMs));
      }
    }
  }
  const causes = [...Map.groupBy(groups, ({ service }) => service)].flatMap(
    ([service, own]): OutsideCause[] => {
      const bad = found.events.filter(
        (event) => event.service === service && event.weight >= weightOfFailure,
      );
      if (bad.length === 0) return [];
      const fromMs = Math.min(...bad.map(({ atMs }) => atMs));
      const cause = ofService(service, own, { fromMs, firstSeen, pastFromMs });
      return cause === null ? [] : [cause];
    },
  );
  return causes.sort((a, b) => b.support.length - a.support.length)[0] ?? findHuge(groups, found.onsetMs);
}
