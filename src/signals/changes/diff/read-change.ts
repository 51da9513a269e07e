import type { ObservedChange } from '../../../domain/observation.ts';
import { toGivenNames, toWords } from '../../words.ts';
import { type FoundTrait, findCodeTraits } from './code-traits.ts';
import { decideHarm, type Harm } from './decide-harm.ts';
import { isHarmless, toFileKind } from './file-kind.ts';
import { type Hunk, parseDiff } from './parse-diff.ts';
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
  /** What its author says of it, where that is all there is, and it is no name of a flag. */
  readonly summary: string | null;
}

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
    summary: change.diff === null && !/flag|toggle/i.test(change.kind) ? change.summary : null,
  };
}
