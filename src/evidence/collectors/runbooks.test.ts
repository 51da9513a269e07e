import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type HttpFake, type Reply, startHttpFake } from '../../../test/fakes/http-fake.ts';
import { createManualClock } from '../../../test/manual-clock.ts';
import { noEdges, sampleAlert, sampleIncident, startMs } from '../../../test/samples.ts';
import type { EvidenceDraft } from '../../domain/evidence.ts';
import { runbooks } from './runbooks.ts';

let folder = '';
let fake: HttpFake | null = null;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'runbooks-'));
});
afterEach(async () => {
  rmSync(folder, { recursive: true });
  await fake?.stop();
  fake = null;
});

function write(name: string, text: string): void {
  const path = join(folder, name);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}

const page = `---
title: Disk Almost Full
---
# DiskAlmostFull

## History
Nobody needs this.

## Impact
Writes fail.

## Mitigation
Delete {{< hint >}}old{{< /hint >}} [logs](https://example.com/logs).

\`\`\`sh
# not a heading
df -h
\`\`\`

## Meaning
The disk fills up.
`;

async function collect(
  { alertname = 'DiskAlmostFull', url }: { readonly alertname?: string; readonly url?: string | undefined },
  config: object = {},
): Promise<readonly EvidenceDraft[]> {
  const collector = runbooks.create('runbooks', runbooks.Config.parse({ folders: [folder], ...config }), {
    fetch,
    clock: createManualClock(startMs),
  });
  const annotations = url === undefined ? {} : { runbook_url: url };
  const { drafts } = await collector.collect({
    incident: sampleIncident([sampleAlert({ labels: { alertname }, annotations })]),
    range: { fromMs: startMs, toMs: startMs },
    signal: new AbortController().signal,
    edges: noEdges,
  });
  return drafts;
}

const textOf = ([draft]: readonly EvidenceDraft[]): string =>
  draft?.facts.map(({ text }) => text).join('\n') ?? '';

describe('a page in a folder', () => {
  test('gives its useful sections, the most useful first, without what a site makes of them', async () => {
    write('node/DiskAlmostFull.md', page);
    const drafts = await collect({});
    expect(drafts).toMatchObject([{ kind: 'runbook', status: 'observed', query: 'node/DiskAlmostFull.md' }]);
    expect(drafts[0]?.facts.map(({ text }) => text)).toEqual([
      'Meaning: The disk fills up.',
      'Mitigation: Delete old logs.\n\n```sh\n# not a heading\ndf -h\n```',
      'Impact: Writes fail.',
      'other sections: History',
      'the page has the name of the alert',
    ]);
  });

  test.each([
    ['disk-almost-full.md', page],
    ['Disk Almost Full.md', '# x\n## Meaning\nThe disk fills up.'],
    ['disk_almost_full/README.md', '## Meaning\nThe disk fills up.'],
    ['n1.md', '---\nalerts: [Other, DiskAlmostFull]\n---\n## Meaning\nThe disk fills up.'],
    [
      'all.md',
      '# All\n## Other\nno\n## Alert name: "DiskAlmostFull"\n### Meaning\nThe disk fills up.\n## More\nno',
    ],
    ['disks-almost-full.md', '## Meaning\nThe disk fills up.'],
  ])('is found as %s', async (name, text) => {
    write(name, text);
    const drafts = await collect({});
    expect(drafts[0]?.status).toBe('observed');
    expect(textOf(drafts)).toContain('The disk fills up.');
    expect(textOf(drafts)).not.toMatch(/\bno\b/);
  });

  test.each([
    ['DiskAlmostFull', ['disk-full.md']],
    ['NodeDiskAlmostFull', ['DiskAlmostFull.md']],
    ['DiskFull', ['DiskAlmostFull.md', 'DiskWillFill.md']],
    ['Disk', ['Disk1.md']],
    ['InstanceDown', ['InstanceUp.md']],
    ['KubePodNotReady', ['KubePodReady.md', 'KubeNodeNotReady.md']],
    ['Twice', ['a/Twice.md', 'b/Twice.md']],
    ['Unnamed', []],
  ])('is rather none than a wrong one: %s among %j', async (alertname, names) => {
    for (const name of names) write(name, '## Meaning\nsomething else');
    expect(await collect({ alertname })).toMatchObject([
      { status: 'empty', reason: 'no page is about this alert' },
    ]);
  });

  test('is found by the last name of an address that is not read', async () => {
    write('kubepodcrashlooping.md', '## Meaning\nIt crashes.');
    const url = 'https://runbooks.example.com/runbooks/kubernetes/kubepodcrashlooping';
    expect(textOf(await collect({ alertname: 'CrashLoops', url }))).toContain('It crashes.');
  });

  test('of no end is cut', async () => {
    write('DiskAlmostFull.md', `## Meaning\n${'word '.repeat(5000)}\n## Fix\n${'word '.repeat(5000)}`);
    expect(textOf(await collect({})).length).toBeLessThan(3000);
  });

  test('is read again after a minute', async () => {
    const clock = createManualClock(startMs);
    const collector = runbooks.create('runbooks', runbooks.Config.parse({ folders: [folder] }), {
      fetch,
      clock,
    });
    const request = {
      incident: sampleIncident(),
      range: { fromMs: startMs, toMs: startMs },
      signal: new AbortController().signal,
      edges: noEdges,
    };
    expect((await collector.collect(request)).drafts[0]?.status).toBe('empty');
    write('DiskAlmostFull.md', page);
    expect((await collector.collect(request)).drafts[0]?.status).toBe('empty');
    clock.advance(61_000);
    expect((await collector.collect(request)).drafts[0]?.status).toBe('observed');
  });
});

