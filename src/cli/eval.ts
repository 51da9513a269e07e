import { readFileSync, writeFileSync } from 'node:fs';
import { analyseBundle } from '../app/analyse-bundle.ts';
import { compareEvaluations } from '../app/evaluation/compare-evaluations.ts';
import { evaluateSet, type SetEvaluation } from '../app/evaluation/evaluate-set.ts';
import { renderEvaluation } from '../app/evaluation/evaluation-table.ts';
import { AppError } from '../domain/errors.ts';
import { toBundleConfig } from './bundle-config.ts';
import { createLogger } from './environment.ts';
import { readVersion } from './version.ts';

export interface EvalOptions {
  readonly json?: string;
  readonly compare?: string;
}

interface EvaluationFile {
  readonly version: string;
  readonly sets: readonly SetEvaluation[];
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

/** `eval SET…`: replays incidents whose cause is known without any model, and prints how often it was found. */
export async function evaluate(folders: readonly string[], options: EvalOptions): Promise<number> {
  const earlier = options.compare === undefined ? null : readEvaluation(options.compare);
  const version = readVersion();
  const deps = {
    fetch,
    log: createLogger('warn'),
    version,
    configFor: (folder: string) => toBundleConfig(folder, { offline: true }),
  };
  const sets: SetEvaluation[] = [];
  for (const folder of folders) sets.push(await evaluateSet(folder, (bundle) => analyseBundle(bundle, deps)));
  process.stdout.write(`${renderEvaluation(sets)}\n`);
  if (earlier !== null) process.stdout.write(`\n${compareEvaluations(earlier.sets, sets)}\n`);
  if (options.json !== undefined) {
    const file: EvaluationFile = { version, sets };
    writeFileSync(options.json, `${JSON.stringify(file, null, 2)}\n`);
  }
  return 0;
}
