import {
  appendFileSync,
  mkdirSync,
  mkdtempSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createManualClock } from '../../../test/manual-clock.ts';
import { minuteMs, noEdges, sampleAlert, sampleIncident, startMs } from '../../../test/samples.ts';
import type { Labels } from '../../domain/labels.ts';
import { files } from './files.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'files-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

function write(name: string, text: string): string {
  const path = join(folder, name);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
  return path;
}

const at = (minutes: number): string => new Date(startMs + minutes * minuteMs).toISOString();
const service: Labels = { alertname: 'A', service: 'checkout' };

async function collect(labels: Labels = service, config: object = {}) {
  const collector = files.create('files', files.Config.parse({ folders: [folder], ...config }), {
    fetch,
    clock: createManualClock(startMs + minuteMs),
  });
  return collector.collect({
    incident: sampleIncident([sampleAlert({ labels })]),
    range: { fromMs: startMs - 60 * minuteMs, toMs: startMs + minuteMs },
    signal: new AbortController().signal,
    edges: noEdges,
  });
}

async function linesOf(labels?: Labels, config?: object): Promise<readonly string[]> {
  return (await collect(labels, config)).observations.logs.map(({ line }) => line);
}

describe('whose file it is', () => {
  test.each([
    ['checkout.log', true],
    ['checkout/app.log', true],
    ['shop_checkout_4711/main/0.log', true],
    ['checkout-api.log', false],
    ['precheckout.log', false],
    ['all.log', false],
    ['checkout.txt', false],
  ])('%s: %s', async (name, read) => {
    write(name, `${at(-1)} here\n`);
    expect((await linesOf()).length > 0).toBe(read);
  });

  test('is told by the lines where they are JSON', async () => {
    const line = (minutes: number, text: string, more: object) =>
      JSON.stringify({ time: at(minutes), msg: text, ...more });
    write(
      'all.ndjson',
      [
        line(-3, 'mine', { service: 'checkout', level: 'ERROR' }),
        line(-2, 'not mine', { service: 'search' }),
        line(-1, 'mine too', { labels: { app: 'checkout' } }),
        line(-1, 'of nobody', {}),
      ].join('\n'),
    );
    const { observations, drafts } = await collect();
    expect(observations.logs.map(({ line: text }) => text)).toEqual(['mine', 'mine too']);
    expect(drafts[0]).toMatchObject({
      title: 'checkout error log lines',
      status: 'observed',
      query: 'all.ndjson',
    });
  });

  test('of another namespace is not of this one', async () => {
    write(
      'all.ndjson',
      ['shop', 'test']
        .map((namespace) => JSON.stringify({ time: at(-1), msg: namespace, service: 'checkout', namespace }))
        .join('\n'),
    );
    expect(await linesOf({ ...service, namespace: 'shop' })).toEqual(['shop']);
  });
});

describe('what is in a file', () => {
  test.each([
    ['RFC 3339', (ms: number) => new Date(ms).toISOString()],
    [
      'a comma and no zone',
      (ms: number) => new Date(ms).toISOString().replace('T', ' ').replace('.', ',').slice(0, -1),
    ],
    ['another zone', (ms: number) => `${new Date(ms + 5_400_000).toISOString().slice(0, -1)}+01:30`],
    [
      'slashes',
      (ms: number) => new Date(ms).toISOString().slice(0, 19).replaceAll('-', '/').replace('T', ' '),
    ],
    ['Unix time', (ms: number) => `${ms / 1000}`],
    ['milliseconds', (ms: number) => `${ms}`],
    ['syslog', () => 'Nov 12 02:48:00'],
    ['Apache', () => '10.0.0.1 - - [12/Nov/2026:03:48:00 +0100] "GET / HTTP/1.1"'],
  ])('times in %s are read', async (_, format) => {
    write('checkout.log', `${format(startMs - minuteMs)} hello\n`);
    const [log] = (await collect()).observations.logs;
    expect(log?.timeMs).toBe(startMs - minuteMs);
  });

  test('times without a zone are in that of the configuration', async () => {
    write('checkout.log', '2026-11-12 03:48:00 hello\n');
    const [log] = (await collect(service, { utc_offset: '+01:00' })).observations.logs;
    expect(log?.timeMs).toBe(startMs - minuteMs);
  });

  test('a stack trace belongs to the line before it', async () => {
    write('checkout.log', `${at(-2)} ERROR failed\n  at a.b\n  at c.d\n${at(-1)} INFO fine\n`);
    expect(await linesOf()).toEqual([`${at(-2)} ERROR failed\n  at a.b\n  at c.d`, `${at(-1)} INFO fine`]);
  });

  test('lines of containers lose what the runtime puts before them', async () => {
    write('checkout.log', `${at(-1)} stderr F panic: oh\n`);
    expect(await linesOf()).toEqual(['panic: oh']);
  });

  test('lines without any time are said to be so, not passed off as silence', async () => {
    write('checkout.log', 'hello\nworld\n');
    expect((await collect()).drafts).toMatchObject([
      { status: 'unavailable', reason: 'files: checkout.log: its lines have no time that can be read' },
    ]);
  });

  test('of another time is empty', async () => {
    write('checkout.log', `${at(-600)} long ago\n`);
    expect((await collect()).drafts).toMatchObject([
      { status: 'empty', reason: expect.stringContaining('service checkout') },
    ]);
  });

  test('a file that was not written since is not opened', async () => {
    const path = write('checkout.log', `${at(-1)} hello\n`);
    utimesSync(path, 0, 0);
    expect(await linesOf()).toEqual([]);
  });
});

