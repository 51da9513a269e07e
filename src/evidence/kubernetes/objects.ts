import { z } from 'zod';

/**
 * The fields that are read of Kubernetes' objects. https://kubernetes.io/docs/reference/kubernetes-api/
 * What is left out here is dropped when an answer is parsed: of environment variables only literal values are seen, and
 * only to find the names of services in them.
 */
const time = z
  .string()
  .nullish()
  .transform((text) => {
    const ms = Date.parse(text ?? '');
    return Number.isNaN(ms) ? null : ms;
  });

const Texts = z
  .record(z.string(), z.string())
  .nullish()
  .transform((given) => given ?? {});

const Meta = z.object({
  name: z.string(),
  namespace: z.string().nullish(),
  uid: z.string().default(''),
  labels: Texts,
  annotations: Texts,
  creationTimestamp: time,
  deletionTimestamp: time,
  ownerReferences: z
    .array(z.object({ kind: z.string(), name: z.string(), uid: z.string().default('') }))
    .default([]),
});

const Amounts = z
  .record(z.string(), z.union([z.string(), z.number()]).transform(String))
  .nullish()
  .transform((given) => given ?? {});

const Container = z.object({
  name: z.string(),
  image: z.string().default(''),
  resources: z.object({ limits: Amounts, requests: Amounts }).prefault({}),
  env: z
    .array(z.object({ name: z.string(), value: z.string().nullish() }))
    .nullish()
    .transform((given) => given ?? []),
});

const PodSpec = z.object({
  nodeName: z.string().nullish(),
  containers: z.array(Container).default([]),
});

const Template = z.object({
  metadata: z.object({ labels: Texts }).prefault({}),
  spec: PodSpec.prefault({}),
});

const Condition = z.object({
  type: z.string(),
  status: z.string(),
  reason: z.string().nullish(),
  message: z.string().nullish(),
  lastTransitionTime: time,
  lastUpdateTime: time,
});
const Conditions = z
  .array(Condition)
  .nullish()
  .transform((given) => given ?? []);

const Terminated = z.object({
  reason: z.string().nullish(),
  exitCode: z.number().nullish(),
  signal: z.number().nullish(),
  message: z.string().nullish(),
  startedAt: time,
  finishedAt: time,
});

const ContainerState = z
  .object({
    waiting: z.object({ reason: z.string().nullish(), message: z.string().nullish() }).nullish(),
    running: z.object({ startedAt: time }).nullish(),
    terminated: Terminated.nullish(),
  })
  .prefault({});

export const Pod = z.object({
  metadata: Meta,
  spec: PodSpec.prefault({}),
  status: z
    .object({
      phase: z.string().default('Unknown'),
      reason: z.string().nullish(),
      message: z.string().nullish(),
      startTime: time,
      conditions: Conditions,
      containerStatuses: z
        .array(
          z.object({
            name: z.string(),
            ready: z.boolean().default(false),
            restartCount: z.number().default(0),
            state: ContainerState,
            lastState: ContainerState,
          }),
        )
        .nullish()
        .transform((given) => given ?? []),
    })
    .prefault({}),
});
export type Pod = z.output<typeof Pod>;

const count = z.number().nullish();

/** Deployment, StatefulSet, DaemonSet or ReplicaSet. */
export const Workload = z.object({
  metadata: Meta,
  spec: z
    .object({
      replicas: count,
      selector: z.object({ matchLabels: Texts }).nullish(),
      template: Template.prefault({}),
    })
    .prefault({}),
  status: z
    .object({
      replicas: count,
      readyReplicas: count,
      updatedReplicas: count,
      unavailableReplicas: count,
      desiredNumberScheduled: count,
      numberReady: count,
      numberUnavailable: count,
      conditions: Conditions,
    })
    .prefault({}),
});
export type Workload = z.output<typeof Workload>;

export const ControllerRevision = z.object({
  metadata: Meta,
  revision: z.number(),
  data: z.object({ spec: z.object({ template: Template.prefault({}) }).nullish() }).nullish(),
});
export type ControllerRevision = z.output<typeof ControllerRevision>;

export const ClusterNode = z.object({
  metadata: Meta,
  spec: z
    .object({
      unschedulable: z.boolean().nullish(),
      taints: z
        .array(z.object({ key: z.string(), effect: z.string() }))
        .nullish()
        .transform((given) => given ?? []),
    })
    .prefault({}),
  status: z.object({ conditions: Conditions, capacity: Amounts, allocatable: Amounts }).prefault({}),
});
export type ClusterNode = z.output<typeof ClusterNode>;

/** Anything whose conditions and counts tell how it is: a Job, a claim, an autoscaler. */
export const PlainObject = z.object({
  metadata: Meta,
  spec: z.record(z.string(), z.unknown()).default({}),
  status: z.looseObject({ conditions: Conditions }).prefault({}),
});
export type PlainObject = z.output<typeof PlainObject>;

export const ClusterEvent = z.object({
  metadata: Meta,
  type: z.string().default('Normal'),
  reason: z.string().default(''),
  message: z.string().default(''),
  count: count,
  firstTimestamp: time,
  lastTimestamp: time,
  eventTime: time,
  series: z.object({ count: count, lastObservedTime: time }).nullish(),
  involvedObject: z.object({ kind: z.string().default(''), name: z.string().default('') }),
});
export type ClusterEvent = z.output<typeof ClusterEvent>;

export const ClusterService = z.object({
  metadata: Meta,
  spec: z.object({ selector: Texts }).prefault({}),
});

export const Ingress = z.object({
  metadata: Meta,
  spec: z
    .object({
      rules: z
        .array(
          z.object({
            http: z
              .object({
                paths: z.array(
                  z.object({
                    backend: z.object({ service: z.object({ name: z.string() }).nullish() }),
                  }),
                ),
              })
              .nullish(),
          }),
        )
        .nullish()
        .transform((given) => given ?? []),
    })
    .prefault({}),
});

export function listOf<Item extends z.ZodType>(item: Item) {
  return z.object({
    items: z
      .array(item)
      .nullish()
      .transform((given) => given ?? []),
  });
}
