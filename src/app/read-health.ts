import type { Analysis } from '../domain/analysis.ts';
import type { PartHealth } from '../domain/part-health.ts';
import { dayMs } from '../domain/time.ts';
import { listModelUses, listNewestAnalyses, listNotifierUses, type PartUses } from '../storage/part-uses.ts';
import type { AppContext } from './context.ts';

/** Explanations of which the evidence is looked at. */
const lookedAt = 100;

function toState(uses: PartUses): PartHealth['state'] {
  const { lastSuccessMs, lastFailureMs } = uses;
  if (lastFailureMs !== null && (lastSuccessMs === null || lastFailureMs > lastSuccessMs)) return 'failing';
  return lastSuccessMs === null ? 'idle' : 'ok';
}

function toPart(
  kind: PartHealth['kind'],
  name: string,
  uses: (PartUses & { readonly behind?: number }) | undefined,
): PartHealth {
  const behind = kind === 'notifier' ? (uses?.behind ?? 0) : null;
  if (uses === undefined) {
    return { kind, name, state: 'idle', lastSuccessMs: null, uses: 0, failures: 0, behind, lastError: null };
  }
  const { failures, lastSuccessMs, lastError } = uses;
  return { kind, name, state: toState(uses), lastSuccessMs, uses: uses.uses, failures, behind, lastError };
}

/** What the evidence of the newest explanations says of the sources that it came from. */
function countSources(analyses: readonly { readonly finishedAtMs: number; readonly data: string }[]) {
  const found = new Map<string, PartUses>();
  for (const { finishedAtMs, data } of analyses) {
    const { evidence } = JSON.parse(data) as Analysis;
    for (const source of new Set(evidence.map((item) => item.source))) {
      const own = evidence.filter((item) => item.source === source && item.status !== 'not_configured');
      if (own.length === 0) continue;
      const failed = own.find(({ status }) => status === 'unavailable');
      const before = found.get(source);
      found.set(source, {
        name: source,
        uses: (before?.uses ?? 0) + 1,
        failures: (before?.failures ?? 0) + (failed === undefined ? 0 : 1),
        // The newest come first.
        lastSuccessMs: before?.lastSuccessMs ?? (failed === undefined ? finishedAtMs : null),
        lastFailureMs: before?.lastFailureMs ?? (failed === undefined ? null : finishedAtMs),
        lastError: before?.lastError ?? failed?.reason ?? null,
      });
    }
  }
  return found;
}

/** How the configured sources, models and notifiers have done in the last 24 hours. */
export async function readHealth(context: AppContext): Promise<readonly PartHealth[]> {
  const { db, clock } = context;
  const { collectors, models, notifiers } = context.assembly();
  const sinceMs = clock.now() - dayMs;
  const [modelUses, notifierUses, analyses] = await Promise.all([
    listModelUses(db, sinceMs),
    listNotifierUses(db, sinceMs),
    listNewestAnalyses(db, { sinceMs, limit: lookedAt }),
  ]);
  const sources = countSources(analyses);
  const usesOfModel = new Map(modelUses.map((uses) => [uses.name, uses]));
  const usesOfNotifier = new Map(notifierUses.map((uses) => [uses.name, uses]));
  return [
    ...collectors.map(({ name }) => toPart('source', name, sources.get(name))),
    ...models.map(({ name }) => toPart('model', name, usesOfModel.get(name))),
    ...[...notifiers.keys()].map((name) => toPart('notifier', name, usesOfNotifier.get(name))),
  ];
}
