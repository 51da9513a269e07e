import { existsSync, readdirSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { AppError } from '../../domain/errors.ts';
import { readTruth } from '../../evidence/bundle/read-truth.ts';
import { toObservations } from '../../evidence/bundle/to-observations.ts';
import { parseWebhook } from '../../intake/parse-webhook.ts';
import { serviceOfLabels } from '../../signals/service-of-labels.ts';
import type { AnalysedBundle } from '../analyse-bundle.ts';
import { rankBaselines } from './baselines.ts';
import { type BundleScore, scoreBundle } from './score-bundle.ts';
import { type SetSummary, summariseScores } from './summarise-scores.ts';

export interface SetEvaluation {
  readonly set: string;
  readonly summary: SetSummary;
  readonly bundles: readonly BundleScore[];
}

/** Bundles of a set in the order of their names. Throws `bad_request` when the folder holds none. */
export function listBundles(set: string): readonly string[] {
  const names = existsSync(set) ? readdirSync(set).sort() : [];
  const folders = names
    .map((name) => join(set, name))
    .filter((folder) => existsSync(join(folder, 'alert.json')));
  if (folders.length > 0) return folders;
  throw new AppError({
    code: 'bad_request',
    message: `"${set}" holds no incident bundles; name a folder of folders with an alert.json`,
  });
}

function rankByBaselines({ bundle }: AnalysedBundle): Readonly<Record<string, readonly string[]>> {
  const alerts = parseWebhook(bundle.alert, 0).groups.flatMap((group) => group.alerts);
  const starts = alerts.flatMap(({ startsAtMs }) => startsAtMs ?? []);
  return rankBaselines(toObservations(bundle, 'bundle'), {
    startedAtMs: Math.min(...starts),
    services: [...new Set(alerts.flatMap(({ labels }) => serviceOfLabels(labels) ?? []))],
  });
}

/** Replays every incident of a set whose answer is known, and scores what comes out. */
export async function evaluateSet(
  set: string,
  analyse: (folder: string) => Promise<AnalysedBundle>,
): Promise<SetEvaluation> {
  const bundles: BundleScore[] = [];
  for (const folder of listBundles(set)) {
    const truth = readTruth(folder);
    if (truth === null) continue;
    const analysed = await analyse(folder);
    const { diagnosis } = analysed;
    bundles.push(
      scoreBundle({ bundle: basename(folder), truth, diagnosis, baselines: rankByBaselines(analysed) }),
    );
  }
  if (bundles.length === 0) {
    throw new AppError({ code: 'bad_request', message: `no bundle of "${set}" has a truth.json` });
  }
  return { set: basename(resolve(set)), summary: summariseScores(bundles), bundles };
}
