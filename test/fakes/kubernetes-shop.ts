import type { JsonObject } from './json.ts';
import type { ClusterObjects } from './kubernetes.ts';

const time = (ms: number): string => new Date(ms).toISOString().replace('.000Z', 'Z');
const minuteMs = 60_000;

/** A version of the shop's checkout, as a ReplicaSet. */
function replicaSet(revision: number, image: string, memory: string, createdAtMs: number): JsonObject {
  return {
    metadata: {
      name: `checkout-${revision}${revision}f6585d649`,
      namespace: 'shop',
      uid: `rs-${revision}`,
      labels: { app: 'checkout' },
      annotations: { 'deployment.kubernetes.io/revision': String(revision) },
      creationTimestamp: time(createdAtMs),
      ownerReferences: [{ apiVersion: 'apps/v1', kind: 'Deployment', name: 'checkout', uid: 'deployment-1' }],
    },
    spec: {
      replicas: revision === 2 ? 2 : 0,
      selector: { matchLabels: { app: 'checkout' } },
      template: { metadata: { labels: { app: 'checkout' } }, spec: podSpec(image, memory) },
    },
    status: { replicas: revision === 2 ? 2 : 0 },
  };
}

function podSpec(image: string, memory: string): JsonObject {
  return {
    nodeName: 'node-3',
    containers: [
      {
        name: 'app',
        image,
        resources: { limits: { memory, cpu: '500m' }, requests: { memory: '128Mi', cpu: '100m' } },
        env: [
          { name: 'PAYMENTS_URL', value: 'http://payments:8080/api' },
          { name: 'DATABASE_URL', value: 'postgres://shop:CANARY-password@orders-db.shop.svc:5432/shop' },
          { name: 'OTHER', value: 'http://payments.elsewhere.svc:80' },
          { name: 'TOKEN', valueFrom: { secretKeyRef: { name: 'checkout', key: 'token' } } },
        ],
      },
    ],
  };
}

/**
 * A namespace with a Deployment whose new version has half the memory and is killed for it, in the shapes of Kubernetes
 * 1.30. `startMs` is when the alert starts.
 */
