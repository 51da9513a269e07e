import { writeFileSync } from 'node:fs';
import { basename } from 'node:path';
import { analyseBundle } from '../app/analyse-bundle.ts';
import { createByHandFetch } from '../app/evaluation/by-hand-fetch.ts';
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
  readonly byHand?: string;
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
  const { record, replay, byHand } = options;
  if (replay !== undefined && (record ?? byHand) !== undefined)
    throw new AppError({ code: 'bad_request', message: '--replay goes with neither --record nor --by-hand' });
  if (byHand !== undefined && !model.startsWith('anthropic:'))
    throw new AppError({ code: 'bad_request', message: '--by-hand goes with --model anthropic:<id>' });
  const hand = byHand === undefined ? null : createByHandFetch(byHand);
  const metered =
    replay === undefined
      ? createRecordingFetch(record ?? null, hand?.fetch ?? fetch, () =>
          hand === null ? performance.now() : 0,
        )
      : createReplayingFetch(replay);
  const questions = options.askBack === undefined ? undefined : parseCount(options.askBack, 'ask-back', 0);
  const { prompt, config } = options;
  const configFor = (folder: string) =>
    toModelConfig(folder, { model, prompt, questions, config, replayed: (replay ?? byHand) !== undefined });
  const deps = { fetch: metered.fetch, log: createLogger('warn'), version: readVersion(), configFor };
  const evaluations: ModelEvaluation[] = [];
  const waiting: string[] = [];
  for (const set of sets) {
    const usual = configFor(set).reasoning;
    evaluations.push(
      await evaluateModel({
        set,
        model,
        prompt: usual.prompt,
        questions: usual.ask_back.questions,
        repeat: parseCount(options.repeat ?? '1', 'repeat', 1),
        analyse: async (folder) => {
          hand?.begin(basename(folder));
          const analysed = await analyseBundle(folder, deps);
          waiting.push(...(hand?.waiting() ?? []));
          return analysed;
        },
        takeMs: metered.takeMs,
        isWaiting: () => (hand?.waiting().length ?? 0) > 0,
      }),
    );
  }
  if (metered.missing() > 0) {
    const message = `${metered.missing()} calls were not recorded: the prompt, the model or the incidents are others now`;
    throw new AppError({ code: 'bad_request', message });
  }
  if (waiting.length > 0)
    process.stderr.write(`answers are missing; the prompts stand beside them:\n${waiting.join('\n')}\n`);
  const answered = evaluations.filter(({ scores }) => scores.length > 0);
  const compared = answered.flatMap((now) => {
    const before = earlier.find(({ set }) => set === now.set);
    return before === undefined ? [] : [renderComparison(before, now)];
  });
  const report = `${[...answered.map(renderModelReport), ...compared].join('\n\n')}\n`;
  process.stdout.write(report);
  if (options.report !== undefined) writeFileSync(options.report, report);
  return evaluations;
}
