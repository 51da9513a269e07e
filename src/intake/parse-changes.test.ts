import { describe, expect, test } from 'vitest';
import { parseChanges } from './parse-changes.ts';

const nowMs = Date.parse('2026-11-12T02:00:00Z');

function parse(body: unknown) {
  return parseChanges(typeof body === 'string' ? body : JSON.stringify(body), nowMs);
}

describe('a change', () => {
  test('may be as short as an id', () => {
    expect(parse({ id: '4711' })).toEqual([
      {
        source: 'api',
        id: '4711',
        timeMs: nowMs,
        kind: 'deploy',
        service: null,
        environment: null,
        version: null,
        author: null,
        summary: null,
        url: null,
        files: [],
        diff: null,
        labels: {},
      },
    ]);
  });

  test.each([
    ['RFC 3339', '2026-11-12T02:55:00+01:00'],
    ['seconds', Date.parse('2026-11-12T01:55:00Z') / 1000],
    ['milliseconds', Date.parse('2026-11-12T01:55:00Z')],
  ])('may have a time in %s', (_, time) => {
    expect(parse({ id: 'a', time })[0]?.timeMs).toBe(nowMs - 5 * 60_000);
  });

  test('may bring keys that nobody knows, and null for what it does not know', () => {
    expect(parse({ id: 'a', service: null, files: null, labels: null, color: 'red' })).toHaveLength(1);
  });

  test('keeps the beginning of what is too long to be read', () => {
    const [change] = parse({ id: 'a', summary: 's'.repeat(5000), diff: 'd'.repeat(300_000) });
    expect([change?.summary?.length, change?.diff?.length]).toEqual([2000, 200_000]);
  });
});

test.each([
  ['a list', [{ id: 'a' }, { id: 'b' }]],
  ['a mapping with a list', { changes: [{ id: 'a' }, { id: 'b' }] }],
])('several come in %s', (_, body) => {
  expect(parse(body).map(({ id }) => id)).toEqual(['a', 'b']);
});

test.each([
  ['no JSON', '{"id":', 'the body is not JSON'],
  ['an empty list', [], 'the list is empty'],
  ['a number', 42, 'expected object'],
  ['no id', { kind: 'deploy' }, 'id: '],
  ['an empty id', { id: ' ' }, 'id: '],
  ['a time that is none', { id: 'a', time: 'yesterday' }, 'time: '],
  ['files that are no list', { id: 'a', files: 'x' }, 'files: '],
  ['a link that is no web page', { id: 'a', url: 'javascript:alert(1)' }, 'url: '],
  ['one bad change of two', [{ id: 'a' }, { id: 7 }], 'changes[1].id: '],
  ['too many', Array.from({ length: 1001 }, (_, id) => ({ id: String(id) })), '1001 are too many'],
])('%s is refused, with what is wrong and where', (_, body, why) => {
  expect(() => parse(body)).toThrow(
    expect.objectContaining({ code: 'bad_request', message: expect.stringContaining(why) }),
  );
});
