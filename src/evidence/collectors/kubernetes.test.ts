import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { parseAllDocuments } from 'yaml';
import type { HttpFake } from '../../../test/fakes/http-fake.ts';
import { startFakeKubernetes } from '../../../test/fakes/kubernetes.ts';
import { shopObjects } from '../../../test/fakes/kubernetes-shop.ts';
import { createManualClock } from '../../../test/manual-clock.ts';
import { minuteMs, noEdges, sampleAlert, sampleIncident, startMs } from '../../../test/samples.ts';
import type { Collected } from '../collector.ts';
import { kubernetes } from './kubernetes.ts';

const running: HttpFake[] = [];
afterEach(async () => {
  for (const fake of running.splice(0)) await fake.stop();
});

async function start(...options: Parameters<typeof startFakeKubernetes> | []): Promise<HttpFake> {
  const [objects = shopObjects(startMs), more = {}] = options;
  const fake = await startFakeKubernetes(objects, more);
  running.push(fake);
  return fake;
}

type LabelSet = Readonly<Record<string, string>>;

function create(config: object, clock = createManualClock(startMs)) {
  const parsed = kubernetes.Config.parse({ timeout: '5s', ...config });
  return kubernetes.create('k8s', parsed, { fetch, clock });
}

function request(labels: LabelSet) {
  return {
    incident: sampleIncident([sampleAlert({ labels: { alertname: 'Crash', ...labels } })]),
    range: { fromMs: startMs - 60 * minuteMs, toMs: startMs + 2 * minuteMs },
    signal: new AbortController().signal,
    edges: noEdges,
  };
}

async function collect(fake: HttpFake, labels: LabelSet, config: object = {}): Promise<Collected> {
  return create({ url: fake.url, ...config }).collect(request(labels));
}

function textsOf({ drafts }: Collected, title: string): string {
  const found = drafts.find((draft) => draft.title === title);
  return found === undefined ? `no item "${title}"` : found.facts.map(({ text }) => text).join(' | ');
}

const podLabels = { namespace: 'shop', pod: 'checkout-22f6585d649-fnmft' };

describe('a pod that an alert names', () => {
  test('is shown with why it was last ended, its restarts and limits, and where it runs', async () => {
    const text = textsOf(await collect(await start(), podLabels), 'pod shop/checkout-22f6585d649-fnmft');
    expect(text).toContain('Running since 2026-11-12T02:40:00Z on node node-3');
    expect(text).toContain('container app waiting: CrashLoopBackOff (back-off 2m40s');
    expect(text).toContain('5 restarts of app');
    expect(text).toContain(
      'last termination of app: OOMKilled, exit code 137 (SIGKILL) at 2026-11-12T02:46:00Z',
    );
    expect(text).toContain('container app: limits memory 256Mi, cpu 500m, requests memory 128Mi, cpu 100m');
    expect(text).toContain('Ready is False since 2026-11-12T02:43:00Z (ContainersNotReady');
  });

  test('brings its events, warnings first, and no others', async () => {
    const collected = await collect(await start(), podLabels);
    const title = 'events of pod shop/checkout-22f6585d649-fnmft';
    expect(textsOf(collected, title)).toBe(
      [
        'Warning BackOff × 14, Pod checkout-22f6585d649-fnmft, last 2026-11-12T02:48:00Z: "Back-off restarting failed container app"',
        'Normal Pulled × 1, Pod checkout-22f6585d649-fnmft, last 2026-11-12T02:40:00Z: "Successfully pulled image"',
      ].join(' | '),
    );
    expect(collected.drafts.find((draft) => draft.title === title)).toMatchObject({ total: 2, kept: 2 });
  });

  test('brings its Deployment and the conditions of its node', async () => {
    const collected = await collect(await start(), podLabels);
    expect(textsOf(collected, 'deployment shop/checkout')).toContain(
      '1 of 2 replicas ready | Available is False since 2026-11-12T02:43:00Z',
    );
    const node = textsOf(collected, 'node node-3');
    expect(node).toContain(
      'MemoryPressure is True since 2026-11-12T02:44:00Z (KubeletHasInsufficientMemory)',
    );
    expect(node).toContain('no pod may be scheduled on it');
    expect(node).toContain('taints node.kubernetes.io/memory-pressure:NoSchedule');
  });

  test('brings the last rollout with what it changed, as a change for code, too', async () => {
    const { drafts, observations } = await collect(await start(), podLabels);
    const summary =
      'image registry/shop/checkout:v2.4.0 → registry/shop/checkout:v2.5.0; limits of app memory 512Mi, cpu 500m → memory 256Mi, cpu 500m; CI build 812';
    expect(observations.changes).toMatchObject([
      { kind: 'rollout', service: 'checkout', version: 'v2.5.0', timeMs: startMs - 10 * minuteMs, summary },
    ]);
    expect(drafts.find(({ kind }) => kind === 'change')).toMatchObject({
      title: 'rollout checkout v2.5.0 (checkout revision 2)',
      observed: observations.changes.map(({ key }) => key),
    });
  });

  test('that is gone is "empty", with its events', async () => {
    const { drafts } = await collect(await start(), { namespace: 'shop', pod: 'ads-1' });
    expect(drafts[0]).toMatchObject({
      status: 'empty',
      title: 'pod shop/ads-1',
      reason: 'it does not exist, or not any more',
    });
    expect(drafts[1]?.facts[0]?.text).toContain('FailedScheduling × 99');
  });
});

