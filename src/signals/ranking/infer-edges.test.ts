import { describe, expect, test } from 'vitest';
import type { Labels } from '../../domain/labels.ts';
import { noObservations, type ObservedSeries } from '../../domain/observation.ts';
import { diagnose } from '../diagnose.ts';
import { readSeries } from '../series/read-series.ts';
import { inferEdges } from './infer-edges.ts';

const minuteMs = 60_000;
const startMs = 60 * minuteMs;

/** Repeatable noise of ±1. */
function noise(seed: number, minute: number): number {
  const wild = Math.sin(seed * 12.9898 + minute * 78.233) * 43_758.5453;
  return 2 * (wild - Math.floor(wild)) - 1;
}

interface Shape {
  readonly name?: string;
  readonly labels?: Labels;
  readonly valueAt?: (minute: number) => number;
}

function series(
  service: string,
  { name = 'request_duration_seconds', labels = {}, valueAt = () => 1 }: Shape,
): ObservedSeries {
  const points = Array.from({ length: 66 }, (_, minute) => [minute * minuteMs, valueAt(minute)] as const);
  return { key: `${service}/${name}`, name, labels: { ...labels, service }, points };
}

function infer(all: readonly ObservedSeries[], services: readonly string[]) {
  const read = all.flatMap((one) => readSeries(one) ?? []);
  return inferEdges(read, { services, fromMs: startMs }).map(({ from, to, weight }) => ({
    from,
    to,
    weight,
  }));
}

describe('who calls whom is inferred', () => {
  test.each<readonly [how: string, service: string, shape: Shape]>([
    ['a label that names the callee', 'web', { labels: { upstream: 'cart' } }],
    ['a label that names the caller', 'cart', { labels: { source_service: 'web' } }],
    ['the name of a metric of outgoing calls', 'web', { name: 'cart_client_duration_seconds' }],
  ])('from %s', (_, service, shape) => {
    expect(infer([series(service, shape)], ['web', 'cart'])).toEqual([
      expect.objectContaining({ from: 'web', to: 'cart' }),
    ]);
  });

  test('from going together on calm days, the longer one calling, with less weight than a known one', () => {
    const both = (minute: number): number => 1 + 0.3 * noise(1, minute);
    const [edge, ...more] = infer(
      [
        series('web', { valueAt: (minute) => 3 * both(minute) + 0.05 * noise(2, minute) }),
        series('cart', { valueAt: (minute) => both(minute) + 0.05 * noise(3, minute) }),
        series('mail', { valueAt: (minute) => 1 + 0.3 * noise(4, minute) }),
      ],
      ['web', 'cart', 'mail'],
    );
    expect(edge).toMatchObject({ from: 'web', to: 'cart' });
    expect(edge?.weight).toBeLessThanOrEqual(0.5);
    expect(more).toEqual([]);
  });

  test('from following at some distance', () => {
    const first = (minute: number): number => 1 + 0.5 * noise(1, minute);
    const edges = infer(
      [
        series('web', { valueAt: (minute) => first(minute - 2) }),
        series('cart', { valueAt: (minute) => first(minute) }),
      ],
      ['web', 'cart'],
    );
    expect(edges).toEqual([expect.objectContaining({ from: 'web', to: 'cart' })]);
  });

  test('from neither an incident in common nor standing still', () => {
    const step = (seed: number) => (minute: number) =>
      (minute >= 60 ? 9 : 1) * (1 + 0.05 * noise(seed, minute));
    const all = [series('web', { valueAt: step(1) }), series('cart', { valueAt: (at) => step(2)(at) / 4 })];
    expect(infer(all, ['web', 'cart'])).toEqual([]);
    expect(infer([series('web', {}), series('cart', {})], ['web', 'cart'])).toEqual([]);
  });
});

test('a caller is told from its callee without a map, and the reason says what that rests on', () => {
  const both = (minute: number): number => (minute >= 60 ? 6 : 1) * (1 + 0.3 * noise(1, minute));
  const waiting = [
    series('web', { valueAt: (minute) => 3 * both(minute) + 0.05 * noise(2, minute) }),
    series('cart', { valueAt: (minute) => both(minute) + 0.05 * noise(3, minute) }),
  ];
  const context = { startedAtMs: startMs, services: ['web'], text: '' };
  const { candidates } = diagnose({ ...noObservations, series: waiting }, context);
  expect(candidates[0]?.service).toBe('cart');
  expect(candidates.some(({ reason }) => reason.includes('inferred'))).toBe(true);
  const known = [{ from: 'cart', to: 'web', source: 'topology.json', weight: 1 }];
  const other = diagnose({ ...noObservations, series: waiting, edges: known }, context);
  expect(other.candidates.some(({ reason }) => reason.includes('inferred'))).toBe(false);
});
