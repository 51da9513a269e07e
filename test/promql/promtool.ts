import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { findExecutable } from '../servers/executables.ts';
import { createTemporaryFolder } from '../servers/temporary-folder.ts';

/** What Prometheus' own tool says of each expression: the reason why it refuses it, or null. */
export async function askPromtool(expressions: readonly string[]): Promise<readonly (string | null)[]> {
  const program = findExecutable(['promtool']);
  if (program === undefined)
    throw new Error('promtool is not installed: it comes with the package prometheus');
  const folder = await createTemporaryFolder('promtool');
  try {
    const file = join(folder.path, 'rules.yml');
    const rules = expressions.map((expr, index) => ({ record: `rule_${index}`, expr }));
    // JSON is YAML.
    writeFileSync(file, JSON.stringify({ groups: [{ name: 'all', rules }] }));
    const { stdout, stderr, status } = spawnSync(program, ['check', 'rules', '--lint=none', file], {
      encoding: 'utf8',
      maxBuffer: 100_000_000,
    });
    const refused = new Map(
      [...`${stdout}${stderr}`.matchAll(/rule (\d+), "[^"]*": (.*)/g)].map(([, rule, reason = '']) => [
        Number(rule) - 1,
        reason,
      ]),
    );
    if (status !== 0 && refused.size === 0) throw new Error(`promtool could not read the rules: ${stderr}`);
    return expressions.map((_, index) => refused.get(index) ?? null);
  } finally {
    await folder.remove();
  }
}
