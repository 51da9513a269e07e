import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { duration, httpUrl } from '../../config/fields.ts';
import { AppError, toAppError } from '../../domain/errors.ts';
import { noObservations } from '../../domain/observation.ts';
import { toChangeDrafts } from '../change-drafts.ts';
import type { CollectorAdapter, EdgeRequest } from '../collector.ts';
import { dropRepeated, emptyDraft, unavailableDraft } from '../drafts.ts';
import { createHttpSource, credentialOptions, type HttpSource, queryTimeout } from '../http-source.ts';
import { keepFor } from '../keep-for.ts';
import { createCluster } from '../kubernetes/cluster.ts';
import { readClusterEdges } from '../kubernetes/cluster-edges.ts';
import { describeObject, listTargets, namespaceOf } from '../kubernetes/list-targets.ts';
import { readTarget, type TargetReading } from '../kubernetes/read-target.ts';

/** https://kubernetes.io/docs/tasks/run-application/access-api-from-pod/ */
const serviceAccount = '/var/run/secrets/kubernetes.io/serviceaccount';
const inCluster = 'https://kubernetes.default.svc';

const Config = z.strictObject({
  url: httpUrl(
    `Address of the API server. Without it, that of the cluster we run in, with the token and authority of our service account.`,
  ).optional(),
  token_file: z.string().min(1).optional().meta({
    description: 'File with a bearer token that is read again every minute, because such tokens are rotated.',
  }),
  ...credentialOptions,
  namespace: z
    .string()
    .min(1)
    .optional()
    .meta({ description: 'Namespace of alerts whose labels name none.' }),
  window: duration('How far before the start of an alert rollouts are looked at.').prefault('24h'),
  timeout: queryTimeout,
});

const tokenKeptMs = 60_000;
const edgesKeptMs = 60_000;

async function readToken(file: string): Promise<string> {
  try {
    return (await readFile(file, 'utf8')).trim();
  } catch (cause) {
    const message = `the token file cannot be read: ${toAppError(cause).message}`;
    throw new AppError({ code: 'source_unauthorized', message, cause });
  }
}

function createConnection(
  name: string,
  config: z.output<typeof Config>,
  deps: { readonly fetch: typeof fetch },
): HttpSource {
  const own = config.url === undefined;
  const tls =
    config.tls ?? (own ? { ca_file: `${serviceAccount}/ca.crt`, insecure_skip_verify: false } : undefined);
  return createHttpSource(name, { ...config, tls, url: config.url ?? inCluster }, deps);
}

/** What a Kubernetes cluster says of the objects that an alert names. Reads only, and never a Secret. */
export const kubernetes: CollectorAdapter<typeof Config> = {
  id: 'kubernetes',
  Config,
  create: (name, config, deps) => {
    const connection = createConnection(name, config, deps);
    const ownToken = config.url === undefined ? `${serviceAccount}/token` : undefined;
    const tokenFile = config.token_file ?? (config.bearer_token === undefined ? ownToken : undefined);
    const token = keepFor(deps.clock, tokenKeptMs, readToken);
    const fallback = config.namespace ?? null;

    async function connect(signal: AbortSignal) {
      if (tokenFile === undefined) return createCluster(connection, signal);
      const authorization = `Bearer ${await token(tokenFile, signal)}`;
      return createCluster({ ...connection, headers: { ...connection.headers, authorization } }, signal);
    }

    const edgesOf = keepFor(deps.clock, edgesKeptMs, async (namespace, signal) =>
      readClusterEdges(await connect(signal), namespace),
    );

    async function edges({ incident, signal }: EdgeRequest) {
      const namespaces = [incident.labels, ...incident.alerts.map(({ labels }) => labels)].map((labels) =>
        namespaceOf(labels, fallback),
      );
      const [first] = namespaces.filter((one) => one !== null);
      return first === undefined ? [] : edgesOf(first, signal);
    }

    return {
      name,
      type: 'kubernetes',
      topics: ['events', 'topology'],
      edges,
      collect: async (request) => {
        const { incident, range, signal } = request;
        const targets = listTargets(incident, fallback);
        const nothing = { ...emptyDraft(name, 'Kubernetes objects'), kind: 'event' as const };
        if (targets.length === 0) {
          const reason = 'no label of the alert names an object of the cluster';
          return { drafts: [{ ...nothing, reason }], observations: noObservations };
        }
        const cluster = await connect(signal);
        const reading = { source: name, cluster, range };
        const [read, known] = await Promise.all([
          Promise.allSettled(targets.map((target) => readTarget(reading, target))),
          edges(request).catch(toAppError),
        ]);
        const done = read.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
        const failed = read.flatMap((one, index) => {
          const target = targets[index];
          if (one.status === 'fulfilled' || target === undefined) return [];
          return [unavailableDraft(name, describeObject(target), toAppError(one.reason).message)];
        });
        const [broken] = read.filter((one) => one.status === 'rejected');
        if (done.length === 0 && broken !== undefined) throw toAppError(broken.reason);
        const noEdges =
          known instanceof AppError
            ? [unavailableDraft(name, 'services of the namespace', known.message)]
            : [];
        const changes = [...new Map(done.flatMap(listRollouts)).values()];
        const since = { fromMs: incident.startedAtMs - config.window, toMs: range.toMs };
        return {
          drafts: [
            ...dropRepeated(
              done.flatMap(({ drafts }) => drafts),
              ({ title }) => title,
            ),
            ...(changes.length === 0 ? [] : toChangeDrafts(name, changes, { incident, range: since })),
            ...dropRepeated([...failed, ...noEdges], ({ reason }) => reason ?? ''),
          ],
          observations: { ...noObservations, changes, edges: known instanceof AppError ? [] : known },
        };
      },
    };
  },
};

function listRollouts({ rollouts }: TargetReading) {
  return rollouts.map((rollout) => [rollout.key, rollout] as const);
}
