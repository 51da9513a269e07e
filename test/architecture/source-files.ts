import { globSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('../..', import.meta.url));

/** A TypeScript file: its path below `src/`, with forward slashes, and its text. */
export interface SourceFile {
  readonly path: string;
  readonly text: string;
}

/** Paths below a folder of the checkout that match a pattern, with forward slashes and sorted. */
export function listFiles(folder: string, pattern: string): readonly string[] {
  const paths = globSync(pattern, { cwd: `${root}${folder}` });
  return paths.map((path) => path.replaceAll('\\', '/')).sort();
}

export function isTestFile(path: string): boolean {
  return path.endsWith('.test.ts');
}

/** Every file of `src/`, tests apart. */
export function readSourceFiles(): readonly SourceFile[] {
  return listFiles('src', '**/*.ts')
    .filter((path) => !isTestFile(path))
    .map((path) => ({ path, text: readFileSync(`${root}src/${path}`, 'utf8') }));
}