test('a rollback is one although its ReplicaSet is old', async () => {
  const objects = shopObjects(startMs);
  const path = '/apis/apps/v1/namespaces/shop/replicasets';
  const [old, current] = objects[path] ?? [];
  const again = {
    ...old,
    metadata: { ...(old?.['metadata'] as object), annotations: { 'deployment.kubernetes.io/revision': '3' } },
  };
  const fake = await start({ ...objects, [path]: [again, current ?? {}] });
  const { observations } = await collect(fake, podLabels);
  expect(observations.changes).toMatchObject([
    { kind: 'rollback', timeMs: startMs - 9 * minuteMs, version: 'v2.4.0' },
  ]);
});

test('a workload is found by the name of a service, with its worst pods', async () => {
  const collected = await collect(await start(), { namespace: 'shop', service: 'checkout' });
  expect(textsOf(collected, 'deployment shop/checkout')).toContain('2 pods: 1 CrashLoopBackOff, 1 Running');
  expect(textsOf(collected, 'pod shop/checkout-22f6585d649-fnmft')).toContain('OOMKilled');
  expect(textsOf(collected, 'pod shop/checkout-22f6585d649-zk2xp')).toContain('no item');
  const events = textsOf(collected, 'events of deployment shop/checkout');
  expect(events).toContain('ScalingReplicaSet');
  expect(events).toContain('BackOff × 14');
  expect(events).not.toContain('not mine');
});

test('a node is found by its own label alone', async () => {
  const collected = await collect(await start(), { node: 'node-3' });
  expect(textsOf(collected, 'node node-3')).toContain('allocatable memory 15Gi, cpu 4');
  expect(collected.observations.changes).toEqual([]);
});

test('who depends on whom is known from ingresses, services and environments of one namespace', async () => {
  const fake = await start();
  const collector = create({ url: fake.url });
  const edges = (await collector.edges?.(request(podLabels))) ?? [];
  expect(edges.map(({ from, to, source }) => `${from} → ${to} (${source})`)).toEqual([
    'shop → checkout-web (Kubernetes ingress)',
    'checkout-web → checkout (Kubernetes service)',
    'checkout → payments (Kubernetes environment)',
    'checkout → orders-db (Kubernetes environment)',
  ]);
});