test('a folder that is not there is unavailable', async () => {
  expect(await collect({}, { folders: [join(folder, 'none')] })).toMatchObject([
    { status: 'unavailable', reason: expect.stringContaining('cannot be read') },
  ]);
});

describe('the page that an alert names', () => {
  async function ask(reply: Reply, config: object = {}, path = '/disk'): Promise<readonly EvidenceDraft[]> {
    fake = await startHttpFake({ handle: () => reply });
    const hosts = [`127.0.0.1:${fake.port}`];
    return collect({ url: `${fake.url}${path}` }, { hosts, ...config });
  }

  test('is read from a host that is allowed, with the token', async () => {
    const drafts = await ask({ body: page }, { bearer_token: 'right' });
    expect(textOf(drafts)).toContain('Meaning: The disk fills up.');
    expect(fake?.requests[0]?.headers['authorization']).toBe('Bearer right');
  });

  test('is not asked for from any other host, and that is said', async () => {
    fake = await startHttpFake({ handle: () => ({ body: page }) });
    const drafts = await collect({ url: `${fake.url}/disk` }, { hosts: ['wiki.example.com'] });
    expect(drafts).toMatchObject([
      { status: 'not_configured', reason: `pages of 127.0.0.1:${fake.port} are not read: add it to hosts` },
    ]);
    expect(fake.requests).toHaveLength(0);
  });

  test.each([
    'http://wiki.example.com@127.0.0.1:PORT/',
    'http://127.0.0.1:PORT#@wiki.example.com',
    'file:///etc/passwd',
    'not a url',
  ])('is not asked for by the trick %s', async (trick) => {
    fake = await startHttpFake({ handle: () => ({ body: page }) });
    await collect({ url: trick.replace('PORT', String(fake.port)) }, { hosts: ['wiki.example.com'] });
    expect(fake.requests).toHaveLength(0);
  });

  test('leads nowhere else', async () => {
    const target = await startHttpFake({ handle: () => ({ body: page }) });
    const drafts = await ask({ status: 302, headers: { location: target.url } });
    await target.stop();
    expect(drafts[0]).toMatchObject({
      status: 'unavailable',
      reason: expect.stringContaining('leads elsewhere'),
    });
    expect(target.requests).toHaveLength(0);
  });

  test('may be a web page, of which the text is read', async () => {
    const html =
      '<!doctype html><html><head><style>x{}</style><script>alert(1)</script></head><body><nav>Menu</nav><main>' +
      '<h2 id="m">Meaning</h2><p>The disk &amp; its <b>space</b>.</p><h2>Other</h2><p>no</p></main></body></html>';
    const drafts = await ask({ headers: { 'content-type': 'text/html' }, body: html });
    expect(drafts[0]?.facts[0]?.text).toBe('Meaning: The disk & its space.');
    expect(textOf(drafts)).not.toMatch(/alert\(1|Menu|\bno\b/);
  });

  test('of many alerts gives what stands under the name of this one', async () => {
    const many = '# All\n## Other\nno\n## Disk almost full\n### Meaning\nIt fills up.\n## More\nno';
    expect(textOf(await ask({ body: many }, {}, '/all.md#disk-almost-full'))).toContain(
      'Meaning: It fills up.',
    );
    expect(textOf(await ask({ body: many }, {}, '/all.md'))).not.toMatch(/\bno\b/);
  });

  test.each([
    ['401', { status: 401 }, 'answered 401'],
    ['404', { status: 404 }, 'answered 404'],
    ['503', { status: 503 }, 'answered 503'],
    ['a broken connection', 'reset' as const, 'cannot be reached'],
    ['a picture', { headers: { 'content-type': 'image/png' }, body: 'x' }, 'answered image/png, not a page'],
    ['too much', { body: 'x'.repeat(5000) }, 'answered more than 2000 bytes'],
    ['nothing in time', 'hang' as const, 'did not answer within 200 ms'],
  ])('that answers with %s is unavailable, and says why', async (_, reply, why) => {
    const drafts = await ask(reply, { max_bytes: 2000, timeout: why.includes('200 ms') ? '200ms' : '5s' });
    expect(drafts).toMatchObject([{ status: 'unavailable', reason: expect.stringContaining(why) }]);
  });

  test('that fails leaves the page in the folder', async () => {
    write('DiskAlmostFull.md', page);
    const drafts = await ask({ status: 503 });
    expect(drafts.map(({ status }) => status)).toEqual(['unavailable', 'observed']);
  });

  test('that is empty is "empty"', async () => {
    expect(await ask({ body: '' })).toMatchObject([{ status: 'empty', reason: 'the page has no text' }]);
  });
});
