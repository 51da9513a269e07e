import type { EvidenceItem, Fact } from '../domain/evidence.ts';
import { dayMs } from '../domain/time.ts';
import type { Unit } from '../domain/unit.ts';
import type { CheckedStatement, Claim } from '../domain/verdict.ts';
import { type Figure, type FigureUnit, findMentions, type TimeMention } from './figures.ts';

/** What a fact's own number is worth on the scale of figures. */
function toFigures(value: number, unit: Unit): readonly (readonly [value: number, unit: FigureUnit])[] {
  const size = Math.abs(value);
  switch (unit) {
    case 'bytes':
    case 'bytes_per_second':
      return [[size, 'bytes']];
    case 'seconds':
      return [[size, 'seconds']];
    case 'percent':
      return [[size, 'percent']];
    case 'ratio':
      return [
        [size * 100, 'percent'],
        [size, 'none'],
      ];
    case 'per_second':
    case 'count':
    case 'none':
      return [[size, 'none']];
  }
}

/** Everything in an evidence item that a figure may stand on. */
interface Grounds {
  readonly id: string;
  readonly figures: readonly (readonly [value: number, unit: FigureUnit])[];
  readonly timesMs: readonly number[];
  readonly clockTimes: readonly TimeMention[];
  /** Lower case. */
  readonly text: string;
}

function toGrounds(item: EvidenceItem): Grounds {
  const texts = [
    item.title,
    item.reason ?? '',
    ...item.facts.map((fact) => fact.text),
    ...Object.values(item.labels),
  ];
  const written = texts.map(findMentions);
  const own = item.facts.flatMap((fact: Fact) =>
    fact.value === null ? [] : toFigures(fact.value, fact.unit),
  );
  return {
    id: item.id,
    figures: [
      ...own,
      ...written.flatMap(({ figures }) => figures.map(({ value, unit }) => [value, unit] as const)),
    ],
    timesMs: item.facts.flatMap((fact) => (fact.atMs === null ? [] : [fact.atMs])),
    clockTimes: written.flatMap(({ times }) => times),
    text: [...texts, item.query ?? '', item.source].join('\n').toLowerCase(),
  };
}

/** A figure without a unit may stand for a number of any unit, one with a unit only for its own. */
function fits(figure: Figure, value: number, unit: FigureUnit): boolean {
  if (figure.unit !== 'none' && figure.unit !== unit) return false;
  return Math.abs(value - figure.value) <= figure.tolerance + Math.abs(value) * 1e-9;
}

function supportsFigure(figure: Figure, grounds: readonly Grounds[]): string | null {
  const direct = grounds.find((ground) => ground.figures.some(([value, unit]) => fits(figure, value, unit)));
  if (direct !== undefined || figure.unit !== 'seconds') return direct?.id ?? null;
  // "40 s after the deploy": the distance of two times that are cited.
  const times = grounds.flatMap((ground) => ground.timesMs.map((ms) => ({ ms, id: ground.id })));
  const pair = times.find(({ ms }) =>
    times.some((other) => fits(figure, Math.abs(other.ms - ms) / 1000, 'seconds')),
  );
  return pair?.id ?? null;
}

function sameTime(mention: TimeMention, ms: number): boolean {
  const known = mention.dated ? ms : ((ms % dayMs) + dayMs) % dayMs;
  const distance = known - mention.ms;
  if (mention.precisionMs === dayMs) return distance >= 0 && distance < dayMs;
  // 02:41:38 may be written 02:41 as well as 02:42.
  return Math.abs(distance) < mention.precisionMs;
}

function supportsTime(mention: TimeMention, grounds: readonly Grounds[]): string | null {
  const supporting = grounds.find(
    (ground) =>
      ground.timesMs.some((ms) => sameTime(mention, ms)) ||
      ground.clockTimes.some(
        (time) => sameTime(mention, time.ms) || (!time.dated && !mention.dated && time.ms === mention.ms),
      ),
  );
  return supporting?.id ?? null;
}

/** As a whole word: `node-3` is in `node-3:9100`, but neither in `node-30` nor is `v2.4` in `v2.4.1`. */
function supportsName(name: string, grounds: readonly Grounds[]): string | null {
  const word = new RegExp(`(?<!\\w)${name.toLowerCase().replaceAll('.', '\\.')}(?!\\w|\\.\\d)`);
  return grounds.find((ground) => word.test(ground.text))?.id ?? null;
}

function toClaim(kind: Claim['kind'], text: string, evidence: string | null): Claim {
  return { kind, text, verdict: evidence === null ? 'not_found' : 'found', evidence };
}

/**
 * Looks up every figure, time and name of a statement in the evidence that it cites. The alert itself (`E1`) counts as
 * cited everywhere: every statement is about it.
 */
export function checkStatement(
  statement: { readonly text: string; readonly evidence: readonly string[] },
  evidence: readonly EvidenceItem[],
): CheckedStatement {
  const mentions = findMentions(statement.text);
  const cited = new Set([...statement.evidence, ...mentions.citations]);
  const grounds = evidence.filter((item) => item.kind === 'alert' || cited.has(item.id)).map(toGrounds);
  const claims: Claim[] = [
    ...[...cited].map((id) => toClaim('citation', id, evidence.some((item) => item.id === id) ? id : null)),
    ...(cited.size === 0 ? [toClaim('citation', 'no evidence is cited', null)] : []),
    ...mentions.figures.map((figure) => toClaim('figure', figure.text, supportsFigure(figure, grounds))),
    ...mentions.times.map((time) => toClaim('time', time.text, supportsTime(time, grounds))),
    ...mentions.names.map((name) => toClaim('name', name, supportsName(name, grounds))),
  ];
  const verdict = claims.every((claim) => claim.verdict === 'found') ? 'verified' : 'unverified';
  return { text: statement.text, evidence: [...cited], claims, verdict };
}

/** Claims that count in "7 of 8 checked": a citation counts only when it is wrong. */
export function countClaims(statements: readonly CheckedStatement[]): {
  readonly found: number;
  readonly total: number;
} {
  const counted = statements
    .flatMap((statement) => statement.claims)
    .filter((claim) => claim.kind !== 'citation' || claim.verdict === 'not_found');
  return { found: counted.filter((claim) => claim.verdict === 'found').length, total: counted.length };
}
