import { toFileKind } from './file-kind.ts';
import type { Hunk } from './parse-diff.ts';

/** A dependency that a diff takes in another version. */
export interface VersionBump {
  /** Null where the line does not name it. */
  readonly name: string | null;
  readonly from: string;
  readonly to: string;
  /** The largest part of the version that differs. */
  readonly step: 'major' | 'minor' | 'patch';
}

const versionText = /v?(\d+)\.(\d+)(?:\.(\d+))?(?:[.\w+-]*[\w+])?/;
const nameText = /@?[A-Za-z][\w.-]*(?:[/:][\w.-]*[A-Za-z][\w.-]*)*/g;
/** Words of build files that name no dependency. */
const notNames =
  /^(?:v|version|implementation|api|compile|compileOnly|testImplementation|runtimeOnly|classpath|require|gem|dependency|id|to|in|go|resolved|integrity)$/i;

/** One version in a line that otherwise stayed; null when it is anything else. */
function toBump(before: string, after: string): VersionBump | null {
  const [from, to] = [versionText.exec(before), versionText.exec(after)];
  if (from === null || to === null || from[0] === to[0]) return null;
  const rest = before.replace(from[0], '§');
  if (rest !== after.replace(to[0], '§')) return null;
  const names = (rest.match(nameText) ?? []).filter((name) => !notNames.test(name));
  const step = from[1] !== to[1] ? 'major' : from[2] !== to[2] ? 'minor' : 'patch';
  return { name: names.at(0)?.replace(/[.:/-]+$/, '') ?? null, from: from[0], to: to[0], step };
}

/** Versions that a diff raises or lowers in files of dependencies: they are no settings. */
export function findVersionBumps(hunks: readonly Hunk[]): readonly VersionBump[] {
  return hunks.flatMap(({ file, added, removed }) =>
    file === null || toFileKind(file) !== 'dependencies'
      ? []
      : removed.flatMap((before) => added.flatMap((after) => toBump(before, after) ?? []).slice(0, 1)),
  );
}

/** Hunks without the lines of versions, for whoever looks for settings. */
export function withoutVersions(hunks: readonly Hunk[]): readonly Hunk[] {
  return hunks.map((hunk) =>
    hunk.file === null || toFileKind(hunk.file) !== 'dependencies'
      ? hunk
      : {
          ...hunk,
          added: hunk.added.filter((line) => !versionText.test(line)),
          removed: hunk.removed.filter((line) => !versionText.test(line)),
        },
  );
}
