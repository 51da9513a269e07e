import { type ContractBreak, findContractBreaks } from './contract-breaks.ts';
import type { FoundTrait } from './diff/code-traits.ts';
import { describeBump, describeTrait, describeValue } from './diff/describe-effect.ts';
import { canUseIndex } from './diff/index-of-statement.ts';
import type { ReadChange } from './diff/read-change.ts';
import type { ValueChange } from './diff/value-changes.ts';
import type { VersionBump } from './diff/version-bumps.ts';
import type { FaultKind, RiskySetting } from './fault-kinds/fault-kind.ts';
import { faultKinds } from './fault-kinds/fault-kinds.ts';
import { findSetLimits, isUnreached, type SetLimit } from './set-limits.ts';
import { eitherOf, type Symptoms } from './symptoms.ts';

/** How a change could have caused what is seen. */
export interface Mechanism {
  /** 0–1 */
  readonly score: number;
  /** The part of it that the kind of fault gives: what shows it, times what can cause it. */
  readonly fit: number;
  readonly kind: FaultKind | null;
  /** What it does, in words: "changed MaxConns 50 → 10". Null when that is not known. */
  readonly effect: string | null;
  /** What shows that kind of fault. */
  readonly because: string | null;
  /** Since when that is seen, where it is plain. */
  readonly sinceMs: number | null;
  readonly keys: readonly string[];
}

/**
 * What a change of the right place and time is worth without anything that fits: people break things in new ways. The
 * plainer the symptoms say what kind of fault it is, the less a change is worth that cannot cause that kind; one whose text
 * nobody sent is worth a little less.
 */
const unexplained = 0.46;
const unseenText = 0.38;
const againstPlain = 0.26;
/** A table, function or file that a symptom names and a diff touches; several are surer. */
const perName = 0.6;
/** One that is only named around what it changes. */
const aroundShare = 0.2;
const perWord = 0.12;
const mostWords = 4;
/** A value that changes a hundredfold is a mistake more often than a choice. */
const wildRatio = 50;

/** How surely another version of a dependency causes any kind of fault: by semantic versioning, a patch is meant to change nothing. */
const bumpStrengths: Readonly<Record<VersionBump['step'], number>> = { major: 0.6, minor: 0.3, patch: 0.15 };

function fits(rule: RiskySetting, value: ValueChange): boolean {
  const name = `${value.key} ${value.file ?? ''}`;
  const key = rule.key.test(value.key) || (value.what !== 'operator' && rule.key.test(name));
  if (!key || (rule.to !== undefined && !rule.to.test(value.to))) return false;
  return rule.direction === 'any' || value.direction === 'changed'
    ? true
    : rule.direction === value.direction;
}

function strengthOfValue(kind: FaultKind, value: ValueChange): number {
  const strengths = kind.settings.filter((rule) => fits(rule, value)).map(({ strength }) => strength);
  const logic = value.what === 'operator' || value.what === 'switch' ? kind.logic : 0;
  const wild = value.ratio !== null && (value.ratio >= wildRatio || value.ratio <= 1 / wildRatio) ? 0.35 : 0;
  return Math.max(0, logic, wild * kind.weight, ...strengths);
}

const dropsIndex = /\bdrop\s+(?:index|key)\b|\bremove_index\b|\bdropIndex\b/i;
/** What is left of a dropped index that no statement which became slow can have used. */
const unusedIndex = 0.15;

/** Of several that are dropped, the one that a slow statement can have used. */
function findDroppedIndex(
  found: FoundTrait,
  { hunks }: ReadChange,
  { statements }: Symptoms,
): FoundTrait | null {
  const lines = hunks.flatMap(({ added }) => added).filter((line) => dropsIndex.test(line));
  const line = (lines.length === 0 ? [found.line] : lines).find((one) => canUseIndex(one, statements));
  return line === undefined ? null : { ...found, line };
}

/** Whether all that it does is to drop indexes that no slow statement can have used. */
function dropsUnused(read: ReadChange, symptoms: Symptoms): boolean {
  const [first, ...others] = read.traits;
  if (first?.trait !== 'index_dropped' || others.length > 0 || read.values.length > 0) return false;
  return findDroppedIndex(first, read, symptoms) === null;
}

interface Means {
  readonly strength: number;
  readonly effect: string;
}

/** A summary is believed less than a diff: it says what was meant. */
const bySummary = 0.55;
/** It does not say in which direction. */
const unknownDirection = 0.6;
const upwards =
  /\b(?:rais|increas|doubl|tripl|extend|longer|larger|bigger|more|bump|grow|enabl|turn on|scale up)/i;
const downwards =
  /\b(?:lower|reduc|decreas|halv|cut|short|tighten|smaller|less|fewer|limit|cap|trim|disabl|turn off|remov|drop|scale down)/i;

function strengthOfSummary(kind: FaultKind, summary: string): number {
  const up = upwards.test(summary);
  const down = downwards.test(summary);
  const words = summary.split(/[^\w.-]+/);
  const strengths = kind.settings
    .filter(
      ({ key, to }) =>
        !key.test('') && key.test(summary) && (to === undefined || words.some((word) => to.test(word))),
    )
    .map(({ direction, strength }) => {
      if (direction === 'any' || (up && direction === 'up') || (down && direction === 'down'))
        return strength;
      return up === down ? strength * unknownDirection : 0;
    });
  const named = kind.text.test(summary) ? unknownDirection : 0;
  return bySummary * Math.max(0, named, ...strengths);
}

