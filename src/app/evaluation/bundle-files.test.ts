import { existsSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readBundleFiles, withBundle } from './bundle-files.ts';

const files = new Map([
  ['alert.json', '{}'],
  [join('runbooks', 'Slow.md'), '# Slow'],
]);

test('files are a bundle on disk while they are used, and gone afterwards', async () => {
  const { folder, read } = await withBundle({ files, within: tmpdir() }, async (path) => ({
    folder: path,
    read: readBundleFiles(path),
  }));
  expect(read).toEqual(files);
  expect(existsSync(folder)).toBe(false);
});

test('they are gone as well when what used them failed', async () => {
  let folder = '';
  const failing = withBundle({ files, within: tmpdir() }, async (path) => {
    folder = path;
    expect(readFileSync(join(path, 'alert.json'), 'utf8')).toBe('{}');
    throw new Error('on purpose');
  });
  await expect(failing).rejects.toThrow('on purpose');
  expect(existsSync(folder)).toBe(false);
});
