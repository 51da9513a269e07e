import { readFileSync, writeFileSync } from 'node:fs';
import { setImmediate } from 'node:timers/promises';
import { analyseBundle } from '../app/analyse-bundle.ts';
import { compareEvaluations } from '../app/evaluation/compare-evaluations.ts';
import type { ModelEvaluation } from '../app/evaluation/evaluate-model.ts';
import { evaluateRobustness, type SetRobustness } from '../app/evaluation/evaluate-robustness.ts';
import { evaluateSet, type SetEvaluation } from '../app/evaluation/evaluate-set.ts';
import { renderEvaluation } from '../app/evaluation/evaluation-table.ts';
import { renderRobustness } from '../app/evaluation/robustness-table.ts';
import { AppError } from '../domain/errors.ts';
import { toBundleConfig } from './bundle-config.ts';
import { createLogger } from './environment.ts';
import { evaluateModels, type ModelEvalOptions } from './eval-model.ts';
import { createTemporaryFolder } from './temporary-folder.ts';
import { readVersion } from './version.ts';

export interface EvalOptions extends ModelEvalOptions {
  readonly json?: string;
  readonly compare?: string;
  readonly model?: string;
  readonly robustness?: boolean;
}

interface EvaluationFile {
  readonly version: string;
  readonly sets: readonly SetEvaluation[];
  /** Runs with a model; missing in a run without one. */
  readonly models?: readonly ModelEvaluation[];
  /** Only with `--robustness`. */
  readonly robustness?: readonly SetRobustness[];
}

function readEvaluation(file: string): EvaluationFile {
  try {
    const value = JSON.parse(readFileSync(file, 'utf8')) as EvaluationFile;
    if (!Array.isArray(value.sets)) throw new Error('it has no sets');
    return value;
  } catch (cause) {
    const message = `"${file}" is no evaluation; write one with eval --json FILE`;
    throw new AppError({ code: 'bad_request', message, cause });
  }
}

function writeEvaluation(file: string, evaluation: EvaluationFile): void {
  writeFileSync(file, `${JSON.stringify(evaluation, null, 2)}\n`);
}

/** `eval SET…`: replays incidents whose cause is known, without any model or with one, and prints how often it was found. */
export async function evaluate(folders: readonly string[], options: EvalOptions): Promise<number> {
  const earlier = options.compare === undefined ? null : readEvaluation(options.compare);
  const version = readVersion();
  if (options.model !== undefined) {
    if (options.robustness === true)
      throw new AppError({ code: 'bad_request', message: '--robustness asks no model: leave out --model' });
    const models = await evaluateModels(folders, options.model, options, earlier?.models ?? []);
    if (options.json !== undefined) writeEvaluation(options.json, { version, sets: [], models });
    return 0;
  }
  const deps = {
    fetch,
    log: createLogger('warn'),
    version,
    configFor: (folder: string) => toBundleConfig(folder, { offline: true }),
  };
  const analyse = async (bundle: string) => {
    // Nothing in it may wait for anything, and a signal is only heard while something does.
    await setImmediate();
    return analyseBundle(bundle, deps);
  };
  const sets: SetEvaluation[] = [];
  for (const folder of folders) sets.push(await evaluateSet(folder, analyse));
  process.stdout.write(`${renderEvaluation(sets)}\n`);
  if (earlier !== null) process.stdout.write(`\n${compareEvaluations(earlier.sets, sets)}\n`);
  const robustness: SetRobustness[] = [];
  if (options.robustness === true) {
    const work = createTemporaryFolder('eval');
    try {
      for (const [index, evaluation] of sets.entries()) {
        const folder = folders[index] ?? '';
        const options = { folder, evaluation, workFolder: work.path, analyseFolder: analyse };
        robustness.push(await evaluateRobustness(options));
      }
    } finally {
      work.remove();
    }
    process.stdout.write(`\n${renderRobustness(robustness)}\n`);
  }
  if (options.json !== undefined) {
    writeEvaluation(options.json, {
      version,
      sets,
      ...(options.robustness === true ? { robustness } : {}),
    });
  }
  return 0;
}