test('an alert that names no object is "empty", and nothing is asked', async () => {
  const fake = await start();
  const { drafts } = await collect(fake, { instance: 'node-3:9100', pod: '../secrets/x' });
  expect(drafts).toMatchObject([
    { status: 'empty', reason: 'no label of the alert names an object of the cluster' },
  ]);
  expect(fake.requests).toEqual([]);
});

test('values of environment variables are in nothing that it gives', async () => {
  const collected = await collect(await start(), podLabels);
  expect(JSON.stringify(collected)).not.toContain('CANARY');
});

test('what may not be read is said, and the rest is there', async () => {
  const fake = await start(shopObjects(startMs), { forbidden: /\/services$/ });
  const { drafts } = await collect(fake, podLabels);
  expect(drafts.filter(({ status }) => status === 'unavailable')).toMatchObject([
    { title: 'services of the namespace', reason: 'k8s: answered 403' },
  ]);
  expect(drafts.filter(({ status }) => status === 'observed').length).toBeGreaterThan(3);
});

test('a rotated token is read again after a minute', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'token-'));
  const token_file = join(folder, 'token');
  writeFileSync(token_file, 'first\n');
  const fake = await start();
  const clock = createManualClock(startMs);
  const collector = create({ url: fake.url, token_file }, clock);
  await collector.collect(request(podLabels));
  writeFileSync(token_file, 'second\n');
  clock.advance(60_000);
  await collector.collect(request(podLabels));
  const sent = new Set(fake.requests.map(({ headers }) => headers['authorization']));
  expect(sent).toEqual(new Set(['Bearer first', 'Bearer second']));
  rmSync(folder, { recursive: true });
  clock.advance(60_000);
  await expect(collector.collect(request(podLabels))).rejects.toMatchObject({ code: 'source_unauthorized' });
});

test('outside of a cluster, the own service account is a mistake in the configuration that names the file', () => {
  expect(() => create({})).toThrow(
    expect.objectContaining({
      code: 'config_invalid',
      message: expect.stringContaining('serviceaccount/ca.crt'),
    }),
  );
});

/** A rule of the role that ships with the bridge. */
interface Rule {
  readonly apiGroups: readonly string[];
  readonly resources: readonly string[];
  readonly verbs: readonly string[];
}

test('everything that is asked is covered by the role that ships with it, which only reads, and no secrets', async () => {
  const file = new URL('../../../deploy/kubernetes/base/read-only.yml', import.meta.url);
  const documents = parseAllDocuments(readFileSync(file, 'utf8')).map(
    (one) => one.toJS() as { rules?: Rule[] },
  );
  const rules = documents.flatMap(({ rules: own = [] }) => own);
  expect(new Set(rules.flatMap(({ verbs }) => verbs))).toEqual(new Set(['get', 'list']));
  expect(rules.flatMap(({ resources }) => resources).join()).not.toMatch(/secret|configmap|\*/);
  const fake = await start();
  const sets: readonly LabelSet[] = [
    podLabels,
    ...['deployment', 'statefulset', 'daemonset', 'job_name', 'hpa', 'persistentvolumeclaim'].map(
      (label) => ({
        namespace: 'shop',
        [label]: 'checkout',
      }),
    ),
    { node: 'node-3' },
  ];
  for (const labels of sets) await collect(fake, labels);
  const asked = new Set(
    fake.requests.map(({ method, path }) => {
      expect(method).toBe('GET');
      const [, group = '', resource] =
        /^\/apis?\/(?:([a-z0-9.]+)\/)?v\d+\/(?:namespaces\/[^/]+\/)?([a-z]+)/.exec(path) ?? [];
      return `${group}/${resource}`;
    }),
  );
  const allowed = rules.flatMap(({ apiGroups, resources }) =>
    apiGroups.flatMap((group) => resources.map((resource) => `${group}/${resource}`)),
  );
  expect(allowed).toEqual(expect.arrayContaining([...asked]));
  expect(asked.size).toBeGreaterThan(9);
});
