import { existsSync, globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { parseAllDocuments, parse as parseYaml } from 'yaml';
import { createMetrics } from '../../src/app/metrics.ts';
import { registry } from '../../src/app/registry.ts';
import { parseConfig } from '../../src/config/load.ts';
import { checkQuery, listMetrics } from '../../src/verification/promql/check-query.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const folder = join(root, 'deploy');
const read = (path: string): string => readFileSync(join(folder, path), 'utf8');

test.each(globSync('**/*.yml', { cwd: folder }))('%s is YAML without surprises', (path) => {
  for (const document of parseAllDocuments(read(path), { uniqueKeys: true })) {
    expect([...document.errors, ...document.warnings]).toEqual([]);
  }
});

test.each(globSync('**/llm-alert-bridge.yml', { cwd: folder }))('%s is a configuration', (path) => {
  const parsed = parseConfig(read(path), {
    adapters: registry,
    env: { BRIDGE_TOKEN: 'a', DATABASE_URL: 'postgres://u:p@host:5432/bridge' },
    readFile: () => '',
  });
  expect(parsed).toMatchObject({ ok: true });
});

describe('the image', () => {
  const dockerfile = read('Dockerfile');

  test('runs the Node that the package asks for, as a number that is not root', () => {
    const { engines } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
      engines: { node: string };
    };
    const major = /\d+/.exec(engines.node)?.[0];
    expect([...dockerfile.matchAll(/^FROM node:(\d+)-/gm)].map(([, version]) => version)).toEqual([
      major,
      major,
    ]);
    expect(/^USER (.*)$/m.exec(dockerfile)?.[1]).toBe('1000:1000');
  });

  test('is built from no more than it needs, and its parts are there', () => {
    const ignored = readFileSync(join(root, '.dockerignore'), 'utf8').split('\n');
    for (const path of ['.git', '**/node_modules', 'dist', 'data', '.env*']) expect(ignored).toContain(path);
    for (const path of ['package.json', 'package-lock.json', 'bin/llm-alert-bridge.js']) {
      expect(existsSync(join(root, path)), path).toBe(true);
    }
  });
});

interface Service {
  readonly image?: string;
  readonly volumes?: readonly string[];
  readonly ports?: readonly string[];
}

test('Compose mounts files that are there, and opens nothing to the network', () => {
  const { services, volumes } = parseYaml(read('compose/compose.yml')) as {
    services: Record<string, Service>;
    volumes: Record<string, unknown>;
  };
  for (const [name, service] of Object.entries(services)) {
    for (const port of service.ports ?? []) expect(port).toMatch(/^127\.0\.0\.1:/);
    for (const volume of service.volumes ?? []) {
      const [source = ''] = volume.split(':');
      if (source.startsWith('.')) expect(existsSync(join(folder, 'compose', source)), source).toBe(true);
      else if (!source.startsWith('/')) expect(Object.keys(volumes)).toContain(source);
    }
    if (name !== 'bridge') expect(service.image).toMatch(/:v\d+\.\d+\.\d+$/);
  }
});

interface Manifest {
  readonly kind: string;
  readonly resources?: readonly string[];
  readonly metadata?: { readonly name: string };
  readonly spec?: {
    readonly replicas?: number;
    readonly selector?: { readonly matchLabels: Record<string, string> };
    readonly template?: {
      readonly metadata: { readonly labels: Record<string, string> };
      readonly spec: PodSpec;
    };
  };
}

interface PodSpec {
  readonly serviceAccountName: string;
  readonly securityContext: Record<string, unknown>;
  readonly volumes: readonly { readonly name: string }[];
  readonly containers: readonly {
    readonly ports: readonly { readonly name: string; readonly containerPort: number }[];
    readonly securityContext: Record<string, unknown>;
    readonly volumeMounts: readonly { readonly name: string }[];
    readonly [probe: string]: unknown;
  }[];
}

