import { expect, test } from 'vitest';
import { sampleEvidence, sampleFact } from '../../../../test/samples.ts';
import { createGrounds } from '../grounds.ts';
import {
  type DependencyMap,
  depends,
  findService,
  isCut,
  toDependencyMap,
  wouldTell,
} from './dependency-map.ts';
import { createLibrary } from './library.ts';

function mapOf(...facts: readonly string[]): DependencyMap {
  const evidence = [
    sampleEvidence({
      kind: 'topology',
      title: 'who depends on whom',
      facts: facts.map((text) => sampleFact({ text })),
    }),
  ];
  const [item] = createLibrary(createGrounds(evidence)).items;
  const map = item === undefined ? null : toDependencyMap(item);
  if (map === null) throw new Error('the item tells nothing');
  return map;
}

test('edges are read from both sides of a service, and followed over others', () => {
  const map = mapOf(
    'checkout depends on payments (trace spans), orders-db (services.yml and trace spans)',
    'on checkout depend frontend (trace spans)',
    'over these also Ingress',
    'payments depends on vault (services.yml)',
  );
  expect(depends(map, 'checkout', 'orders-db')).toBe(true);
  expect(depends(map, 'frontend', 'vault')).toBe(true);
  expect(depends(map, 'ingress', 'checkout')).toBe(true);
  expect(depends(map, 'checkout', 'frontend')).toBe(false);
  expect(findService(map, 'checkout-7c9f4d8b6-x2x4q')).toBe('checkout');
  expect(findService(map, 'mailer')).toBeNull();
});

test('a list that was cut tells nothing of what is not in it', () => {
  const map = mapOf(
    'frontend depends on ads (map.yml), carts (map.yml) and 4 more',
    'on frontend depend none that are known',
    'carts depends on nothing that is known',
  );
  expect(map.needCounts.get('frontend')).toBe(6);
  expect(wouldTell(map, 'frontend', 'ads')).toBe(false);
  expect(isCut(map, 'frontend', 'ads')).toBe(true);
  expect(wouldTell(map, 'ads', 'frontend')).toBe(true);
  expect(isCut(map, 'ads', 'frontend')).toBe(false);
  expect(wouldTell(map, 'carts', 'ads')).toBe(true);
});

test('an item without a service gives no map', () => {
  const evidence = [sampleEvidence({ kind: 'topology', title: 'who depends on whom', status: 'empty' })];
  const [item] = createLibrary(createGrounds(evidence)).items;
  expect(item === undefined ? null : toDependencyMap(item)).toBeNull();
});
