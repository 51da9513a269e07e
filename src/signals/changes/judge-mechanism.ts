import type { ObservedChange } from '../../domain/observation.ts';
import { toGivenNames, toWords } from '../words.ts';
import { type FoundTrait, findCodeTraits } from './code-traits.ts';
import { type ContractBreak, findContractBreaks } from './contract-breaks.ts';
import { decideHarm, type Harm } from './decide-harm.ts';
import { type FaultKind, faultKinds, type RiskySetting } from './fault-kinds.ts';
import { isHarmless, toFileKind } from './file-kind.ts';
import { canUseIndex } from './index-of-statement.ts';
import { type Hunk, parseDiff } from './parse-diff.ts';
import { findSetLimits, isUnreached, type SetLimit } from './set-limits.ts';
import { eitherOf, type Symptoms } from './symptoms.ts';
import { findValueChanges, type ValueChange } from './value-changes.ts';
import { findVersionBumps, type VersionBump, withoutVersions } from './version-bumps.ts';

/** What a change's text says, before it is held against symptoms. */
export interface ReadChange {
  readonly hunks: readonly Hunk[];
  readonly traits: readonly FoundTrait[];
  readonly values: readonly ValueChange[];
  readonly bumps: readonly VersionBump[];
  readonly harm: Harm;
  /** Words and given names of what it changes, and of its files and summary. */
  readonly words: ReadonlySet<string>;
  readonly names: ReadonlySet<string>;
  /** Names of what stands around it, which it does not change. */
  readonly around: ReadonlySet<string>;
  /** The lines that it changes. */
  readonly changed: string;
  /** What its author says of it, where that is all there is. */
  readonly summary: string | null;
}

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

/** How far a setting was moved, either way: of those that are as risky, the one moved most is named. */
function toStep({ ratio }: ValueChange): number {
  return ratio === null || ratio <= 0 ? 0 : Math.abs(Math.log(ratio));
}

export function readChange(change: ObservedChange): ReadChange {
  const all = change.diff === null ? [] : parseDiff(change.diff, change.files);
  const running = all.filter(({ file }) => file === null || !isHarmless(toFileKind(file)));
  // What tests or alert rules say of a change is no part of it, unless there is nothing else.
  const hunks = running.length === 0 ? all : running;
  const traits = findCodeTraits(hunks);
  const values = findValueChanges(withoutVersions(hunks)).toSorted((a, b) => toStep(b) - toStep(a));
  const changed = hunks.flatMap(({ added, removed }) => [...added, ...removed]).join('\n');
  const about = [
    changed,
    ...change.files,
    ...hunks.flatMap(({ context, file }) => [context, file ?? '']),
  ].join('\n');
  const said = change.diff === null ? `${change.id} ${change.summary ?? ''}` : '';
  return {
    hunks,
    traits,
    values,
    bumps: findVersionBumps(hunks),
    harm: decideHarm(change, { hunks, traits, values }),
    words: new Set(toWords(`${about}\n${said}`)),
    names: new Set([
      ...toGivenNames(changed),
      ...change.files.flatMap((file) => file.split('/').at(-1)?.toLowerCase() ?? []),
    ]),
    around: new Set(toGivenNames(hunks.flatMap(({ context, kept }) => [context, ...kept]).join('\n'))),
    changed,
    summary: change.diff === null ? change.summary : null,
  };
}

function describeValue({ key, from, to }: ValueChange): string {
  const name = key.trim().length > 60 ? `${key.trim().slice(0, 60)}…` : key.trim();
  return `changed ${name} ${from} → ${to}`;
}

function describeBump({ name, from, to }: VersionBump): string {
  return `bumped ${name ?? 'a dependency'} from ${from} to ${to}`;
}

/** How surely another version of a dependency causes any kind of fault: by semantic versioning, a patch is meant to change nothing. */
const bumpStrengths: Readonly<Record<VersionBump['step'], number>> = { major: 0.6, minor: 0.3, patch: 0.15 };

const traitWords: Partial<Readonly<Record<FoundTrait['trait'], string>>> = {
  guard_removed: 'removed a check',
  init_removed: 'no longer sets a first value',
  unguarded_use: 'uses a value without a check',
  call_in_loop: 'calls inside a loop',
  call_added: 'added a call',
  unbounded_growth: 'adds to something without a bound',
  release_removed: 'no longer gives something back',
  release_missing: 'opens something without closing it',
  worker_spawned: 'starts workers without a bound',
  lock_added: 'added a lock',
  lock_removed: 'removed a lock',
  lock_order: 'changed what is locked, or in which order',
  wait_added: 'added a wait',
  backoff_removed: 'removed a pause or brake',
  retry_added: 'added retries',
  cache_removed: 'goes past a cache',
  cache_key: 'changed the key of a cache',
  index_dropped: 'drops an index',
  table_locked: 'changes a table under a lock',
  schema_changed: 'changed the schema',
  query_added: 'added a query',
  query_widened: 'widened a query',
  field_changed: 'changed a field',
  codec_changed: 'changed how something is encoded',
  heavy_pattern: 'added costly matching',
  busy_loop: 'added a loop without a pause',
  load_all: 'loads everything at once',
  log_flood: 'logs much more',
  file_written: 'writes files',
  key_renamed: 'changed which setting is read',
  auth_changed: 'changed who is let in',
  time_zone: 'changed how times are reckoned',
  ack_removed: 'changed how messages are acknowledged',
  partition_key: 'changed how load is split',
  unit_changed: 'changed a unit',
};

const shownCharacters = 90;

function describeTrait({ trait, line }: FoundTrait): string {
  const plain = line.replace(/\s*[{;]+$/, '');
  const text = plain.length > shownCharacters ? `${plain.slice(0, shownCharacters).toWellFormed()}…` : plain;
  return `${traitWords[trait] ?? trait}: ${text}`;
}

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
  return { score: limitFit, fit: limitFit, kind, effect, because, keys: end.support };
}

function toBrokenMechanism({ complaint, fit, effect }: ContractBreak): Mechanism {
  const kind = faultKinds.find(({ id }) => id === 'format') ?? null;
  const because = `"${complaint.quote}"${complaint.service === null ? '' : ` of ${complaint.service}`}`;
  return { score: fit, fit, kind, effect, because, keys: complaint.support };
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
  let best: Mechanism = { score: 0, fit: 0, kind: null, effect: null, because: null, keys: [] };
  for (const kind of faultKinds) {
    const shown = symptoms.kinds.get(kind.id);
    const means = shown === undefined ? null : findMeans(kind, kind.id === 'timeout' ? felt : read, symptoms);
    if (shown === undefined || means === null) continue;
    const fit = shown.strength * means.strength;
    if (fit > best.fit)
      best = { score: fit, fit, kind, effect: means.effect, because: shown.because, keys: shown.keys };
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
