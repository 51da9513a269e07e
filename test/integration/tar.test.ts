import { spawnSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { toTar } from '../../src/server/api/to-tar.ts';

test('tar itself reads the archive: names, bytes and sizes', () => {
  const files = new Map([
    ['alert.json', '{"a": "ü"}\n'],
    ['runbooks/disk.md', 'x'.repeat(512)],
    ['empty.ndjson', ''],
  ]);
  const archive = toTar('incident-1', files, 1_800_000_000_000);
  const list = spawnSync('tar', ['-tf', '-'], { input: archive, encoding: 'utf8' });
  expect(list.stderr).toBe('');
  expect(list.stdout.trim().split('\n')).toEqual([...files.keys()].map((name) => `incident-1/${name}`));
  for (const [name, text] of files) {
    const read = spawnSync('tar', ['-xOf', '-', `incident-1/${name}`], { input: archive, encoding: 'utf8' });
    expect(read.stdout, name).toBe(text);
  }
});
