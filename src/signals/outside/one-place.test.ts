import { expect, test } from 'vitest';
import type { ObservedSeries } from '../../domain/observation.ts';
import type { MovedSeries } from '../moved-series.ts';
import { findOnePlace } from './one-place.ts';

const nodes = ['n-1', 'n-2', 'n-3'];

/** Each service on each node; `bad` says which series moved. */
function find(label: string, bad: (service: string, node: string) => boolean, services = ['cart', 'stock']) {
  const series = services.flatMap((service) =>
    nodes.map((node): ObservedSeries => {
      const labels = { service, [label]: node };
      return { key: `${service}/${node}`, name: 'errors_per_second', labels, points: [] };
    }),
  );
  const moved = series.flatMap(({ key, name, labels }): readonly MovedSeries[] => {
    const [service = '', node = ''] = key.split('/');
    const level = { direction: 'up', before: 0, now: 9, atMs: 1_000, strength: 0.9 } as const;
    return bad(service, node) ? [{ key, name, labels, service, ...level }] : [];
  });
  return findOnePlace({ series, moved, groups: [], events: [] });
}

test.each(['node', 'instance', 'zone', 'k8s.node.name'])('all and only those on one %s', (label) => {
  expect(find(label, (_, node) => node === 'n-3')?.text).toMatch(/n-3 fails: 2 of 2 services/);
});

test.each([
  ['one service there', (service: string, node: string) => service === 'cart' && node === 'n-3'],
  ['the same on all', () => true],
  ['one service on all', (service: string) => service === 'cart'],
  ['nothing', () => false],
] as const)('no place is blamed for %s', (_, bad) => {
  expect(find('node', bad)).toBeNull();
});

test('a single service on it says nothing of a machine', () => {
  expect(find('node', (_, node) => node === 'n-3', ['cart'])).toBeNull();
});
