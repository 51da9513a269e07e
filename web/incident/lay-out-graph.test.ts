import { expect, test } from 'vitest';
import { layOutGraph } from './lay-out-graph.ts';

const step = (service: string, atMs: number | null, through: string | null = null) => ({
  service,
  atMs,
  through,
});

test('the trouble goes from left to right along the dependencies, and is counted by time', () => {
  const graph = layOutGraph([
    step('payments', 1000),
    step('checkout', 3000, 'payments'),
    step('invoices', 2000, 'payments'),
    step('web', null, 'checkout'),
  ]);
  expect(graph.nodes.map(({ service, column, row, order }) => [service, column, row, order])).toEqual([
    ['payments', 0, 0, 0],
    ['checkout', 1, 0, 2],
    ['invoices', 1, 1, 1],
    ['web', 2, 0, null],
  ]);
  expect(graph.edges.map(({ from, to }) => `${from.service} → ${to.service}`)).toEqual([
    'payments → checkout',
    'payments → invoices',
    'checkout → web',
  ]);
  expect([graph.columns, graph.rows]).toEqual([3, 2]);
});

test('services that depend on each other in a circle have places, too', () => {
  const graph = layOutGraph([step('a', 1, 'b'), step('b', 2, 'a')]);
  expect(graph.nodes).toHaveLength(2);
  expect(graph.edges).toHaveLength(2);
});

test('a dependency that only others name is shown without a time', () => {
  const graph = layOutGraph([step('web', 5, 'database')]);
  expect(graph.nodes.find(({ service }) => service === 'database')).toMatchObject({ order: null, column: 0 });
});

test('nothing gives nothing', () => {
  expect(layOutGraph([])).toEqual({ nodes: [], edges: [], columns: 0, rows: 0 });
});
