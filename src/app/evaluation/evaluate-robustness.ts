import { createHash } from 'node:crypto';
import { join } from 'node:path';
import type { Diagnosis } from '../../domain/diagnosis.ts';
import { toAppError } from '../../domain/errors.ts';
import { readBundle } from '../../evidence/bundle/read-bundle.ts';
import { type AnalysedBundle, findStart } from '../analyse-bundle.ts';
import { type BundleFiles, readBundleFiles, withBundle } from './bundle-files.ts';
import type { SetEvaluation } from './evaluate-set.ts';
import { type LossOfSource, losses } from './lost-sources.ts';
import { findQuietTimes, type KnownAfter, knownAfter, splitQuiet } from './quiet-splits.ts';
import { type BundleScore, rankOf } from './score-bundle.ts';
import { type RankSummary, summariseRanks } from './summarise-scores.ts';
import { cutTo, delayAlert } from './vary-bundle.ts';

/** An alert comes so much later than in the recording. */
const delaysMs = [60_000, 300_000, 900_000] as const;

/** A variant that no analysis came of. There must be none. */
export interface Crash {
  readonly bundle: string;
  readonly message: string;
}

export interface LateAlerts {
  readonly delayMs: number;
  readonly ranks: RankSummary;
  readonly crashes: readonly Crash[];
}

export interface MissingSource {
  readonly source: LossOfSource['source'];
  readonly title: string;
  /** Incidents that have the source. */
  readonly incidents: number;
  readonly whole: RankSummary;
  readonly missing: RankSummary;
  /** When the engine takes nothing from that source, though it may be there. */
  readonly unused: RankSummary;
  /** Incidents in which the service comes later without the source than with it unused. */
  readonly worse: readonly string[];
  readonly crashes: readonly Crash[];
}

export interface QuietTimes {
  readonly known: KnownAfter['id'];
  readonly title: string;
  readonly splits: number;
  /** Splits in which no candidate is called a cause. */
  readonly withoutCause: number;
  /** Splits in which nothing is blamed: no candidate, no change, nothing from outside. */
  readonly withoutBlame: number;
  readonly crashes: readonly Crash[];
}

export interface SetRobustness {
  readonly set: string;
  /** The first is the alert as it came. */
  readonly late: readonly LateAlerts[];
  readonly missing: readonly MissingSource[];
  /** Empty when no recording has quiet times. */
  readonly quiet: readonly QuietTimes[];
}

type Analysed = Promise<Pick<AnalysedBundle, 'diagnosis'>>;
type Analyse = (files: BundleFiles) => Analysed;
type Outcome = { readonly diagnosis: Diagnosis } | { readonly crash: string };

interface Recorded {
  readonly score: BundleScore;
  readonly service: string;
  readonly files: BundleFiles;
}

async function tryVariant(files: BundleFiles, analyse: Analyse): Promise<Outcome> {
  try {
    return { diagnosis: (await analyse(files)).diagnosis };
  } catch (error) {
    return { crash: toAppError(error).message };
  }
}

function toRank(outcome: Outcome, service: string): number | null {
  if ('crash' in outcome) return null;
  return rankOf(
    outcome.diagnosis.candidates.map((candidate) => candidate.service),
    service,
  );
}

function toCrashes(outcome: Outcome, bundle: string): readonly Crash[] {
  return 'crash' in outcome ? [{ bundle, message: outcome.crash }] : [];
}

async function measureLate(recorded: readonly Recorded[], analyse: Analyse): Promise<readonly LateAlerts[]> {
  const onTime = summariseRanks(recorded.map(({ score }) => score.serviceRank));
  const late: LateAlerts[] = [{ delayMs: 0, ranks: onTime, crashes: [] }];
  for (const delayMs of delaysMs) {
    const ranks: (number | null)[] = [];
    const crashes: Crash[] = [];
    for (const { files, service, score } of recorded) {
      const outcome = await tryVariant(delayAlert(files, delayMs), analyse);
      ranks.push(toRank(outcome, service));
      crashes.push(...toCrashes(outcome, score.bundle));
    }
    late.push({ delayMs, ranks: summariseRanks(ranks), crashes });
  }
  return late;
}

const last = Number.POSITIVE_INFINITY;

