import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { sampleDraft, sampleFact, sampleIncident, startMs } from '../../../test/samples.ts';
import { noObservations, type Observations } from '../../domain/observation.ts';
import { readBundle } from './read-bundle.ts';
import { toObservations } from './to-observations.ts';
import { toBundleFiles } from './write-bundle.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'written-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

function write(files: ReadonlyMap<string, string>): void {
  for (const [name, text] of files) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
}

const observations: Observations = {
  series: [
    {
      key: 'b:up{job="node"}',
      name: 'up',
      labels: { job: 'node' },
      points: [
        [startMs, 1],
        [startMs + 1500, Number.POSITIVE_INFINITY],
      ],
    },
  ],
  logs: [{ key: 'b:log:0', timeMs: startMs, labels: { service: 'a' }, line: 'x\ny', fields: { code: '5' } }],
  spans: [
    {
      key: 'b:span:t:s',
      traceId: 't',
      spanId: 's',
      parentSpanId: null,
      service: 'a',
      name: 'GET',
      startMs,
      durationMs: 3,
      status: 'error',
    },
  ],
  changes: [
    {
      key: 'b:change:deploy:d1:a',
      id: 'd1',
      timeMs: startMs,
      kind: 'deploy',
      service: 'a',
      version: 'v1',
      author: null,
      summary: null,
      files: ['a.go'],
      diff: '@@',
    },
    {
      key: 'b:change:deploy:d1:b',
      id: 'd1',
      timeMs: startMs + 1000,
      kind: 'deploy',
      service: 'b',
      version: 'v1',
      author: null,
      summary: null,
      files: [],
      diff: null,
    },
  ],
  edges: [{ from: 'a', to: 'b', source: 'topology.json', weight: 1 }],
};

test('what is written is read back as it was, and one commit on two services as two changes', () => {
  write(toBundleFiles({ incident: sampleIncident(), observations, evidence: [] }));
  expect(toObservations(readBundle(folder), 'b')).toEqual(observations);
});

test('the alert is what Alertmanager would send', () => {
  write(toBundleFiles({ incident: sampleIncident(), observations: noObservations, evidence: [] }));
  expect(JSON.parse(readBundle(folder).alert)).toMatchObject({
    version: '4',
    groupKey: '{}:{alertname="DiskAlmostFull"}',
    status: 'firing',
    alerts: [{ status: 'firing', startsAt: '2026-11-12T02:49:00.000Z', endsAt: '0001-01-01T00:00:00Z' }],
  });
});

test('a runbook keeps its sections, in a file that stays in the folder', () => {
  const page = sampleDraft({
    kind: 'runbook',
    labels: { alertname: '../../DiskAlmostFull' },
    facts: [
      sampleFact({ name: 'section', text: 'Meaning: it fills up' }),
      sampleFact({ name: 'because', text: 'the page has the name of the alert' }),
    ],
  });
  const files = toBundleFiles({ incident: sampleIncident(), observations: noObservations, evidence: [page] });
  expect([...files.keys()]).toEqual(['alert.json', 'runbooks/-DiskAlmostFull.md']);
  write(files);
  expect(readBundle(folder).runbooks?.[0]?.sections.at(-1)).toEqual({
    heading: 'Meaning',
    level: 2,
    text: 'it fills up',
  });
});

test('what nobody saw has no file', () => {
  const files = toBundleFiles({ incident: sampleIncident(), observations: noObservations, evidence: [] });
  expect([...files.keys()]).toEqual(['alert.json']);
});
