import type { Fact } from '../../domain/evidence.ts';
import { formatTime } from '../../domain/time.ts';
import type { ClusterNode, PlainObject, Pod, Workload } from './objects.ts';

const messageCharacters = 300;

export function plainFact(name: string, text: string, atMs: number | null = null): Fact {
  return { name, text, value: null, unit: 'none', atMs };
}

function countFact(name: string, text: string, value: number): Fact {
  return { name, text, value, unit: 'count', atMs: null };
}

function cut(text: string | null | undefined): string {
  if (!text) return '';
  return text.length <= messageCharacters ? text : `${text.slice(0, messageCharacters).toWellFormed()}…`;
}

function at(ms: number | null): string {
  return ms === null ? '' : ` at ${formatTime(ms)}`;
}

function since(ms: number | null): string {
  return ms === null ? '' : ` since ${formatTime(ms)}`;
}

/** `memory 256Mi, cpu 500m` */
function formatAmounts(amounts: Readonly<Record<string, string>>): string {
  return Object.entries(amounts)
    .filter(([name]) => ['cpu', 'memory', 'ephemeral-storage'].includes(name))
    .sort(([a], [b]) => b.localeCompare(a))
    .map(([name, amount]) => `${name} ${amount}`)
    .join(', ');
}

type Container = Pod['spec']['containers'][number];

function toResourceFact({ name, resources }: Container): Fact {
  const limits = formatAmounts(resources.limits);
  const requests = formatAmounts(resources.requests);
  const text = `container ${name}: limits ${limits || 'none'}, requests ${requests || 'none'}`;
  return plainFact('resources', text);
}

type Status = Pod['status']['containerStatuses'][number];

function describeState({ state, ready }: Status): string {
  const { waiting, running, terminated } = state;
  if (waiting)
    return `waiting: ${waiting.reason ?? 'no reason given'}${waiting.message ? ` (${cut(waiting.message)})` : ''}`;
  if (terminated)
    return `terminated: ${terminated.reason ?? 'no reason given'}, exit code ${terminated.exitCode ?? 'unknown'}${at(terminated.finishedAt)}`;
  if (running) return `running${since(running.startedAt)}, ${ready ? 'ready' : 'not ready'}`;
  return ready ? 'ready' : 'not ready';
}

/** 128 and a signal's number: https://tldp.org/LDP/abs/html/exitcodes.html */
const signals: Readonly<Record<number, string>> = {
  137: 'SIGKILL',
  139: 'SIGSEGV',
  134: 'SIGABRT',
  143: 'SIGTERM',
};

function toContainerFacts(status: Status): readonly Fact[] {
  const { name, restartCount, lastState } = status;
  const last = lastState.terminated;
  const exit = last?.exitCode ?? null;
  const signal = exit === null ? undefined : signals[exit];
  return [
    plainFact('state', `container ${name} ${describeState(status)}`),
    countFact(
      'restarts',
      `${restartCount} ${restartCount === 1 ? 'restart' : 'restarts'} of ${name}`,
      restartCount,
    ),
    ...(last
      ? [
          plainFact(
            'last_termination',
            `last termination of ${name}: ${last.reason ?? 'no reason given'}, exit code ${exit ?? 'unknown'}${signal === undefined ? '' : ` (${signal})`}${at(last.finishedAt)}${last.message ? `: ${cut(last.message)}` : ''}`,
            last.finishedAt,
          ),
        ]
      : []),
  ];
}

type Condition = Pod['status']['conditions'][number];

function describeCondition({ type, status, reason, message, lastTransitionTime }: Condition): string {
  const why = [reason, cut(message)].filter(Boolean).join(': ');
  return `${type} is ${status}${since(lastTransitionTime)}${why === '' ? '' : ` (${why})`}`;
}

/** A pod as `describe` would show it, in the parts that explain why it fails. */
export function toPodFacts({ metadata, spec, status }: Pod): readonly Fact[] {
  const bad = status.conditions.filter((condition) => condition.status !== 'True');
  const told = status.reason ? `, ${status.reason}${status.message ? `: ${cut(status.message)}` : ''}` : '';
  const node = spec.nodeName ? ` on node ${spec.nodeName}` : ', not on a node';
  return [
    plainFact('phase', `${status.phase}${since(status.startTime)}${node}${told}`),
    ...(metadata.deletionTimestamp === null
      ? []
      : [plainFact('deleted', `deleted${at(metadata.deletionTimestamp)}`, metadata.deletionTimestamp)]),
    ...status.containerStatuses.flatMap(toContainerFacts),
    ...spec.containers.map(toResourceFact),
    ...bad.slice(0, 3).map((one) => plainFact('condition', describeCondition(one), one.lastTransitionTime)),
  ];
}