describe('a large file', () => {
  test('is read around the time only, wherever that is', async () => {
    const path = write('checkout.log', '');
    const filler = 'x'.repeat(900);
    for (let hour = -40; hour < 5; hour += 1) {
      const chunk = Array.from(
        { length: 600 },
        (_, index) => `${at(hour * 60 + index / 10)} INFO ${hour} ${filler}\n`,
      );
      appendFileSync(path, chunk.join(''));
    }
    const found = await collect(service, { max_lines: 400 });
    expect(found.observations.logs.length).toBeGreaterThan(200);
    const times = found.observations.logs.map(({ timeMs }) => timeMs);
    expect(Math.min(...times)).toBeGreaterThanOrEqual(startMs - 90 * minuteMs);
    expect(Math.max(...times)).toBeLessThanOrEqual(startMs + minuteMs);
    const facts = found.drafts[0]?.facts.map(({ text }) => text).join();
    expect(facts).toContain('only the newest 200 lines');
    expect(facts).not.toContain('bytes');
  });

  test('that is cut says so', async () => {
    const filler = 'x'.repeat(5000);
    const all = Array.from({ length: 200 }, (_, index) => `${at(-30 + index / 10)} INFO ${filler}\n`);
    write('checkout.log', all.join(''));
    const { drafts } = await collect(service, { max_bytes: 100_000 });
    expect(drafts[0]?.facts.map(({ text }) => text).join()).toContain('only the last 100000 bytes');
  });
});

describe('nothing outside of the folders', () => {
  test('is read through a symbolic link', async () => {
    const outside = mkdtempSync(join(tmpdir(), 'outside-'));
    writeFileSync(join(outside, 'checkout.log'), `${at(-1)} secret\n`);
    symlinkSync(join(outside, 'checkout.log'), join(folder, 'checkout.log'));
    symlinkSync(outside, join(folder, 'checkout'));
    const found = await linesOf();
    rmSync(outside, { recursive: true });
    expect(found).toEqual([]);
  });

  test.each(['../checkout', '/etc/passwd', '..', 'checkout/../../x', '%2e%2e/x', 'a\0b'])(
    'is reached by an alert on %j',
    async (name) => {
      write('other.log', `${at(-1)} hello\n`);
      expect((await collect({ alertname: 'A', service: name })).drafts).toMatchObject([{ status: 'empty' }]);
    },
  );

  test('but links among the folders are followed once', async () => {
    write('pods/shop_checkout-1/0.log', `${at(-1)} hello\n`);
    symlinkSync(join(folder, 'pods/shop_checkout-1/0.log'), join(folder, 'checkout.log'));
    expect(await linesOf()).toEqual([`${at(-1)} hello`]);
  });
});

test('a folder that is not there is a failure, not silence', async () => {
  await expect(collect(service, { folders: [join(folder, 'none')] })).rejects.toMatchObject({
    code: 'source_unreachable',
  });
});