export function shopObjects(startMs: number): ClusterObjects {
  const at = (minutes: number): string => time(startMs + minutes * minuteMs);
  const deployment: JsonObject = {
    metadata: {
      name: 'checkout',
      namespace: 'shop',
      uid: 'deployment-1',
      annotations: { 'kubernetes.io/change-cause': 'CI build 812' },
      creationTimestamp: at(-90_000),
    },
    spec: {
      replicas: 2,
      selector: { matchLabels: { app: 'checkout' } },
      template: {
        metadata: { labels: { app: 'checkout' } },
        spec: podSpec('registry/shop/checkout:v2.5.0', '256Mi'),
      },
    },
    status: {
      replicas: 2,
      readyReplicas: 1,
      updatedReplicas: 2,
      conditions: [
        {
          type: 'Available',
          status: 'False',
          reason: 'MinimumReplicasUnavailable',
          message: 'Deployment does not have minimum availability.',
          lastTransitionTime: at(-6),
          lastUpdateTime: at(-6),
        },
        {
          type: 'Progressing',
          status: 'True',
          reason: 'NewReplicaSetAvailable',
          lastTransitionTime: at(-9),
          lastUpdateTime: at(-9),
        },
      ],
    },
  };
  const pod = (name: string, more: JsonObject): JsonObject => ({
    metadata: {
      name,
      namespace: 'shop',
      labels: { app: 'checkout' },
      ownerReferences: [{ kind: 'ReplicaSet', name: 'checkout-22f6585d649', uid: 'rs-2' }],
    },
    spec: podSpec('registry/shop/checkout:v2.5.0', '256Mi'),
    status: { phase: 'Running', startTime: at(-9), ...more },
  });
  return {
    '/api/v1/namespaces/shop/pods': [
      pod('checkout-22f6585d649-fnmft', {
        conditions: [
          {
            type: 'Ready',
            status: 'False',
            reason: 'ContainersNotReady',
            message: 'containers with unready status: [app]',
            lastTransitionTime: at(-6),
          },
        ],
        containerStatuses: [
          {
            name: 'app',
            ready: false,
            restartCount: 5,
            state: {
              waiting: { reason: 'CrashLoopBackOff', message: 'back-off 2m40s restarting failed container' },
            },
            lastState: {
              terminated: { reason: 'OOMKilled', exitCode: 137, startedAt: at(-4), finishedAt: at(-3) },
            },
          },
        ],
      }),
      pod('checkout-22f6585d649-zk2xp', {
        conditions: [{ type: 'Ready', status: 'True' }],
        containerStatuses: [
          {
            name: 'app',
            ready: true,
            restartCount: 0,
            state: { running: { startedAt: at(-9) } },
            lastState: {},
          },
        ],
      }),
    ],
    '/apis/apps/v1/namespaces/shop/replicasets': [
      replicaSet(1, 'registry/shop/checkout:v2.4.0', '512Mi', startMs - 2000 * minuteMs),
      replicaSet(2, 'registry/shop/checkout:v2.5.0', '256Mi', startMs - 10 * minuteMs),
      {
        ...replicaSet(7, 'registry/other:v1', '1Gi', startMs - minuteMs),
        metadata: { name: 'other', labels: {} },
      },
    ],
    '/apis/apps/v1/namespaces/shop/deployments': [deployment],
    '/api/v1/namespaces/shop/services': ['checkout-web', 'payments', 'orders-db'].map((name) => ({
      metadata: { name, namespace: 'shop' },
      spec: { selector: { app: name === 'checkout-web' ? 'checkout' : name } },
    })),
    '/apis/networking.k8s.io/v1/namespaces/shop/ingresses': [
      {
        metadata: { name: 'shop', namespace: 'shop' },
        spec: {
          rules: [
            { http: { paths: [{ backend: { service: { name: 'checkout-web', port: { number: 80 } } } }] } },
          ],
        },
      },
    ],
    '/api/v1/nodes': [
      {
        metadata: { name: 'node-3' },
        spec: {
          unschedulable: true,
          taints: [{ key: 'node.kubernetes.io/memory-pressure', effect: 'NoSchedule' }],
        },
        status: {
          conditions: [
            {
              type: 'MemoryPressure',
              status: 'True',
              reason: 'KubeletHasInsufficientMemory',
              lastTransitionTime: at(-5),
            },
            { type: 'Ready', status: 'True', reason: 'KubeletReady', lastTransitionTime: at(-9000) },
          ],
          allocatable: { cpu: '4', memory: '15Gi', pods: '110' },
        },
      },
    ],
    '/api/v1/namespaces/shop/events': [
      {
        metadata: { name: 'e1', namespace: 'shop' },
        type: 'Warning',
        reason: 'BackOff',
        message: 'Back-off restarting failed container app',
        count: 14,
        firstTimestamp: at(-7),
        lastTimestamp: at(-1),
        involvedObject: { kind: 'Pod', name: 'checkout-22f6585d649-fnmft', namespace: 'shop' },
      },
      {
        metadata: { name: 'e2', namespace: 'shop', creationTimestamp: at(-9) },
        type: 'Normal',
        reason: 'Pulled',
        message: 'Successfully pulled image',
        eventTime: at(-9),
        series: null,
        involvedObject: { kind: 'Pod', name: 'checkout-22f6585d649-fnmft', namespace: 'shop' },
      },
      {
        metadata: { name: 'e3', namespace: 'shop' },
        type: 'Warning',
        reason: 'FailedScheduling',
        message: 'not mine',
        count: 99,
        lastTimestamp: at(-1),
        involvedObject: { kind: 'Pod', name: 'ads-1', namespace: 'shop' },
      },
      {
        metadata: { name: 'e4', namespace: 'shop' },
        type: 'Normal',
        reason: 'ScalingReplicaSet',
        message: 'Scaled up replica set checkout-22f6585d649 to 2',
        count: 1,
        lastTimestamp: at(-10),
        involvedObject: { kind: 'Deployment', name: 'checkout', namespace: 'shop' },
      },
      {
        metadata: { name: 'e5', namespace: 'shop' },
        type: 'Warning',
        reason: 'Unhealthy',
        message: 'long ago',
        count: 3,
        lastTimestamp: at(-900),
        involvedObject: { kind: 'Pod', name: 'checkout-22f6585d649-fnmft', namespace: 'shop' },
      },
    ],
  };
}
