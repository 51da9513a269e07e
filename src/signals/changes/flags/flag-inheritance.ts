import type { ObservedChange } from '../../../domain/observation.ts';
import { type DiffHunk, parseDiffLines } from '../diff/diff-lines.ts';
import { type ReadChange, readChange } from '../diff/read-change.ts';
import type { LinkedChange } from '../link-changes.ts';
import { type FlagFlip, readFlagFlips } from './flag-flips.ts';
import { toFlipDiff } from './flag-guards.ts';
import { isSameFlag } from './flag-name.ts';

/** What a change of a flag does to code that another change put behind it. */
export interface InheritedCode {
  readonly code: LinkedChange;
  readonly flip: FlagFlip;
  /** What becomes of the running code, read as the diff that would do the same. */
  readonly read: ReadChange;
  /** 0–1 */
  readonly share: number;
}

/** Half of it counts for a flag that only is raised a little: one more caller may be the one too many. */
const leastShare = 0.5;
/** Clocks of sources differ by seconds. */
const toleranceMs = 120_000;
/** Code that hardly reached production does nothing there. */
const leastReached = 0.5;

function squash(text: string): string {
  return text.toLowerCase().replaceAll(/[^a-z0-9]/g, '');
}

interface Coded {
  readonly link: LinkedChange;
  readonly squashed: string;
  readonly hunks: () => readonly DiffHunk[];
}

function toCoded(link: LinkedChange): readonly Coded[] {
  const { diff, files } = link.source;
  if (diff === null || link.reached < leastReached) return [];
  let hunks: readonly DiffHunk[] | null = null;
  const read = (): readonly DiffHunk[] => {
    hunks ??= parseDiffLines(diff, files);
    return hunks;
  };
  return [{ link, squashed: squash(diff), hunks: read }];
}

function inherit({ link, hunks, squashed }: Coded, flip: FlagFlip): readonly InheritedCode[] {
  const isNamed = flip.names.some((name) => squashed.includes(name.slice(-2).join('')));
  const diff = isNamed ? toFlipDiff(hunks(), flip, flip.isOn ? 'on' : 'off') : null;
  if (diff === null) return [];
  const files = hunks().flatMap(({ file }) =>
    file !== null && diff.includes(`+++ b/${file}\n`) ? [file] : [],
  );
  const source: ObservedChange = { ...link.source, diff, files: [...new Set(files)] };
  return [{ code: link, flip, read: readChange(source), share: leastShare + (1 - leastShare) * flip.share }];
}

/**
 * Changes of flags, each with the code that they turn on or off: only code that was live by then, and only while the flag was
 * not turned back before `untilMs`, when the incident began.
 */
export function findInherited(
  links: readonly LinkedChange[],
  untilMs: number,
): ReadonlyMap<LinkedChange, readonly InheritedCode[]> {
  const flips = links.flatMap((link) => readFlagFlips(link.source).map((flip) => ({ link, flip })));
  if (flips.length === 0) return new Map();
  const coded = links.flatMap(toCoded);
  const isTurnedBack = ({ link, flip }: (typeof flips)[number]): boolean =>
    flips.some(
      (other) =>
        other.flip.isOn !== flip.isOn &&
        other.link.atMs > link.atMs &&
        other.link.atMs <= untilMs &&
        other.flip.names.some((a) => flip.names.some((b) => isSameFlag(a, b))),
    );
  const found = new Map<LinkedChange, InheritedCode[]>();
  for (const one of flips) {
    if (isTurnedBack(one)) continue;
    const live = coded.filter(({ link }) => link !== one.link && link.atMs <= one.link.atMs + toleranceMs);
    const inherited = live.flatMap((code) => inherit(code, one.flip));
    if (inherited.length > 0) found.set(one.link, [...(found.get(one.link) ?? []), ...inherited]);
  }
  return found;
}

/** A hash as people write it, any other id as it is. */
function toShortId(id: string): string {
  return /^[0-9a-f]{12,40}$/.test(id) ? id.slice(0, 8) : id;
}

/** "turns on cart.tiers, behind which 4a3608ed calls inside a loop: …" */
export function describeInherited({ flip, code }: InheritedCode, effect: string | null): string {
  const { name, from, to, isOn, mode } = flip;
  const steps = from === null || from === 0 || to === 0 ? '' : ` from ${from} to ${to}`;
  const verb = from === null || from === 0 ? 'turns on' : to === 0 ? 'turns off' : isOn ? 'raises' : 'lowers';
  const id = toShortId(code.source.id);
  if (mode !== null) {
    const what = effect === null ? `${id} does otherwise` : `${id} ${effect}`;
    return `sets ${name} from ${mode.from} to ${mode.to}, with which ${what}`;
  }
  if (effect === null) return `${verb} ${name}${steps}, which ${id} asks for`;
  return `${verb} ${name}${steps}, ${isOn ? 'behind' : 'without'} which ${id} ${effect}`;
}
