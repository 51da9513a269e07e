import type { Labels } from '../domain/labels.ts';
import type { NoiseAdvice } from '../domain/noise.ts';

/** When an incident of one alert began and ended. */
export interface FiringSpan {
  readonly id: string;
  readonly alertName: string;
  readonly startedAtMs: number;
  readonly resolvedAtMs: number | null;
}

/** One alert that was there, or came at once, nearly every time that another began. */
export interface Companion {
  readonly name: string;
  /** How often the other fired. */
  readonly of: number;
  /** Each firing of the other, with those of this one that were there. */
  readonly met: readonly (readonly [own: string, there: readonly string[]])[];
}

/** By the name of an alert, those that could inhibit it, the most frequent company first. */
export type Company = ReadonlyMap<string, readonly Companion[]>;

/** Fewer firings carry no advice. */
export const fewestFirings = 5;
/** So large a share of an alert's firings has to agree. */
export const clearShare = 0.8;
/** More of them would not make the advice better. */
const mostCompanions = 3;
/** Of one alert that fires many times at once, so many are looked at. */
const mostThere = 20;

/** What says how bad it is, or who told of it, says nothing of where it is. */
const placeless: ReadonlySet<string> = new Set(['alertname', 'severity', 'prometheus']);

type Meetings = Map<string, (readonly [own: string, there: readonly string[]])[]>;

/** In one pass over time: which other alerts fired when each firing began. */
function findMeetings(firings: readonly FiringSpan[]): ReadonlyMap<string, Meetings> {
  const found = new Map<string, Meetings>();
  const active = new Map<string, FiringSpan[]>();
  const byStart = Map.groupBy(firings, ({ startedAtMs }) => startedAtMs);
  for (const [at, beginning] of [...byStart].sort(([a], [b]) => a - b)) {
    for (const one of beginning) active.set(one.alertName, [one, ...(active.get(one.alertName) ?? [])]);
    for (const [name, those] of active) {
      const there = those.filter(({ resolvedAtMs }) => resolvedAtMs === null || resolvedAtMs >= at);
      if (there.length === 0) active.delete(name);
      else active.set(name, there);
    }
    for (const { id, alertName } of beginning) {
      const meetings: Meetings = found.get(alertName) ?? new Map();
      found.set(alertName, meetings);
      for (const [name, there] of active) {
        if (name === alertName) continue;
        const ids = there.slice(0, mostThere).map((one) => one.id);
        const met = meetings.get(name);
        if (met === undefined) meetings.set(name, [[id, ids]]);
        else met.push([id, ids]);
      }
    }
  }
  return found;
}

/** For each alert the others that were there already, or came at once, nearly every time. */
export function findCompany(firings: readonly FiringSpan[]): Company {
  const counts = new Map<string, number>();
  for (const { alertName } of firings) counts.set(alertName, (counts.get(alertName) ?? 0) + 1);
  const countOf = (name: string): number => counts.get(name) ?? 0;
  return new Map(
    [...findMeetings(firings)].map(([alertName, meetings]) => {
      const own = countOf(alertName);
      const companions = [...meetings]
        .map(([name, met]): Companion => ({ name, met, of: own }))
        // One that fires ten times as often is there by chance.
        .filter(({ name, met }) => met.length >= clearShare * own && countOf(name) <= 2 * own)
        .sort((a, b) => b.met.length - a.met.length || countOf(a.name) - countOf(b.name));
      return [alertName, own < fewestFirings ? [] : companions.slice(0, mostCompanions)];
    }),
  );
}

/** The incidents of which the labels say whether an inhibition would hold where it should. */
export function listMet(company: Company): readonly string[] {
  const met = [...company.values()].flat().flatMap((one) => one.met);
  return [...new Set(met.flatMap(([own, there]) => [own, ...there]))];
}

function agree(a: Labels, b: Labels): ReadonlySet<string> {
  return new Set(
    Object.keys(a).filter((name) => !placeless.has(name) && a[name] !== '' && a[name] === b[name]),
  );
}

/** The labels that both had with the same value each time that they met. */
function findEqual({ met }: Companion, labelsOf: ReadonlyMap<string, Labels>): readonly string[] {
  let equal: readonly string[] | null = null;
  for (const [own, there] of met) {
    const labels = labelsOf.get(own) ?? {};
    // Of several that were there, the one that is most alike is the one that it came of.
    const [best = new Set<string>()] = there
      .map((id) => agree(labels, labelsOf.get(id) ?? {}))
      .sort((a, b) => b.size - a.size);
    equal = (equal ?? [...best]).filter((name) => best.has(name));
  }
  return (equal ?? []).toSorted();
}

/**
 * An inhibition holds wherever the labels under `equal` agree: with none it would hold everywhere, so that none is proposed.
 * The first companion with such labels is; else it is said of the first that there are none.
 */
export function adviseInhibit(
  alertName: string,
  { company, labelsOf }: { readonly company: Company; readonly labelsOf: ReadonlyMap<string, Labels> },
): readonly NoiseAdvice[] {
  const companions = (company.get(alertName) ?? []).map((one) => ({
    ...one,
    equal: findEqual(one, labelsOf),
  }));
  const best = companions.find(({ equal }) => equal.length > 0) ?? companions[0];
  if (best === undefined) return [];
  const { name, met, of, equal } = best;
  const times = `${met.length} of ${of} times ${name} fired already`;
  if (equal.length === 0) {
    return [
      {
        kind: 'inhibit',
        text: `${times}, but the two have no label in common whose values agreed each time: an inhibition would hold everywhere, so none is suggested`,
        snippet: null,
      },
    ];
  }
  return [
    {
      kind: 'inhibit',
      text: `${times}, with the same ${equal.join(', ')}; it could inhibit this one`,
      snippet: `inhibit_rules:\n  - source_matchers: [alertname=${JSON.stringify(name)}]\n    target_matchers: [alertname=${JSON.stringify(alertName)}]\n    equal: ${JSON.stringify(equal)}`,
    },
  ];
}
