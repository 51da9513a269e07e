import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createManualClock } from '../../../test/manual-clock.ts';
import { noEdges, sampleIncident, startMs } from '../../../test/samples.ts';
import { topology } from './topology.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'topology-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const request = {
  incident: sampleIncident(),
  range: { fromMs: startMs - 60_000, toMs: startMs },
  signal: new AbortController().signal,
  edges: noEdges,
};

function create() {
  const clock = createManualClock(startMs);
  const collector = topology.create('map', { path: join(folder, 'services.yml') }, { fetch, clock });
  return { collector, clock };
}
const write = (text: string): void => writeFileSync(join(folder, 'services.yml'), text);

test('the map is there for code and for other collectors, and is read again after a minute', async () => {
  write('services: {checkout: {depends_on: [payments]}}');
  const { collector, clock } = create();
  const edges = [{ from: 'checkout', to: 'payments', source: 'services.yml', weight: 1 }];
  expect(await collector.edges?.(request)).toEqual(edges);
  expect(await collector.collect(request)).toMatchObject({ drafts: [], observations: { edges } });
  write('services: {checkout: {depends_on: []}}');
  clock.advance(59_999);
  expect((await collector.collect(request)).observations.edges).toEqual(edges);
  clock.advance(1);
  expect((await collector.collect(request)).drafts).toMatchObject([
    { status: 'empty', kind: 'topology', reason: 'services.yml names no dependency' },
  ]);
});

test('a map that is not there or is none is a failure that names the file', async () => {
  const { collector } = create();
  await expect(collector.collect(request)).rejects.toMatchObject({
    code: 'source_unreachable',
    message: expect.stringMatching(/^services\.yml cannot be read/),
  });
  write('services: none');
  await expect(collector.collect(request)).rejects.toMatchObject({
    code: 'bad_request',
    message: expect.stringMatching(/^services\.yml: services: /),
  });
});
