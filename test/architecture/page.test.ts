import { readFileSync } from 'node:fs';
import { posix } from 'node:path';
import { describe, expect, test } from 'vitest';
import { findCycles } from './find-cycles.ts';
import { readImports } from './read-imports.ts';
import { listFiles, root } from './source-files.ts';

/** Folders of `src/` that compute and do nothing else: what the page may run. Everything else it knows by type only. */
const pure: readonly string[] = ['domain', 'signals'];

const files = listFiles('web', '**/*.{ts,tsx}').filter((path) => !path.endsWith('.test.ts'));
const read = files.map((path) => ({
  path: `web/${path}`,
  imports: readImports(path, readFileSync(`${root}web/${path}`, 'utf8')),
}));

const resolve = (from: string, specifier: string): string => posix.join(posix.dirname(from), specifier);

test('the page takes types from src/, and code only from what is pure there', () => {
  expect(files.length).toBeGreaterThan(20);
  const broken = read.flatMap(({ path, imports }) =>
    imports
      .filter(({ specifier }) => specifier.startsWith('.'))
      .map(({ specifier, typeOnly }) => ({ target: resolve(path, specifier), typeOnly }))
      .filter(({ target, typeOnly }) => {
        if (target.startsWith('web/')) return false;
        return !(target.startsWith('src/') && (typeOnly || pure.includes(target.split('/')[1] ?? '')));
      })
      .map(({ target }) => `${path} imports ${target}`),
  );
  expect(broken).toEqual([]);
});

test('no two files of the page import each other in a circle', () => {
  const graph = new Map(
    read.map(({ path, imports }) => [
      path,
      imports
        .filter(({ specifier }) => specifier.startsWith('.'))
        .map(({ specifier }) => resolve(path, specifier)),
    ]),
  );
  expect(findCycles(graph)).toEqual([]);
});

test('the service imports nothing of the page', () => {
  const sources = listFiles('src', '**/*.ts').map((path) => readFileSync(`${root}src/${path}`, 'utf8'));
  expect(sources.filter((text) => /from '(\.\.\/)+web\//.test(text))).toEqual([]);
});

describe('the reader of imports', () => {
  test.each([
    ["import type { A } from './a.ts';", [{ specifier: './a.ts', typeOnly: true }]],
    ["import { type A, type B } from './a.ts';", [{ specifier: './a.ts', typeOnly: true }]],
    ["import { type A, b } from './a.ts';", [{ specifier: './a.ts', typeOnly: false }]],
    ["import './a.css';", [{ specifier: './a.css', typeOnly: false }]],
    ["export { a } from './a.ts';", [{ specifier: './a.ts', typeOnly: false }]],
    ["export type { A } from './a.ts';", [{ specifier: './a.ts', typeOnly: true }]],
    ["const a = lazy(() => import('./a.tsx'));", [{ specifier: './a.tsx', typeOnly: false }]],
  ])('%s', (text, imports) => {
    expect(readImports('a.tsx', text)).toEqual(imports);
  });
});
