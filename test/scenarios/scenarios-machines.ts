import { decoys } from './decoys.ts';
import type { Sketch, SketchedChange } from './world.ts';

/** All that suffers stands on one machine or in one zone, whatever was deployed; and releases that are only there by chance. */

type Labelled = NonNullable<Sketch['labelled']>[number];

const services = ['cart', 'prices', 'stock'] as const;

/** Three services with a pod on each of four places, of which the last one is bad from minute −9 on. */
function spread(
  place: string,
  names: readonly string[],
  metric: readonly [name: string, before: number, after: number],
  only: readonly string[] = services,
): readonly Labelled[] {
  const [name, before, after] = metric;
  return services.flatMap((service) =>
    names.map((value, index): Labelled => {
      const labels = { service, pod: `${service}-${index}`, [place]: value };
      const bad = index === names.length - 1 && only.includes(service);
      return bad ? [labels, name, [-9, before], [-8, after]] : [labels, name, [-9, before]];
    }),
  );
}

const base: Partial<Sketch> = {
  alert: ['cart', 'cart answers 5xx'],
  calls: 'web > cart > prices, web > stock',
  series: [['web', 'http_5xx_ratio', [-8, 0.001], [-7, 0.2]]],
  logs: [],
  changes: [decoys.rename('cart', -15), decoys.metrics('prices', -17), decoys.bump('stock', -20)],
};

const nodes = ['ip-10-2-0-11', 'ip-10-2-0-12', 'ip-10-2-0-13', 'ip-10-2-0-14'];
const zones = ['eu-1a', 'eu-1b', 'eu-1c'];

const placed: readonly Partial<Sketch>[] = [
  {
    ...base,
    name: 'machines: all pods of one node fail',
    labelled: spread('node', nodes, ['http_5xx_ratio', 0.001, 0.7]),
    instead: /node ip-10-2-0-14/,
  },
  {
    ...base,
    name: 'machines: all pods of one zone are slow',
    labelled: spread('zone', zones, ['http_request_duration_p99_ms', 40, 2500]),
    instead: /zone eu-1c/,
  },
  {
    ...base,
    name: 'machines: only those who stand on one host log errors',
    logs: services.flatMap((service) => [
      ...nodes.map(
        (host, index) =>
          [service, 'info', -80 + index, 80, 'served a request', { 'host.name': host }] as const,
      ),
      [
        service,
        'error',
        -9,
        14,
        'write failed: connection reset by peer',
        { 'host.name': nodes[3] ?? '' },
      ] as const,
    ]),
    instead: /ip-10-2-0-14/,
  },
  {
    ...base,
    name: 'machines: a node that Kubernetes drains of what it evicts',
    logs: [
      ['kube-events', 'warning', -9, 6, 'TaintManagerEviction: Marking for deletion Pod shop/cart-3'],
      ['kube-events', 'warning', -9.5, 1, 'NodeNotReady: Node ip-10-2-0-14 status is now: NodeNotReady'],
      ['cart', 'error', -8, 9, 'connection reset by peer'],
    ],
    instead: /machine|node/,
  },
  {
    ...base,
    name: 'machines: instances of one machine are down',
    labelled: services.flatMap((service) =>
      nodes.map((node, index): Labelled => {
        const labels = { service, instance: `${node}:80${index}0` };
        return index === 3 ? [labels, 'up', [-9, 1], [-8.5, 0]] : [labels, 'up', [-9, 1]];
      }),
    ),
    instead: /ip-10-2-0-14/,
  },
];

const limit: SketchedChange = {
  ...{ id: 'limit', minute: -15, service: 'cart', summary: 'align settings' },
  diff: `--- a/cart/values.yaml
+++ b/cart/values.yaml
@@ -3,3 +3,3 @@ env:
-  DB_POOL_MAX_CONNS: "50"
+  DB_POOL_MAX_CONNS: "5"
`,
};

const byChance: readonly Partial<Sketch>[] = [
  {
    ...base,
    name: 'machines: one service fails on the machine where its new release is tried',
    labelled: spread('node', nodes, ['http_5xx_ratio', 0.001, 0.7], ['cart']),
    logs: [['cart', 'error', -9, 14, 'acquire connection: pool exhausted', { node: nodes[3] ?? '' }]],
    changes: [limit, decoys.metrics('prices', -17)],
    culprit: 'limit',
  },
  {
    ...base,
    name: 'machines: all pods on all machines fail by a release',
    labelled: services.flatMap((service) =>
      nodes.map((node, index): Labelled => {
        const labels = { service, pod: `${service}-${index}`, node };
        return service === 'cart'
          ? [labels, 'http_5xx_ratio', [-9, 0.001], [-8, 0.6]]
          : [labels, 'http_5xx_ratio', [-9, 0.001]];
      }),
    ),
    logs: [['cart', 'error', -9, 14, 'acquire connection: pool exhausted']],
    changes: [limit, decoys.metrics('prices', -17)],
    culprit: 'limit',
  },
];

/** The kernel of one machine tells by itself. */
const kernels: readonly Partial<Sketch>[] = [
  'kernel: NETDEV WATCHDOG: eth0 (ena): transmit queue 2 timed out',
  'kmsg: mlx5_core 0000:3b:00.0 ens5: rx_crc_errors_phy +11872',
  'nvme nvme1: I/O 886 QID 6 timeout, aborting',
].map((line) => ({
  ...base,
  name: `machines: ${line}`,
  labelled: [],
  logs: [
    ['node-agent', 'warn', -9, 4, line, { node: nodes[3] ?? '' }],
    ['cart', 'error', -8, 9, 'prices call timed out'],
  ],
  changes: [decoys.metrics('prices', -17), decoys.rename('cart', -14)],
  instead: /a machine failed: node-agent says/,
}));

export const machineCases = [
  ...[...placed, ...kernels].map((sketch) => ({ ...sketch, culprit: null })),
  ...byChance,
] as readonly Sketch[];
