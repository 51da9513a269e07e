import { describe, expect, test } from 'vitest';
import { minuteMs, startMs } from '../../../test/samples.ts';
import type { ObservedSeries, ServiceEdge } from '../../domain/observation.ts';
import { noObservations } from '../../domain/observation.ts';
import { diagnose } from '../diagnose.ts';

function series(service: string, name: string, [before, after]: readonly [number, number]): ObservedSeries {
  const points = Array.from({ length: 40 }, (_, minute) => {
    const level = minute < 30 ? before : after;
    return [startMs + (minute - 30) * minuteMs, level * (1 + 0.05 * Math.sin(minute * 78.233))] as const;
  });
  return { key: `${service}/${name}`, name, labels: { service }, points };
}

const edges: readonly ServiceEdge[] = [
  ['web', 'checkout'],
  ['web', 'catalog'],
  ['web', 'shipping'],
  ['checkout', 'shipping'],
  ['checkout', 'catalog'],
].map(([from = '', to = '']) => ({ from, to, source: 'topology.json', weight: 1 }));

/** Calls to `shipping` take longer on their way; only `checkout`, which makes few others, sees it. */
function placeOf(service: string, shippingRequests: number): number {
  const requests = { web: 500, checkout: 60, catalog: 3000, shipping: shippingRequests };
  const all = Object.entries(requests).flatMap(([name, count]) => [
    series(name, 'http_requests_per_second', [count, count]),
    series(name, 'http_server_duration_p90_seconds', [0.2, name === 'checkout' ? 1.2 : 0.2]),
    series(name, 'http_client_duration_p90_seconds', [0.1, name === 'checkout' ? 1 : 0.1]),
  ]);
  const context = { startedAtMs: startMs, services: ['web'], text: 'web is slow' };
  return diagnose({ ...noObservations, series: all, edges }, context).candidates.findIndex(
    (candidate) => candidate.service === service,
  );
}

describe('a caller that is well', () => {
  test('speaks for a service that takes much of its calls, and not for one that its percentiles hide', () => {
    expect(placeOf('shipping', 120)).toBeLessThan(placeOf('catalog', 120));
    expect(placeOf('shipping', 120)).toBe(0);
    expect(placeOf('shipping', 3000)).toBeGreaterThan(0);
  });
});

const shared: readonly ServiceEdge[] = [
  ['web', 'ads'],
  ['web', 'cart'],
  ['orders', 'cart'],
  ['orders', 'mail'],
].map(([from = '', to = '']) => ({ from, to, source: 'topology.json', weight: 1 }));

test('of services that show nothing themselves, the one that all suffering callers call comes first', () => {
  const slower = { web: 10, orders: 2 } as const;
  const all = ['web', 'orders', 'ads', 'cart', 'mail'].flatMap((service) => [
    series(service, 'http_requests_per_second', [100, 100]),
    series(service, 'http_client_duration_p90_seconds', [
      0.1,
      0.1 * (slower[service as keyof typeof slower] ?? 1),
    ]),
  ]);
  const context = { startedAtMs: startMs, services: ['web'], text: 'web is slow' };
  const [first] = diagnose({ ...noObservations, series: all, edges: shared }, context).candidates;
  expect(first?.service).toBe('cart');
  expect(first?.reason).toContain('orders');
});
