import type { ModelFailure, ModelUse } from '../domain/analysis.ts';
import type { Clock } from '../domain/clock.ts';
import { AppError, type ErrorCode, toAppError } from '../domain/errors.ts';
import type { Culprit, Hypothesis } from '../domain/hypothesis.ts';
import type { ModelQuestion } from '../domain/model-question.ts';
import type { Model, ModelAnswer } from './models/model.ts';
import { readUsage } from './models/model-errors.ts';
import { type TokenUsage, toCostUsd } from './models/prices.ts';
import { findRepair } from './models/repair.ts';
import type { PromptTemplate } from './prompt/load-prompt.ts';
import type { RenderedPrompt } from './prompt/render-prompt.ts';

export type Reservation =
  | { readonly ok: true; readonly id: string }
  /** `next`: another model may still be asked (a cheaper one, say). */
  | { readonly ok: false; readonly reason: string; readonly next: boolean };

export interface CallRequest {
  readonly model: Model;
  /** The most that it can cost; null when the model's price is not known. */
  readonly estimateUsd: number | null;
  /** The most tokens that it can take, read and written. */
  readonly estimateTokens: number;
  /** Whether a cheaper model stands behind it in the chain. */
  readonly cheaperFollows: boolean;
}

/** Where calls are written down, with the most that they can cost, before they are made, and settled after. */
export interface CallLedger {
  readonly reserve: (request: CallRequest) => Promise<Reservation>;
  /** `costUsd` is null when it is not known: then the estimate counts. */
  readonly settle: (
    id: string,
    call: { outcome: string; usage: TokenUsage; costUsd: number | null },
  ) => Promise<void>;
}

export interface AskModelsOptions {
  readonly models: readonly Model[];
  readonly template: PromptTemplate;
  /** Prompts differ by what a model can read and may ask. */
  readonly render: (model: Model) => RenderedPrompt;
  readonly ledger: CallLedger;
  readonly clock: Clock;
  readonly signal: AbortSignal;
}

export type ModelsAnswer =
  | {
      readonly ok: true;
      readonly hypothesis: Hypothesis;
      readonly culprit: Culprit;
      readonly questions: readonly ModelQuestion[];
      readonly model: Model;
      readonly use: ModelUse;
      readonly failures: readonly ModelFailure[];
    }
  | { readonly ok: false; readonly reason: string; readonly failures: readonly ModelFailure[] };

/** A call that failed in a passing way is made once more at once, unless the provider asked for patience. */
const attemptsPerModel = 2;

/** A token is never shorter than this on average, and the answer's schema goes along with the prompt. */
const charactersPerToken = 2;
const schemaTokens = 2000;
/** Anthropic's price for input that it puts into its cache, against plain input. */
const cacheWriteFactor = 1.25;

/** More input tokens than the prompt is. */
function boundInputTokens(prompt: RenderedPrompt): number {
  const characters = prompt.system.length + prompt.user.length + (prompt.repair?.answer.length ?? 0);
  return Math.ceil(characters / charactersPerToken) + schemaTokens;
}

/** More than this call can cost; null when the model's price is not known. */
function boundUsd(model: Model, inputTokens: number): number | null {
  if (model.price === null) return null;
  const price = { ...model.price, input: model.price.input * cacheWriteFactor };
  return toCostUsd({ inputTokens, cachedInputTokens: 0, outputTokens: model.maxOutputTokens }, price);
}

function toCallRequest(model: Model, prompt: RenderedPrompt, models: readonly Model[]): CallRequest {
  const inputTokens = boundInputTokens(prompt);
  const estimateUsd = boundUsd(model, inputTokens);
  const cheaperFollows = models.slice(models.indexOf(model) + 1).some((other) => {
    const otherUsd = boundUsd(other, inputTokens);
    return estimateUsd !== null && otherUsd !== null && otherUsd < estimateUsd;
  });
  return { model, estimateUsd, estimateTokens: inputTokens + model.maxOutputTokens, cheaperFollows };
}

/** Outcomes for which no provider charges: it has not begun to answer. */
const unchargedCodes: ReadonlySet<ErrorCode> = new Set([
  'model_unauthorized',
  'model_not_found',
  'model_rejected',
  'model_rate_limited',
  'model_quota_exhausted',
  'model_overloaded',
]);

const noTokens: TokenUsage = { inputTokens: 0, cachedInputTokens: 0, outputTokens: 0 };

/** What the store does not take stays reserved, and counts as spent: no reason to throw an answer away. */
async function settle(
  ledger: CallLedger,
  id: string,
  call: Parameters<CallLedger['settle']>[1],
): Promise<void> {
  await ledger.settle(id, call).catch(() => undefined);
}

/** What a failed call costs: nothing when the provider did not begin, what it used when it says, else null for unknown. */
function toFailureCost(model: Model, error: AppError, used: TokenUsage | null): number | null {
  if (unchargedCodes.has(error.code) || error.context['charged'] === false) return 0;
  return used === null || model.price === null ? null : toCostUsd(used, model.price);
}

async function askOnce(
  model: Model,
  prompt: RenderedPrompt,
  options: AskModelsOptions,
): Promise<{ answer: ModelAnswer; use: ModelUse }> {
  const { ledger, clock, template } = options;
  const reservation = await ledger.reserve(toCallRequest(model, prompt, options.models));
  if (!reservation.ok) {
    throw new AppError({
      code: 'budget_exhausted',
      message: `${model.name}: ${reservation.reason}`,
      context: { next: reservation.next },
    });
  }
  const startedAtMs = clock.now();
  try {
    const answer = await model.ask(prompt, options.signal);
    const costUsd = model.price === null ? null : toCostUsd(answer.usage, model.price);
    await settle(ledger, reservation.id, { outcome: 'ok', usage: answer.usage, costUsd });
    const use: ModelUse = {
      name: model.name,
      model: model.model,
      promptId: template.id,
      promptVersion: template.version,
      promptHash: template.hash,
      ...answer.usage,
      costUsd,
      durationMs: clock.now() - startedAtMs,
    };
    return { answer, use };
  } catch (thrown) {
    const error = toAppError(thrown);
    const used = readUsage(error);
    const costUsd = toFailureCost(model, error, used);
    await settle(ledger, reservation.id, { outcome: error.code, usage: used ?? noTokens, costUsd });
    throw thrown;
  }
}

/** Asks the models in their order until one answers. Never throws: without an answer it says why, model by model. */
export async function askModels(options: AskModelsOptions): Promise<ModelsAnswer> {
  const failures: ModelFailure[] = [];
  if (options.models.length === 0) return { ok: false, reason: 'no model is configured', failures };
  for (const model of options.models) {
    const asked = options.render(model);
    let prompt = asked;
    for (let attempt = 1; attempt <= attemptsPerModel; attempt += 1) {
      try {
        const { answer, use } = await askOnce(model, prompt, options);
        const { hypothesis, culprit, questions } = answer;
        return { ok: true, hypothesis, culprit, questions, model, use, failures };
      } catch (thrown) {
        const error = toAppError(thrown);
        failures.push({ name: model.name, code: error.code, message: error.message });
        if (error.code === 'budget_exhausted' && error.context['next'] !== true) {
          return { ok: false, reason: error.message, failures };
        }
        const repair = findRepair(error);
        if (repair !== null) prompt = { ...asked, repair };
        if (!error.retryable || error.retryAfterMs !== null || options.signal.aborted) break;
      }
    }
  }
  return { ok: false, reason: failures.at(-1)?.message ?? 'no model answered', failures };
}
