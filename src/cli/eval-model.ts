import { writeFileSync } from 'node:fs';
import { analyseBundle } from '../app/analyse-bundle.ts';
import { evaluateModel, type ModelEvaluation } from '../app/evaluation/evaluate-model.ts';
import { renderComparison, renderModelReport } from '../app/evaluation/model-report.ts';
import { createRecordingFetch, createReplayingFetch } from '../app/evaluation/recorded-fetch.ts';
import { AppError } from '../domain/errors.ts';
import { createLogger } from './environment.ts';
import { toModelConfig } from './model-config.ts';
import { readVersion } from './version.ts';

export interface ModelEvalOptions {
  readonly prompt?: string;
  readonly repeat?: string;
  readonly askBack?: string;
  readonly record?: string;
  readonly replay?: string;
  readonly report?: string;
  readonly config?: string;
}

function parseCount(text: string, option: string, least: number): number {
  const count = Number(text);
  if (Number.isInteger(count) && count >= least) return count;
  throw new AppError({
    code: 'bad_request',
    message: `--${option} ${text}: expected a whole number from ${least} on`,
  });
}

/** `eval SET… --model M`: puts incidents whose cause is known to a model, and scores what it states. */
export async function evaluateModels(
  sets: readonly string[],
  model: string,
  options: ModelEvalOptions,
  earlier: readonly ModelEvaluation[],
): Promise<readonly ModelEvaluation[]> {
  const { record, replay } = options;
  if (record !== undefined && replay !== undefined)
    throw new AppError({ code: 'bad_request', message: 'either --record or --replay, not both' });
  const metered =
    replay === undefined
      ? createRecordingFetch(record ?? null, fetch, () => performance.now())
      : createReplayingFetch(replay);
  const questions = options.askBack === undefined ? undefined : parseCount(options.askBack, 'ask-back', 0);
  const { prompt, config } = options;
  const configFor = (folder: string) =>
    toModelConfig(folder, { model, prompt, questions, config, replayed: replay !== undefined });
  const deps = { fetch: metered.fetch, log: createLogger('warn'), version: readVersion(), configFor };
  const evaluations: ModelEvaluation[] = [];
  for (const set of sets) {
    const usual = configFor(set).reasoning;
    evaluations.push(
      await evaluateModel({
        set,
        model,
        prompt: usual.prompt,
        questions: usual.ask_back.questions,
        repeat: parseCount(options.repeat ?? '1', 'repeat', 1),
        analyse: (folder) => analyseBundle(folder, deps),
        takeMs: metered.takeMs,
      }),
    );
  }
  if (metered.missing() > 0) {
    const message = `${metered.missing()} calls were not recorded: the prompt, the model or the incidents are others now`;
    throw new AppError({ code: 'bad_request', message });
  }
  const compared = evaluations.flatMap((now) => {
    const before = earlier.find(({ set }) => set === now.set);
    return before === undefined ? [] : [renderComparison(before, now)];
  });
  const report = `${[...evaluations.map(renderModelReport), ...compared].join('\n\n')}\n`;
  process.stdout.write(report);
  if (options.report !== undefined) writeFileSync(options.report, report);
  return evaluations;
}
