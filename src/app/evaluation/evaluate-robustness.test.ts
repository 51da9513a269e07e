import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Diagnosis } from '../../domain/diagnosis.ts';
import { readBundle } from '../../evidence/bundle/read-bundle.ts';
import { toObservations } from '../../evidence/bundle/to-observations.ts';
import { diagnose } from '../../signals/diagnose.ts';
import { findStart } from '../analyse-bundle.ts';
import { evaluateRobustness, type SetRobustness } from './evaluate-robustness.ts';
import type { SetEvaluation } from './evaluate-set.ts';
import { renderRobustness } from './robustness-table.ts';
import { scoreBundle } from './score-bundle.ts';
import { summariseScores } from './summarise-scores.ts';

const alertAtMs = Date.parse('2026-03-03T12:00:00Z');
const quietFromMs = alertAtMs - 3 * 86_400_000;
const stepMs = 60_000;

/** Calm at all times but in the incident, in which the database has no processor left and its caller is slow. */
function createSeries(service: string, metric: string, level: number, broken: number): string {
  const calm = (index: number): number => level * (1 + 0.05 * Math.sin(index * 78.233));
  const quiet = Array.from({ length: 100 }, (_, index) => [quietFromMs + index * stepMs, calm(index)]);
  const incident = Array.from({ length: 60 }, (_, index) => {
    const factor = index >= 40 ? broken : 1;
    return [alertAtMs + (index - 45) * stepMs, factor * calm(index)];
  });
  const values = [...quiet, ...incident].map(([timeMs = 0, value]) => [timeMs / 1000, String(value)]);
  return `${JSON.stringify({ metric: { __name__: metric, service }, values })}\n`;
}

const files: Readonly<Record<string, string>> = {
  'alert.json': JSON.stringify({
    version: '4',
    groupKey: 'g',
    status: 'firing',
    alerts: [
      {
        status: 'firing',
        labels: { alertname: 'Slow', service: 'web' },
        startsAt: '2026-03-03T12:00:00Z',
      },
    ],
  }),
  'metrics.ndjson': [
    createSeries('db', 'cpu_usage_percent', 20, 4.8),
    createSeries('db', 'http_server_duration_seconds', 0.1, 9),
    createSeries('web', 'http_server_duration_seconds', 0.3, 4),
    createSeries('cart', 'http_server_duration_seconds', 0.2, 1),
  ].join(''),
  'topology.json': JSON.stringify({ services: { web: { depends_on: ['db', 'cart'] } } }),
  'truth.json': JSON.stringify({ service: 'db' }),
};

let folder: string;
let workFolder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'robustness-'));
  workFolder = mkdtempSync(join(tmpdir(), 'robustness-work-'));
  for (const bundle of ['one', 'two']) {
    mkdirSync(join(folder, bundle));
    for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, bundle, name), text);
  }
});
afterEach(() => {
  for (const path of [folder, workFolder]) rmSync(path, { recursive: true, force: true });
});

async function analyse(path: string): Promise<{ readonly diagnosis: Diagnosis }> {
  const bundle = readBundle(path);
  const context = { startedAtMs: findStart(bundle), services: ['web'], text: 'web is slow' };
  return { diagnosis: diagnose(toObservations(bundle, 'bundle'), context) };
}

async function evaluateWhole(): Promise<SetEvaluation> {
  const bundles = await Promise.all(
    readdirSync(folder).map(async (bundle) => {
      const { diagnosis } = await analyse(join(folder, bundle));
      return scoreBundle({ bundle, truth: { service: 'db' }, diagnosis, baselines: {} });
    }),
  );
  return { set: 'made-up', summary: summariseScores(bundles), bundles };
}

function measure(evaluation: SetEvaluation, analyseFolder = analyse): Promise<SetRobustness> {
  return evaluateRobustness({ folder, evaluation, workFolder, analyseFolder });
}

test('a set is measured late, with less, and where nothing is wrong', async () => {
  const measured = await measure(await evaluateWhole());
  const found = { top1: 1, top3: 1, top5: 1, mean1to5: 1 };
  expect(measured.late).toEqual(
    [0, 60_000, 300_000, 900_000].map((delayMs) => ({ delayMs, ranks: found, crashes: [] })),
  );
  expect(measured.missing.map(({ source, incidents, missing }) => [source, incidents, missing.top1])).toEqual(
    [
      ['topology', 2, 1],
      ['metrics', 2, 0],
      ['culprit', 2, 0],
      ['bystander', 2, 1],
    ],
  );
  // Both bundles have the same quiet day, which counts once.
  expect(measured.quiet.map(({ known, splits, withoutCause }) => [known, splits, withoutCause])).toEqual([
    ['none', 20, 20],
    ['some', 20, 20],
    ['all', 20, 20],
  ]);
});

test('what crashes, and what is worse without a source than with it unused, is told by name', async () => {
  const whole = await evaluateWhole();
  const measured = await measure(whole, async (path) => {
    if (!existsSync(join(path, 'metrics.ndjson'))) throw new Error('no metrics at all');
    const { diagnosis } = await analyse(path);
    return existsSync(join(path, 'topology.json'))
      ? { diagnosis }
      : { diagnosis: { ...diagnosis, candidates: [] } };
  });
  const [topology, metrics] = measured.missing;
  expect(topology).toMatchObject({ source: 'topology', worse: ['one', 'two'], missing: { top5: 0 } });
  expect(metrics?.crashes.map(({ bundle }) => bundle)).toEqual(['one', 'two']);
  const text = renderRobustness([measured]);
  expect(text).toContain('made-up/one crashed: no metrics at all');
  expect(text).toContain('made-up/two: without topology the service comes later than with it unused');
});

test('a set whose truths name no service has nothing to measure', async () => {
  const bundle = scoreBundle({
    bundle: 'one',
    truth: {},
    diagnosis: (await analyse(join(folder, 'one'))).diagnosis,
    baselines: {},
  });
  const whole = { set: 'made-up', summary: summariseScores([bundle]), bundles: [bundle] };
  const measured = await measure(whole);
  expect(measured).toEqual({ set: 'made-up', late: [], missing: [], quiet: [] });
  expect(renderRobustness([measured])).toContain('No recording has quiet times');
});
