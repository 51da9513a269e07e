import { basename, resolve } from 'node:path';
import { AppError } from '../../domain/errors.ts';
import { readTruth } from '../../evidence/bundle/read-truth.ts';
import type { AnalysedBundle } from '../analyse-bundle.ts';
import { listBundles } from './evaluate-set.ts';
import { type AnswerScore, scoreAnswer } from './score-answer.ts';

export interface ModelEvaluation {
  readonly set: string;
  readonly model: string;
  readonly prompt: string;
  readonly questions: number;
  readonly scores: readonly AnswerScore[];
}

export interface ModelEvaluationOptions {
  readonly set: string;
  readonly model: string;
  readonly prompt: string;
  /** Questions that the model may ask back. */
  readonly questions: number;
  readonly repeat: number;
  readonly analyse: (folder: string) => Promise<AnalysedBundle>;
  /** Milliseconds that the calls since the last time took. */
  readonly takeMs: () => number;
  /** Whether the incident just analysed waits for an answer that somebody has yet to write. */
  readonly isWaiting: () => boolean;
}

/** Puts every incident of a set whose answer is known to a model, through the real path, and scores what it states. */
export async function evaluateModel(options: ModelEvaluationOptions): Promise<ModelEvaluation> {
  const { set, model, prompt, questions, repeat, analyse, takeMs, isWaiting } = options;
  const scores: AnswerScore[] = [];
  let known = 0;
  for (const folder of listBundles(set)) {
    const truth = readTruth(folder);
    if (truth === null) continue;
    for (let run = 1; run <= repeat; run += 1) {
      takeMs();
      const { analysis } = await analyse(folder);
      known += 1;
      if (isWaiting()) continue;
      scores.push(scoreAnswer({ bundle: basename(folder), run, truth, analysis, latencyMs: takeMs() }));
    }
  }
  if (known === 0)
    throw new AppError({ code: 'bad_request', message: `no bundle of "${set}" has a truth.json` });
  return { set: basename(resolve(set)), model, prompt, questions, scores };
}
