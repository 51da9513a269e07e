import { describe, expect, test } from 'vitest';
import { parseDiff } from './parse-diff.ts';
import { findValueChanges } from './value-changes.ts';
import { findVersionBumps, withoutVersions } from './version-bumps.ts';

function read(file: string, removed: string, added: string) {
  const hunks = parseDiff(`--- a/${file}\n+++ b/${file}\n@@ -1 +1 @@\n-${removed}\n+${added}\n`, [file]);
  return { bumps: findVersionBumps(hunks), values: findValueChanges(withoutVersions(hunks)) };
}

describe('another version of a dependency', () => {
  test.each([
    ['services/a/requirements.lock', 'lxml==5.3.0', 'lxml==5.3.1', 'lxml', '5.3.0', '5.3.1', 'patch'],
    [
      'go.mod',
      'github.com/gorilla/mux v1.8.0',
      'github.com/gorilla/mux v2.0.0',
      'github.com/gorilla/mux',
      'v1.8.0',
      'v2.0.0',
      'major',
    ],
    [
      'package.json',
      '"@acme/pool": "^4.17.20",',
      '"@acme/pool": "^4.18.0",',
      '@acme/pool',
      '4.17.20',
      '4.18.0',
      'minor',
    ],
    [
      'build.gradle',
      "implementation 'com.google.guava:guava:31.0-jre'",
      "implementation 'com.google.guava:guava:33.0-jre'",
      'com.google.guava:guava',
      '31.0-jre',
      '33.0-jre',
      'major',
    ],
    [
      'gradle/libs.versions.toml',
      'hikari = "5.1.0"',
      'hikari = "5.0.1"',
      'hikari',
      '5.1.0',
      '5.0.1',
      'minor',
    ],
  ])('in %s', (file, removed, added, name, from, to, step) => {
    const { bumps, values } = read(file, removed, added);
    expect(bumps).toEqual([{ name, from, to, step }]);
    expect(values).toEqual([]);
  });

  test('is none where a setting has one in its value', () => {
    const { bumps, values } = read('deploy/values.yaml', 'poolFactor: 1.5', 'poolFactor: 2.5');
    expect(bumps).toEqual([]);
    expect(values).toMatchObject([{ key: 'poolFactor', from: '1.5', to: '2.5' }]);
  });

  test('leaves settings of build files alone', () => {
    const { values } = read('build.gradle', 'maxHeapSize = "2g"', 'maxHeapSize = "512m"');
    expect(values).toMatchObject([{ key: 'maxHeapSize', direction: 'down' }]);
  });
});
