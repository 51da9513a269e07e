import { readFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { describe, expect, test } from 'vitest';
import { registry } from '../../src/app/registry.ts';
import { isTestFile, listFiles, root } from './source-files.ts';

/**
 * Where adapters of a kind are: in `folder` every file is one, or, if it has other files as well, every file that exports
 * one. `heading` is their chapter in the reference.
 */
const kinds = [
  { kind: 'notifiers', folder: 'src/notification/notifiers', onlyAdapters: true, heading: 'notifiers' },
  {
    kind: 'collectors',
    folder: 'src/evidence/collectors',
    onlyAdapters: true,
    heading: 'evidence.collectors',
  },
  { kind: 'models', folder: 'src/reasoning/models', onlyAdapters: false, heading: 'reasoning.models' },
] as const;

interface AnyAdapter {
  readonly id: string;
}

function isAdapter(value: unknown): value is AnyAdapter {
  return (
    typeof value === 'object' && value !== null && 'id' in value && 'Config' in value && 'create' in value
  );
}

interface AdapterFile {
  readonly name: string;
  readonly adapters: readonly AnyAdapter[];
}

async function readAdapterFile(folder: string, file: string): Promise<AdapterFile> {
  const module: unknown = await import(pathToFileURL(`${root}${folder}/${file}`).href);
  return { name: file.slice(0, -'.ts'.length), adapters: Object.values(module as object).filter(isAdapter) };
}

/** The types that the reference has a section for in a chapter: `### slack` below `## notifiers`. */
function listDocumented(heading: string): readonly string[] {
  const chapters = readFileSync(`${root}docs/configuration.md`, 'utf8').split(/^## /m);
  const chapter = chapters.find((text) => text.startsWith(`\`${heading}\`\n`)) ?? '';
  return [...chapter.matchAll(/^### Type `([^`]+)`$/gm)].map(([, type]) => type ?? '');
}

describe.each(kinds)('the $kind in the registry', ({ kind, folder, onlyAdapters, heading }) => {
  const listed: readonly AnyAdapter[] = registry[kind];
  const ids = listed.map(({ id }) => id);

  test(`are those of ${folder}, each in the file named by its id`, async () => {
    const paths = listFiles(folder, '*.ts').filter((file) => !isTestFile(file));
    const files = await Promise.all(paths.map((file) => readAdapterFile(folder, file)));
    const withAdapters = files.filter((file) => onlyAdapters || file.adapters.length > 0);
    const found = Object.fromEntries(
      withAdapters.map(({ name, adapters }) => [name, adapters.map(({ id }) => id)]),
    );
    expect(found).toEqual(Object.fromEntries(ids.map((id) => [id, [id]])));
    for (const { adapters } of withAdapters) expect(listed).toContain(adapters[0]);
  });

  test('are those of docs/configuration.md, in the same order', () => {
    expect(ids.length).toBeGreaterThan(0);
    expect(listDocumented(heading)).toEqual(ids);
  });
});

test('every collector is described in docs/evidence.md', () => {
  const page = readFileSync(`${root}docs/evidence.md`, 'utf8');
  const missing = registry.collectors.filter(
    ({ id }) => !page.includes(`[\`${id}\`](configuration.md#type-${id})`),
  );
  expect(missing.map(({ id }) => id)).toEqual([]);
});
