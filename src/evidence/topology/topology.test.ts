import { describe, expect, test } from 'vitest';
import { sampleAlert, sampleIncident } from '../../../test/samples.ts';
import type { ObservedSpan, ServiceEdge } from '../../domain/observation.ts';
import { toSpanEdges } from '../../signals/traces/span-tree.ts';
import { parseTopology } from './parse-topology.ts';
import { listServiceNames } from './service-of-incident.ts';
import { toTopologyDrafts } from './topology-draft.ts';

const incidentOf = (labels: Readonly<Record<string, string>>) =>
  sampleIncident([sampleAlert({ labels: { alertname: 'Slow', ...labels } })]);

const edge = (from: string, to: string, source = 'map.yml'): ServiceEdge => ({ from, to, source, weight: 1 });
const shop = [
  edge('ingress', 'frontend'),
  edge('frontend', 'checkout'),
  edge('checkout', 'payments'),
  edge('checkout', 'payments', 'trace spans'),
  edge('checkout', 'orders-db'),
];

describe('a map of services', () => {
  test.each([
    ['YAML', 'services:\n  checkout:\n    depends_on: [payments]\n  payments:\n'],
    ['JSON', '{"services":{"checkout":{"depends_on":["payments"]},"payments":{}}}'],
    [
      'a Compose file',
      'services:\n  checkout:\n    image: x\n    depends_on:\n      payments: {condition: service_healthy}\n',
    ],
  ])('is read from %s', (_, text) => {
    expect(parseTopology(text, 'map.yml')).toEqual([edge('checkout', 'payments')]);
  });

  test.each(['services: [a, b]', 'a: b', '{', 'services: {a: {depends_on: 5}}', ''])(
    '%j is none, and the file is named',
    (text) => {
      expect(() => parseTopology(text, 'map.yml')).toThrow(
        expect.objectContaining({ code: 'bad_request', message: expect.stringMatching(/^map\.yml: /) }),
      );
    },
  );
});

test('spans of one trace say who calls whom, across services only', () => {
  const span = (
    spanId: string,
    parentSpanId: string | null,
    service: string,
    traceId = 't1',
    startMs = 0,
  ): ObservedSpan => ({
    key: `${traceId}:${spanId}`,
    ...{ traceId, spanId, parentSpanId, service, name: 'GET', startMs, durationMs: 1, status: 'ok' },
  });
  const spans = [
    span('1', null, 'frontend'),
    span('2', '1', 'frontend'),
    span('3', '2', 'checkout'),
    span('4', '2', 'checkout'),
    span('5', '1', 'ads', 't2', 60_000),
  ];
  expect(toSpanEdges(spans)).toEqual([edge('frontend', 'checkout', 'trace spans')]);
});

test.each([
  [{ service: 'checkout', job: 'api' }, ['checkout', 'api']],
  [{ pod: 'checkout-5f6585d649-fnmft' }, ['checkout-5f6585d649-fnmft', 'checkout', 'checkout-5f6585d649']],
  [{ pod: 'orders-db-0' }, ['orders-db-0', 'orders-db']],
  [{ instance: 'node-3' }, []],
])('the service of %j may be called %j', (labels, names) => {
  expect(listServiceNames(incidentOf(labels))).toEqual(names);
});

describe('the item on who depends on whom', () => {
  const factsOf = (labels: Readonly<Record<string, string>>, edges: readonly ServiceEdge[]) =>
    toTopologyDrafts(incidentOf(labels), edges).flatMap(({ facts }) => facts.map(({ text }) => text));

  test('names what the service needs and who needs it, with the source of each edge', () => {
    expect(factsOf({ pod: 'checkout-5f6585d649-fnmft' }, shop)).toEqual([
      'checkout depends on payments (map.yml and trace spans), orders-db (map.yml)',
      'on checkout depend frontend (map.yml)',
      'over these also ingress',
    ]);
  });

  test('counts what it keeps of the map', () => {
    expect(toTopologyDrafts(incidentOf({ service: 'orders-db' }), shop)).toMatchObject([
      { status: 'observed', total: 4, kept: 1, source: 'topology', labels: { service: 'orders-db' } },
    ]);
  });

  test('a circle of services ends', () => {
    const circle = [edge('a', 'b'), edge('b', 'c'), edge('c', 'a')];
    expect(factsOf({ service: 'a' }, circle)[2]).toBe('over these also b');
  });

  test('tells a small map whole where the alert names no service of it', () => {
    expect(factsOf({ instance: 'node-3' }, shop)[0]).toBe('ingress depends on frontend (map.yml)');
  });

  test('says of a large map that the alert is not in it', () => {
    const large = Array.from({ length: 30 }, (_, index) => edge(`a${index}`, `b${index}`));
    expect(toTopologyDrafts(incidentOf({ service: 'x' }), large)).toMatchObject([
      {
        status: 'empty',
        reason: "60 services are known, and the alert's labels name none of them",
        total: 30,
      },
    ]);
  });

  test('is not there when nobody knows anything', () => {
    expect(toTopologyDrafts(incidentOf({ service: 'checkout' }), [])).toEqual([]);
  });
});