/** How bad a pod is: for choosing which ones to show. */
export function badness({ status }: Pod): number {
  const restarts = status.containerStatuses.reduce((sum, { restartCount }) => sum + restartCount, 0);
  const notReady = status.containerStatuses.filter(({ ready }) => !ready).length;
  return (
    notReady * 1000 + (['Running', 'Succeeded'].includes(status.phase) ? 0 : 1000) + Math.min(restarts, 900)
  );
}

/** `3 pods: 2 Running, 1 CrashLoopBackOff` */
export function toPodCount(pods: readonly Pod[]): Fact {
  const reasons = pods.map(({ status }) => {
    const waiting = status.containerStatuses.map(({ state }) => state.waiting?.reason).find(Boolean);
    return waiting ?? status.reason ?? status.phase;
  });
  const counts = [...Map.groupBy(reasons, (reason) => reason)].map(
    ([reason, same]) => `${same.length} ${reason}`,
  );
  const text = `${pods.length} ${pods.length === 1 ? 'pod' : 'pods'}${counts.length === 0 ? '' : `: ${counts.join(', ')}`}`;
  return countFact('pods', text, pods.length);
}

export function toWorkloadFacts({ spec, status }: Workload): readonly Fact[] {
  const wanted = spec.replicas ?? status.desiredNumberScheduled ?? status.replicas ?? 0;
  const ready = status.readyReplicas ?? status.numberReady ?? 0;
  const bad = status.conditions.filter(
    ({ type, status: is }) =>
      (is !== 'True' && !type.endsWith('Failure')) || (is === 'True' && type.endsWith('Failure')),
  );
  return [
    countFact('ready', `${ready} of ${wanted} replicas ready`, ready),
    ...(status.updatedReplicas == null || status.updatedReplicas === wanted
      ? []
      : [countFact('updated', `${status.updatedReplicas} of them updated`, status.updatedReplicas)]),
    ...bad.slice(0, 3).map((one) => plainFact('condition', describeCondition(one), one.lastTransitionTime)),
    ...spec.template.spec.containers.flatMap((container) => [
      plainFact('image', `container ${container.name} runs ${container.image}`),
      toResourceFact(container),
    ]),
  ];
}

export function toNodeFacts({ spec, status }: ClusterNode): readonly Fact[] {
  return [
    ...status.conditions.map((one) => plainFact('condition', describeCondition(one), one.lastTransitionTime)),
    ...(spec.unschedulable === true ? [plainFact('cordoned', 'no pod may be scheduled on it')] : []),
    ...(spec.taints.length === 0
      ? []
      : [
          plainFact(
            'taints',
            `taints ${spec.taints.map(({ key, effect }) => `${key}:${effect}`).join(', ')}`,
          ),
        ]),
    plainFact('allocatable', `allocatable ${formatAmounts(status.allocatable) || 'unknown'}`),
  ];
}

/** Numbers and words in the status of a Job, a claim or an autoscaler that tell how it is. */
const toldFields = [
  'phase',
  'active',
  'succeeded',
  'failed',
  'currentReplicas',
  'desiredReplicas',
  'minReplicas',
  'maxReplicas',
  'storageClassName',
  'backoffLimit',
] as const;

export function toPlainFacts({ spec, status }: PlainObject): readonly Fact[] {
  const fields = { ...spec, ...status } as Readonly<Record<string, unknown>>;
  const told = toldFields.flatMap((name) => {
    const value = fields[name];
    if (typeof value === 'number') return [countFact(name, `${name} ${value}`, value)];
    return typeof value === 'string' ? [plainFact(name, `${name} ${value}`)] : [];
  });
  return [
    ...told,
    ...status.conditions
      .slice(0, 4)
      .map((one) => plainFact('condition', describeCondition(one), one.lastTransitionTime)),
  ];
}
