import { appendFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { docsFolder, listStaleDocs, writeDocs } from '../../scripts/generate-docs.ts';
import { createTemporaryFolder } from '../servers/temporary-folder.ts';

test('docs/ says what the code says; else run: node scripts/generate-docs.ts', () => {
  expect(listStaleDocs(docsFolder)).toEqual([]);
});

test('a page that differs or is missing is found', async () => {
  const folder = await createTemporaryFolder('docs');
  try {
    const all = listStaleDocs(folder.path);
    expect(all).toContain('configuration.md');
    writeDocs(folder.path);
    expect(listStaleDocs(folder.path)).toEqual([]);
    appendFileSync(`${folder.path}/errors.md`, 'x');
    expect(listStaleDocs(folder.path)).toEqual(['errors.md']);
  } finally {
    await folder.remove();
  }
});