async function measureLoss(
  { source, title, withoutIt, withItUnused }: LossOfSource,
  recorded: readonly Recorded[],
  analyse: Analyse,
): Promise<MissingSource | null> {
  const tried: { bundle: string; whole: number | null; missing: number | null; unused: number | null }[] = [];
  const crashes: Crash[] = [];
  for (const { files, service, score } of recorded) {
    const about = { culprit: service };
    const less = withoutIt(files, about);
    if (less === null) continue;
    const { bundle } = score;
    const missing = await tryVariant(less, analyse);
    const unused = await tryVariant(withItUnused(files, about), analyse);
    crashes.push(...toCrashes(missing, bundle), ...toCrashes(unused, bundle));
    tried.push({
      bundle,
      whole: score.serviceRank,
      missing: toRank(missing, service),
      unused: toRank(unused, service),
    });
  }
  if (tried.length === 0) return null;
  return {
    source,
    title,
    incidents: tried.length,
    whole: summariseRanks(tried.map(({ whole }) => whole)),
    missing: summariseRanks(tried.map(({ missing }) => missing)),
    unused: summariseRanks(tried.map(({ unused }) => unused)),
    worse: tried
      .filter(({ missing, unused }) => (missing ?? last) > (unused ?? last))
      .map(({ bundle }) => bundle),
    crashes,
  };
}

interface QuietRecording {
  readonly bundle: string;
  readonly files: BundleFiles;
  readonly times: readonly number[];
}

/** Sets often have one quiet day beside each of their incidents: the same one counts once. */
function listQuiet(set: string, recorded: readonly Recorded[]): readonly QuietRecording[] {
  const found = new Map<string, QuietRecording>();
  for (const { files, score } of recorded) {
    const bundle = readBundle(join(set, score.bundle));
    const times = findQuietTimes(bundle, findStart(bundle));
    const [fromMs = 0] = times;
    const toMs = times.at(-1);
    if (toMs === undefined) continue;
    const { 'truth.json': _, ...quiet } = Object.fromEntries(cutTo(files, { fromMs, toMs, alertAtMs: toMs }));
    const key = createHash('sha256').update(JSON.stringify(quiet)).digest('hex');
    if (!found.has(key)) found.set(key, { bundle: score.bundle, files, times });
  }
  return [...found.values()];
}

async function measureQuiet(
  recordings: readonly QuietRecording[],
  analyse: Analyse,
): Promise<readonly QuietTimes[]> {
  const measured: QuietTimes[] = [];
  for (const known of recordings.length === 0 ? [] : knownAfter) {
    const outcomes: Outcome[] = [];
    const crashes: Crash[] = [];
    for (const { bundle, files, times } of recordings) {
      for (const split of splitQuiet(times, known)) {
        const outcome = await tryVariant(cutTo(files, split), analyse);
        outcomes.push(outcome);
        crashes.push(...toCrashes(outcome, bundle));
      }
    }
    const diagnoses = outcomes.flatMap((outcome) => ('diagnosis' in outcome ? [outcome.diagnosis] : []));
    const withoutCause = diagnoses.filter(({ isCause }) => !isCause);
    const withoutBlame = withoutCause.filter(
      ({ changes, otherCause }) => changes.length === 0 && otherCause === null,
    );
    measured.push({
      known: known.id,
      title: known.title,
      splits: outcomes.length,
      withoutCause: withoutCause.length,
      withoutBlame: withoutBlame.length,
      crashes,
    });
  }
  return measured;
}

/**
 * What becomes of a set's ranking when alerts come late and when sources are missing, and how often something is blamed in
 * times that are quiet. Each variant is a bundle of its own and takes the whole path.
 */
export async function evaluateRobustness({
  folder,
  evaluation: { set, bundles },
  workFolder,
  analyseFolder,
}: {
  readonly folder: string;
  readonly evaluation: SetEvaluation;
  /** Where the variants are written, each for as long as it is analysed. */
  readonly workFolder: string;
  readonly analyseFolder: (folder: string) => Analysed;
}): Promise<SetRobustness> {
  const analyse: Analyse = (files) => withBundle({ files, within: workFolder }, analyseFolder);
  const recorded = bundles.flatMap((score): readonly Recorded[] => {
    const { service } = score;
    if (service === null) return [];
    return [{ score, service, files: readBundleFiles(join(folder, score.bundle)) }];
  });
  if (recorded.length === 0) return { set, late: [], missing: [], quiet: [] };
  const late = await measureLate(recorded, analyse);
  const missing: MissingSource[] = [];
  for (const loss of losses) {
    const measured = await measureLoss(loss, recorded, analyse);
    if (measured !== null) missing.push(measured);
  }
  return { set, late, missing, quiet: await measureQuiet(listQuiet(folder, recorded), analyse) };
}
