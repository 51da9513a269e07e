import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ObservedSpan } from '../../domain/observation.ts';
import { exclusiveMs, readSpans } from './read-spans.ts';
import { toSpanEdges, toSpanNodes } from './span-tree.ts';

function span(
  id: string,
  parent: string | null,
  service: string,
  given: Partial<ObservedSpan> = {},
): ObservedSpan {
  return {
    ...{ key: `${given.traceId ?? 't'}:${id}`, traceId: 't', spanId: id, parentSpanId: parent, service },
    ...{ name: 'call', startMs: 0, durationMs: 100, status: 'ok' },
    ...given,
  };
}

describe('the time that a span takes by itself', () => {
  test.each([
    ['no child', [], 100],
    ['one child', [[10, 40]], 60],
    [
      'children one after the other',
      [
        [0, 30],
        [30, 30],
      ],
      40,
    ],
    [
      'children at once',
      [
        [0, 50],
        [20, 50],
      ],
      30,
    ],
    ['a child that outlives it', [[80, 500]], 80],
    ['a child before it', [[-50, 60]], 90],
  ] as const)('with %s', (_, children, own) => {
    const spans = children.map(([startMs, durationMs], index) =>
      span(`${index}`, 'p', 'b', { startMs, durationMs }),
    );
    expect(exclusiveMs(span('p', null, 'a'), spans)).toBe(own);
  });
});

describe('where requests fail', () => {
  const failing = (traceId: string, startMs: number) => [
    span('1', null, 'frontend', { traceId, startMs, status: 'error' }),
    span('2', '1', 'checkout', { traceId, startMs, status: 'error' }),
    span('3', '2', 'payment', { traceId, startMs, status: 'error', name: 'Charge' }),
    span('4', '2', 'cart', { traceId, startMs }),
  ];

  test('is the deepest span that does, and its callers were hit', () => {
    const { signals, hitAtMs } = readSpans([...failing('a', 1000), ...failing('b', 2000)], 0);
    expect(signals).toHaveLength(1);
    expect(signals[0]).toMatchObject({ service: 'payment', kind: 'errors', atMs: 1000 });
    expect(signals[0]?.reason).toBe('In 2 of 2 bad traces the deepest span that fails is payment Charge.');
    expect([...hitAtMs.keys()].sort()).toEqual(['checkout', 'frontend', 'payment']);
  });

  test('is nothing from the time that is known to be well', () => {
    expect(readSpans(failing('a', 1000), 5000).signals).toEqual([]);
  });
});

describe('where the time goes', () => {
  const slow = (traceId: string, startMs: number, dbMs: number) => [
    span('1', null, 'frontend', { traceId, startMs, durationMs: dbMs + 40 }),
    span('2', '1', 'db', { traceId, startMs: startMs + 20, durationMs: dbMs, name: 'SELECT' }),
  ];

  test('is the span that is slow by itself, compared with its like before', () => {
    const { signals } = readSpans(
      [...slow('a', 0, 10), ...slow('b', 10, 12), ...slow('c', 60_000, 4000)],
      30_000,
    );
    expect(signals.map(({ service, kind }) => `${service} ${kind}`)).toEqual(['db latency']);
    expect(signals[0]?.reason).toContain('db SELECT takes 4 s by itself, 11 ms before');
  });

  test('is not the caller that waits', () => {
    const { hitAtMs } = readSpans(slow('c', 60_000, 4000), 30_000);
    expect([...hitAtMs.keys()]).toEqual(['db']);
  });

  test('may be many calls of one kind', () => {
    const calls = Array.from({ length: 12 }, (_, index) =>
      span(`c${index}`, '1', 'catalog', { name: 'Get' }),
    );
    const { repeated } = readSpans([span('1', null, 'cart'), ...calls], 0);
    expect(repeated).toMatchObject([{ from: 'cart', to: 'catalog', name: 'Get', count: 12 }]);
  });
});

describe('a tree of spans', () => {
  test('is found where an exporter broke the id of the trace, if the parent ran at the time', () => {
    const [root, child] = [
      span('a1', null, 'frontend'),
      span('b1', 'a1', 'cart', { traceId: 'same', startMs: 50 }),
    ];
    expect(toSpanEdges([root, child])).toMatchObject([{ from: 'frontend', to: 'cart' }]);
    expect(toSpanEdges([root, { ...child, startMs: 5000 }])).toEqual([]);
  });

  test('of any spans, in circles too, is walked to an end', () => {
    const id = fc.constantFrom('1', '2', '3', '4');
    const any = fc
      .record({
        spanId: id,
        parentSpanId: fc.option(id),
        service: fc.constantFrom('a', 'b', 'c'),
        startMs: fc.integer({ min: 0, max: 1e5 }),
        durationMs: fc.double({ min: 0, max: 1e5, noNaN: true }),
        status: fc.constantFrom('ok', 'error', 'unset' as const),
      })
      .map((given) => span(given.spanId, given.parentSpanId, given.service, given));
    fc.assert(
      fc.property(fc.array(any, { maxLength: 12 }), (spans) => {
        expect(toSpanNodes(spans)).toHaveLength(spans.length);
        for (const { score } of readSpans(spans, 1000).signals) {
          expect(score).toBeGreaterThan(0);
          expect(score).toBeLessThanOrEqual(1);
        }
      }),
    );
  });
});
