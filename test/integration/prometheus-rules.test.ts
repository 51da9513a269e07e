import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { describeWithServers } from '../servers/availability.ts';
import { findExecutable } from '../servers/executables.ts';

const folder = fileURLToPath(new URL('../../deploy/prometheus', import.meta.url));

/** Debian's prometheus package brings promtool beside it. */
function promtool(...args: readonly string[]) {
  const command = findExecutable(['promtool']);
  if (command === undefined)
    throw new Error('promtool is not installed: it comes with the package prometheus');
  return spawnSync(command, args, { cwd: folder, encoding: 'utf8' });
}

describeWithServers(['prometheus'], 'the rules for Prometheus', () => {
  test('are rules', () => {
    const { status, stdout, stderr } = promtool('check', 'rules', 'recording-rules.yml', 'alerts.yml');
    expect([status, stderr]).toEqual([0, expect.not.stringContaining('FAILED')]);
    expect(stdout).toContain('SUCCESS');
  });

  test('raise what they say when they should, and nothing while all is well', () => {
    const { status, stdout, stderr } = promtool('test', 'rules', 'alerts.test.yml');
    expect([status, `${stdout}${stderr}`]).toEqual([0, expect.stringContaining('SUCCESS')]);
  });
});