function toMeans(kind: FaultKind, found: FoundTrait, read: ReadChange, symptoms: Symptoms): Means {
  const strength = kind.traits[found.trait] ?? 0;
  if (found.trait !== 'index_dropped') return { strength, effect: describeTrait(found) };
  const used = findDroppedIndex(found, read, symptoms);
  return used === null
    ? { strength: strength * unusedIndex, effect: describeTrait(found) }
    : { strength, effect: describeTrait(used) };
}

/** What of a change can cause a kind of fault, the surest first. */
function findMeans(kind: FaultKind, read: ReadChange, symptoms: Symptoms): Means | null {
  const { traits, values, bumps, summary } = read;
  const means = [
    ...values.map(
      (value): Means => ({ strength: strengthOfValue(kind, value), effect: describeValue(value) }),
    ),
    ...traits.map((found) => toMeans(kind, found, read, symptoms)),
    ...bumps.map((bump): Means => ({ strength: bumpStrengths[bump.step], effect: describeBump(bump) })),
    ...(summary === null ? [] : [{ strength: strengthOfSummary(kind, summary), effect: `"${summary}"` }]),
  ].sort((a, b) => b.strength - a.strength);
  const [first] = means;
  return first === undefined || first.strength === 0 ? null : first;
}

/** What set a limit to the very value at which calls now end. */
const limitFit = 0.95;
const kindOfEnd = { time: 'timeout', size: 'pool', tries: 'retries' } as const;

function toLimitMechanism({ end, value, line }: SetLimit): Mechanism {
  const kind = faultKinds.find(({ id }) => id === kindOfEnd[end.kind]) ?? null;
  const effect = value === null ? `sets ${line}` : describeValue(value);
  const because = `${end.because} of ${end.service}`;
  return { score: limitFit, fit: limitFit, kind, effect, because, sinceMs: null, keys: end.support };
}

function toBrokenMechanism({ complaint, fit, effect }: ContractBreak): Mechanism {
  const kind = faultKinds.find(({ id }) => id === 'format') ?? null;
  const because = `"${complaint.quote}"${complaint.service === null ? '' : ` of ${complaint.service}`}`;
  return { score: fit, fit, kind, effect, because, sinceMs: null, keys: complaint.support };
}

/** Words that many of the changes have tell nothing of one of them: each counts by how few have it. */
export function toRarity(changes: readonly ReadChange[]): (word: string) => number {
  const counts = new Map<string, number>();
  for (const { words, names } of changes)
    for (const word of new Set([...words, ...names])) counts.set(word, (counts.get(word) ?? 0) + 1);
  const all = Math.max(2, changes.length);
  return (word) => Math.max(0, 1 - Math.log(counts.get(word) ?? 1) / Math.log(all));
}

/** Holds one change against the symptoms. `ignore` are words that name services: they say where, not what. */
export function judgeMechanism(
  read: ReadChange,
  symptoms: Symptoms,
  about: {
    readonly rarity: (word: string) => number;
    readonly ignore: ReadonlySet<string>;
    /** Those that it reached. */
    readonly services: readonly string[];
  },
): Mechanism {
  const { rarity, ignore, services } = about;
  const own = symptoms.ends.filter(({ service }) => services.includes(service));
  const felt = { ...read, values: read.values.filter((value) => !isUnreached(value, own)) };
  let best: Mechanism = {
    score: 0,
    fit: 0,
    kind: null,
    effect: null,
    because: null,
    sinceMs: null,
    keys: [],
  };
  for (const kind of faultKinds) {
    const shown = symptoms.kinds.get(kind.id);
    const means = shown === undefined ? null : findMeans(kind, kind.id === 'timeout' ? felt : read, symptoms);
    if (shown === undefined || means === null) continue;
    const fit = shown.strength * means.strength;
    if (fit > best.fit)
      best = {
        ...{ score: fit, fit, kind, effect: means.effect },
        ...{ because: shown.because, sinceMs: shown.sinceMs, keys: shown.keys },
      };
  }
  const [limit] = findSetLimits(read, symptoms.ends);
  if (limit !== undefined && best.fit < limitFit) best = toLimitMechanism(limit);
  const [broken] = findContractBreaks(read.hunks, symptoms.complaints);
  if (broken !== undefined && best.fit <= broken.fit) best = toBrokenMechanism(broken);
  const shared = (mine: ReadonlySet<string>, theirs: ReadonlyMap<string, number>): readonly number[] =>
    [...theirs]
      .filter(([word]) => mine.has(word) && !ignore.has(word))
      .map(([word, weight]) => weight * rarity(word))
      .sort((a, b) => b - a);
  const names = [
    ...shared(read.names, symptoms.names).map((share) => share * perName),
    ...shared(read.around, symptoms.names).map((share) => share * perName * aroundShare),
  ];
  const words = shared(read.words, symptoms.words)
    .slice(0, mostWords)
    .map((share) => share * perWord);
  const { reason } = read.harm;
  const share = read.harm.share * (dropsUnused(read, symptoms) ? unusedIndex : 1);
  const plain = Math.max(
    0,
    ...faultKinds.filter(({ weight }) => weight === 1).map(({ id }) => symptoms.kinds.get(id)?.strength ?? 0),
  );
  const base =
    share < 1
      ? 0
      : (read.hunks.length === 0 ? unseenText : unexplained) - againstPlain * Math.max(0, 2 * plain - 1);
  const score = eitherOf([best.fit, eitherOf(names) * 0.85, eitherOf(words), base]) * share;
  const effect =
    best.effect ??
    read.values.map(describeValue)[0] ??
    read.bumps.map(describeBump)[0] ??
    read.traits.map(describeTrait)[0] ??
    reason;
  return { ...best, effect, score };
}
