import { spawnSync } from 'node:child_process';
import { chmodSync, copyFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { parseAllDocuments } from 'yaml';
import { describeWithPrograms, describeWithServers } from '../servers/availability.ts';
import { findExecutable } from '../servers/executables.ts';
import { createTemporaryFolder } from '../servers/temporary-folder.ts';

const folder = fileURLToPath(new URL('../../deploy', import.meta.url));

/** Runs the tool of whoever reads the file in the end. */
function ask(program: string, ...args: readonly string[]): { readonly status: number | null; said: string } {
  const { status, stdout, stderr } = spawnSync(findExecutable([program]) ?? program, args, {
    cwd: folder,
    encoding: 'utf8',
  });
  return { status, said: `${stdout}${stderr}` };
}

describeWithServers(['prometheus', 'alertmanager'], 'what Prometheus and Alertmanager say of deploy/', () => {
  test.each(['alertmanager/alertmanager.yml', 'compose/alertmanager.yml'])('%s', (file) => {
    const { status, said } = ask('amtool', 'check-config', file);
    expect([status, said]).toEqual([0, expect.stringContaining('SUCCESS')]);
  });

  test('compose/prometheus.yml and its rules', () => {
    const config = ask('promtool', 'check', 'config', '--syntax-only', 'compose/prometheus.yml');
    expect([config.status, config.said]).toEqual([0, expect.stringContaining('SUCCESS')]);
    const rules = ask('promtool', 'check', 'rules', 'compose/node-alerts.yml');
    expect([rules.status, rules.said]).toEqual([0, expect.stringContaining('SUCCESS')]);
  });

  test('alerts about the bridge go past it', () => {
    const routes = (...labels: string[]) =>
      ask(
        'amtool',
        'config',
        'routes',
        'test',
        '--config.file=alertmanager/alertmanager.yml',
        ...labels,
      ).said.split('\n')[0];
    expect(routes('alertname=LlmAlertBridgeDown', 'severity=critical')).toBe('past-the-bridge');
    expect(routes('alertname=DiskFull', 'severity=critical')).toBe('pagerduty,bridge');
    expect(routes('alertname=DiskFull', 'severity=warning')).toBe('bridge');
  });
});

describeWithPrograms(['systemd-analyze'], 'what systemd says of the unit', () => {
  test('it is a unit, and leaves little open', async () => {
    const temporary = await createTemporaryFolder('unit');
    try {
      const program = join(temporary.path, 'llm-alert-bridge');
      copyFileSync('/bin/true', program);
      chmodSync(program, 0o755);
      const unit = join(temporary.path, 'llm-alert-bridge.service');
      const text = readFileSync(join(folder, 'systemd/llm-alert-bridge.service'), 'utf8');
      writeFileSync(unit, text.replaceAll('/usr/local/bin/llm-alert-bridge', program));
      expect(ask('systemd-analyze', 'verify', unit)).toEqual({ status: 0, said: '' });
      const { said } = ask('systemd-analyze', 'security', '--offline=true', unit);
      const exposure = Number(/exposure level for .*: ([\d.]+)/.exec(said)?.[1]);
      expect(exposure).toBeLessThan(2);
    } finally {
      await temporary.remove();
    }
  });
});

describeWithPrograms(['kubectl'], 'what kustomize makes of the manifests', () => {
  test.each([
    ['single', 'StatefulSet'],
    ['replicas', 'Deployment'],
  ])('%s', (name, kind) => {
    const { status, said } = ask('kubectl', 'kustomize', `kubernetes/${name}`);
    expect([status, said]).toEqual([0, expect.stringContaining(`kind: ${kind}`)]);
    const objects = parseAllDocuments(said).map((one) => one.toJS() as Rendered);
    expect(new Set(objects.map(({ kind: of, metadata }) => `${of} ${metadata.name}`)).size).toBe(
      objects.length,
    );
    const config = objects.find((object) => object.kind === 'ConfigMap')?.metadata.name ?? '';
    expect(config).toMatch(/^llm-alert-bridge-\w{10}$/);
    expect(JSON.stringify(objects.find((object) => object.kind === kind))).toContain(`"name":"${config}"`);
  });
});

interface Rendered {
  readonly kind: string;
  readonly metadata: { readonly name: string };
}
