import { afterEach, describe, expect, test } from 'vitest';
import { AppError } from '../../src/domain/errors.ts';
import type { Collected } from '../../src/evidence/collector.ts';
import type { HttpFake, Reply } from '../fakes/http-fake.ts';
import { askAt, type CollectorRig, collectAt, collectorRigs, createAt } from './collector-rigs.ts';

const running: HttpFake[] = [];
afterEach(async () => {
  for (const fake of running.splice(0)) await fake.stop();
});

async function collect(rig: CollectorRig, fake: HttpFake, extra: object = {}): Promise<Collected> {
  running.push(fake);
  return collectAt(rig, fake.url, { fetch, extra });
}

const failures: readonly (readonly [name: string, reply: Reply, code: string, words: string])[] = [
  ['401', { status: 401, body: 'Unauthorized' }, 'source_unauthorized', 'answered 401'],
  ['403', { status: 403, body: { error: 'forbidden' } }, 'source_unauthorized', 'answered 403'],
  ['500', { status: 500, body: 'boom' }, 'source_unreachable', 'answered 500'],
  ['503', { status: 503, body: '<html>down</html>' }, 'source_unreachable', 'answered 503'],
  ['429', { status: 429, body: 'slow down' }, 'source_unreachable', 'answered 429'],
  ['400', { status: 400, body: { error: 'bad query' } }, 'source_rejected', 'answered 400'],
  ['broken JSON', { body: '{"status": "succ' }, 'source_bad_answer', 'not what its API promises'],
  [
    'a page',
    { headers: { 'content-type': 'text/html' }, body: '<html>log in</html>' },
    'source_bad_answer',
    'not what',
  ],
  ['another shape', { body: { hello: 'world' } }, 'source_bad_answer', 'not what'],
  ['a broken connection', 'reset', 'source_unreachable', 'cannot be reached'],
  [
    'half of an answer',
    { body: { status: 'success' }, cut: true },
    'source_unreachable',
    'cannot be reached',
  ],
];

/** More than any source may answer: 32 MB, and a page of a runbook half a megabyte. */
const hugeBytes = 33_000_000;

describe.each(collectorRigs.map((rig) => [rig.adapter.id, rig] as const))('%s', (_, rig) => {
  test('says what it saw, to people and to code, and of nothing else', async () => {
    const collected = await collect(rig, await rig.start());
    const [first] = collected.drafts;
    expect(first).toMatchObject({ source: 'source', kind: rig.kind, status: 'observed', title: rig.title });
    expect(first?.facts.map(({ text }) => text).join(' | ')).toContain(rig.fact);
    expect(first?.query).not.toBeNull();
    expect(rig.observed(collected)).toBe(rig.count);
    const { logs, changes, series } = collected.observations;
    const keys = [...logs, ...changes, ...series].map(({ key }) => key);
    expect(new Set(keys).size).toBe(keys.length);
    const observed = collected.drafts.flatMap((draft) => draft.observed);
    expect(observed.length > 0).toBe(keys.length > 0);
    expect(keys).toEqual(expect.arrayContaining(observed));
    expect(JSON.stringify(collected)).not.toContain('not mine');
  });

  test('has nothing: that is "empty", and is said with what was asked', async () => {
    const collected = await collect(rig, await rig.start(undefined, true));
    expect(collected.drafts[0]).toMatchObject({
      status: 'empty',
      kind: rig.kind,
      reason: expect.any(String),
    });
    expect(collected.drafts.filter(({ status }) => status !== 'empty')).toEqual([]);
    expect(rig.observed(collected)).toBe(0);
  });

  test('sends its credentials and headers with every call', async () => {
    const fake = await rig.start();
    await collect(rig, fake, { bearer_token: 'right', headers: { 'X-Scope-OrgID': 'shop' } });
    expect(fake.requests.length).toBeGreaterThan(0);
    for (const { headers } of fake.requests) {
      expect(headers).toMatchObject({ authorization: 'Bearer right' });
      if (rig.text !== true) expect(headers).toMatchObject({ 'x-scope-orgid': 'shop' });
    }
  });

  /** What it says about a failure: the code when it throws, else null with the reason of its first item. */
  async function failWith(
    reply: Reply,
    extra: object = {},
  ): Promise<{ code: string | null; message: string }> {
    const failed = collect(rig, await rig.start(reply), { bearer_token: 'CANARY-token', ...extra });
    if (rig.inItems !== true) {
      const thrown: unknown = await failed.then(
        () => null,
        (error: unknown) => error,
      );
      expect(thrown).toBeInstanceOf(AppError);
      const { code, message } = thrown as AppError;
      return { code, message };
    }
    const [first] = (await failed).drafts;
    expect(first).toMatchObject({ status: 'unavailable', kind: rig.kind });
    return { code: null, message: first?.reason ?? '' };
  }

  const told = failures.filter(([, , code]) => rig.text !== true || code !== 'source_bad_answer');
  test.each(told)('answers with %s: that is a failure of its own kind', async (__, reply, code, words) => {
    const failed = await failWith(reply);
    expect(failed.code ?? code).toBe(code);
    expect(failed.message).toMatch(/^source: /);
    expect(failed.message).toContain(words);
    expect(failed.message).not.toContain('CANARY');
  });

  test('answers without end: it is read to the limit, and that is said', async () => {
    const failed = await failWith({ body: ' '.repeat(hugeBytes) });
    expect(failed.code ?? 'source_bad_answer').toBe('source_bad_answer');
    expect(failed.message).toMatch(/^source: .*answered more than (?:32 MB|500000 bytes)$/);
  });

  test('is too slow: that is a timeout', async () => {
    const failed = await failWith('hang', { timeout: '100ms' });
    expect(failed.code ?? 'source_timeout').toBe('source_timeout');
    expect(failed.message).toMatch(/^source: .*(?:timed out after|did not answer within) 100 ms$/);
  });
});

const logRigs = collectorRigs.filter(({ kind }) => kind === 'logs');

describe.each(logRigs.map((rig) => [rig.adapter.id, rig] as const))('words in the lines of %s', (_, rig) => {
  async function search(words: string): Promise<readonly (readonly [status: string, said: string])[]> {
    const fake = await rig.start();
    running.push(fake);
    const collector = createAt(rig, fake.url, { fetch, extra: {} });
    const drafts = (await collector.searchLogs?.({ ...askAt(fake.url), words })) ?? [];
    return drafts.map(({ status, facts, reason }) => [
      status,
      `${facts.map(({ text }) => text).join('; ')}${reason ?? ''}`,
    ]);
  }

  test('are found in upper and lower case, all of them in one line', async () => {
    const [found, ...more] = await search('Connection DB-5');
    expect(found).toEqual(['observed', expect.stringMatching(/no connection to db-5.*1 in the last/)]);
    expect(more).toEqual([]);
  });

  test.each(['panic', 'no .*', 'connection took'])('%j is not there: that is "empty"', async (words) => {
    expect(await search(words)).toEqual([
      ['empty', expect.stringMatching(/^no line of service checkout in .* holds "/)],
    ]);
  });
});