function readManifests(path: string): readonly Manifest[] {
  return parseAllDocuments(read(path)).map((one) => one.toJS() as Manifest);
}

describe('Kubernetes', () => {
  test.each(['base', 'single', 'replicas'])('%s names all of its files, and no other', (name) => {
    const [kustomization] = readManifests(`kubernetes/${name}/kustomization.yml`);
    const named = kustomization?.resources?.filter((path) => !path.startsWith('..')).sort();
    const there = globSync('*.yml', {
      cwd: join(folder, 'kubernetes', name),
      exclude: ['kustomization.yml', 'llm-alert-bridge.yml'],
    });
    expect(named).toEqual(there.sort());
  });

  test.each([
    ['single/stateful-set.yml', 1, ['data']],
    ['replicas/deployment.yml', 2, []],
  ])('%s runs as nobody, is probed, and has what it mounts', (path, replicas, claims) => {
    const [workload] = readManifests(`kubernetes/${path}`);
    const spec = workload?.spec;
    const pod = spec?.template?.spec;
    const [container] = pod?.containers ?? [];
    expect(spec?.replicas).toBe(replicas);
    expect(spec?.selector?.matchLabels).toEqual(spec?.template?.metadata.labels);
    expect(pod).toMatchObject({
      serviceAccountName: 'llm-alert-bridge',
      securityContext: { runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } },
    });
    expect(container?.securityContext).toEqual({
      allowPrivilegeEscalation: false,
      readOnlyRootFilesystem: true,
      capabilities: { drop: ['ALL'] },
    });
    expect(container).toMatchObject({
      livenessProbe: { httpGet: { path: '/-/healthy', port: 'http' } },
      readinessProbe: { httpGet: { path: '/-/ready', port: 'http' } },
    });
    const mounted = container?.volumeMounts.map((mount) => mount.name).sort();
    expect(mounted).toEqual([...(pod?.volumes ?? []).map((volume) => volume.name), ...claims].sort());
  });
});

interface Panel {
  readonly id: number;
  readonly type: string;
  readonly title: string;
  readonly description?: string;
  readonly gridPos: { readonly x: number; readonly y: number; readonly w: number; readonly h: number };
  readonly targets?: readonly { readonly expr: string }[];
}

describe('the dashboard for Grafana', () => {
  const { panels } = JSON.parse(read('grafana/dashboard.json')) as { panels: readonly Panel[] };
  const charts = panels.filter(({ type }) => type !== 'row');

  test('asks for metrics that there are, in queries that Prometheus takes', async () => {
    const own = new Set(
      (await createMetrics('').registry.getMetricsAsJSON()).flatMap(({ name }) => [name, `${name}_bucket`]),
    );
    const expressions = charts.flatMap(({ targets = [] }) => targets.map(({ expr }) => expr));
    expect(expressions.length).toBeGreaterThan(30);
    for (const expression of expressions) {
      const filled = expression.replaceAll('$__rate_interval', '5m').replaceAll('$job', '.*');
      const check = checkQuery(filled);
      if (!check.ok) throw new Error(`${filled}: ${check.reason}`);
      for (const metric of listMetrics(check.expression)) {
        if (!/^(process|nodejs)_/.test(metric)) expect([...own], filled).toContain(metric);
      }
    }
  });

  test('says of each panel what it means, and lays none over another', () => {
    expect(new Set(panels.map(({ id }) => id)).size).toBe(panels.length);
    for (const { title, description } of charts) expect(description ?? '', title).not.toBe('');
    for (const [index, one] of panels.entries()) {
      expect(one.gridPos.x + one.gridPos.w).toBeLessThanOrEqual(24);
      for (const other of panels.slice(index + 1)) {
        const [a, b] = [one.gridPos, other.gridPos];
        const apart = a.x + a.w <= b.x || b.x + b.w <= a.x || a.y + a.h <= b.y || b.y + b.h <= a.y;
        expect(apart, `${one.title} and ${other.title}`).toBe(true);
      }
    }
  });
});
