import { formatValue } from '../../domain/unit.ts';
import type { CallEnd } from '../calls/call-ends.ts';
import { unitMsOf } from '../calls/duration-text.ts';
import type { Shift } from '../series/measure-shifts.ts';
import type { Outlived } from '../traces/outlived.ts';
import type { CallGraph } from './call-graph.ts';
import type { OwnMaking } from './own-making.ts';
import { findInbound, ratioOf, toLevels } from './shift-levels.ts';

type Groups = ReadonlyMap<string, readonly Shift[]>;

/** A move of fewer spreads, or of less than this, leaves a service answering as before. */
const plainSpreads = 3;
const asBefore = 1.25;
/** A percentile is told by few requests: an end that the slowest of them came this near to before is one that was not there. */
const reachedBefore = 0.9;

/** Who does not wait for the answer is counted by who gives it, and is no failure of theirs. */
const leftBy = /499|disconnect|cancel|client|abort|closed/i;

interface Answers {
  /** What the slowest of its requests took before, by its highest percentile, in milliseconds. */
  readonly usualMs: number;
  readonly support: readonly string[];
}

/** How a service answers when it does as before, by its own count; null when it does not, or nobody knows. */
function answersAsBefore(shifts: readonly Shift[]): Answers | null {
  const own = shifts.filter(
    ({ series: { meaning, source } }) => !meaning.outgoing && !leftBy.test(source.name),
  );
  const latencies = own.filter(({ series }) => series.meaning.kind === 'latency').map(toLevels);
  const worse = own.some((shift) => {
    const { kind, harm } = shift.series.meaning;
    if ((kind !== 'latency' && kind !== 'errors') || Math.abs(shift.size) < plainSpreads) return false;
    const ratio = ratioOf(toLevels(shift));
    return harm === 'up' ? shift.size > 0 && ratio >= asBefore : kind === 'errors' && shift.size < 0;
  });
  const measured = latencies.filter(({ shift }) =>
    /request|duration|latenc|response/i.test(shift.series.source.name),
  );
  if (worse || measured.length === 0) return null;
  const [slowest] = measured
    .map(({ before, shift: { series } }) => ({
      usualMs: before * (unitMsOf(series.source.name) ?? 1),
      support: [series.source.key],
    }))
    .sort((a, b) => b.usualMs - a.usualMs);
  return slowest ?? null;
}

/** What a caller's calls took before they ended at a time, by its own count, in milliseconds; 0 when it does not count. */
function tookBefore(shifts: readonly Shift[], endMs: number): number {
  return shifts
    .filter(({ series: { meaning } }) => meaning.outgoing && meaning.kind === 'latency')
    .map((shift) => ({ ...toLevels(shift), unit: unitMsOf(shift.series.source.name) ?? 1 }))
    .filter(({ now, unit }) => now * unit <= endMs * (1 + (1 - reachedBefore)))
    .reduce((most, { before, unit }) => Math.max(most, before * unit), 0);
}

const tell = (ms: number): string => formatValue(ms / 1000, 'seconds');

/** Whether a callee's requests rose, as second tries make them. */
function isLoaded(shifts: readonly Shift[]): boolean {
  const called = findInbound(shifts);
  return called !== null && called.shift.size >= plainSpreads && ratioOf(called) > 1;
}

/**
 * Callers that end their calls sooner than these used to take, while who is called answers as before: what the calls suffer is
 * the caller's own making. When who is called became slow, or never took so long as the caller waits, it is not.
 */
export function findGivenUp({
  groups,
  graph,
  ends,
  outlived,
}: {
  readonly groups: Groups;
  readonly graph: CallGraph;
  readonly ends: readonly CallEnd[];
  readonly outlived: readonly Outlived[];
}): readonly OwnMaking[] {
  return [...groups.keys()].flatMap((caller): readonly OwnMaking[] => {
    const well = graph
      .calleesOf(caller)
      .flatMap((callee) => {
        const answers = answersAsBefore(groups.get(callee) ?? []);
        return answers === null ? [] : [{ callee, answers }];
      })
      .toSorted((a, b) => b.answers.usualMs - a.answers.usualMs);
    const times = ends.filter(({ service, kind }) => service === caller && kind === 'time');
    const found = well.flatMap(({ callee, answers }) => {
      const traced = outlived.find(({ from, to, longestMs, usualMs }) => {
        return from === caller && to === callee && usualMs >= reachedBefore * longestMs;
      });
      if (traced !== undefined)
        return [
          { callee, told: `gives up calls to ${callee} that took as long before`, support: traced.support },
        ];
      const longestOf = ({ value }: CallEnd): number =>
        Math.max(answers.usualMs, tookBefore(groups.get(caller) ?? [], value));
      const end = times.find((one) => longestOf(one) >= reachedBefore * one.value);
      if (end === undefined) return [];
      const told = `ends its calls to ${callee} after ${tell(end.value)}, which took up to ${tell(longestOf(end))} before`;
      return [{ callee, told, support: [...end.support.slice(0, 1), ...answers.support] }];
    });
    const [first] = found;
    if (first === undefined) return [];
    const told = `${first.told}, and ${first.callee} answers as before`;
    // Its calls are its own making, whomever of those that are well they go to.
    return well.map(({ callee }): OwnMaking => {
      const isLoad = isLoaded(groups.get(callee) ?? []);
      return { caller, callee, share: 1, isLoad, told, support: first.support };
    });
  });
}
