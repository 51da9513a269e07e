import type { Shift } from '../series/measure-shifts.ts';
import type { FanOut } from '../traces/fan-outs.ts';
import type { CallGraph } from './call-graph.ts';
import type { OwnMaking } from './own-making.ts';
import { findInbound, findRequests, type Levels, ratioOf, toLevels } from './shift-levels.ts';

type Groups = ReadonlyMap<string, readonly Shift[]>;

/** Called this many times as often is more than any day brings … */
const soared = 2;
/** … while what its callers are called themselves is within this of what was usual. */
const flat = 1.25;
/** A move of fewer spreads is none. */
const plainSpreads = 3;
/** So many more calls of one request are no second try. */
const fewestMore = 2;
/** Who calls again because calls fail does not make them fail. */
const mostFailed = 0.2;
/**
 * A request that waits for one call takes as much longer as the call does. What takes this many times as much longer has more
 * calls to wait for.
 */
const longerTimes = 3;

const perRequest = /(?:calls|quer(?:y|ies)|requests)_(?:per|in)_request|fan_?out/i;

/** How the calls that a service makes moved, for each request or in all; null when no series tells. */
function findOutbound(shifts: readonly Shift[], own: Levels | null): Levels | null {
  const named = shifts.filter(({ series }) => perRequest.test(series.source.name)).map(toLevels);
  const counted = own === null ? null : findRequests(shifts, true);
  const [most = null] = [...named, ...(counted === null ? [] : [counted])].sort(
    (a, b) => ratioOf(b) - ratioOf(a),
  );
  return most;
}

function risesMuch(shifts: readonly Shift[], kind: 'errors' | 'latency'): boolean {
  return shifts.some(
    ({ series: { meaning }, size }) =>
      meaning.kind === kind && !meaning.outgoing && meaning.harm === 'up' && size >= plainSpreads,
  );
}

/** Whether the caller takes so much longer that longer calls do not explain it; null when nothing compares. */
function isMuchLonger(caller: readonly Shift[], callee: readonly Shift[]): boolean | null {
  const pairs = caller.flatMap((mine) => {
    const { meaning, peerKey } = mine.series;
    if (meaning.kind !== 'latency' || meaning.outgoing || mine.size < plainSpreads) return [];
    const other = callee.find(({ series }) => series.peerKey === peerKey);
    return other === undefined ? [] : [[toLevels(mine), toLevels(other)] as const];
  });
  if (pairs.length === 0) return null;
  return pairs.some(([mine, other]) => mine.now - mine.before >= longerTimes * (other.now - other.before));
}

function describeTimes(ratio: number): string {
  if (!Number.isFinite(ratio)) return 'for the first time';
  return `${ratio.toFixed(ratio < 10 ? 1 : 0)} times as often`;
}

interface Pair {
  readonly caller: string;
  readonly callee: string;
}

/** By metrics: the callee's requests soared, and of its callers one makes more calls, while all are called as before. */
function byMetrics({ caller, callee }: Pair, groups: Groups, graph: CallGraph): OwnMaking | null {
  const called = findInbound(groups.get(callee) ?? []);
  if (called === null || called.shift.size < plainSpreads || ratioOf(called) < soared) return null;
  const callers = graph.callersOf(callee);
  const isFlat = (name: string): boolean | null => {
    const own = findInbound(groups.get(name) ?? []);
    return own === null ? null : ratioOf(own) <= flat;
  };
  if (callers.some((name) => isFlat(name) === false)) return null;
  const shifts = groups.get(caller) ?? [];
  const own = findInbound(shifts);
  const outbound = findOutbound(shifts, own);
  const makesMore =
    outbound !== null &&
    outbound.shift.size >= plainSpreads &&
    ratioOf(outbound) >= flat * (own === null ? 1 : ratioOf(own));
  const isOnly = callers.length === 1 && own !== null;
  if (!makesMore && !isOnly) return null;
  // Others that nobody counts may be called more.
  if (!makesMore && callers.some((name) => isFlat(name) === null)) return null;
  const told = `calls ${callee} ${describeTimes(ratioOf(called))}, but is called as before`;
  const support = [outbound ?? called, called].map(({ shift }) => shift.series.source.key);
  return { caller, callee, share: 1, isLoad: true, told, support };
}

function byTraces(pair: Pair, fanOuts: readonly FanOut[], groups: Groups): OwnMaking | null {
  const [most] = fanOuts
    .filter(({ from, to }) => from === pair.caller && to === pair.callee)
    .sort((a, b) => b.now - b.before - (a.now - a.before));
  if (most === undefined || most.failed > mostFailed) return null;
  const { before, now, callerMs, callMs, support } = most;
  if (now - before < fewestMore || now < soared * before) return null;
  const own = findInbound(groups.get(pair.caller) ?? []);
  if (own !== null && ratioOf(own) > flat) return null;
  const longer = callMs[0] === null ? callMs[1] : callMs[1] - callMs[0];
  if (callerMs[1] - callerMs[0] < longerTimes * longer) return null;
  const usual = before === 0 ? 'never before' : `${before.toFixed(1)} times before`;
  const told = `calls ${pair.callee} ${now.toFixed(1)} times for each request, ${usual}`;
  return { ...pair, share: 1, isLoad: true, told, support };
}

/**
 * Services that are called more because a caller makes more calls for each of its own requests: what they suffer from is that
 * caller's. A retry is none: there, calls fail or take longer first.
 */
export function findCalledMore({
  groups,
  graph,
  fanOuts,
}: {
  readonly groups: Groups;
  readonly graph: CallGraph;
  readonly fanOuts: readonly FanOut[];
}): readonly OwnMaking[] {
  return [...new Set([...groups.keys(), ...fanOuts.map(({ to }) => to)])].flatMap((callee) => {
    const shifts = groups.get(callee) ?? [];
    if (risesMuch(shifts, 'errors')) return [];
    return graph.callersOf(callee).flatMap((caller) => {
      const longer = isMuchLonger(groups.get(caller) ?? [], shifts);
      if (longer === false) return [];
      const traced = byTraces({ caller, callee }, fanOuts, groups);
      if (traced !== null) return [traced];
      if (longer === null && risesMuch(shifts, 'latency')) return [];
      return byMetrics({ caller, callee }, groups, graph) ?? [];
    });
  });
}
